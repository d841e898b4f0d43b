import type { CallRule } from '../../domain/call-order.ts';
import type { FieldPeople } from '../simulation/day-draw.ts';
import type { Period, SimulatedHall } from '../simulation/hall-model.ts';

/** A field as the look ahead sees it; fields are named by their place in the list. */
export interface AheadField {
  readonly code: string;
  readonly targetMs: number;
}

/** Somebody in line at this moment. Times are ms of the local day. */
export interface AheadTicket {
  readonly field: number;
  readonly orderedAtMs: number;
  readonly priority: boolean;
  /** Was called and did not come. */
  readonly missed: boolean;
  /** Place of the counter that alone may call it; null: any that serves the field. */
  readonly reservedFor: number | null;
}

/** An open counter at this moment. */
export interface AheadCounter {
  readonly code: string;
  readonly primary: readonly number[];
  readonly helping: readonly number[];
  /** Who is there, and for how long; null: nobody. */
  readonly busy: { readonly field: number; readonly elapsedMs: number } | null;
  /** For how long it has been paused; null: it is not. */
  readonly pausedForMs: number | null;
  readonly ordinaryStreak: number;
  /** Fields that its officer is qualified for, within what the agencies agreed to. */
  readonly mayServe: readonly number[];
  /** It has borrowed fields until then and gets its own back; null: it has its own. */
  readonly loan: {
    readonly untilMs: number;
    readonly primary: readonly number[];
    readonly helping: readonly number[];
  } | null;
}

/** The hall at a moment, as plain data. */
export interface PresentHall {
  /** Ms of the local day. */
  readonly nowMs: number;
  readonly fields: readonly AheadField[];
  readonly counters: readonly AheadCounter[];
  readonly waiting: readonly AheadTicket[];
  readonly rule: CallRule;
  readonly noShow: SimulatedHall['noShow'];
  /** Hours of work that are not over, in order; empty: the hall is closed or closes no more; null: none are set. */
  readonly hours: readonly Period[] | null;
  /** Numbers drawn today by field, until now. */
  readonly drawn: readonly number[];
}

/** What the record knows of a field's citizens. */
export interface FieldHabits {
  readonly people: FieldPeople;
  /** From the end of a visit to the next call. */
  readonly gapMs: number;
  /** Numbers usually drawn in each half-hour of such a day, from midnight on. */
  readonly bySlot: readonly number[];
  /** Variance ÷ mean of those. */
  readonly dispersion: number;
}

/** What the record knows of days like this one. */
export interface Habits {
  readonly fields: readonly FieldHabits[];
  /** Days of which the arrivals were taken; 0: nobody is foreseen to come. */
  readonly days: number;
}

/** Fields of one counter until a moment, in place of those that it has. */
export interface Lending {
  readonly counter: number;
  readonly field: number;
  readonly primary: readonly number[];
  readonly helping: readonly number[];
  readonly untilMs: number;
}
