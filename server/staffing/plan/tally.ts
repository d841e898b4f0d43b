/** What the citizens of some fields met over simulated days: counts by day, so that days can be weighed anew. */
export interface Tally {
  /** Simulated days. */
  readonly days: number;
  /** Fields, by their place in the question. */
  readonly fields: readonly number[];
  /** arrived[place][day] and, of them, called within the target. */
  readonly arrived: readonly Uint16Array[];
  readonly inTime: readonly Uint16Array[];
  /** Recorded day on which each simulated one rests; null: not known, days are then taken as drawn at random. */
  readonly sources: Uint16Array | null;
  /** Sum of the waits of those called, ms, and their number, by place. */
  readonly waitSumMs: readonly number[];
  readonly called: readonly number[];
  /** All waits by place, ms; only where they were asked for. */
  readonly waitsMs: readonly (readonly number[])[] | null;
  /** Time that officials served, with the gap after each visit and dossiers, and time that they were there, ms; overtime is in both. */
  readonly busyMs: number;
  readonly openMs: number;
  /** Dossiers done between citizens. */
  readonly jobsDone: number;
}

/** A share of citizens over days and its standard error; NaN when nobody came. */
export interface DayShare {
  readonly share: number;
  readonly error: number;
  readonly arrived: number;
}

/** Below so many simulated days for each recorded one their spread cannot be told. */
const STRATUM_LEAST = 3;

/**
 * Share of a field's citizens called in time, with the error of having simulated so many days and no more. Citizens of
 * one day share their luck: the error is that of a ratio of daily sums. Where every recorded day was simulated several
 * times it is the error within recorded days, for their mix is not left to chance.
 *   Source: Cochran, Sampling Techniques, 3rd ed., sections 6.3 and 6.11 (combined ratio of strata).
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
  const residual = (day: number) => (inTime[day] as number) - share * (arrived[day] as number);
  const within = tally.sources && squaresWithin(tally.sources, tally.days, residual);
  if (within !== null) return { share, error: Math.sqrt(within) / came, arrived: came };
  let squares = 0;
  for (let day = 0; day < tally.days; day++) squares += residual(day) ** 2;
  const error = tally.days > 1 ? Math.sqrt((squares * tally.days) / (tally.days - 1)) / came : 0;
  return { share, error, arrived: came };
}

/** Variance of a sum over days, from their spread about the mean of their recorded day; null when that is too seldom. */
function squaresWithin(sources: Uint16Array, days: number, of: (day: number) => number): number | null {
  const count: number[] = [];
  const sum: number[] = [];
  const squares: number[] = [];
  for (let day = 0; day < days; day++) {
    const source = sources[day] as number;
    const value = of(day);
    count[source] = (count[source] ?? 0) + 1;
    sum[source] = (sum[source] ?? 0) + value;
    squares[source] = (squares[source] ?? 0) + value * value;
  }
  let variance = 0;
  for (const [source, times] of count.entries()) {
    if (times === undefined) continue;
    if (times < STRATUM_LEAST) return null;
    const spread = Math.max(0, (squares[source] as number) - (sum[source] as number) ** 2 / times);
    variance += (spread * times) / (times - 1);
  }
  return variance;
}

/** Share of days on which a field kept its target, of those on which anybody came. */
export interface KeptDays {
  readonly share: number;
  readonly error: number;
  readonly days: number;
}

/** A day's share that misses the target by rounding alone is no day missed. */
const ROUNDING = 1e-9;

/** Whether a day's citizens were called in time as their target asks. */
export function isKept(inTime: number, arrived: number, target: number): boolean {
  return inTime >= target * arrived - ROUNDING;
}

/**
 * On how many of the simulated days a field kept its target.
 * @param target share of its citizens to be called in time
 * @param from @param to part of the days, the last not included
 */
export function keptOf(tally: Tally, place: number, target: number, from = 0, to = tally.days): KeptDays {
  const arrived = tally.arrived[place];
  const inTime = tally.inTime[place];
  let days = 0;
  let good = 0;
  const keptOn = (day: number) => (isKept(inTime?.[day] as number, arrived?.[day] as number, target) ? 1 : 0);
  for (let day = from; day < to; day++) {
    if (!arrived?.[day]) continue;
    days += 1;
    good += keptOn(day);
  }
  if (days === 0) return { share: Number.NaN, error: Number.NaN, days };
  const share = good / days;
  const within =
    tally.sources &&
    squaresWithin(tally.sources, tally.days, (day) => (arrived?.[day] ? keptOn(day) - share : 0));
  return { share, error: Math.sqrt(within ?? days * share * (1 - share)) / days, days };
}

/** The 90th percentile of waits, nearest rank; null of none. */
export function p90Of(waitsMs: readonly number[]): number | null {
  if (waitsMs.length === 0) return null;
  const sorted = Float64Array.from(waitsMs).sort();
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? null;
}
