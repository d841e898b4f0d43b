import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

/** What the attackers are told. */
export interface SiegeOrder {
  readonly url: string;
  readonly names: readonly string[];
  readonly kioskToken: string;
  readonly field: string;
}

/** Starts the attackers in a process of their own. @returns ends them and waits until they are gone */
export function startSiege(order: SiegeOrder): { stop(): Promise<void> } {
  const child = spawn(
    process.execPath,
    [
      '--import',
      resolve('tests/support/typescript-loader.mjs'),
      resolve('tests/support/siege-child.ts'),
      JSON.stringify(order),
    ],
    { stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  return {
    stop: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
