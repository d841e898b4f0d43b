// The long form of the crash test: `npm run kills`, or `KILLS=1000 KILL_SEED=3 npm run kills`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const vitest = join(import.meta.dirname, '..', 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', 'tests/faults/kill.test.ts', 'tests/faults/paper-kills.test.ts'],
  {
    stdio: 'inherit',
    env: { ...process.env, KILLS: process.env.KILLS ?? '300' },
  },
);
process.exit(status ?? 1);
