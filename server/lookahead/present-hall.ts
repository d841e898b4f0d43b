import { openHours } from '../domain/calendar.ts';
import { minutesOf } from '../domain/issuing.ts';
import { fieldsOpenTo } from '../domain/lending.ts';
import type { HallState, LiveCounter, LiveTicket } from '../domain/state.ts';
import type { AheadCounter, AheadTicket, PresentHall } from '../staffing/lookahead/present.ts';
import type { Period } from '../staffing/simulation/hall-model.ts';

/** How long an official waits for somebody who was called. */
const UNANSWERED_MS = 45_000;

/** The hall as plain data, with what its places mean. */
export interface SeenHall {
  readonly present: PresentHall;
  /** Codes of fields and counters, by place. */
  readonly fields: readonly string[];
  readonly counters: readonly string[];
  /** Whether anybody's qualifications are on record. */
  readonly hasRegister: boolean;
}

/** Hours of work of a day that are not over; null: the hall has none. */
function hoursLeft(state: HallState, date: string, nowMs: number): readonly Period[] | null {
  const [field] = state.fields.values();
  if (field === undefined) return null;
  // The hours of work, not those in which a field's numbers are drawn.
  const hours = openHours(state, { ...field, windows: [] }, date);
  if (hours.kind === 'always') return null;
  if (hours.kind === 'closed') return [];
  return hours.windows
    .map(({ from, to }) => ({ fromMs: minutesOf(from) * 60_000, toMs: minutesOf(to) * 60_000 }))
    .filter((each) => each.toMs > nowMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/**
 * The hall at this moment, as the look ahead rolls it forward.
 * @param date of the hall's day
 * @param dayMs when that day began, epoch ms
 */
export function presentHall(state: HallState, nowMs: number, date: string, dayMs: number): SeenHall {
  const fields = [...state.fields.values()].filter((field) => field.active);
  const places = new Map(fields.map((field, place) => [field.code, place]));
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => places.get(code) ?? []);
  const open = [...state.counters.values()].filter((counter) => counter.state !== 'closed');
  const counters = new Map(open.map((counter, place) => [counter.definition.code, place]));
  const { discipline, help, noShow } = state.settings;
  const ofDay = (atMs: number) => Math.max(0, atMs - dayMs);
  const ticket = (each: LiveTicket): AheadTicket[] => {
    const field = places.get(each.field);
    const reservedFor = each.reservedFor === null ? null : counters.get(each.reservedFor);
    // Whoever waits for a counter that is closed is called by nobody we know of.
    if (each.state !== 'waiting' || field === undefined || reservedFor === undefined) return [];
    return [
      {
        field,
        orderedAtMs: ofDay(each.orderedAtMs),
        priority: each.priority !== null,
        missed: each.callCount > 0,
        reservedFor,
      },
    ];
  };
  const counter = (each: LiveCounter): AheadCounter => {
    const there = state.tickets.get(each.presentTicketId ?? '');
    const field = there && places.get(there.field);
    const loan = state.loans.get(each.definition.code);
    return {
      code: each.definition.code,
      primary: placesOf(each.primaryFields),
      helping: placesOf(each.helpingFields),
      busy:
        there === undefined || field === undefined
          ? null
          : { field, elapsedMs: Math.max(0, nowMs - (there.startedAtMs ?? there.lastCalledAtMs ?? nowMs)) },
      pausedForMs: each.pausedAtMs === null ? null : Math.max(0, nowMs - each.pausedAtMs),
      ordinaryStreak: each.ordinaryStreak,
      mayServe: placesOf(each.officer === null ? [] : fieldsOpenTo(state, each.officer, date)),
      loan:
        loan === undefined
          ? null
          : {
              untilMs: ofDay(loan.untilMs),
              primary: placesOf(loan.before.primaryFields),
              helping: placesOf(loan.before.helpingFields),
            },
    };
  };
  const present: PresentHall = {
    nowMs: ofDay(nowMs),
    fields: fields.map(({ code, targetMinutes }) => ({ code, targetMs: targetMinutes * 60_000 })),
    counters: open.map(counter),
    waiting: [...state.tickets.values()].flatMap(ticket),
    rule: { discipline, help },
    noShow: {
      endsAfterCalls: noShow.endsAfterCalls,
      returnsAfterMs: noShow.returnsAfterSeconds * 1000,
      unansweredMs: UNANSWERED_MS,
    },
    hours: hoursLeft(state, date, ofDay(nowMs)),
    drawn: fields.map(({ code }) => (state.issued.get(code) ?? 0) - (state.skipped.get(code) ?? 0)),
  };
  return {
    present,
    fields: fields.map(({ code }) => code),
    counters: open.map((each) => each.definition.code),
    hasRegister: [...state.officers.values()].some((each) => each.qualifiedFields.length > 0),
  };
}
