import { plainCell } from './cell-text.ts';
import { WrittenFormat } from './written-format.ts';

const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?=$|[t\s,])/;
/** Day first, as people in Viet Nam write and as spreadsheets there export. */
const DAY_FIRST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[t\s,])/;
const IN_WORDS = /^(\d{1,2})[\s/-]*(?:thang|thg|th)\.?\s*(\d{1,2})[\s,/-]*(?:nam\s*)?(\d{4})(?=$|[\s,])/;
const ENGLISH_DAY_FIRST = /^(\d{1,2})[\s-]([a-z]{3,9})\.?[\s,-]+(\d{4}|\d{2})(?=$|[\s,])/;
const ENGLISH_MONTH_FIRST = /^([a-z]{3,9})\.?\s(\d{1,2}),?\s(\d{4})(?=$|[\s,])/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})(?=$|[t\s])/;
const WEEKDAY =
  /^(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu\s+nhat|t[2-7]|cn|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\.?[\s,]+/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Days that spreadsheets count from: serial 25569 is 1 January 1970. */
const SERIAL_OF_1970 = 25_569;
const DAY_MS = 86_400_000;
/** No hall has tickets from before it; spreadsheets with an empty cell write 1899 or 1900. */
export const EARLIEST_DAY = '1990-01-01';
const SERIAL = /^(\d{5})(?:[.,](\d+))?$/;

/** A day at the beginning of a text, YYYY-MM-DD, and what follows it. */
export interface LeadingDay {
  readonly date: string;
  readonly rest: string;
}

const TWO = (value: number) => String(value).padStart(2, '0');

/** Two digits of a year: tickets are of this century, or of the last ten years of the one before. */
const wholeYear = (year: number) => (year >= 100 ? year : year >= 90 ? 1900 + year : 2000 + year);

function realDay(year: number, month: number, day: number): string | null {
  const date = `${String(wholeYear(year)).padStart(4, '0')}-${TWO(month)}-${TWO(day)}`;
  const real = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(date) ? date : null;
}

const monthNamed = (name: string) => MONTHS.indexOf(name.slice(0, 3)) + 1;

/** The day of a spreadsheet's serial number; null where it is none of the days of tickets. */
function serialDay(serial: number): string | null {
  const date = new Date((Math.floor(serial) - SERIAL_OF_1970) * DAY_MS).toISOString().slice(0, 10);
  return date >= EARLIEST_DAY && date < '2100-01-01' ? date : null;
}

/** The part of a day behind a serial's point, ms, to the second. */
export const serialMs = (serial: number): number => Math.round((serial % 1) * 86_400) * 1000;

function known(text: string): readonly [number, number, number, number] | null {
  const of = (found: RegExpExecArray, year: number, month: number, day: number) =>
    [Number(found[year]), Number(found[month]), Number(found[day]), found[0].length] as const;
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) return of(yearFirst, 1, 3, 4);
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst) return of(dayFirst, 4, 3, 1);
  const compact = COMPACT.exec(text);
  if (compact) return of(compact, 1, 2, 3);
  const words = IN_WORDS.exec(text);
  if (words) return of(words, 3, 2, 1);
  const english = ENGLISH_DAY_FIRST.exec(text);
  if (english)
    return [Number(english[3]), monthNamed(english[2] ?? ''), Number(english[1]), english[0].length];
  const american = ENGLISH_MONTH_FIRST.exec(text);
  if (american)
    return [Number(american[3]), monthNamed(american[1] ?? ''), Number(american[2]), american[0].length];
  return null;
}

/** The day with which a text begins, in the ways they are written here; null where it begins with none. */
export function leadingDay(raw: string): LeadingDay | null {
  let text = plainCell(raw)
    .replace(/\s*([/.])\s*/g, '$1')
    .replace(/(\d) ?- ?(?=\d)/g, '$1-');
  text = text.replace(WEEKDAY, '').replace(/^ngay\s*:?\s*/, '');
  const found = known(text);
  if (!found) return null;
  const [year, month, day, length] = found;
  const date = realDay(year, month, day);
  return date === null
    ? null
    : {
        date,
        rest: text
          .slice(length)
          .replace(/^(?:t(?=\d)|[\s,]+)/, '')
          .trim(),
      };
}

/** Reads days by one format, or by all ways in which they are written here. */
export class DayReader {
  private readonly format: WrittenFormat | 'excel' | undefined;

  /** @param format as in a profile. Throws RangeError for one that is none. */
  constructor(format?: string) {
    this.format =
      format === undefined || format.toLowerCase() === 'excel'
        ? (format && 'excel') || undefined
        : new WrittenFormat(format, true);
  }

  /** The day with which a text begins. Where a format is set, a year in front is the only other way that is read. */
  leading(text: string): LeadingDay | null {
    if (this.format === undefined) return leadingDay(text) ?? serial(text);
    if (this.format === 'excel') return serial(text);
    return this.byFormat(this.format, plainCell(text));
  }

  private byFormat(format: WrittenFormat, text: string): LeadingDay | null {
    // The day ends where its format does; what follows may be a time.
    for (const end of [text.length, ...spaces(text)]) {
      const said = format.read(text.slice(0, end));
      if (!said) continue;
      const { year, month, day } = said;
      if (year === undefined || month === undefined || day === undefined) return null;
      const date = realDay(year, month, day);
      return date === null ? null : { date, rest: text.slice(end).trim() };
    }
    return YEAR_FIRST.test(text) ? leadingDay(text) : null;
  }
}

const spaces = (text: string): number[] => [...text.matchAll(/[\s,t]/g)].map((each) => each.index).reverse();

function serial(text: string): LeadingDay | null {
  const found = SERIAL.exec(plainCell(text));
  if (!found) return null;
  const date = serialDay(Number(found[1]));
  return date === null ? null : { date, rest: found[2] === undefined ? '' : `0.${found[2]}` };
}

/** A whole text that is a day, YYYY-MM-DD; a midnight behind it is none of a day's hours. Null where it is no day. */
export function readDay(text: string): string | null {
  const found = leadingDay(text);
  return found &&
    /^(?:0{1,2}:00(?::00(?:\.0+)?)?(?:\s*(?:sa|am))?|12:00(?::00)?\s*(?:sa|am))?$/.test(found.rest)
    ? found.date
    : null;
}
