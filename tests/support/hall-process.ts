import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** Password of the first account of a hall that runs in a process of its own. */
export const CHILD_PASSWORD = 'matkhau-thu-nghiem';

/** A hall that can be killed. */
export interface HallProcess {
  readonly url: string;
  readonly port: number;
  /** Ends the process without a word and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
}

/**
 * Starts the built hall in a process of its own on a data folder; the project's set-up builds it.
 * @param port 0: any free one
 * @throws Error when it ends before it is ready
 */
export async function startHallProcess(
  dataFolder: string,
  webFolder: string,
  port = 0,
  /** File with the milliseconds by which the machine's wall clock is off. */
  clockOffsetFile?: string,
): Promise<HallProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [resolve('tests/support/hall-child.mjs'), dataFolder, String(port), webFolder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        ...(clockOffsetFile === undefined ? {} : { CLOCK_OFFSET_FILE: clockOffsetFile }),
      },
    },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((done, fail) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /READY (\S+)/.exec(text)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('exit', () => fail(new Error('the hall ended before it was ready')));
  });
  const end = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    child.kill(signal);
    await gone;
  };
  return { url, port: Number(new URL(url).port), kill: end('SIGKILL'), stop: end('SIGTERM') };
}
