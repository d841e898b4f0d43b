// Mutation testing: `npm run mutate` for every area, `npm run mutate -- domain storage` for some,
// `npm run mutate -- server/domain/call-order.ts` for files, `npm run mutate -- CHANGED` for what differs from main.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areaOf, areas } from './mutate/areas.mjs';
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
  const { status } = spawnSync(process.execPath, [stryker, 'run', '--mutate', mutate.join(',')], {
    cwd: inRoot(),
    stdio: 'inherit',
    env: { ...process.env, MUTATE_TESTS: JSON.stringify(areas[area].tests) },
  });
  if (status !== 0) throw new Error(`${area}: the mutation run ended with ${status}`);
  const report = JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'));
  renameSync(join(reports, 'report.json'), join(reports, `${area}.json`));
  writeFileSync(join(reports, `${area}-living.md`), livingTable(report));
  return scoreOf(report);
}

mkdirSync(reports, { recursive: true });
let missed = false;
for (const each of runsOf(process.argv.slice(2))) {
  const score = run(each);
  const { goal } = areas[each.area];
  const short = score.share * 100 < goal;
  missed ||= short;
  process.stdout.write(
    `${each.area}: ${score.killed} of ${score.valid} mutants noticed, ${(score.share * 100).toFixed(1)} %` +
      ` (goal ${goal} %)${short ? ' MISSED' : ''}\n`,
  );
}
process.exitCode = missed ? 1 : 0;
