import type { Database } from 'better-sqlite3';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { dayAfter } from '../domain/calendar.ts';
import { HallCalendar } from '../hall/clock.ts';
import { readCycles } from '../staffing/demand/counter-cycles.ts';
import type { FieldWeek, RecordedWeek } from '../staffing/plan/promise-kept.ts';
import { counterVisitsOf } from './counter-days.ts';
import type { HallFacts } from './hall-facts.ts';
import { recordedDays } from './recorded-days.ts';
import {
  type RecordedTicket,
  recordedCounters,
  recordedTickets,
  spreadOverIntervals,
} from './recorded-tickets.ts';
import { withoutSkippedNumbers } from './skipped-numbers.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** The Monday of a date, YYYY-MM-DD. */
function mondayOf(date: string): string {
  const at = Date.parse(`${date}T00:00:00Z`);
  const since = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - since * DAY_MS).toISOString().slice(0, 10);
}

const meanOf = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What happened to the fields of a plan, week by week: who came, who was called in time by the field's own target, how long
 * services and gaps were, how many officials called.
 * @param db read-only connection
 */
export function recordedWeeks(
  db: Database,
  facts: HallFacts,
  plan: StaffingPlan,
  period: { readonly from: string; readonly to: string },
): RecordedWeek[] {
  const calendar = new HallCalendar(facts.timeZone);
  const counters = recordedCounters(
    db,
    calendar.instantOf(period.from, 0),
    calendar.instantOf(dayAfter(period.to), 0),
  );
  const { kept } = withoutSkippedNumbers(
    recordedTickets(db, period.from, period.to, facts.timeZone),
    counters,
  );
  spreadOverIntervals(kept);
  const codes = plan.fields.map(({ code }) => code);
  const known = new Set(codes);
  const tickets = kept.filter(({ field }) => known.has(field));
  const openings = new Map(
    recordedDays(tickets, codes, facts).map((day) => [day.date, day.sessions[0]?.fromMs ?? 0]),
  );
  const weeks = new Map<string, RecordedTicket[]>();
  for (const ticket of tickets) {
    if (!openings.has(ticket.date)) continue;
    const monday = mondayOf(ticket.date);
    const others = weeks.get(monday);
    if (others) others.push(ticket);
    else weeks.set(monday, [ticket]);
  }
  return [...weeks]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([monday, all]) => weekOf(plan, monday, all, (date) => openings.get(date) ?? 0));
}

function weekOf(
  plan: StaffingPlan,
  monday: string,
  tickets: readonly RecordedTicket[],
  openingMs: (date: string) => number,
): RecordedWeek {
  const places = new Map(plan.fields.map(({ code }, place) => [code, place]));
  const dates = [...new Set(tickets.map(({ date }) => date))];
  const desks = dates.map((date) =>
    counterVisitsOf(
      tickets.filter((ticket) => ticket.date === date),
      (code) => places.get(code),
    ),
  );
  const { gapsMs } = readCycles(
    desks.flatMap((day) => day.map((desk) => desk.visits)),
    plan.fields.length,
  );
  const officialsOf = (fields: ReadonlySet<number>): number | null => {
    const perDay = desks.map(
      (day) => day.filter((desk) => desk.visits.some(({ field }) => fields.has(field))).length,
    );
    return perDay.every((count) => count === 0) ? null : meanOf(perDay);
  };
  const fields = plan.fields.map((field, place): FieldWeek => {
    const own = tickets.filter((ticket) => ticket.field === field.code);
    const targetMs = (field.target ?? plan.target).minutes * MINUTE_MS;
    const inTime = own.filter(
      ({ arrivedMs, calledMs, date }) =>
        calledMs !== null && calledMs - Math.max(arrivedMs, openingMs(date)) <= targetMs,
    ).length;
    const group = field.group === null ? undefined : plan.groups[field.group];
    const held = new Set((group?.fields ?? [field.code]).flatMap((code) => places.get(code) ?? []));
    const minutes = (ms: number | null) => (ms === null ? null : ms / MINUTE_MS);
    return {
      code: field.code,
      citizens: own.length,
      inTime,
      serviceMinutes: minutes(meanOf(own.flatMap(({ serviceMs }) => serviceMs ?? []))),
      gapMinutes: minutes(meanOf(gapsMs[place] ?? [])),
      officials: officialsOf(held),
    };
  });
  return { monday, days: dates.length, fields };
}
