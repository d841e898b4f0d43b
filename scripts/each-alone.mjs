// Runs every browser test alone, in a hall and browser of its own: `npm run e2e:alone`, or with names of files. For a
// person who changed one; it takes as long as all of them with all that each builds on.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from './run-step.mjs';

const folder = mkdtempSync(join(tmpdir(), 'motcua-alone-'));
const vitest = (...args) =>
  spawnSync(process.execPath, [inRoot('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: inRoot(),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
const read = (name) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

vitest('list', '--project', 'e2e', '--json', join(folder, 'list.json'), ...process.argv.slice(2));
const failed = [];
const tests = read('list.json');
for (const { name, file } of tests) {
  const pattern = `^${name.replaceAll(' > ', ' ').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`;
  const result = join(folder, 'result.json');
  rmSync(result, { force: true });
  vitest('run', '--project', 'e2e', '--reporter', 'json', '--outputFile', result, '-t', pattern, file);
  const { numPassedTests, numFailedTests } = read('result.json');
  const ok = numPassedTests === 1 && numFailedTests === 0;
  if (!ok) failed.push(name);
  process.stdout.write(`${ok ? 'ok' : 'FAILED'}\t${name}\n`);
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${tests.length - failed.length} of ${tests.length} pass alone\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
