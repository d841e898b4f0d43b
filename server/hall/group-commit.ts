import type { Ticket } from '../../common/protocol/ticket.ts';
import { apply } from '../domain/apply.ts';
import type { LoggedEvent, StampedEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';
import {
  BusyError,
  type CommandRecord,
  type EventStore,
  FlushError,
  StorageError,
} from '../storage/event-store.ts';
import { type HallReply, NOT_WRITTEN, refusedReply, type StoredReply, UNCONFIRMED } from './replies.ts';

/** Another process may hold the write lock so long before commands are refused … */
const LOCK_PATIENCE_MS = 10_000;
/** … and is asked for it so often. */
const LOCK_RETRY_MS = 20;

/** What a piece of work came to: its events are applied to the state, and committed with those beside it. */
export interface Step {
  readonly events: readonly StampedEvent[];
  readonly command?: CommandRecord;
  readonly answer: StoredReply;
  readonly ticket?: Ticket | undefined;
  readonly repeated?: boolean;
}

/** A command or facts, until they are answered. */
interface Work {
  readonly run: () => Step;
  readonly resolve: (reply: HallReply) => void;
  readonly reject: (error: unknown) => void;
}

interface Done {
  readonly work: Work;
  readonly step: Step;
}

export interface GroupCommitOptions {
  readonly store: EventStore;
  /** The present state, which steps have changed. */
  readonly state: () => HallState;
  /** Puts the state back to what the log gives. */
  readonly reread: () => void;
  readonly replyTo: (step: Step) => HallReply;
  /** Called with each commit once it is flushed, before it is answered. */
  readonly publish: (logged: readonly LoggedEvent[]) => void;
  readonly onError: (error: unknown, what: string) => void;
  /** See `lose`; called once. */
  readonly onLost: (error: unknown) => void;
}

/**
 * Decides and commits together what comes in one turn of the loop, or while the disk is busy. Deciding, applying and
 * committing are one synchronous act, so that nobody reads what is not committed; between the commit and its flush
 * readers wait by `settled`. What one piece of work does wrong, no other pays for.
 */
export class GroupCommit {
  private readonly options: GroupCommitOptions;
  private queue: Work[] = [];
  private scheduled = false;
  /** Until what was committed is flushed: work that comes meanwhile waits undecided. */
  private settling: Promise<void> | undefined;
  /** Since when another process holds the write lock, ms of the monotonic clock; null: it does not. */
  private heldUpSinceMs: number | null = null;
  /** A flush failed: what the process holds is no longer known to be in the record. */
  private isLost = false;

  constructor(options: GroupCommitOptions) {
    this.options = options;
  }

  get lost(): boolean {
    return this.isLost;
  }

  /** Whether the state holds nothing that is not flushed. */
  get atRest(): boolean {
    return this.settling === undefined && !this.isLost;
  }

  /** Resolves at rest; whoever awaits it goes on before the next work is decided. */
  async settled(): Promise<void> {
    await this.settling;
  }

  /**
   * @param run decides on the present state and applies. It may throw on a bug, with the state left half changed: the
   *   promise then rejects, and neither state nor record keeps a trace of it.
   */
  enqueue(run: () => Step): Promise<HallReply> {
    return new Promise((resolve, reject) => {
      this.queue.push({ run, resolve, reject });
      this.schedule();
    });
  }

  /** True while commits wait for another process to give the write lock back. */
  get heldUp(): boolean {
    return this.heldUpSinceMs !== null;
  }

  /** Resolves when the write lock can be had. @returns false when another process holds it for too long */
  async untilFree(): Promise<boolean> {
    const beganMs = performance.now();
    while (!this.options.store.isFree()) {
      if (performance.now() - beganMs > LOCK_PATIENCE_MS) return false;
      await new Promise((retry) => setTimeout(retry, LOCK_RETRY_MS));
    }
    return true;
  }

  /** Commits and flushes all that waits. */
  async finish(): Promise<void> {
    for (;;) {
      if (!this.settling) this.flush();
      if (this.settling) await this.settling;
      else if (this.heldUpSinceMs !== null) await new Promise((retry) => setTimeout(retry, LOCK_RETRY_MS));
      else return;
    }
  }

  private schedule(): void {
    if (this.scheduled || this.settling || this.queue.length === 0) return;
    this.scheduled = true;
    // After the events of this turn of the loop were all read: they share one commit.
    setImmediate(() => {
      this.scheduled = false;
      if (!this.settling) this.flush();
    });
  }

  /** Whether the write lock can be had now. Where not, what waits is tried again, and refused when that takes too long. */
  private isFree(): boolean {
    if (this.options.store.isFree()) {
      this.heldUpSinceMs = null;
      return true;
    }
    const nowMs = performance.now();
    this.heldUpSinceMs ??= nowMs;
    if (nowMs - this.heldUpSinceMs > LOCK_PATIENCE_MS) {
      const works = this.queue;
      this.queue = [];
      this.options.onError(new BusyError('another process holds the write lock'), 'commit');
      for (const work of works) work.resolve(this.reply(NOT_WRITTEN));
      return false;
    }
    if (!this.scheduled) {
      this.scheduled = true;
      setTimeout(() => {
        this.scheduled = false;
        if (!this.settling) this.flush();
      }, LOCK_RETRY_MS);
    }
    return false;
  }

  private flush(): void {
    if (this.queue.length > 0 && !this.isLost && !this.isFree()) return;
    const works = this.queue;
    this.queue = [];
    if (this.isLost) {
      this.refuse(works);
      return;
    }
    try {
      this.commit(this.decideAll(works));
    } catch (error) {
      // Reading the state again failed too: nobody knows any more what the record holds.
      this.lose(error, works);
    }
  }

  /** Runs each piece of work on the state. One that throws is rejected, and leaves no trace in the state. */
  private decideAll(works: readonly Work[]): Done[] {
    const done: Done[] = [];
    for (const work of works) {
      const { sequence } = this.options.state();
      try {
        done.push({ work, step: work.run() });
      } catch (error) {
        this.options.onError(error, 'command');
        if (this.options.state().sequence !== sequence) this.backTo(done);
        work.reject(error);
      }
    }
    return done;
  }

  /** The state as the log and these steps give it. */
  private backTo(done: readonly Done[]): void {
    this.options.reread();
    const state = this.options.state();
    for (const { step } of done)
      for (const { event, atMs } of step.events) apply(state, event, atMs, state.sequence + 1);
  }

  private commit(done: readonly Done[]): void {
    if (done.every(({ step }) => step.events.length === 0)) {
      this.answer(done);
      return;
    }
    let logged: LoggedEvent[];
    try {
      logged = this.append(done);
    } catch (error) {
      if (error instanceof StorageError || done.length === 1) this.rolledBack(error, done);
      else this.commitApart(done);
      return;
    }
    this.settling = this.settle(logged, done);
  }

  private append(done: readonly Done[]): LoggedEvent[] {
    const logged = this.options.store.commit({
      events: done.flatMap(({ step }) => step.events),
      commands: done.flatMap(({ step }) => step.command ?? []),
    });
    const last = logged.at(-1);
    // Another process appended an import in between: take the log's own numbering.
    if (last && last.sequence !== this.options.state().sequence) this.options.reread();
    return logged;
  }

  /** The transaction came to nothing. The state is read again before anybody can have read it. */
  private rolledBack(error: unknown, done: readonly Done[]): void {
    const works = done.map(({ work }) => work);
    if (error instanceof FlushError) {
      this.lose(error, works);
      return;
    }
    this.options.reread();
    if (error instanceof BusyError) {
      // The lock was taken between the look and the commit: nothing was done, and all of it is decided again.
      this.queue = [...works, ...this.queue];
      this.schedule();
      return;
    }
    this.options.onError(error, error instanceof StorageError ? 'commit' : 'command');
    for (const work of works)
      if (error instanceof StorageError) work.resolve(this.reply(NOT_WRITTEN));
      else work.reject(error);
  }

  /** A bug in one of them, which the read tables noticed: each is decided again and committed on its own. */
  private commitApart(together: readonly Done[]): void {
    this.options.reread();
    const logged: LoggedEvent[] = [];
    const kept: Done[] = [];
    for (const { work } of together) {
      const done = this.decideAll([work]);
      try {
        if (done.some(({ step }) => step.events.length > 0)) logged.push(...this.append(done));
        kept.push(...done);
      } catch (error) {
        this.rolledBack(error, done);
      }
    }
    if (this.isLost) this.refuse(kept.map(({ work }) => work));
    else if (logged.length === 0) this.answer(kept);
    else this.settling = this.settle(logged, kept);
  }

  /** Publishes and answers a commit once it is flushed, then takes up what came meanwhile. */
  private async settle(logged: readonly LoggedEvent[], done: readonly Done[]): Promise<void> {
    try {
      // One turn later in any case: `settling` must be set before it is taken back.
      await Promise.resolve().then(() => this.options.store.settle());
    } catch (error) {
      this.settling = undefined;
      this.lose(
        error,
        done.map(({ work }) => work),
      );
      return;
    }
    this.settling = undefined;
    this.options.publish(logged);
    this.answer(done);
    this.schedule();
  }

  private answer(done: readonly Done[]): void {
    for (const { work, step } of done)
      try {
        work.resolve(this.options.replyTo(step));
      } catch (error) {
        this.options.onError(error, 'answer');
        work.reject(error);
      }
  }

  /**
   * A failed flush: the kernel may have dropped what it could not write, and the next flush would succeed without it.
   * Nothing is published, nobody is told that it was done, and nothing more is decided: the process has to be started
   * again, which reads what the disk really holds (decision 0021).
   */
  private lose(error: unknown, works: readonly Work[]): void {
    const first = !this.isLost;
    this.isLost = true;
    this.options.onError(error, 'flush');
    this.refuse([...works, ...this.queue]);
    this.queue = [];
    if (first) this.options.onLost(error);
  }

  private refuse(works: readonly Work[]): void {
    for (const work of works) work.resolve(this.reply(UNCONFIRMED));
  }

  private reply(refusal: typeof UNCONFIRMED): HallReply {
    return refusedReply(refusal, this.options.state().sequence);
  }
}
