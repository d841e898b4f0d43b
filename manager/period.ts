/** The periods that officials ask for. */
export const PERIODS = [
  'day',
  'week',
  'month',
  'quarter',
  'half-year',
  'year',
  'administrative',
  'administrative-quarter',
  'administrative-half-year',
  'administrative-year',
] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const text = (at: Date) => at.toISOString().slice(0, 10);
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day));

/** Months from the first of a period of so many that holds a month, both counted from 0. */
function months(year: number, month: number, count: number): { from: string; to: string } {
  const first = month - (month % count);
  return { from: text(utc(year, first, 1)), to: text(utc(year, first + count, 0)) };
}

/**
 * The administrative period of so many months that holds a day: it ends on the 14th of the month in which the period of
 * the calendar ends, and begins on the 15th as many months before (Decree 09/2019/NĐ-CP, article 12).
 */
function administrative(at: Date, count: number): { from: string; to: string } {
  // The month that a day is reported in: from the 15th on it is the next one.
  const month = at.getUTCMonth() + (at.getUTCDate() >= 15 ? 1 : 0);
  const year = at.getUTCFullYear();
  const end = (Math.floor(month / count) + 1) * count - 1;
  return { from: text(utc(year, end - count, 15)), to: text(utc(year, end, 14)) };
}

/**
 * First and last day of the period that holds a day, both YYYY-MM-DD. Weeks begin on Monday; administrative periods run
 * from the 15th to the 14th, as the reports of halls do.
 */
export function periodAround(localDate: string, period: Period): { from: string; to: string } {
  const at = new Date(`${localDate}T00:00:00Z`);
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  switch (period) {
    case 'day':
      return { from: localDate, to: localDate };
    case 'week': {
      const back = (at.getUTCDay() + 6) % 7;
      return { from: text(utc(year, month, day - back)), to: text(utc(year, month, day - back + 6)) };
    }
    case 'month':
      return months(year, month, 1);
    case 'quarter':
      return months(year, month, 3);
    case 'half-year':
      return months(year, month, 6);
    case 'year':
      return months(year, month, 12);
    case 'administrative':
      return administrative(at, 1);
    case 'administrative-quarter':
      return administrative(at, 3);
    case 'administrative-half-year':
      return administrative(at, 6);
    case 'administrative-year':
      return administrative(at, 12);
  }
}

/**
 * The period of the same kind before (-1) or after (1). A free stretch of days moves by its own length.
 * @param range first and last day, YYYY-MM-DD
 */
export function periodBeside(
  range: { readonly from: string; readonly to: string },
  period: Period | 'free',
  step: -1 | 1,
): { from: string; to: string } {
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  if (period === 'free') {
    const lengthMs = at(range.to) - at(range.from) + DAY_MS;
    return {
      from: text(new Date(at(range.from) + step * lengthMs)),
      to: text(new Date(at(range.to) + step * lengthMs)),
    };
  }
  const beyond = step === 1 ? at(range.to) + DAY_MS : at(range.from) - DAY_MS;
  return periodAround(text(new Date(beyond)), period);
}
