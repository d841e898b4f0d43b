import {
  type ListProblemReason,
  nothingRead,
  type ReadList,
} from '../../common/protocol/procedure-versions.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { startThread } from '../threads/start-thread.ts';
import type { ListAnswer, ListOrder } from './list-thread.ts';
import type { ListSetting } from './read-list.ts';

/** A list of five thousand procedures is read in a few seconds on a slow machine. */
const LIMIT_MS = 30_000;
/** A file that needs more ends its thread instead of taking the hall's memory. */
const MEMORY_MB = 512;
const MOST_WAITING = 4;

export interface ListReaderOptions {
  readonly onError: (error: unknown, what: string) => void;
  readonly limitMs?: number;
  readonly memoryMb?: number;
}

const unreadable = (reason: ListProblemReason): Outcome<ReadList> => ({
  ok: true,
  value: nothingRead({ row: null, column: null, reason, value: '' }),
});

/** Reads list files one after another, each on a thread of its own, so that no file delays a call. */
export class ListReader {
  private readonly options: ListReaderOptions;
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  private end: (() => void) | undefined;
  private stopped = false;

  constructor(options: ListReaderOptions) {
    this.options = options;
  }

  /** What stands in a file; problems of the file are part of the answer. Refused when too many wait. */
  async read(file: Buffer, setting: ListSetting): Promise<Outcome<ReadList>> {
    if (this.waiting >= MOST_WAITING) return refused('throttled', 'too many lists are being read');
    this.waiting += 1;
    const turn = this.last.then(() => this.onThread(file, setting));
    this.last = turn.catch(() => undefined);
    return turn.finally(() => {
      this.waiting -= 1;
    });
  }

  /** Ends the thread; files under way are refused. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.end?.();
    await this.last;
  }

  private onThread(file: Buffer, setting: ListSetting): Promise<Outcome<ReadList>> {
    const stopping = refused('shutting_down', 'the hall is stopping');
    if (this.stopped) return Promise.resolve(stopping);
    return new Promise((resolve) => {
      const thread = startThread(import.meta.url, './list-thread', {
        workerData: { file, setting } satisfies ListOrder,
        resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMb ?? MEMORY_MB },
      });
      // The thread that is ended tells its end as well.
      let finished = false;
      const finish = (outcome: Outcome<ReadList>) => {
        if (finished) return;
        finished = true;
        clearTimeout(limit);
        this.end = undefined;
        void thread.terminate().then(() => resolve(outcome));
      };
      const fail = (error: unknown) => {
        if (finished) return;
        if (isOutOfMemory(error)) return finish(unreadable('unpacks_too_large'));
        this.options.onError(error, 'procedure list');
        finish(refused('internal', 'the list could not be read; it was logged'));
      };
      const limit = setTimeout(() => finish(unreadable('too_slow')), this.options.limitMs ?? LIMIT_MS);
      this.end = () => finish(stopping);
      thread.once('message', (answer: ListAnswer) =>
        'read' in answer ? finish({ ok: true, value: answer.read }) : fail(new Error(answer.fault)),
      );
      thread.once('error', fail);
      thread.once('exit', (code) => fail(new Error(`the list thread ended with ${code}`)));
    });
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
