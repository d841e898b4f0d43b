import { plainCell } from '../foreign/cell-text.ts';
import { ClockReader } from '../foreign/read-clock.ts';
import { DayReader } from '../foreign/read-day.ts';
import type { HallCalendar } from '../hall/clock.ts';

/** A day and a time of day in the hall's zone as an instant, and back. */
export interface ZoneTime {
  /** @param msOfDay ms since midnight */
  readonly instantOf: (date: string, msOfDay: number) => number;
  /** Day of an instant, YYYY-MM-DD. */
  readonly dateOf: (atMs: number) => string;
}

const DAY_MS = 86_400_000;

/** The zone of a hall for many times of few days: clocks are asked once a day that has no shift in it. */
export class DayZone implements ZoneTime {
  private readonly calendar: HallCalendar;
  /** Date → its first instant; null: a day on which clocks shift. */
  private readonly starts = new Map<string, number | null>();

  constructor(calendar: HallCalendar) {
    this.calendar = calendar;
  }

  instantOf = (date: string, msOfDay: number): number => {
    const start = this.startOf(date);
    return start === null ? this.calendar.instantOf(date, msOfDay) : start + msOfDay;
  };

  dateOf = (atMs: number): string => this.calendar.momentOf(atMs).date;

  /** Half-hour of the day of an instant that lies on a day or in the night behind it. */
  slotOf(date: string, atMs: number): number {
    const start = this.startOf(date);
    const sinceMs = start === null ? -1 : atMs - start;
    const minute =
      sinceMs >= 0 && sinceMs < DAY_MS ? sinceMs / 60_000 : this.calendar.momentOf(atMs).minuteOfDay;
    return Math.floor(minute / 30);
  }

  private startOf(date: string): number | null {
    const known = this.starts.get(date);
    if (known !== undefined) return known;
    const start = this.calendar.instantOf(date, 0);
    const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
    const whole = this.calendar.instantOf(next, 0) - start === DAY_MS ? start : null;
    this.starts.set(date, whole);
    return whole;
  }
}

const OFFSET = /(?:z|[+-]\d{2}:?\d{2})$/;
const ISO = /^\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}/;
const TIME_FIRST =
  /^(\d{1,2}\s*(?:[:.]|h|g|gio)\s*\d{0,2}(?:[:.]\d{2})?(?:\s*(?:sa|ch|am|pm))?)[\s,-]+(.*\d{4}.*)$/;
const MIDNIGHT = /^(?:|0{1,2}:00(?::00(?:\.0+)?)?(?:\s*(?:sa|am))?|12:00(?::00)?\s*(?:sa|am))$/;
/** Days of a file are few and asked again and again. */
const MOST_DAYS = 5_000;

/** A moment that was written; `hasDay`: with its own day. */
export interface WrittenMoment {
  readonly atMs: number;
  readonly hasDay: boolean;
}

/** Reads the days and times of one file in the hall's zone. */
export class TimeReader {
  private readonly zone: ZoneTime;
  private readonly days: DayReader;
  private readonly clock: ClockReader;
  private readonly known = new Map<string, string | null>();

  /** @param formats as in a profile. Throws RangeError for one that is none. */
  constructor(
    zone: ZoneTime,
    formats: { dateFormat?: string | undefined; timeFormat?: string | undefined } = {},
  ) {
    this.zone = zone;
    this.days = new DayReader(formats.dateFormat);
    this.clock = new ClockReader(formats.timeFormat);
  }

  /** A calendar day, YYYY-MM-DD; of a whole moment its day in the hall. Null where it is none. */
  day(text: string): string | null {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const date = this.readDay(text);
    if (this.known.size < MOST_DAYS) this.known.set(text, date);
    return date;
  }

  private readDay(text: string): string | null {
    const absolute = withOffset(text);
    if (absolute !== null) return this.zone.dateOf(absolute);
    const found = this.days.leading(text);
    if (found === null) return null;
    const whole = MIDNIGHT.test(found.rest) || /^0\.\d+$/.test(found.rest);
    return whole || this.clock.read(found.rest) !== null ? found.date : null;
  }

  /**
   * A time of day on the row's day, or a whole day and time, in the hall's zone unless it carries an offset.
   * Null where it is neither. @param rowDate null: there is no other day, so that the text must have its own
   */
  moment(text: string, rowDate: string | null): WrittenMoment | null {
    const ofDay = this.clock.read(text);
    if (ofDay !== null)
      return rowDate === null ? null : { atMs: this.zone.instantOf(rowDate, ofDay), hasDay: false };
    const absolute = withOffset(text);
    if (absolute !== null) return { atMs: absolute, hasDay: true };
    return this.whole(text) ?? this.timeFirst(text);
  }

  private whole(text: string): WrittenMoment | null {
    const found = this.days.leading(text);
    if (found === null || found.rest === '') return null;
    const ms = this.clock.read(found.rest) ?? shareBehind(found.rest);
    return ms === null ? null : { atMs: this.zone.instantOf(found.date, ms), hasDay: true };
  }

  private timeFirst(text: string): WrittenMoment | null {
    const parts = TIME_FIRST.exec(plainCell(text));
    if (!parts?.[1] || !parts[2]) return null;
    const ms = this.clock.read(parts[1]);
    const found = this.days.leading(parts[2]);
    return ms === null || found === null || found.rest !== ''
      ? null
      : { atMs: this.zone.instantOf(found.date, ms), hasDay: true };
  }
}

/** The part of a day behind the point of a spreadsheet's serial number. */
const shareBehind = (rest: string): number | null =>
  /^0\.\d+$/.test(rest) ? Math.round(Number(rest) * 86_400) * 1000 : null;

function withOffset(raw: string): number | null {
  if (!/[zZ\d]$/.test(raw)) return null;
  const text = plainCell(raw);
  if (!ISO.test(text) || !OFFSET.test(text.slice(10))) return null;
  const at = Date.parse(text.replace(' ', 'T').toUpperCase());
  return Number.isNaN(at) ? null : at;
}
