import { did, type Handler } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { Moment } from './issuing.ts';
import type { HallState } from './state.ts';

/**
 * What ends with the day [DAY2]: visits still open are finished as unrecorded (their end was not seen, so no service
 * time is measured), waiting and parked tickets expire, counters close. Absent ones stay no-show.
 */
function endings(state: HallState): HallEvent[] {
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
    if (counter.state !== 'closed')
      events.push({
        type: 'counter:closed',
        counter: counter.definition.code,
        officer: counter.officer ?? '',
      });
  return events;
}

/** Closes the hall for today: `endings`, then the day is marked closed. Numbers already drawn stay used. */
export const closeDay: Handler<'day:close'> = (state) =>
  did(state.day === null ? [] : [...endings(state), { type: 'day:closed', date: state.day }]);

/**
 * Events that bring the hall to the moment's calendar day [DAY1]. Empty while the day is the same. A clock set back
 * never reopens an old day: numbers of the running day go on.
 */
export function rollOver(state: HallState, moment: Moment): readonly HallEvent[] {
  if (state.day !== null && moment.date <= state.day) return [];
  const open: HallEvent = { type: 'day:opened', date: moment.date };
  return state.day === null ? [open] : [...endings(state), { type: 'day:closed', date: state.day }, open];
}
