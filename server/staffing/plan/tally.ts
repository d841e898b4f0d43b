/** What the citizens of some fields met over simulated days: counts by day, so that days can be weighed anew. */
export interface Tally {
  /** Simulated days. */
  readonly days: number;
  /** Fields, by their place in the question. */
  readonly fields: readonly number[];
  /** arrived[place][day] and, of them, called within the target. */
  readonly arrived: readonly Uint16Array[];
  readonly inTime: readonly Uint16Array[];
  /** Sum of the waits of those called, ms, and their number, by place. */
  readonly waitSumMs: readonly number[];
  readonly called: readonly number[];
  /** All waits by place, ms; only where they were asked for. */
  readonly waitsMs: readonly (readonly number[])[] | null;
  /** Time that officials served and time that they were there, ms; overtime is in both. */
  readonly busyMs: number;
  readonly openMs: number;
}

/** A share of citizens over days and its standard error; NaN when nobody came. */
export interface DayShare {
  readonly share: number;
  readonly error: number;
  readonly arrived: number;
}

/**
 * Share of a field's citizens called in time. Citizens of one day share their luck: the error is that of a ratio of
 * daily sums. Source: Cochran, Sampling Techniques, 3rd ed., section 6.3.
 */
export function shareOf(tally: Tally, place: number): DayShare {
  const arrived = tally.arrived[place];
  const inTime = tally.inTime[place];
  if (!arrived || !inTime) return { share: Number.NaN, error: Number.NaN, arrived: 0 };
  let came = 0;
  let good = 0;
  for (let day = 0; day < tally.days; day++) {
    came += arrived[day] as number;
    good += inTime[day] as number;
  }
  if (came === 0) return { share: Number.NaN, error: Number.NaN, arrived: 0 };
  const share = good / came;
  let squares = 0;
  for (let day = 0; day < tally.days; day++)
    squares += ((inTime[day] as number) - share * (arrived[day] as number)) ** 2;
  const error = tally.days > 1 ? Math.sqrt((squares * tally.days) / (tally.days - 1)) / came : 0;
  return { share, error, arrived: came };
}

/** The 90th percentile of waits, nearest rank; null of none. */
export function p90Of(waitsMs: readonly number[]): number | null {
  if (waitsMs.length === 0) return null;
  const sorted = Float64Array.from(waitsMs).sort();
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? null;
}
