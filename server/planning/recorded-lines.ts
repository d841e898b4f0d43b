import type { OpenCounters } from '../staffing/demand/service-fit.ts';
import type { TwinCitizen, TwinDay, TwinLine } from '../staffing/demand/twin.ts';
import type { Period } from '../staffing/simulation/hall-model.ts';
import { counterVisitsOf, type DeskDay } from './counter-days.ts';
import type { RecordedTicket } from './recorded-tickets.ts';

const DAY_MS = 86_400_000;
/** A day whose counters the record does not tell: one, from eight in the morning. */
const MORNING_MS = 8 * 3_600_000;
/** After six in the evening whoever still waits is served: the record shows that they were called. */
const EVENING_MS = 18 * 3_600_000;
/** A longer record is replayed by its latest days. */
const DAYS_MOST = 60;
const WHOLE_DAY: readonly Period[] = [{ fromMs: 0, toMs: DAY_MS }];

/** What is left of the day outside some windows, which are in order. */
function outside(windows: readonly Period[]): Period[] {
  const away: Period[] = [];
  let fromMs = 0;
  for (const window of windows) {
    if (window.fromMs > fromMs) away.push({ fromMs, toMs: window.fromMs });
    fromMs = Math.max(fromMs, window.toMs);
  }
  if (fromMs < Number.POSITIVE_INFINITY) away.push({ fromMs, toMs: Number.POSITIVE_INFINITY });
  return away;
}

const citizenOf = (ticket: RecordedTicket, field: number): TwinCitizen => ({
  atMs: ticket.arrivedMs,
  field,
  waitMs: ticket.call ? Math.max(0, ticket.call.calledAtMs - ticket.call.issuedAtMs) : null,
  priority: ticket.priority,
  noShow: ticket.noShow,
  ...(ticket.serviceMs === null ? {} : { serviceMs: ticket.serviceMs }),
});

function byDate<T extends { readonly date: string }>(all: readonly T[]): [string, T[]][] {
  const dates = new Map<string, T[]>();
  for (const each of all) {
    const others = dates.get(each.date);
    if (others) others.push(each);
    else dates.set(each.date, [each]);
  }
  return [...dates].sort(([a], [b]) => a.localeCompare(b)).slice(-DAYS_MOST);
}

/**
 * The line of fields whose record holds the number of open counters and no names: as many counters as were open, for
 * as long as they were.
 * @param tickets by field, as `fields`
 * @param dayStartMs start of a date, epoch ms
 */
export function lineOfOpenCounters(
  fields: readonly number[],
  tickets: readonly (readonly RecordedTicket[])[],
  counters: readonly OpenCounters[],
  dayStartMs: (date: string) => number,
): TwinLine {
  const called = tickets.flatMap((own, field) =>
    own.flatMap((ticket) => (ticket.call ? [{ date: ticket.date, ticket, field }] : [])),
  );
  const primary = fields.map((_, field) => field);
  const days = byDate(called).map(([date, all]): TwinDay => {
    const startMs = dayStartMs(date);
    const open = counters
      .filter(({ fromMs }) => fromMs >= startMs && fromMs < startMs + DAY_MS)
      .map((entry) => ({ fromMs: entry.fromMs - startMs, open: entry.open }));
    const most = Math.max(1, ...open.map((entry) => entry.open));
    return {
      citizens: [...all]
        .sort((a, b) => a.ticket.arrivedMs - b.ticket.arrivedMs)
        .map(({ ticket, field }) => citizenOf(ticket, field)),
      sessions: WHOLE_DAY,
      counters: Array.from({ length: most }, (_, counter) => {
        const windows = open.flatMap(({ fromMs, open: count }, at): Period[] =>
          count > counter ? [{ fromMs, toMs: open[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY }] : [],
        );
        if (windows.length === 0) windows.push({ fromMs: MORNING_MS, toMs: Number.POSITIVE_INFINITY });
        const evening = { fromMs: EVENING_MS, toMs: Number.POSITIVE_INFINITY };
        const present = counter === 0 ? [...windows, evening] : windows;
        return { primary, helping: [], away: outside(present.sort((a, b) => a.fromMs - b.fromMs)) };
      }),
    };
  });
  return { fields, days };
}

/**
 * The line of all fields whose record names counters: each counter with the fields that it called, away where somebody
 * waited and it did not call.
 * @param known mean service and gap of a field, ms
 * @param awayFromMs a longer time without a call, while somebody waited, is an official who was away
 * @param unseenTimes a visit whose end was not seen lasted at most so many mean services; then its official was away
 */
export function lineOfDesks(
  tickets: readonly RecordedTicket[],
  places: ReadonlyMap<string, number>,
  sessionsOf: (date: string) => readonly Period[],
  known: (field: number) => { readonly serviceMs: number; readonly gapMs: number },
  awayFromMs: number,
  unseenTimes: number,
): TwinLine | null {
  const named = tickets.filter((ticket) => ticket.call === null || ticket.counter !== null);
  const used = [
    ...new Set(named.flatMap((ticket) => (ticket.counter ? [places.get(ticket.field) ?? -1] : []))),
  ];
  if (used.length === 0) return null;
  const local = new Map(used.map((field, at) => [field, at]));
  const localOf = (code: string) => local.get(places.get(code) ?? -1);
  const holdings = holdingsOf(named, localOf);
  const days = byDate(named).map(([date, all]): TwinDay => {
    const citizens = [...all]
      .sort((a, b) => a.arrivedMs - b.arrivedMs)
      .flatMap((ticket): TwinCitizen[] => {
        const field = localOf(ticket.field);
        return field === undefined ? [] : [citizenOf(ticket, field)];
      });
    const desks = counterVisitsOf(all, localOf);
    return {
      citizens,
      sessions: WHOLE_DAY,
      counters: desks.map((desk) => {
        const primary = holdings.get(desk.counter) ?? [];
        return {
          primary,
          helping: [],
          away: awayOf(
            desk,
            citizens,
            primary,
            sessionsOf(date),
            (field) => known(used[field] ?? -1),
            awayFromMs,
            unseenTimes,
          ),
        };
      }),
    };
  });
  return { fields: used, days };
}

/** So small a part of a counter's calls was not its work. */
const HELD_SHARE = 0.01;

/** The fields of each counter by what it called. */
function holdingsOf(
  tickets: readonly RecordedTicket[],
  localOf: (code: string) => number | undefined,
): Map<string, number[]> {
  const counts = new Map<string, Map<number, number>>();
  for (const { counter, field } of tickets) {
    const place = localOf(field);
    if (counter === null || place === undefined) continue;
    const own = counts.get(counter) ?? new Map<number, number>();
    counts.set(counter, own.set(place, (own.get(place) ?? 0) + 1));
  }
  return new Map(
    [...counts].map(([counter, own]) => {
      const all = [...own.values()].reduce((sum, count) => sum + count, 0);
      return [counter, [...own].flatMap(([field, count]) => (count >= all * HELD_SHARE ? [field] : []))];
    }),
  );
}

/** When an official was not at a counter although somebody waited for it; over noon unless it called then. */
function awayOf(
  desk: DeskDay,
  citizens: readonly TwinCitizen[],
  holds: readonly number[],
  sessions: readonly Period[],
  known: (field: number) => { readonly serviceMs: number; readonly gapMs: number },
  awayFromMs: number,
  unseenTimes: number,
): Period[] {
  const away: Period[] = [];
  let freeMs = 0;
  for (const { issuedAtMs, calledAtMs, endedAtMs, field, noShow } of desk.visits) {
    for (const [at, { fromMs }] of sessions.entries()) {
      const noon = {
        fromMs: Math.max(freeMs, sessions[at - 1]?.toMs ?? 0),
        toMs: Math.min(calledAtMs, fromMs),
      };
      if (noon.fromMs < noon.toMs) away.push(noon);
    }
    const idleMs = Math.max(freeMs, issuedAtMs);
    // The first call of a day shows when the official came, every later one whether a pause was more than a gap.
    if (calledAtMs - idleMs > (freeMs === 0 ? 0 : awayFromMs))
      away.push({ fromMs: freeMs === 0 ? 0 : idleMs, toMs: calledAtMs });
    // An end that was not seen may have come late: a visit several times the usual is no absence.
    const unseenMs = noShow ? 0 : unseenTimes * known(field).serviceMs;
    freeMs = (endedAtMs ?? calledAtMs + unseenMs) + known(field).gapMs;
  }
  const leftBehind = citizens.some(
    ({ atMs, waitMs, field }) =>
      waitMs !== null && holds.includes(field) && atMs + waitMs - Math.max(atMs, freeMs) > awayFromMs,
  );
  if (leftBehind) away.push({ fromMs: freeMs, toMs: Number.POSITIVE_INFINITY });
  return away.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}
