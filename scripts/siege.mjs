// The long form of the siege: `npm run siege`, or `SIEGE_SECONDS=60 npm run siege`. Every attack at once for so long
// against a hall in a process of its own on this machine; the figures are printed, and p99 is judged here alone.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'motcua-siege-'));
const report = join(folder, 'report.json');
const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
const seconds = Number(process.env.SIEGE_SECONDS ?? 300);
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'tests/faults/siege.test.ts', '--testTimeout', String((seconds + 120) * 1_000)],
  { stdio: 'inherit', env: { ...process.env, SIEGE_SECONDS: String(seconds), SIEGE_REPORT: report } },
);
let code = status ?? 1;
if (code === 0) {
  const { p99Ms } = JSON.parse(readFileSync(report, 'utf8'));
  const times = p99Ms.siege / p99Ms.peace;
  process.stdout.write(`p99 of issuing: ${times.toFixed(1)} times its peaceful value (5 at most)\n`);
  if (times >= 5) code = 1;
}
rmSync(folder, { recursive: true, force: true });
process.exit(code);
