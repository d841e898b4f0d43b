import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';

/** One piece of work: a hash of `password`, or whether `stored` is its hash. */
export interface PasswordOrder {
  readonly id: number;
  readonly password: string;
  /** null: hash it. */
  readonly stored: string | null;
}

export interface PasswordAnswer {
  readonly id: number;
  readonly hash?: string;
  readonly right?: boolean;
}

/** Nice value: behind everything else of the hall. */
const PRIORITY = 5;

function matches(stored: string, password: string): boolean {
  try {
    return verifySync(stored, password);
  } catch {
    // Not a hash of ours: nobody's password.
    return false;
  }
}

// On Linux this is the thread's own priority, elsewhere the whole process's. A guess takes 30 ms of a processor that
// issuing may need.
if (process.platform === 'linux') setPriority(PRIORITY);

// Synchronous on purpose: the work stays on this thread and takes none of those on which the disk is flushed.
parentPort?.on('message', ({ id, password, stored }: PasswordOrder) => {
  const answer: PasswordAnswer =
    stored === null ? { id, hash: hashSync(password) } : { id, right: matches(stored, password) };
  parentPort?.postMessage(answer);
});
