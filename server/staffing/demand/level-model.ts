import { type DayToCome, type Expected, type RecordedDay, slotShares, totalOf } from './history.ts';

/** Weight of a day against the next same weekday's: half after six weeks of five days. */
const FADING = 0.5 ** (1 / 30);
/** Days' worth of the hall's own weekday pattern that a field's starts from. */
const WEEKDAY_TRUST = 6;
/** The weeks before and after Tết that differ from the rest of the year. */
const TET_WEEKS = 3;

/** −3 … 3: weeks from Tết; null: a usual day. */
function tetWeek(day: DayToCome): number | null {
  if (day.daysToTet === null) return null;
  const week = day.daysToTet < 0 ? Math.floor(day.daysToTet / 7) : Math.ceil((day.daysToTet + 1) / 7);
  return Math.abs(week) > TET_WEEKS ? null : week;
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * The richer forecast: a level of the field that follows the last weeks × a factor of the weekday × a factor of the
 * weeks around Tết × the slots' shares; small fields borrow the hall's factors.
 * @param past recorded days in order
 * @returns expected citizens by field and slot; nothing from an empty past
 */
export function levelModel(past: readonly RecordedDay[], day: DayToCome): Expected {
  const usual = past.filter((each) => tetWeek(each) === null);
  const base = usual.length > 0 ? usual : past;
  const hallTotals = base.map((each) => each.counts.reduce((sum, _, field) => sum + totalOf(each, field), 0));
  const hallMean = meanOf(hallTotals);
  const hallFactor = new Map<number, number>();
  for (let weekday = 0; weekday < 7; weekday++) {
    const same = hallTotals.filter((_, at) => base[at]?.weekday === weekday);
    hallFactor.set(weekday, hallMean > 0 && same.length > 0 ? meanOf(same) / hallMean : 1);
  }
  const tet = tetFactor(past, day, hallMean, hallFactor);
  return (past[0]?.counts ?? []).map((_, field) => {
    const totals = base.map((each) => totalOf(each, field));
    const mean = meanOf(totals);
    const factorOf = (weekday: number): number => {
      const same = totals.filter((_total, at) => base[at]?.weekday === weekday);
      const common = hallFactor.get(weekday) ?? 1;
      const own = mean > 0 && same.length > 0 ? meanOf(same) / mean : common;
      return (own * same.length + common * WEEKDAY_TRUST) / (same.length + WEEKDAY_TRUST);
    };
    let level = 0;
    let weights = 0;
    for (const [at, total] of totals.entries()) {
      const weight = FADING ** (totals.length - 1 - at);
      level += weight * (total / Math.max(0.05, factorOf(base[at]?.weekday ?? 0)));
      weights += weight;
    }
    const expected = weights === 0 ? 0 : (level / weights) * factorOf(day.weekday) * tet;
    return slotShares(base, field).map((share) => share * expected);
  });
}

/** How busy the hall was in the same week about earlier Tết; 1 when it never saw one. */
function tetFactor(
  past: readonly RecordedDay[],
  day: DayToCome,
  hallMean: number,
  hallFactor: ReadonlyMap<number, number>,
): number {
  const week = tetWeek(day);
  if (week === null || hallMean === 0) return 1;
  const ratios = past
    .filter((each) => tetWeek(each) === week)
    .map((each) => {
      const all = each.counts.reduce((sum, _, field) => sum + totalOf(each, field), 0);
      return all / (hallMean * Math.max(0.05, hallFactor.get(each.weekday) ?? 1));
    });
  return ratios.length === 0 ? 1 : meanOf(ratios);
}
