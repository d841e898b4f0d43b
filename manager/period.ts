/** The periods that officials ask for. */
export const PERIODS = ['day', 'week', 'month', 'quarter', 'year', 'administrative'] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;
const text = (at: Date) => at.toISOString().slice(0, 10);
const utc = (year: number, month: number, day: number) => new Date(Date.UTC(year, month, day));

/**
 * First and last day of the period that holds a day, both YYYY-MM-DD. Weeks begin on Monday; the administrative month
 * runs from the 15th to the 14th of the next month, as the reports of halls do.
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
      return { from: text(utc(year, month, 1)), to: text(utc(year, month + 1, 0)) };
    case 'quarter': {
      const first = month - (month % 3);
      return { from: text(utc(year, first, 1)), to: text(utc(year, first + 3, 0)) };
    }
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'administrative': {
      const first = day >= 15 ? month : month - 1;
      return { from: text(utc(year, first, 15)), to: text(utc(year, first + 1, 14)) };
    }
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
