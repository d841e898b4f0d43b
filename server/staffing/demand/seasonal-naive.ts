import { type DayToCome, type Expected, medianOf, type RecordedDay, slotShares, totalOf } from './history.ts';

/** Same weekdays looked back on: fewer are too few, more are too old. */
const LEAST = 4;
const MOST = 8;

/**
 * The baseline every other forecast has to beat: the middle of the last four to eight same weekdays, spread over the
 * slots as the field's days are. Days around Tết are left out of a usual day's past. With fewer than four same weekdays
 * the last eight days of any weekday are taken.
 * @param past recorded days in order; nothing is expected from an empty past
 * @returns expected citizens by field and slot
 */
export function seasonalNaive(past: readonly RecordedDay[], day: DayToCome): Expected {
  const usual = past.filter((each) => each.daysToTet === null || day.daysToTet !== null);
  const same = usual.filter((each) => each.weekday === day.weekday).slice(-MOST);
  const base = same.length >= LEAST ? same : usual.slice(-MOST);
  return (past[0]?.counts ?? []).map((_, field) => {
    const total = medianOf(base.map((each) => totalOf(each, field)));
    return slotShares(usual, field).map((share) => share * total);
  });
}
