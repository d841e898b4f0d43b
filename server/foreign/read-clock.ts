import { plainCell } from './cell-text.ts';
import { serialMs } from './read-day.ts';
import { WrittenFormat } from './written-format.ts';

const COLONS = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3})\d*)?)?$/;
const POINTS = /^(\d{1,2})\.(\d{2})(?:\.(\d{2}))?$/;
/** 9h05, 9g05, 9 giờ 05 phút, 9h05'30", 9h. */
const LETTERS =
  /^(\d{1,2})\s*(?:gio|g|h)\s*(?:(\d{1,2})\s*(?:phut|ph|p|m|'|:)?\s*(?:(\d{1,2})\s*(?:giay|s|"|'')?)?)?$/;
/** A part of a day, as spreadsheets keep times; a point between two digits and two digits is no such part. */
const DAY_SHARE = /^0?[.,]\d+(?:e-?\d+)?$/;
const MARK_BEHIND = /^(.*?)\s*(sa|ch|am|pm|a\.m\.?|p\.m\.?|sang|trua|chieu|toi|dem)$/;
const MARK_BEFORE = /^(sa|ch|am|pm|sang|trua|chieu|toi|dem)\s+(.*)$/;

type Mark = 'am' | 'noon' | 'pm' | 'night';

const MARKS: Readonly<Record<string, Mark>> = {
  sa: 'am',
  am: 'am',
  'a.m': 'am',
  'a.m.': 'am',
  sang: 'am',
  trua: 'noon',
  ch: 'pm',
  pm: 'pm',
  'p.m': 'pm',
  'p.m.': 'pm',
  chieu: 'pm',
  toi: 'pm',
  dem: 'night',
};

/** The hour of the day; null where hour and mark contradict each other. */
function hourOf(hour: number, mark: Mark): number | null {
  if (mark === 'am') return hour > 12 ? null : hour % 12;
  if (mark === 'noon') return hour <= 2 ? hour + 12 : hour >= 10 && hour <= 14 ? hour : null;
  if (mark === 'night') return hour === 12 ? 0 : hour >= 6 && hour < 12 ? hour + 12 : hour;
  return hour === 0 ? null : hour < 12 ? hour + 12 : hour;
}

function msOf(hour: number, minute: number, second: number, ms: number): number | null {
  return hour > 23 || minute > 59 || second > 59 ? null : ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

function unmarked(text: string): [number, number, number, number] | null {
  const found = COLONS.exec(text) ?? POINTS.exec(text) ?? LETTERS.exec(text);
  if (!found) return null;
  return [
    Number(found[1]),
    Number(found[2] ?? 0),
    Number(found[3] ?? 0),
    Number((found[4] ?? '0').padEnd(3, '0')),
  ];
}

/** Milliseconds since midnight of a time in the ways they are written here; null where it is none. */
export function readClock(raw: string): number | null {
  const quick = COLONS.exec(raw);
  if (quick)
    return msOf(
      Number(quick[1]),
      Number(quick[2]),
      Number(quick[3] ?? 0),
      Number((quick[4] ?? '0').padEnd(3, '0')),
    );
  const text = plainCell(raw).replace(/^luc\s+/, '');
  if (DAY_SHARE.test(text)) return shareOfDay(text);
  const behind = MARK_BEHIND.exec(text);
  const before = behind ? null : MARK_BEFORE.exec(text);
  const mark = MARKS[behind?.[2] ?? before?.[1] ?? ''];
  const said = (behind?.[1] ?? before?.[2] ?? text).trim();
  const parts =
    unmarked(said) ?? (mark !== undefined && /^\d{1,2}$/.test(said) ? [Number(said), 0, 0, 0] : null);
  if (parts === null) return null;
  const [hour = 0, minute = 0, second = 0, ms = 0] = parts;
  const whole = mark === undefined ? hour : hourOf(hour, mark);
  return whole === null ? null : msOf(whole, minute, second, ms);
}

function shareOfDay(text: string): number | null {
  const share = Number(text.replace(',', '.'));
  return Number.isFinite(share) && share >= 0 && share < 1 ? serialMs(share) : null;
}

/** Reads times of day by one format, or by all ways in which they are written here. */
export class ClockReader {
  private readonly format: WrittenFormat | 'excel' | undefined;

  /** @param format as in a profile. Throws RangeError for one that is none. */
  constructor(format?: string) {
    this.format =
      format === undefined || format.toLowerCase() === 'excel'
        ? (format && 'excel') || undefined
        : new WrittenFormat(format, false);
  }

  /** Milliseconds since midnight; null where the text is no such time. */
  read(raw: string): number | null {
    if (this.format === undefined) return readClock(raw);
    const text = plainCell(raw);
    if (this.format === 'excel') return /^[01]?[.,]?\d*$/.test(text) ? shareOfDay(text) : null;
    const said = this.format.read(withZeros(text, this.format.format));
    if (said?.hour === undefined) return null;
    const hour = said.half === undefined ? said.hour : hourOf(said.hour, said.half);
    return hour === null ? null : msOf(hour, said.minute ?? 0, said.second ?? 0, said.ms ?? 0);
  }
}

/** Digits without a mark between them, such as HHmm: a spreadsheet drops the zeros in front. */
const withZeros = (text: string, format: string): string =>
  /^(?:HHmm|HHmmss|hhmm|hhmmss)$/.test(format) && /^\d+$/.test(text)
    ? text.padStart(format.length, '0')
    : text;
