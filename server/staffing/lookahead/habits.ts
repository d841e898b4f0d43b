import type { PlanQuestion } from '../plan/question.ts';
import type { FieldHabits, Habits } from './present.ts';

const SLOTS = 48;
const SLOT_MS = 1_800_000;
/** Arrivals are those of the same weekday from so many such days on; of fewer, those of all days. */
const SAME_WEEKDAYS = 3;
/** Counts of half-hours vary no more than this against chance alone, and no less than by chance. */
const MOST_DISPERSION = 3;
/** Spread of a service of which nothing was measured. */
const ASSUMED_SCV = 1;
const ASSUMED_GAP_MS = 30_000;

type Recorded = Pick<PlanQuestion, 'fields' | 'days'>;

/**
 * What a record tells of days like the one that runs: services and gaps as the planner knows them, and how many people
 * usually come in each half-hour.
 * @param weekday 0 Sunday … 6 Saturday
 * @param fields of the hall, with the service that is expected where nothing was recorded, ms
 */
export function habitsOf(
  recorded: Recorded,
  weekday: number,
  fields: readonly { readonly code: string; readonly expectedMs: number }[],
): Habits {
  const same = recorded.days.filter((day) => day.weekday === weekday);
  const days = same.length >= SAME_WEEKDAYS ? same : recorded.days;
  return {
    days: days.length,
    fields: fields.map(({ code, expectedMs }): FieldHabits => {
      const place = recorded.fields.findIndex((each) => each.code === code);
      const known = recorded.fields[place];
      const counts = days.map((day) => countsOf(day.arrivals[place] ?? []));
      const bySlot = Array.from({ length: SLOTS }, (_, slot) =>
        days.length === 0 ? 0 : counts.reduce((sum, each) => sum + (each[slot] ?? 0), 0) / days.length,
      );
      return {
        people:
          known === undefined
            ? { service: { kind: 'lognormal', meanMs: expectedMs, scv: ASSUMED_SCV } }
            : {
                service: known.service.service,
                priorityShare: known.priorityShare,
                noShowShare: known.noShowShare,
                lateShare: known.lateShare,
              },
        gapMs: known?.gapMs ?? ASSUMED_GAP_MS,
        bySlot,
        dispersion: dispersionOf(counts, bySlot),
      };
    }),
  };
}

function countsOf(arrivals: readonly number[]): number[] {
  const counts = new Array<number>(SLOTS).fill(0);
  for (const atMs of arrivals) {
    const slot = Math.min(SLOTS - 1, Math.max(0, Math.floor(atMs / SLOT_MS)));
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts;
}

/** Variance ÷ mean of the half-hours' counts about their own means, all of them together. */
function dispersionOf(counts: readonly (readonly number[])[], means: readonly number[]): number {
  const total = means.reduce((sum, each) => sum + each, 0);
  if (counts.length < 2 || total === 0) return 1;
  let variance = 0;
  for (const [slot, mean] of means.entries())
    variance += counts.reduce((sum, each) => sum + ((each[slot] ?? 0) - mean) ** 2, 0) / (counts.length - 1);
  return Math.min(MOST_DISPERSION, Math.max(1, variance / total));
}
