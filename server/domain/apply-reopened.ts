import { counterOf } from './apply-counters.ts';
import { enqueue } from './call-order.ts';
import type { HallEvent } from './events.ts';
import { type HallState, lineKeyOf, lineOf } from './state.ts';

/** Puts a ticket back to how it stood; throws where the log speaks of one that nothing is known of. */
export function applyReopened(
  state: HallState,
  event: Extract<HallEvent, { type: 'ticket:reopened' }>,
  leave: (ticketId: string) => void,
): void {
  const { ticketId, to } = event;
  const ticket = state.tickets.get(ticketId) ?? state.beforeEnd.get(ticketId);
  if (!ticket) throw new Error(`log reopens ticket ${ticketId}, of which nothing is known today`);
  leave(ticketId);
  Object.assign(ticket, to);
  state.tickets.set(ticketId, ticket);
  state.numbers.set(ticket.number, ticketId);
  state.beforeEnd.delete(ticketId);
  state.ended.delete(ticketId);
  if (event.ordinaryStreak !== undefined && event.counter !== null)
    counterOf(state, event.counter).ordinaryStreak = event.ordinaryStreak;
  for (const sequence of event.uncalled ?? []) {
    const at = state.calls.findIndex((each) => each.sequence === sequence);
    if (at >= 0) state.calls.splice(at, 1);
  }
  if (ticket.state === 'waiting') enqueue(lineOf(state, lineKeyOf(ticket)), ticket);
  if (ticket.counter !== null && (ticket.state === 'called' || ticket.state === 'serving'))
    counterOf(state, ticket.counter).presentTicketId = ticketId;
}
