import { openHours } from './calendar.ts';
import { type DayEnd, did, type Handler } from './decision.ts';
import type { HallEvent } from './events.ts';
import { type Moment, minutesOf } from './issuing.ts';
import type { HallState, LiveCounter } from './state.ts';

/** Closing time of a hall that has set no hours: that of offices in Viet Nam, as minute of the day. */
const USUAL_CLOSING = 17 * 60;

/** When work ends on a day: with the last hour of the hall [PRES1]. */
function closingMinute(state: HallState, date: string): number {
  const field = state.fields.values().next().value;
  const hours = field && openHours(state, { ...field, windows: [] }, date);
  if (hours?.kind !== 'hours') return USUAL_CLOSING;
  return Math.max(...hours.windows.map((window) => minutesOf(window.to)));
}

/**
 * Until when an officer who did not close the counter was there: the last sign of life or closing time, whichever is
 * earlier [PRES1]. Whoever came after closing time was there until the last sign.
 */
function presentUntil(state: HallState, counter: LiveCounter, end: DayEnd | undefined): number {
  const openedMs = counter.sinceMs ?? 0;
  const actMs = counter.lastActMs ?? openedMs;
  if (end === undefined || state.day === null) return Math.max(openedMs, actMs);
  const signMs = Math.max(openedMs, actMs, end.lastSignMs(counter) ?? 0);
  const closingMs = end.instantOf(state.day, closingMinute(state, state.day));
  return openedMs >= closingMs ? signMs : Math.min(signMs, closingMs);
}

/** A counter closed by another hand than its officer's [PRES1]. */
export function closedFor(state: HallState, counter: LiveCounter, end: DayEnd | undefined): HallEvent {
  return {
    type: 'counter:closed',
    counter: counter.definition.code,
    officer: counter.officer ?? '',
    presentUntilMs: presentUntil(state, counter, end),
  };
}

/**
 * What ends with the day [DAY2]: visits still open are finished as unrecorded (their end was not seen, so no service
 * time is measured), waiting and parked tickets expire, counters close. Absent ones stay no-show.
 */
function endings(state: HallState, end: DayEnd | undefined): HallEvent[] {
  const events: HallEvent[] = [];
  for (const ticket of state.tickets.values()) {
    if ((ticket.state === 'called' || ticket.state === 'serving') && ticket.counter !== null)
      events.push({
        type: 'ticket:finished',
        ticketId: ticket.id,
        counter: ticket.counter,
        field: ticket.field,
        outcome: 'unrecorded',
        transactions: [],
        serviceMs: null,
      });
    else if (ticket.state === 'waiting' || ticket.state === 'parked')
      events.push({ type: 'ticket:expired', ticketId: ticket.id });
  }
  for (const counter of state.counters.values())
    if (counter.state !== 'closed') events.push(closedFor(state, counter, end));
  return events;
}

/** Closes the hall for today: `endings`, then the day is marked closed. Numbers already drawn stay used. */
export const closeDay: Handler<'day:close'> = (state, _payload, around) =>
  did(state.day === null ? [] : [...endings(state, around.dayEnd), { type: 'day:closed', date: state.day }]);

/**
 * Events that bring the hall to the moment's calendar day [DAY1]. Empty while the day is the same, and while the hall
 * cannot know its day, but for a night that goes by: nobody in line is sent away by a clock that may be wrong [TIME3].
 * A day that lies ahead of hall time was opened by a wrong clock, in a log of before hall time: it does not hold [TIME4].
 */
export function rollOver(state: HallState, moment: Moment, end?: DayEnd): readonly HallEvent[] {
  if (moment.date === state.day) return [];
  const open: HallEvent = { type: 'day:opened', date: moment.date };
  if (state.day === null) return [open];
  if (state.time.doubt !== null && end?.quiet !== true) return [];
  return [...endings(state, end), { type: 'day:closed', date: state.day }, open];
}
