import { forgetOldRatings } from './apply-opinions.ts';
import { enqueue } from './call-order.ts';
import type { HallEvent } from './events.ts';
import { dropCancelledJobs } from './print-jobs.ts';
import { readToday } from './procedure-versions.ts';
import { type DaySealed, noteClosing } from './sealing.ts';
import { type HallState, type LiveTicket, lineKeyOf, lineOf } from './state.ts';
import { correctTime, type Doubt } from './timeline.ts';
import { turnDay } from './wait-memory.ts';

type Corrected = Extract<HallEvent, { type: 'day:corrected' }>;
type DayEvent = Exclude<Extract<HallEvent, { type: `day:${string}` }>, DaySealed>;

/** So many tickets that a day's end sent away are kept, should the day turn out not to have ended. */
const LEFT_KEPT = 5_000;
/** Days whose numbers were drawn under a wrong date, kept until they come. */
const DATES_KEPT = 20;

/** Remembers a ticket as it stood when the day's end sent it away. */
export function rememberLeft(state: HallState, ticket: LiveTicket, leftAtMs: number): void {
  if (state.leaving.length < LEFT_KEPT) state.leaving.push({ ticket: { ...ticket }, leftAtMs });
}

/** Brings what happened to the day into the state. */
export function applyDay(state: HallState, event: DayEvent, atMs: number, sequence: number): void {
  switch (event.type) {
    case 'day:opened':
      open(state, event.date, sequence);
      return;
    case 'day:closed':
      noteClosing(state, event.date, sequence);
      state.lastDay = { date: event.date, issued: new Map(state.issued), left: state.leaving };
      state.leaving = [];
      // Absent tickets of the day end here; waiting and parked ones were expired by their own events.
      state.tickets.clear();
      // Numbers drawn today stay counted: closing early never hands a number out twice.
      state.numbers.clear();
      state.lines.clear();
      forgetActs(state);
      return;
    case 'day:doubted': {
      const { type: _type, ...doubt } = event;
      state.time.doubt = { ...doubt, issued: [...state.issued] };
      return;
    }
    case 'day:corrected':
      correct(state, event, atMs);
      beginDay(state, sequence);
      return;
  }
}

/** Nothing of a day that is over, or of a stretch that was moved, is taken back. */
function forgetActs(state: HallState): void {
  state.beforeEnd.clear();
  for (const counter of state.counters.values()) counter.lastAct = null;
}

/** What a day begins with, whatever its numbers. */
function beginDay(state: HallState, sequence: number): void {
  readToday(state);
  state.proceduresAt = sequence;
  turnDay(state.waits);
}

function open(state: HallState, date: string, sequence: number): void {
  forgetOldRatings(state);
  state.dossiers.clear();
  dropCancelledJobs(state);
  // A date that runs back is one that a wrong clock had opened: its numbers are in people's hands.
  const ranAhead = state.day !== null && date < state.day;
  state.day = date;
  state.sealing.openedAt = sequence;
  if (!ranAhead) {
    state.issued.clear();
    state.skipped.clear();
    state.drawnBy.clear();
  }
  for (const [field, count] of state.keptNumbers.get(date) ?? []) state.issued.set(field, count);
  state.keptNumbers.delete(date);
  state.ended.clear();
  beginDay(state, sequence);
}

const TIMES = [
  'orderedAtMs',
  'eligibleAtMs',
  'issuedAtMs',
  'calledAtMs',
  'lastCalledAtMs',
  'startedAtMs',
] as const;

/** A ticket with its times of the stretch moved. */
function moved(ticket: LiveTicket, { sinceMs, shiftMs }: Corrected): LiveTicket {
  const times = TIMES.flatMap((key) => {
    const at = ticket[key];
    return at !== null && at >= sinceMs ? [[key, at + shiftMs] as const] : [];
  });
  return { ...ticket, ...Object.fromEntries(times) };
}

function moveTimes(state: HallState, event: Corrected): void {
  const { sinceMs, shiftMs } = event;
  for (const [id, ticket] of state.tickets) state.tickets.set(id, moved(ticket, event));
  for (const counter of state.counters.values()) {
    if (counter.sinceMs !== null && counter.sinceMs >= sinceMs) counter.sinceMs += shiftMs;
    if (counter.pausedAtMs !== null && counter.pausedAtMs >= sinceMs) counter.pausedAtMs += shiftMs;
  }
  for (const [at, call] of state.calls.entries()) {
    const atMs = Date.parse(call.at);
    if (atMs >= sinceMs) state.calls[at] = { ...call, at: new Date(atMs + shiftMs).toISOString() };
  }
}

/**
 * Numbers drawn on the day that it is now known to be [TIME4]. Back on the day before the turn: both rows of numbers were
 * drawn on it; those that met keep the wrong date and are not drawn on it again. On a later day: only fields whose numbers
 * were drawn in doubt run on.
 */
function setNumbers(state: HallState, { date }: Corrected, doubt: Doubt | null): void {
  const { lastDay, day } = state;
  if (day === null) return;
  if (lastDay?.date === date) {
    const met = [...state.issued].filter(([field]) => (lastDay.issued.get(field) ?? 0) > 0);
    if (met.length > 0) state.keptNumbers.set(day, new Map(met));
    for (const old of [...state.keptNumbers.keys()].slice(0, -DATES_KEPT)) state.keptNumbers.delete(old);
    for (const [field, count] of lastDay.issued)
      state.issued.set(field, Math.max(count, state.issued.get(field) ?? 0));
    return;
  }
  if (doubt === null || date <= day) return;
  const before = new Map(doubt.issued);
  for (const [field, count] of state.issued)
    if (count === (before.get(field) ?? 0)) state.issued.delete(field);
}

/** Brings back whom the turn into the wrong day sent away: in line by arrival, parked ones parked. */
function revive(state: HallState, event: Corrected): void {
  const wanted = new Set(event.revived.map((each) => each.ticketId));
  for (const { ticket } of state.lastDay?.left ?? []) {
    if (!wanted.has(ticket.id)) continue;
    const back: LiveTicket = { ...ticket };
    if (back.state !== 'parked') {
      back.state = 'waiting';
      back.counter = null;
      back.startedAtMs = null;
    }
    state.tickets.set(back.id, back);
    // A paper drawn under the wrong date may bear the same number: who was in line first answers to it.
    state.numbers.set(back.number, back.id);
  }
}

function correct(state: HallState, event: Corrected, atMs: number): void {
  const { doubt } = state.time;
  correctTime(state.time, event, atMs);
  moveTimes(state, event);
  setNumbers(state, event, doubt);
  revive(state, event);
  if (state.lastDay?.date === event.date) state.lastDay = null;
  state.day = event.date;
  forgetActs(state);
  state.lines.clear();
  const inLine = [...state.tickets.values()].filter((ticket) => ticket.state === 'waiting');
  for (const ticket of inLine) enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
}
