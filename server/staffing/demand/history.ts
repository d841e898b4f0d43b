/** One working day as recorded: how many citizens drew a number, by field and slot. */
export interface RecordedDay {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  /** Days from Tết: negative before, positive after; null when Tết is far. */
  readonly daysToTet: number | null;
  /** counts[field][slot]. */
  readonly counts: readonly (readonly number[])[];
}

/** What is expected of a day: citizens by field and slot. */
export type Expected = readonly (readonly number[])[];

/** The day that is asked for. */
export type DayToCome = Pick<RecordedDay, 'weekday' | 'daysToTet'>;

/** Citizens of one field on one day. */
export function totalOf(day: RecordedDay, field: number): number {
  return (day.counts[field] ?? []).reduce((sum, count) => sum + count, 0);
}

/** The value in the middle; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? high : (high + (sorted[middle - 1] ?? 0)) / 2;
}

/** Citizens' worth of the hall's own shape that a field's shape starts from: few tickets do not make a pattern. */
const SHAPE_TRUST = 60;

/**
 * How a field's day spreads over its slots, shares that add up to 1: its own counts, shrunk toward the hall's.
 * @returns even shares when nobody ever came to the hall
 */
export function slotShares(days: readonly RecordedDay[], field: number): number[] {
  const slots = days[0]?.counts[field]?.length ?? 0;
  const own = new Array<number>(slots).fill(0);
  const hall = new Array<number>(slots).fill(0);
  for (const day of days)
    for (const [each, counts] of day.counts.entries())
      for (const [slot, count] of counts.entries()) {
        hall[slot] = (hall[slot] ?? 0) + count;
        if (each === field) own[slot] = (own[slot] ?? 0) + count;
      }
  const ownAll = own.reduce((sum, count) => sum + count, 0);
  const hallAll = hall.reduce((sum, count) => sum + count, 0);
  return own.map((count, slot) => {
    const common = hallAll > 0 ? (hall[slot] ?? 0) / hallAll : 1 / slots;
    return (count + SHAPE_TRUST * common) / (ownAll + SHAPE_TRUST);
  });
}
