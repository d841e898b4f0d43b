import type { Worker } from 'node:worker_threads';
import { type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { startThread } from '../../threads/start-thread.ts';
import type { PasswordAnswer, PasswordOrder } from './password-thread.ts';

/** So many checks of strangers wait at most; each takes some 30 ms of one thread. */
const STRANGERS_WAITING = 24;

/** Paired devices and the hall's own machine do not queue behind strangers. */
export type PasswordLane = 'known' | 'stranger';

interface Waiting {
  readonly password: string;
  readonly stored: string | null;
  readonly settle: (answer: PasswordAnswer) => void;
  readonly fail: (error: Error) => void;
}

/** Does one piece of work. */
export interface PasswordWorker {
  run(password: string, stored: string | null): Promise<PasswordAnswer>;
}

/** A thread without a password for so long ends: it holds some 8 MB, and people sign in in the morning. */
const IDLE_MS = 60_000;

/** One thread of the process, started by a password and ended when none comes; it never keeps an idle process alive. */
export class PasswordThread implements PasswordWorker {
  private worker: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private readonly inFlight = new Map<number, Pick<Waiting, 'settle' | 'fail'>>();
  private count = 0;

  run(password: string, stored: string | null): Promise<PasswordAnswer> {
    const worker = this.worker ?? this.start();
    clearTimeout(this.idle);
    this.count += 1;
    const order: PasswordOrder = { id: this.count, password, stored };
    return new Promise((settle, fail) => {
      this.inFlight.set(order.id, { settle, fail });
      worker.ref();
      worker.postMessage(order);
    });
  }

  /** Whether the thread is there. */
  get running(): boolean {
    return this.worker !== undefined;
  }

  private rest(worker: Worker): void {
    worker.unref();
    this.idle = setTimeout(() => {
      this.worker = undefined;
      void worker.terminate();
    }, IDLE_MS);
    this.idle.unref();
  }

  private start(): Worker {
    const worker = startThread(import.meta.url, './password-thread');
    worker.unref();
    worker.on('message', (answer: PasswordAnswer) => {
      this.inFlight.get(answer.id)?.settle(answer);
      this.inFlight.delete(answer.id);
      if (this.inFlight.size === 0) this.rest(worker);
    });
    const ended = (error: Error) => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      for (const each of this.inFlight.values()) each.fail(error);
      this.inFlight.clear();
    };
    worker.on('error', ended);
    worker.on('exit', () => ended(new Error('the password thread ended')));
    this.worker = worker;
    return worker;
  }
}

const sharedThread = new PasswordThread();

/**
 * Hashes and verifies passwords one after another on a thread of its own, apart from the pool on which the record is
 * flushed to the disk: guessing costs one processor at most and delays no ticket. Known places go first; the queue of
 * strangers is short and refuses what does not fit.
 */
export class PasswordChecks {
  private readonly worker: PasswordWorker;
  private readonly lanes: Record<PasswordLane, Waiting[]> = { known: [], stranger: [] };
  private busy = false;

  constructor(worker: PasswordWorker = sharedThread) {
    this.worker = worker;
  }

  /** Checks under way or in line. */
  get pending(): number {
    return this.lanes.known.length + this.lanes.stranger.length + (this.busy ? 1 : 0);
  }

  /** The hash under which a new password is kept. */
  async hash(password: string): Promise<string> {
    const { hash } = await this.queue('known', password, null);
    if (hash === undefined) throw new Error('the password thread answered without a hash');
    return hash;
  }

  /** Whether `stored` is the hash of the password; `throttled` while too many strangers' checks wait. */
  async verify(stored: string, password: string, lane: PasswordLane): Promise<Outcome<boolean>> {
    if (lane === 'stranger' && this.lanes.stranger.length >= STRANGERS_WAITING)
      return refused('throttled', 'too many sign-ins at once; wait a moment', { retryAfterSeconds: 5 });
    const { right } = await this.queue(lane, password, stored);
    return { ok: true, value: right === true };
  }

  private queue(lane: PasswordLane, password: string, stored: string | null): Promise<PasswordAnswer> {
    return new Promise((settle, fail) => {
      this.lanes[lane].push({ password, stored, settle, fail });
      this.next();
    });
  }

  private next(): void {
    if (this.busy) return;
    const waiting = this.lanes.known.shift() ?? this.lanes.stranger.shift();
    if (!waiting) return;
    this.busy = true;
    const { password, stored, settle, fail } = waiting;
    this.worker
      .run(password, stored)
      .then(settle, fail)
      .finally(() => {
        this.busy = false;
        this.next();
      });
  }
}
