import { did, type Handler } from './decision.ts';
import { numberAt } from './numbering.ts';
import type { HallState } from './state.ts';

/** From which number of a field the hall goes on after a restore. */
export interface NumbersFrom {
  readonly field: string;
  /** Position of the next number of the day, from 0. */
  readonly ordinal: number;
  /** Numbers of the field that are known to have been drawn today. */
  readonly drawn: number;
}

/**
 * The hall began with an older copy of its record. What was recorded after the copy is not in it, and citizens hold
 * numbers of that time.
 */
export interface RecordRestored {
  readonly type: 'record:restored';
  /** Newest event of the copy and when it happened, ms; null: the copy is empty. */
  readonly copySequence: number;
  readonly copyAtMs: number | null;
  /** Newest event that the hall had recorded, where anything tells; the copy holds fewer. */
  readonly lostSequence: number | null;
  readonly numbers: readonly NumbersFrom[];
}

/** A restore that staff screens still tell of. */
export interface RestoreNotice {
  readonly atMs: number;
  readonly copyAtMs: number | null;
}

/** So many numbers are left free beyond those that are known to be drawn, where a witness saw them being counted … */
const MARGIN_KNOWN = 20;
/** … and where nobody knows. */
const MARGIN_UNKNOWN = 100;
/** The hall goes on at a round number: a gap that everybody sees. */
const ROUND = 100;

/**
 * Where each field's numbers go on so that none is given out that a citizen may hold already: another number for two
 * people on one day is worse than a gap.
 * @param known numbers of today by field as the lost record counted them; null: unknown
 */
export function numbersAfterRestore(
  state: HallState,
  known: ReadonlyMap<string, number> | null,
): NumbersFrom[] {
  return [...state.fields.values()].map(({ code, range }) => {
    const drawn = Math.max(state.issued.get(code) ?? 0, known?.get(code) ?? 0);
    const wanted = drawn + (known === null ? MARGIN_UNKNOWN : MARGIN_KNOWN);
    const round = Math.ceil(wanted / ROUND) * ROUND;
    // A field of few numbers takes what gap its range still has room for.
    const ordinal = [round, wanted, drawn].find((each) => numberAt(range, each) !== null) ?? drawn;
    return { field: code, ordinal, drawn };
  });
}

export function applyRestore(state: HallState, event: RecordRestored, atMs: number): void {
  for (const { field, ordinal, drawn } of event.numbers) {
    state.issued.set(field, ordinal);
    state.skipped.set(field, ordinal - drawn);
  }
  state.restored = { atMs, copyAtMs: event.copyAtMs };
}

/** Staff have seen to it: screens stop telling of the restore, or health of the events set aside so far. */
export const acknowledgeRecord: Handler<'record:acknowledge'> = (state, { what }) => {
  if (what === 'restore') return did(state.restored === null ? [] : [{ type: 'record:acknowledged' }]);
  const newest = state.setAside.at(-1)?.sequence ?? 0;
  return did(newest <= state.setAsideSeen ? [] : [{ type: 'record:acknowledged', setAsideUntil: newest }]);
};
