import { apply } from '../domain/apply.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { readState, writeState } from '../domain/snapshot.ts';
import { emptyHall, type HallState } from '../domain/state.ts';
import type { EventStore } from '../storage/event-store.ts';

/** An event of the log that the state cannot take. */
export interface InapplicableEvent {
  readonly sequence: number;
  readonly type: string;
  /** What `apply` said. */
  readonly because: string;
}

/** The state as the record gives it. */
export interface ReadRecord {
  readonly state: HallState;
  /** Sequence of the snapshot it was read from; 0: from the whole log. */
  readonly snapshotAt: number;
  /** Sequences of snapshots that could not be read; an older one, or the log, was used. */
  readonly unreadable: readonly number[];
  /** Events left out that no act of the log sets aside yet. */
  readonly inapplicable: readonly InapplicableEvent[];
}

const CHUNK = 5_000;
/** Near an event that could not be applied, so many events at most are applied again after the next one. */
const RESTORE_EVERY = 1_000;
/** So long after such an event the next one is looked out for. */
const CAREFUL_FOR = 20_000;

/**
 * Reads the state from the newest snapshot that can be read and the log after it. Events that the log sets aside are
 * left out, and so is each one that cannot be applied. Changes nothing in the record. Throws when the log cannot be read.
 */
export function readRecord(store: EventStore): ReadRecord {
  const unreadable: number[] = [];
  const { sequence: head } = store.head();
  for (const { sequence, state: text } of store.snapshots()) {
    const state = sequence <= head ? readable(text, sequence) : null;
    if (state !== null) return { ...new Replay(store, state, text).run(), snapshotAt: sequence, unreadable };
    unreadable.push(sequence);
  }
  return { ...new Replay(store, emptyHall(), null).run(), snapshotAt: 0, unreadable };
}

function readable(text: string, sequence: number): HallState | null {
  try {
    const state = readState(text);
    return state.sequence === sequence ? state : null;
  } catch {
    return null;
  }
}

class Replay {
  private readonly store: EventStore;
  private readonly setAside: ReadonlySet<number>;
  private readonly inapplicable = new Map<number, InapplicableEvent>();
  private state: HallState;
  /** Where to go back to when an event leaves the state half changed; null: an empty hall. */
  private good: string | null;
  private goodAt: number;
  private newestFault = Number.NEGATIVE_INFINITY;

  constructor(store: EventStore, from: HallState, text: string | null) {
    this.store = store;
    this.state = from;
    this.good = text;
    this.goodAt = from.sequence;
    this.setAside = new Set(store.setAsideAfter(from.sequence));
  }

  run(): Pick<ReadRecord, 'state' | 'inapplicable'> {
    for (;;) {
      const events = this.store.read(this.state.sequence, CHUNK);
      if (events.length === 0) break;
      for (const each of events) if (!this.take(each)) break;
    }
    return { state: this.state, inapplicable: [...this.inapplicable.values()] };
  }

  /** @returns false when the state was put back and reading goes on from there. */
  private take({ sequence, event, atMs }: LoggedEvent): boolean {
    if (this.inapplicable.has(sequence)) this.keepGood();
    if (this.inapplicable.has(sequence) || this.setAside.has(sequence)) {
      this.state.sequence = sequence;
      return true;
    }
    try {
      apply(this.state, event, atMs, sequence);
    } catch (error) {
      const because = error instanceof Error ? error.message : String(error);
      this.inapplicable.set(sequence, { sequence, type: event.type, because });
      this.newestFault = sequence;
      this.state = this.good === null ? emptyHall() : readState(this.good);
      return false;
    }
    if (sequence - this.goodAt >= RESTORE_EVERY && sequence - this.newestFault < CAREFUL_FOR) this.keepGood();
    return true;
  }

  private keepGood(): void {
    if (this.state.sequence <= this.goodAt) return;
    this.good = writeState(this.state);
    this.goodAt = this.state.sequence;
  }
}
