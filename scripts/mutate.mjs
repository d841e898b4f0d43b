// Mutation testing: `npm run mutate` for every area, `npm run mutate -- domain storage` for some,
// `npm run mutate -- server/domain/call-order.ts` for files, `npm run mutate -- CHANGED` for what differs from main;
// `npm run mutate -- RULES` (or `RULES NUM1 CAL2`) and `FAULTS` (or `FAULTS words of it`) for changes made by hand.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaOf, areas } from './mutate/areas.mjs';
import { faults } from './mutate/faults.mjs';
import { runOneByOne, testsOfRule } from './mutate/one-by-one.mjs';
import { ruleMutants } from './mutate/rules.mjs';
import { livingTable, scoreOf } from './mutate/score.mjs';
import { inRoot } from './run-step.mjs';

const reports = inRoot('mutation');

/** Sources that differ from main, committed or not. */
function changed() {
  const git = (...args) => execFileSync('git', args, { cwd: inRoot(), encoding: 'utf8' }).trim();
  const base = git('merge-base', 'HEAD', process.env.MUTATE_BASE ?? 'main');
  const files = `${git('diff', '--name-only', base)}\n${git('ls-files', '--others', '--exclude-standard')}`;
  return files.split('\n').filter((file) => areaOf(file));
}

/** What is asked as runs of one area each: all its files, or the named ones. */
function runsOf(asked) {
  if (asked.length === 0) return Object.keys(areas).map((area) => ({ area, mutate: areas[area].mutate }));
  const named = asked.flatMap((each) => (each === 'CHANGED' ? changed() : [each]));
  const byArea = new Map();
  for (const each of named) {
    const [file] = each.split(':');
    const area = each in areas ? each : areaOf(file);
    if (!area) throw new Error(`${each} belongs to no area of scripts/mutate/areas.mjs`);
    byArea.set(area, [...(byArea.get(area) ?? []), ...(each in areas ? areas[area].mutate : [each])]);
  }
  return [...byArea].map(([area, mutate]) => ({ area, mutate }));
}

function run({ area, mutate }) {
  const stryker = inRoot('node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  // MUTATE_TESTS: fewer tests for a quick look at a file; MUTATE_AT_ONCE: mutants at once.
  const { MUTATE_TESTS = JSON.stringify(areas[area].tests), MUTATE_AT_ONCE } = process.env;
  const atOnce = MUTATE_AT_ONCE === undefined ? [] : ['--concurrency', MUTATE_AT_ONCE];
  const { status } = spawnSync(process.execPath, [stryker, 'run', '--mutate', mutate.join(','), ...atOnce], {
    cwd: inRoot(),
    stdio: 'inherit',
    env: { ...process.env, MUTATE_TESTS },
  });
  if (status !== 0) throw new Error(`${area}: the mutation run ended with ${status}`);
  const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
  renameSync(join(reports, 'report.json'), join(reports, `${area}.json`));
  writeFileSync(join(reports, `${area}-living.md`), livingTable(report));
  return scoreOf(report);
}

/** Rules by their mutants, each held by the tests that bear its id. */
function ruleCases(ids) {
  const wanted = ids.length === 0 ? Object.keys(ruleMutants) : ids;
  return wanted.map((id) => {
    if (!ruleMutants[id]) throw new Error(`no mutant of ${id} in scripts/mutate`);
    return { name: id, mutant: ruleMutants[id], tests: testsOfRule(id), title: `\\[${id}\\]` };
  });
}

/** Faults that tests must notice; all, or those that hold the words. */
function faultCases(words) {
  return faults
    .filter(({ says }) => words.every((word) => says.includes(word)))
    .map((each) => ({ name: each.says, mutant: each, tests: each.tests }));
}

/** Runs mutants written by hand. @returns true when each was noticed */
function byHand(cases) {
  const verdicts = runOneByOne(cases, (name, verdict) => process.stdout.write(`${verdict}\t${name}\n`));
  const missed = verdicts.filter(({ verdict }) => verdict !== 'noticed');
  process.stdout.write(`${verdicts.length - missed.length} of ${verdicts.length} noticed\n`);
  return missed.length === 0;
}

/** Runs Stryker. @returns true when every area reached its goal */
function byStryker(asked) {
  mkdirSync(reports, { recursive: true });
  return runsOf(asked)
    .map((each) => {
      const score = run(each);
      const { goal } = areas[each.area];
      const short = score.share * 100 < goal;
      process.stdout.write(
        `${each.area}: ${score.killed} of ${score.valid} mutants noticed, ${(score.share * 100).toFixed(1)} %` +
          ` (goal ${goal} %)${short ? ' MISSED' : ''}\n`,
      );
      return !short;
    })
    .every(Boolean);
}

const [kind, ...rest] = process.argv.slice(2);
const whole =
  kind === 'RULES'
    ? byHand(ruleCases(rest))
    : kind === 'FAULTS'
      ? byHand(faultCases(rest))
      : byStryker(process.argv.slice(2));
process.exitCode = whole ? 0 : 1;
