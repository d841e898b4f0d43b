import type { Ticket } from '../../common/protocol/ticket.ts';
import { byArrival } from '../domain/call-order.ts';
import type { HallState, LiveTicket } from '../domain/state.ts';
import { lineKeyOf } from '../domain/state.ts';

/** ISO text of an instant, or null. */
export function iso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

/** How many tickets of its line stand before it by arrival. */
export function waitingAheadOf(state: HallState, ticket: LiveTicket): number {
  if (ticket.state !== 'waiting') return 0;
  const line = state.lines.get(lineKeyOf(ticket));
  if (!line) return 0;
  let ahead = 0;
  for (const queue of [line.priority, line.ordinary])
    for (const other of queue) {
      if (other === ticket || byArrival(other, ticket) >= 0) break;
      ahead += 1;
    }
  return ahead;
}

/**
 * A live ticket as the outside sees it. `waitingAhead` is handed in, since callers often know it already. It holds no
 * address of the citizen's: the edge adds one for whoever may have it.
 */
export function presentLive(ticket: LiveTicket, waitingAhead: number): Ticket {
  return {
    id: ticket.id,
    number: ticket.number,
    field: ticket.field,
    drawnField: ticket.drawnField,
    procedure: ticket.procedure,
    dossierCode: ticket.dossierCode,
    purpose: ticket.purpose,
    priority: ticket.priority,
    state: ticket.state,
    channel: ticket.channel,
    issuedAt: new Date(ticket.issuedAtMs).toISOString(),
    calledAt: iso(ticket.calledAtMs),
    startedAt: iso(ticket.startedAtMs),
    finishedAt: null,
    counter: ticket.counter,
    reservedFor: ticket.reservedFor,
    callCount: ticket.callCount,
    waitingAhead,
    estimate: ticket.estimate,
    print: ticket.print,
    printReason: ticket.printReason,
    outcome: null,
    transactions: [],
    trackingUrl: '',
    language: ticket.language,
  };
}
