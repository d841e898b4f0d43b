import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads/start-thread.ts';
import type { Stretch } from './day-tree.ts';
import type { BuiltTree, SealThreadStart, TreeAnswer, TreeOrder } from './seal-thread.ts';

/** After so long without work the thread and its memory are let go. */
const IDLE_MS = 5_000;
/** Room for what the thread has just read, MB; V8 alone takes 48. */
const YOUNG_MB = 4;
/** More than so many waiting is no use to anybody. */
const MOST_WAITING = 50;

interface Waiting {
  readonly resolve: (tree: BuiltTree) => void;
  readonly reject: (error: Error) => void;
}

/** Builds the trees of sealed days on a thread of its own with a read-only connection. The thread lives while there is work. */
export class TreeMaker {
  private readonly file: string;
  private readonly waiting = new Map<number, Waiting>();
  private thread: Worker | undefined;
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;
  private stopped = false;

  constructor(file: string) {
    this.file = file;
  }

  /** True while so many wait that one more would be held up for long. */
  get isBusy(): boolean {
    return this.waiting.size >= MOST_WAITING;
  }

  /** Builds the tree of a stretch, with the way of one ticket up it. Rejects when the log could not be read. */
  build(stretch: Stretch, ticketId: string | null = null): Promise<BuiltTree> {
    if (this.stopped) return Promise.reject(new Error('trees are no longer built'));
    clearTimeout(this.idle);
    this.lastId += 1;
    const order: TreeOrder = { id: this.lastId, after: stretch.after, through: stretch.through, ticketId };
    return new Promise((resolve, reject) => {
      this.waiting.set(order.id, { resolve, reject });
      this.thread ??= this.start();
      this.thread.postMessage(order);
    });
  }

  /** Ends the thread; work under way is rejected. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.letGo();
  }

  private start(): Worker {
    const thread = startThread(import.meta.url, './seal-thread', {
      // A day is read through once: what is read leaves little behind.
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      workerData: { file: this.file } satisfies SealThreadStart,
    });
    thread.on('message', (answer: TreeAnswer) => this.settle(answer));
    thread.on('error', (error) =>
      this.fail(thread, error instanceof Error ? error : new Error(String(error))),
    );
    thread.on('exit', () => this.fail(thread, new Error('the thread that builds trees ended')));
    return thread;
  }

  private settle(answer: TreeAnswer): void {
    const waiting = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (waiting && 'fault' in answer) waiting.reject(new Error(answer.fault));
    else if (waiting && 'root' in answer) waiting.resolve(answer);
    if (this.waiting.size > 0) return;
    this.idle = setTimeout(() => void this.letGo(), IDLE_MS);
    this.idle.unref();
  }

  private fail(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = undefined;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const each of all) each.reject(error);
  }

  private async letGo(): Promise<void> {
    clearTimeout(this.idle);
    const { thread } = this;
    if (thread) this.fail(thread, new Error('trees are no longer built'));
    await thread?.terminate();
  }
}
