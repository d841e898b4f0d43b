import { readFileSync } from 'node:fs';
import { startHall } from '../../dist/node/server/main.js';

/**
 * The built hall in a process of its own: DATA_DIR [PORT [WEB_FOLDER]]. Tells its address when it is ready. With
 * CLOCK_OFFSET_FILE its wall clock is off by the milliseconds that stand in that file, also while it runs.
 */
const [, , dataDir = '', port = '0', webFolder] = process.argv;
const offsetFile = process.env.CLOCK_OFFSET_FILE;

/** A machine whose wall clock somebody sets by writing a file; its monotonic clock is the true one. */
function machineClock() {
  let offsetMs = 0;
  let readAtMs = Number.NEGATIVE_INFINITY;
  return {
    rate: 1,
    nowMs: () => {
      if (performance.now() - readAtMs > 20) {
        readAtMs = performance.now();
        offsetMs = Number(readFileSync(offsetFile, 'utf8')) || 0;
      }
      return Date.now() + offsetMs;
    },
    monotonicMs: () => performance.now(),
  };
}

const running = await startHall(
  {
    port: Number(port),
    host: '127.0.0.1',
    dataDir,
    adminPassword: 'matkhau-thu-nghiem',
    logLevel: 'error',
    timeZone: 'Asia/Ho_Chi_Minh',
  },
  {
    ...(webFolder === undefined ? {} : { webFolder }),
    ...(offsetFile === undefined ? {} : { clock: machineClock() }),
  },
);
process.stdout.write(`READY ${running.url}\n`);
process.on('SIGTERM', () => {
  void running.stop().then(() => process.exit(0));
});
