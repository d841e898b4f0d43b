import type { Moment } from '../domain/issuing.ts';
import { MonotonicClock } from './monotonic.ts';

/** Where the hall's time comes from. `rate` is how many hall seconds pass in one real second (1 but in a demonstration). */
export interface Clock {
  nowMs(): number;
  /** What went by, whatever a hand or NTP does to `nowMs`, ms; a clock without it is never set. */
  monotonicMs?(): number;
  readonly rate: number;
}

/** The machine's clocks. */
export function systemClock(): Clock {
  const monotonic = new MonotonicClock();
  return { nowMs: () => Date.now(), monotonicMs: () => monotonic.nowMs(), rate: 1 };
}

/** Quarter-hours of about a month of working days. */
const MOST_OFFSETS = 2_000;
const DAY_MS = 86_400_000;

/** Reads calendar day and minute of the day in one time zone. Offsets are asked once per quarter-hour: zones shift no oftener. */
export class HallCalendar {
  readonly zone: string;
  private readonly format: Intl.DateTimeFormat;
  private quarter = Number.NaN;
  private offsetMs = 0;
  private day = Number.NaN;
  private date = '';
  private localQuarter = Number.NaN;
  private localOffsetMs = 0;
  private readonly offsets = new Map<number, number>();

  /** Throws RangeError for a zone that does not exist. */
  constructor(zone: string) {
    this.zone = zone;
    this.format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** The moment of an instant, ms since the epoch. */
  momentOf(atMs: number): Moment {
    const quarter = Math.floor(atMs / 900_000);
    if (quarter !== this.quarter) {
      this.offsetMs = this.offsetAt(quarter * 900_000);
      this.quarter = quarter;
    }
    const localMs = atMs + this.offsetMs;
    const day = Math.floor(localMs / DAY_MS);
    // Asked several times with each command, and nearly always of one day.
    if (day !== this.day) {
      this.date = new Date(localMs).toISOString().slice(0, 10);
      this.day = day;
    }
    return { atMs, date: this.date, minuteOfDay: Math.floor((localMs - day * DAY_MS) / 60_000) };
  }

  /** The instant, ms since the epoch, of a time of day in the zone. A time that a clock change skips counts as the later. */
  instantOf(date: string, msOfDay: number): number {
    const local = Date.parse(`${date}T00:00:00Z`) + msOfDay;
    const day = Math.floor(local / 900_000);
    if (day !== this.localQuarter) {
      const guess = local - this.offsetAt(local);
      this.localOffsetMs = this.offsetAt(guess);
      this.localQuarter = day;
    }
    return local - this.localOffsetMs;
  }

  /** Offset of the quarter-hour in which an instant lies; an import asks for the same ones again and again. */
  private offsetAt(atMs: number): number {
    const quarter = Math.floor(atMs / 900_000);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    if (this.offsets.size >= MOST_OFFSETS) this.offsets.clear();
    const offsetMs = this.askOffset(quarter * 900_000);
    this.offsets.set(quarter, offsetMs);
    return offsetMs;
  }

  private askOffset(atMs: number): number {
    const parts = new Map(this.format.formatToParts(atMs).map((part) => [part.type, Number(part.value)]));
    const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
    return local - Math.floor(atMs / 1000) * 1000;
  }
}
