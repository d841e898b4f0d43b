import type { TicketIssued } from './events.ts';
import type { LiveTicket } from './state.ts';

/**
 * A ticket as its drawing makes it.
 * @param atMs when it was drawn, epoch ms
 * @param order its place among tickets of the same arrival
 */
export function drawnTicket(event: TicketIssued, atMs: number, order: number): LiveTicket {
  return {
    id: event.ticketId,
    number: event.number,
    order,
    orderedAtMs: event.orderedAtMs,
    eligibleAtMs: 0,
    priority: event.priority,
    field: event.field,
    drawnField: event.field,
    procedure: event.procedure,
    dossierCode: event.dossierCode ?? null,
    purpose: event.purpose,
    channel: event.channel,
    issuedAtMs: atMs,
    trackingToken: event.trackingToken,
    language: event.language,
    state: 'waiting',
    calledAtMs: null,
    lastCalledAtMs: null,
    startedAtMs: null,
    counter: null,
    reservedFor: null,
    callCount: 0,
    letPassCount: 0,
    missedAt: null,
    reason: null,
    parkReason: null,
    print: event.printer === null ? 'none' : 'pending',
    printReason: null,
    estimate: event.estimate,
    work: [],
    forecast: event.forecast ?? null,
  };
}

/** After every ticket that was drawn. */
const LAST = Number.MAX_SAFE_INTEGER;

/** A ticket that the hall is about to draw, for questions before it is. */
export function ticketToDraw(event: TicketIssued, atMs: number): LiveTicket {
  return drawnTicket(event, atMs, LAST);
}

/** A ticket that nobody drew, to be put in a line for a question. */
export function imaginedTicket(field: string, atMs: number, priority: string | null): LiveTicket {
  return ticketToDraw(
    {
      type: 'ticket:issued',
      ticketId: '',
      number: '',
      ordinal: 0,
      field,
      procedure: null,
      purpose: 'submit',
      priority,
      priorityReason: null,
      channel: 'kiosk',
      orderedAtMs: atMs,
      trackingToken: '',
      language: 'vi',
      waitingAhead: 0,
      estimate: null,
      printer: null,
    },
    atMs,
  );
}
