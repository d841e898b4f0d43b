import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { outputOf, root } from './house-files.ts';

const workshop = mkdtempSync(join(tmpdir(), 'motcua-promises-'));
afterAll(() => rmSync(workshop, { recursive: true, force: true }));

const sources = {
  'no-floating-promises': 'async function save() {}\nexport function leave() {\n  save();\n}\n',
  'no-misused-promises':
    "async function save() {}\nexport function ask() {\n  if (save()) return 'saved';\n  return 'lost';\n}\n",
  'await-thenable': 'export async function wait() {\n  await 5;\n}\n',
  good: 'async function save() {}\nexport async function leave() {\n  await save();\n}\n',
};

/** Rules broken by a file, as the house's linter reports them. */
function lint(name: string, source: string): string[] {
  cpSync(join(root, '.oxlintrc.json'), join(workshop, '.oxlintrc.json'));
  const compilerOptions = { strict: true, target: 'es2022', types: [] };
  writeFileSync(join(workshop, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  writeFileSync(join(workshop, `${name}.ts`), source);
  const report: { diagnostics: { code: string }[] } = JSON.parse(
    outputOf('node_modules/oxlint/bin/oxlint', ['--type-aware', '-f', 'json', `${name}.ts`], workshop),
  );
  return report.diagnostics.map((found) => found.code);
}

test.each(['no-floating-promises', 'no-misused-promises', 'await-thenable'] as const)(
  'the linter refuses what breaks %s',
  (rule) => {
    expect(lint(rule, sources[rule])).toEqual([`typescript(${rule})`]);
  },
);

test('the linter accepts a promise that is awaited', () => {
  expect(lint('good', sources.good)).toEqual([]);
});
