import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { walls } from '../../scripts/lint/walls.mjs';
import { filesUnder, outputOf, root } from './house-files.ts';
import { importsOf } from './imports.ts';

type Finding = { path: string; rule: string };

const fixtures = (kind: 'bad' | 'good'): string[] => {
  const folder = `tests/house/fixtures/${kind}`;
  // house-files skips the fixtures; here they are what is looked at.
  return filesUnder(`${folder}/.`).map((path) => path.slice(`${folder}/./`.length));
};

const textOf = (kind: 'bad' | 'good', path: string) =>
  readFileSync(join(root, 'tests/house/fixtures', kind, path), 'utf8');

const workshops: string[] = [];
afterAll(() => {
  for (const workshop of workshops) rmSync(workshop, { recursive: true, force: true });
});

/** A folder in which the fixtures stand as if in the rooms of the house, with empty files where they import others. */
function workshopOf(kind: 'bad' | 'good'): string {
  const workshop = mkdtempSync(join(tmpdir(), 'motcua-walls-'));
  workshops.push(workshop);
  cpSync(join(root, 'tests/house/fixtures', kind), workshop, { recursive: true });
  for (const each of [
    'biome.json',
    '.dependency-cruiser.mjs',
    'tsconfig.json',
    'tsconfig.base.json',
    'package.json',
  ])
    cpSync(join(root, each), join(workshop, each));
  cpSync(join(root, 'scripts/lint'), join(workshop, 'scripts/lint'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(workshop, 'node_modules'));
  for (const path of fixtures(kind))
    for (const file of importsOf(path, textOf(kind, path)).files) {
      if (existsSync(join(workshop, file))) continue;
      mkdirSync(dirname(join(workshop, file)), { recursive: true });
      writeFileSync(join(workshop, file), 'export {};\n');
    }
  return workshop;
}

/** What both linters find in one set of fixtures under the house's own rules. */
function lintAsIfInTheHouse(kind: 'bad' | 'good'): Finding[] {
  const workshop = workshopOf(kind);
  const style: { diagnostics: { category: string; location: { path: string } }[] } = JSON.parse(
    outputOf(
      'node_modules/@biomejs/biome/bin/biome',
      ['lint', '--reporter=json', '--max-diagnostics=none', '.'],
      workshop,
    ),
  );
  const imports: { summary: { violations: { from: string; rule: { name: string } }[] } } = JSON.parse(
    outputOf(
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...fixtures(kind)],
      workshop,
    ),
  );
  const known = new Set(fixtures(kind));
  return [
    ...style.diagnostics.map((found) => ({ path: found.location.path, rule: found.category })),
    ...imports.summary.violations.map((found) => ({ path: found.from, rule: found.rule.name })),
  ].filter((found) => known.has(found.path));
}

const expectedRule = (path: string): string => {
  const [first = ''] = textOf('bad', path).split('\n');
  const rule = /^\/\/ expect: (.+)$/.exec(first)?.[1];
  if (rule === undefined) throw new Error(`${path} does not say on its first line which rule it breaks`);
  return rule;
};

describe('the linters refuse what breaks a wall', () => {
  let findings: Finding[] = [];
  beforeAll(() => {
    findings = lintAsIfInTheHouse('bad');
  });

  test.each(fixtures('bad'))('%s is refused by the rule it breaks', (path) => {
    const rules = findings.filter((found) => found.path === path).map((found) => found.rule);
    expect(rules).toContain(expectedRule(path));
  });

  test('there is a bad fixture for every wall', () => {
    const broken = new Set(fixtures('bad').map(expectedRule));
    const kinds = walls.flatMap(({ room, may, mayNot, packages }) => [
      ...((may ?? mayNot) ? [`${room}: rooms`] : []),
      ...(packages ? [`${room}: packages`] : []),
    ]);
    expect(kinds.filter((kind) => !broken.has(kind))).toEqual([]);
  });
});

describe('the linters let the arrows of the house through', () => {
  test('no good fixture is refused', () => {
    expect(fixtures('good').length).toBeGreaterThan(10);
    expect(lintAsIfInTheHouse('good')).toEqual([]);
  });
});
