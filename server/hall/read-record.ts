import { type InapplicableEvent, replay } from '../domain/replay.ts';
import { readState } from '../domain/snapshot.ts';
import type { HallState } from '../domain/state.ts';
import type { EventStore } from '../storage/event-store.ts';

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

/**
 * Reads the state from the newest snapshot that can be read and the log after it. Events that the log sets aside are
 * left out, and so is each one that cannot be applied. Changes nothing in the record. Throws when the log cannot be read.
 */
export function readRecord(store: EventStore): ReadRecord {
  const unreadable: number[] = [];
  const { sequence: head } = store.head();
  for (const { sequence, state: text } of store.snapshots()) {
    const state = sequence <= head ? readable(text, sequence) : null;
    if (state !== null)
      return { ...replay(sourceOf(store, sequence), { state, text }), snapshotAt: sequence, unreadable };
    unreadable.push(sequence);
  }
  return { ...replay(sourceOf(store, 0), null), snapshotAt: 0, unreadable };
}

const sourceOf = (store: EventStore, after: number) => ({
  read: (from: number, limit: number) => store.read(from, limit),
  setAside: new Set(store.setAsideAfter(after)),
});

function readable(text: string, sequence: number): HallState | null {
  try {
    const state = readState(text);
    return state.sequence === sequence ? state : null;
  } catch {
    return null;
  }
}
