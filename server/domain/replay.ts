import { apply } from './apply.ts';
import type { LoggedEvent } from './events.ts';
import { readState, writeState } from './snapshot.ts';
import { emptyHall, type HallState } from './state.ts';

/** An event of the log that the state cannot take. */
export interface InapplicableEvent {
  readonly sequence: number;
  readonly type: string;
  /** What `apply` said. */
  readonly because: string;
}

export interface ReplaySource {
  /** Events after a sequence, in order. */
  readonly read: (afterSequence: number, limit: number) => readonly LoggedEvent[];
  /** Sequences of events that the log sets aside. */
  readonly setAside: ReadonlySet<number>;
}

const CHUNK = 5_000;
/** Near an event that could not be applied, so many events at most are applied again after the next one. */
const RESTORE_EVERY = 1_000;
/** So long after such an event the next one is looked out for. */
const CAREFUL_FOR = 20_000;

/**
 * The state that a log gives. Events that the log sets aside are left out, and so is each one that cannot be applied: the
 * state is put back to what it was before it.
 * @param from a snapshot and its text; null: from the beginning
 * @param onApplied sees the state after each event; more than once where it was put back
 */
export function replay(
  source: ReplaySource,
  from: { readonly state: HallState; readonly text: string } | null,
  onApplied: (state: HallState) => void = () => {},
): { readonly state: HallState; readonly inapplicable: readonly InapplicableEvent[] } {
  const run = new Replay(source.setAside, from?.state ?? emptyHall(), from?.text ?? null, onApplied);
  for (;;) {
    const events = source.read(run.state.sequence, CHUNK);
    if (events.length === 0) return { state: run.state, inapplicable: [...run.inapplicable.values()] };
    for (const each of events) if (!run.take(each)) break;
  }
}

class Replay {
  state: HallState;
  readonly inapplicable = new Map<number, InapplicableEvent>();
  private readonly setAside: ReadonlySet<number>;
  private readonly onApplied: (state: HallState) => void;
  /** Where to go back to when an event leaves the state half changed; null: an empty hall. */
  private good: string | null;
  private goodAt: number;
  private newestFault = Number.NEGATIVE_INFINITY;

  constructor(
    setAside: ReadonlySet<number>,
    from: HallState,
    text: string | null,
    onApplied: (state: HallState) => void,
  ) {
    this.setAside = setAside;
    this.onApplied = onApplied;
    this.state = from;
    this.good = text;
    this.goodAt = from.sequence;
  }

  /** @returns false when the state was put back and reading goes on from there. */
  take({ sequence, event, atMs }: LoggedEvent): boolean {
    if (this.inapplicable.has(sequence)) this.keepGood();
    if (this.inapplicable.has(sequence) || this.setAside.has(sequence)) this.state.sequence = sequence;
    else
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
    this.onApplied(this.state);
    return true;
  }

  private keepGood(): void {
    if (this.state.sequence <= this.goodAt) return;
    this.good = writeState(this.state);
    this.goodAt = this.state.sequence;
  }
}
