import type { HallCalendar } from '../hall/clock.ts';

/** Calendar columns of an instant, written once so that reports never do date arithmetic. */
export interface CalendarColumns {
  readonly localDate: string;
  /** Monday 1 … Sunday 7. */
  readonly weekday: number;
  /** Half-hour of the day, 0–47. */
  readonly slot: number;
  readonly week: string;
  readonly month: string;
  readonly quarter: string;
  readonly year: string;
  /** Administrative month: from the 15th of the month before to the 14th; named by the month it ends in. */
  readonly period: string;
}

type DayColumns = Omit<CalendarColumns, 'slot'>;

/** ISO 8601 week of a calendar day, "2026-W07". */
function isoWeek(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  const weekday = day.getUTCDay() || 7;
  // The week belongs to the year of its Thursday.
  day.setUTCDate(day.getUTCDate() + 4 - weekday);
  const firstDay = Date.UTC(day.getUTCFullYear(), 0, 1);
  const week = Math.floor((day.getTime() - firstDay) / 86_400_000 / 7) + 1;
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

/** Columns of a calendar day. */
export function dayColumns(date: string): DayColumns {
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  const at = new Date(`${date}T00:00:00Z`);
  const endsIn = new Date(Date.UTC(Number(year), month - 1 + (Number(date.slice(8, 10)) >= 15 ? 1 : 0), 1));
  return {
    localDate: date,
    weekday: at.getUTCDay() || 7,
    week: isoWeek(date),
    month: date.slice(0, 7),
    quarter: `${year}-Q${Math.ceil(month / 3)}`,
    year,
    period: endsIn.toISOString().slice(0, 7),
  };
}

/** Calendar columns in a zone, with the last day remembered: nearly every event is of the same day. */
export class CalendarOf {
  private readonly calendar: HallCalendar;
  private day: DayColumns = dayColumns('1970-01-01');

  constructor(calendar: HallCalendar) {
    this.calendar = calendar;
  }

  columns(atMs: number): CalendarColumns {
    const moment = this.calendar.momentOf(atMs);
    if (this.day.localDate !== moment.date) this.day = dayColumns(moment.date);
    return { ...this.day, slot: Math.floor(moment.minuteOfDay / 30) };
  }
}
