// Small changes of meaning, each applied to a copy of the sources and held against the tests that must notice it.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../run-step.mjs';
import { mutated } from './mutant.mjs';

const copy = inRoot('.stryker-tmp', `one-by-one-${process.pid}`);

const listed = (...args) =>
  execFileSync('git', ['ls-files', '-z', ...args], { cwd: inRoot(), encoding: 'utf8', maxBuffer: 1e8 })
    .split('\0')
    .filter((path) => path !== '');

/** Copies the sources as they are in the work tree, also what is not committed. */
function copySources() {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  const gone = new Set(listed('--deleted'));
  for (const path of listed('--cached', '--others', '--exclude-standard'))
    if (!gone.has(path)) cpSync(inRoot(path), join(copy, path), { recursive: true, verbatimSymlinks: true });
  symlinkSync(inRoot('node_modules'), join(copy, 'node_modules'));
}

let texts;

/** Texts of the tests that a mutation run can start, by path: browser and process tests take no part. */
function testTexts() {
  texts ??= new Map(
    readdirSync(inRoot('tests'), { recursive: true })
      .map((path) => `tests/${path.replaceAll('\\', '/')}`)
      .filter((path) => /^tests\/(?!e2e\/|faults\/|house\/|scripts\/).*\.test\.tsx?$/.test(path))
      .map((path) => [path, readFileSync(inRoot(path), 'utf8')]),
  );
  return texts;
}

/** Tests in whose titles the rule's id stands. */
export function testsOfRule(id) {
  return [...testTexts()].filter(([, text]) => text.includes(`[${id}]`)).map(([path]) => path);
}

/**
 * What a run of tests says of a mutant, by the report of vitest.
 * @param report its JSON report; null: there is none
 * @returns noticed: a test failed; alive: all passed; broken: nothing ran, so nothing was proved
 */
export function verdictOf(report) {
  if (report === null) return 'broken';
  if (report.numFailedTests > 0) return 'noticed';
  return report.numPassedTests > 0 && report.success ? 'alive' : 'broken';
}

/** Runs tests in the copy. @param title a pattern of titles; undefined: all */
function runTests(tests, title) {
  const result = join(copy, 'verdict.json');
  rmSync(result, { force: true });
  const vitest = inRoot('node_modules', 'vitest', 'vitest.mjs');
  const args = [
    'run',
    '--config',
    'vitest.mutate.config.ts',
    '--bail',
    '1',
    '--maxWorkers',
    '1',
    '--no-isolate',
  ];
  const named = title === undefined ? [] : ['--testNamePattern', title];
  spawnSync(
    process.execPath,
    [vitest, ...args, ...named, '--reporter', 'json', '--outputFile', result, ...tests],
    { cwd: copy, stdio: 'ignore' },
  );
  try {
    return JSON.parse(readFileSync(result, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Holds each mutant against its tests, after all of these have passed without any.
 * @param cases name, mutant, test files, and a pattern of titles where not all of them count
 * @param tell told each verdict as it comes
 * @throws Error where a test fails on the sources as they are: it would seem to notice everything
 */
export function runOneByOne(cases, tell) {
  copySources();
  try {
    const titles = cases.flatMap(({ title }) => title ?? []);
    const all = [...new Set(cases.flatMap(({ tests }) => tests))];
    const asTheyAre = runTests(all, titles.length === cases.length ? titles.join('|') : undefined);
    if (verdictOf(asTheyAre) !== 'alive')
      throw new Error(`tests fail without any mutant: ${failedIn(asTheyAre).join('; ')}`);
    return cases.map(({ name, mutant, tests, title }) => {
      const path = join(copy, mutant.file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, mutated(source, mutant));
      const verdict = verdictOf(runTests(tests, title));
      writeFileSync(path, source);
      tell(name, verdict);
      return { name, verdict };
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const failedIn = (report) =>
  (report?.testResults ?? [])
    .filter(({ status }) => status === 'failed')
    .map(({ name, message }) => `${name} ${message}`);
