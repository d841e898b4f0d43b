import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** What clients do until the hall dies under them. */
export interface CrashRound {
  readonly url: string;
  readonly token: string;
  /** Begins the ids of its commands. */
  readonly name: string;
  readonly seed: number;
  readonly drawers: number;
  readonly counters: readonly string[];
  readonly fields: readonly string[];
  /** Acknowledged commands after which the clients say so; they go on all the same. */
  readonly tellAfter: number;
}

/** A round under way. */
export interface RunningRound {
  /** When so many commands were acknowledged, or the hall was gone before. */
  readonly reached: Promise<void>;
  /** When the hall is gone: all that was acknowledged. */
  readonly ended: Promise<Acknowledged[]>;
}

/** A command that was answered with success. */
export interface Acknowledged {
  readonly key: string;
  readonly path: string;
  readonly body: object;
  readonly ticketId: string;
  readonly number: string;
}

/** A process of clients that outlives the halls it talks to. */
export interface CrashLoad {
  run(round: CrashRound): RunningRound;
  stop(): void;
}

/** Starts the process; it waits for rounds. */
export function startCrashLoad(): CrashLoad {
  const child = spawn(
    process.execPath,
    [
      '--import',
      resolve('tests/support/typescript-loader.mjs'),
      resolve('tests/support/crash-load-child.ts'),
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<'reached' | Acknowledged[]> => {
    const line = await lines.next();
    if (line.done === true) throw new Error('the clients ended before the hall');
    return JSON.parse(line.value) as 'reached' | Acknowledged[];
  };
  return {
    run: (round) => {
      child.stdin.write(`${JSON.stringify(round)}\n`);
      const first = next();
      return {
        reached: first.then(() => undefined),
        ended: first.then((told) => (told === 'reached' ? (next() as Promise<Acknowledged[]>) : told)),
      };
    },
    stop: () => {
      child.stdin.end();
      child.kill();
    },
  };
}
