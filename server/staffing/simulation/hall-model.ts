import type { Counter, Field, Settings } from '../../../common/protocol/catalogue.ts';
import type { CallRule } from '../../domain/call-order.ts';

/** From one moment to another, ms of the day's clock; the end does not belong to it. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** One official at one counter. Fields are named by their place in the hall's list. */
export interface SimulatedCounter {
  readonly primary: readonly number[];
  readonly helping: readonly number[];
  /** Breaks, late coming, early leaving: nobody is called then; who is being served is finished first. In order. */
  readonly away: readonly Period[];
  /** From a moment of the last session on it has other fields; absent: it keeps its own. */
  readonly later?: {
    readonly atMs: number;
    readonly primary: readonly number[];
    readonly helping: readonly number[];
  };
  /** Ordinary tickets called in a row while a priority ticket waited, before the day began (1:N). Absent: none. */
  readonly ordinaryStreak?: number;
}

/** A hall as the simulation runs it. */
export interface SimulatedHall {
  readonly fields: readonly {
    readonly targetMs: number;
    /** From the end of a visit to the next call while somebody waits: paperwork, the walk, a look at the list. Absent: none. */
    readonly gapMs?: number;
  }[];
  readonly counters: readonly SimulatedCounter[];
  /** The hall's own call order. */
  readonly rule: CallRule;
  readonly noShow: {
    readonly endsAfterCalls: number;
    readonly returnsAfterMs: number;
    /** How long a counter waits for somebody who does not come, ms. */
    readonly unansweredMs: number;
  };
  /** Work without a citizen that a counter takes up when it finds nobody to call, so much a day in all; absent: none. */
  readonly backOffice?: { readonly jobs: number; readonly jobMs: number };
  /** Morning and afternoon, in order. Each starts with empty lines. */
  readonly sessions: readonly Period[];
  /** Those still waiting when a session closes: served in overtime, or sent home. */
  readonly atClose: 'serve-out' | 'send-home';
}

/** Absence rule, discipline and help as the hall has them set. */
export type HallRules = Pick<Settings, 'discipline' | 'help' | 'noShow'>;

/** How long an official waits for somebody who was called, unless the hall measured it. */
const UNANSWERED_MS = 45_000;

/**
 * The simulated hall of a catalogue: active counters with their primary and helping fields, and the hall's own rules.
 * @returns the hall and the place of each field's code in it; fields that a counter names and nobody knows are left out
 */
export function simulatedHall(
  catalogue: { fields: readonly Field[]; counters: readonly Counter[]; rules: HallRules },
  day: Pick<SimulatedHall, 'sessions' | 'atClose'>,
  away: (counter: Counter) => readonly Period[] = () => [],
): { hall: SimulatedHall; places: ReadonlyMap<string, number> } {
  const fields = catalogue.fields.filter((field) => field.active);
  const places = new Map(fields.map((field, place) => [field.code, place]));
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => places.get(code) ?? []);
  const { discipline, help, noShow } = catalogue.rules;
  return {
    places,
    hall: {
      ...day,
      fields: fields.map((field) => ({ targetMs: field.targetMinutes * 60_000 })),
      counters: catalogue.counters
        .filter((counter) => counter.active)
        .map((counter) => ({
          primary: placesOf(counter.primaryFields),
          helping: placesOf(counter.helpingFields),
          away: away(counter),
        })),
      rule: { discipline, help },
      noShow: {
        endsAfterCalls: noShow.endsAfterCalls,
        returnsAfterMs: noShow.returnsAfterSeconds * 1000,
        unansweredMs: UNANSWERED_MS,
      },
    },
  };
}
