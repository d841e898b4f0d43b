import type { IssuingWindow } from '../../common/protocol/catalogue.ts';
import { dayStatus, weekdayOf } from '../domain/calendar.ts';
import { medianOf } from '../staffing/demand/history.ts';
import type { PlanRecordedDay } from '../staffing/plan/question.ts';
import type { Period } from '../staffing/simulation/hall-model.ts';
import type { HallFacts } from './hall-facts.ts';
import type { RecordedTicket } from './recorded-tickets.ts';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const SATURDAY = 6;
/** A day that the calendar closes was worked if it had so much of a usual day's tickets. */
const WORKED_SHARE = 0.1;
/** The weeks about Tết that differ from the rest of the year. */
const TET_DAYS = 27;
const TET = /^Mùng 1 Tết/;

const msOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) * 60_000;

function periodsOf(windows: readonly IssuingWindow[]): Period[] {
  return windows
    .map((window) => ({ fromMs: msOf(window.from), toMs: msOf(window.to) }))
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Days from the nearest Tết, negative before; null when it is far. */
export function daysToTet(holidays: HallFacts['holidays'], date: string): number | null {
  let nearest: number | null = null;
  for (const each of holidays.dated) {
    if (!TET.test(each.name)) continue;
    const days = Math.round((Date.parse(date) - Date.parse(each.date)) / DAY_MS);
    if (Math.abs(days) <= TET_DAYS && (nearest === null || Math.abs(days) < Math.abs(nearest)))
      nearest = days;
  }
  return nearest;
}

/** A break at noon begins and ends between these moments, and takes at least two half-hours. */
const NOON_FROM_MS = 10.5 * 3_600_000;
const NOON_TO_MS = 15 * 3_600_000;
const NOON_SLOTS = 2;
/** A half-hour of the break has at most so much of the usual half-hour's citizens who draw a number or are called. */
const QUIET_SHARE = 0.06;

/**
 * The break at noon that a record shows: the longest run of half-hours about noon in which hardly anybody draws a number. Calls
 * may still go on in its first: those inside are served out.
 * @returns null when the hall works through
 */
function noonShown(tickets: readonly RecordedTicket[]): Period | null {
  const slots = DAY_MS / HALF_HOUR_MS;
  const drawn = new Array<number>(slots).fill(0);
  for (const { arrivedMs } of tickets) {
    const slot = Math.floor(arrivedMs / HALF_HOUR_MS);
    drawn[slot] = (drawn[slot] ?? 0) + 1;
  }
  const usual = medianOf(drawn.filter((count) => count > 0));
  let best: Period | null = null;
  let fromMs: number | null = null;
  for (let atMs = NOON_FROM_MS; atMs <= NOON_TO_MS; atMs += HALF_HOUR_MS) {
    const isQuiet = atMs < NOON_TO_MS && (drawn[atMs / HALF_HOUR_MS] ?? 0) <= QUIET_SHARE * usual;
    if (isQuiet) fromMs ??= atMs;
    else if (fromMs !== null) {
      if (atMs - fromMs > (best ? best.toMs - best.fromMs : 0)) best = { fromMs, toMs: atMs };
      fromMs = null;
    }
  }
  return best && best.toMs - best.fromMs >= NOON_SLOTS * HALF_HOUR_MS ? best : null;
}

/** The hours with the break taken out, where they reach beyond it on both sides. */
function aroundNoon(hours: Period, noon: Period | null): readonly Period[] {
  return noon && hours.fromMs < noon.fromMs && noon.toMs < hours.toMs
    ? [
        { fromMs: hours.fromMs, toMs: noon.fromMs },
        { fromMs: noon.toMs, toMs: hours.toMs },
      ]
    : [hours];
}

/** A noon needs so many tickets to be told from a quiet day. */
const NOON_TICKETS = 200;

/** Hours that the record itself shows, by weekday: from the usual first call to the latest arrival. */
function hoursShown(byDate: ReadonlyMap<string, readonly RecordedTicket[]>): Map<number, readonly Period[]> {
  const firstCalls = new Map<number, number[]>();
  const latest = new Map<number, number>();
  for (const [date, tickets] of byDate) {
    const weekday = weekdayOf(date);
    let first = Number.POSITIVE_INFINITY;
    let last = 0;
    for (const { arrivedMs, calledMs } of tickets) {
      first = Math.min(first, calledMs ?? Number.POSITIVE_INFINITY);
      last = Math.max(last, arrivedMs);
    }
    if (!Number.isFinite(first))
      first = tickets.reduce((sum, ticket) => Math.min(sum, ticket.arrivedMs), DAY_MS);
    firstCalls.set(weekday, [...(firstCalls.get(weekday) ?? []), first]);
    latest.set(weekday, Math.max(latest.get(weekday) ?? 0, last));
  }
  const all = [...byDate.values()].flat();
  const noon = all.length >= NOON_TICKETS ? noonShown(all) : null;
  const hours = new Map<number, readonly Period[]>();
  for (const [weekday, calls] of firstCalls) {
    const fromMs = Math.floor(medianOf(calls) / HALF_HOUR_MS) * HALF_HOUR_MS;
    // Nobody who came is shut out.
    const lastMs = Math.max(latest.get(weekday) ?? 0, fromMs);
    const toMs = Math.min(DAY_MS, (Math.floor(lastMs / HALF_HOUR_MS) + 1) * HALF_HOUR_MS);
    hours.set(weekday, aroundNoon({ fromMs, toMs }, noon));
  }
  return hours;
}

/**
 * The worked days of a record. A day that the hall's calendar closes stays out unless its tickets show that it was
 * worked. Hours are the hall's own for its own tickets, and as the record shows them for imported ones.
 * @param codes fields in the order of the question
 */
export function recordedDays(
  tickets: readonly RecordedTicket[],
  codes: readonly string[],
  facts: HallFacts,
): PlanRecordedDay[] {
  const byDate = new Map<string, RecordedTicket[]>();
  for (const ticket of tickets) {
    const others = byDate.get(ticket.date);
    if (others) others.push(ticket);
    else byDate.set(ticket.date, [ticket]);
  }
  const plan = { settings: facts.settings, calendar: facts.calendar, holidays: facts.holidays };
  const usual = medianOf([...byDate.values()].map((each) => each.length));
  const worked = [...byDate].filter(
    ([date, all]) => dayStatus(plan, date).working || all.length >= usual * WORKED_SHARE,
  );
  const isOwn = (all: readonly RecordedTicket[]) => all.some((ticket) => !ticket.imported);
  const hours = periodsOf(facts.settings.workingHours);
  const saturday = periodsOf(facts.settings.saturdayHours);
  const shown = hoursShown(new Map(worked.filter(([, all]) => hours.length === 0 || !isOwn(all))));
  const places = new Map(codes.map((code, place) => [code, place]));
  return worked
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([date, all]) => {
      const arrivals = codes.map((): number[] => []);
      for (const { field, arrivedMs } of all) arrivals[places.get(field) ?? -1]?.push(arrivedMs);
      for (const each of arrivals) each.sort((a, b) => a - b);
      const weekday = weekdayOf(date);
      const own = saturday.length > 0 && weekday === SATURDAY && !facts.calendar.has(date) ? saturday : hours;
      return {
        date,
        weekday: weekday % 7,
        daysToTet: daysToTet(facts.holidays, date),
        arrivals,
        sessions: isOwn(all) && own.length > 0 ? own : (shown.get(weekday) ?? hours),
      };
    });
}
