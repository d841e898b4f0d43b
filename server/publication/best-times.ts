import type { TimeToCome } from '../../common/protocol/rest/publication.ts';

/** Half-hours in which fewer came than this say nothing, and might point at somebody. */
const FEWEST = 5;
/** So many half-hours of a weekday are named as the best. */
const NAMED = 2;

/** A half-hour of a weekday in the volume report. */
export interface SlotFigures {
  readonly weekday: number;
  /** Half-hour of the day, 0 … 47. */
  readonly slot: number;
  readonly called: number;
  readonly waitP50Minutes: number | null;
}

const clock = (slot: number) =>
  `${String(Math.floor(slot / 2)).padStart(2, '0')}:${slot % 2 === 0 ? '00' : '30'}`;

/** Half-hours in which enough people came, in the order of the week. */
export function timesToCome(rows: readonly SlotFigures[]): TimeToCome[] {
  return rows
    .filter((row) => row.called >= FEWEST && row.waitP50Minutes !== null)
    .sort((a, b) => a.weekday - b.weekday || a.slot - b.slot)
    .map((row) => ({
      weekday: row.weekday,
      from: clock(row.slot),
      to: clock(row.slot + 1),
      waitMinutes: Math.round(row.waitP50Minutes ?? 0),
    }));
}

/**
 * The half-hours of each weekday with the shortest waits, in the order of the week. A weekday of which only one or two
 * are known has none: there is nothing to choose.
 */
export function bestTimes(times: readonly TimeToCome[]): TimeToCome[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    const own = times.filter((each) => each.weekday === weekday);
    if (own.length <= NAMED) return [];
    return [...own]
      .sort((a, b) => a.waitMinutes - b.waitMinutes || (a.from < b.from ? -1 : 1))
      .slice(0, NAMED)
      .sort((a, b) => (a.from < b.from ? -1 : 1));
  });
}
