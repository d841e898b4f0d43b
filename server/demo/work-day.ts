import type { HallCalendar } from '../hall/clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Minutes of the day at which a sample hall opens and shuts. */
export const HOURS = {
  opens: 7 * 60 + 30,
  lastMorningTicket: 11 * 60 + 10,
  lunch: 11 * 60 + 30,
  /** Whatever is not done by then waits for the afternoon. */
  lunchAtLast: 12 * 60 + 15,
  afternoon: 13 * 60,
  lastTicket: 16 * 60 + 40,
  closes: 17 * 60,
  closesAtLast: 17 * 60 + 30,
} as const;

/** How many times the mean come at each hour: everybody wants to be first in the morning. */
const CROWD: readonly { readonly until: number; readonly factor: number }[] = [
  { until: HOURS.opens, factor: 0 },
  { until: 8 * 60, factor: 1.3 },
  { until: 9 * 60 + 30, factor: 1.6 },
  { until: 10 * 60 + 30, factor: 1.1 },
  { until: HOURS.lastMorningTicket, factor: 0.6 },
  { until: HOURS.afternoon, factor: 0 },
  { until: 14 * 60 + 30, factor: 1.2 },
  { until: 15 * 60 + 30, factor: 0.8 },
  { until: HOURS.lastTicket, factor: 0.4 },
];

/** The greatest crowd of the day. */
export const CROWD_PEAK = Math.max(...CROWD.map((each) => each.factor));

/** The crowd at a minute of the day as a multiple of the mean; 0 while no numbers are drawn. */
export function crowdAt(minuteOfDay: number): number {
  return CROWD.find((each) => minuteOfDay < each.until)?.factor ?? 0;
}

/** Hall time of a minute on the calendar day that holds `atMs`. */
export function minuteOf(calendar: HallCalendar, atMs: number, minuteOfDay: number): number {
  const moment = calendar.momentOf(atMs);
  const wholeMinute = Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  return wholeMinute + (minuteOfDay - moment.minuteOfDay) * MINUTE_MS;
}

function isWeekend(calendar: HallCalendar, atMs: number): boolean {
  const day = new Date(`${calendar.momentOf(atMs).date}T00:00:00Z`).getUTCDay();
  return day === 0 || day === 6;
}

/** Noon of the working day after the day of `atMs` (Monday to Friday; a sample hall knows no holidays). */
export function nextWorkDay(calendar: HallCalendar, atMs: number): number {
  let noon = minuteOf(calendar, atMs, 12 * 60) + DAY_MS;
  while (isWeekend(calendar, noon)) noon += DAY_MS;
  return noon;
}

/** Noons of the last `count` working days before the day of `atMs`, oldest first. */
export function workDaysBefore(calendar: HallCalendar, atMs: number, count: number): number[] {
  const noons: number[] = [];
  let noon = minuteOf(calendar, atMs, 12 * 60) - DAY_MS;
  while (noons.length < count) {
    if (!isWeekend(calendar, noon)) noons.unshift(noon);
    noon -= DAY_MS;
  }
  return noons;
}
