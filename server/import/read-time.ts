const DATE_ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** Day first, as people in Viet Nam write and as spreadsheets there export. */
const DATE_DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?$/;
const OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** A calendar day as YYYY-MM-DD from 2020-01-31, 31/01/2020, 31-01-2020 or 31.01.2020; null where it is no day. */
export function readDate(text: string): string | null {
  const iso = DATE_ISO.exec(text);
  const dayFirst = iso ? null : DATE_DAY_FIRST.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : dayFirst
      ? [dayFirst[3], dayFirst[2], dayFirst[1]]
      : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(date) ? date : null;
}

/** Milliseconds since midnight from 9:05, 09:05 or 09:05:30.250; null where it is no time of day. */
function readTimeOfDay(text: string): number | null {
  const parts = TIME.exec(text);
  if (!parts) return null;
  const [hour, minute, second] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000 + Number((parts[4] ?? '0').padEnd(3, '0'));
}

/** Turns a day and a time of day in the hall's zone into an instant. */
export type InstantOf = (date: string, msOfDay: number) => number;

/**
 * An instant, ms since the epoch: a time of day on the row's day, or a whole date and time, in the hall's zone unless it
 * carries an offset. Null where it is neither.
 */
export function readInstant(text: string, rowDate: string, instantOf: InstantOf): number | null {
  const ofDay = readTimeOfDay(text);
  if (ofDay !== null) return instantOf(rowDate, ofDay);
  if (/^\d{4}-/.test(text) && OFFSET.test(text) && /[T ]/.test(text)) {
    const at = Date.parse(text.replace(' ', 'T'));
    return Number.isNaN(at) ? null : at;
  }
  const parts = /^(\S+?)[T ]+(\S+)$/.exec(text);
  const date = parts?.[1] === undefined ? null : readDate(parts[1]);
  const time = parts?.[2] === undefined ? null : readTimeOfDay(parts[2]);
  return date === null || time === null ? null : instantOf(date, time);
}
