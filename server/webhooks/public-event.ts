import type { Ticket } from '../../common/protocol/ticket.ts';
import type { WebhookEvent } from '../../common/protocol/webhooks.ts';
import type { HallEvent, LoggedEvent } from '../domain/events.ts';

const TYPES: { readonly [T in HallEvent['type']]?: WebhookEvent } = {
  'ticket:issued': 'ticket.issued',
  'ticket:called': 'ticket.called',
  'ticket:finished': 'ticket.served',
  'ticket:no-show': 'ticket.no_show',
  'ticket:parked': 'ticket.parked',
  'ticket:cancelled': 'ticket.cancelled',
  'day:closed': 'day.closed',
};

/** What other programs call an event; undefined: they hear nothing of it. */
export const publicType = (event: HallEvent): WebhookEvent | undefined => TYPES[event.type];

/** An event as other programs hear of it. */
export interface PublicEvent {
  readonly type: WebhookEvent;
  /** What must stay in order among itself: a ticket; the day. */
  readonly key: string;
  /** JSON of `{type, timestamp, data}`. */
  readonly body: string;
}

/**
 * The public form of an event of the log: what a ticket is and where, never its tracking token, who drew or served it,
 * or why it was given priority. Null: nobody outside hears of it.
 */
export function publicEvent(
  logged: LoggedEvent,
  findTicket: (id: string) => Ticket | undefined,
): PublicEvent | null {
  const { event, sequence, atMs } = logged;
  const type = publicType(event);
  if (type === undefined) return null;
  const timestamp = new Date(atMs).toISOString();
  if (event.type === 'day:closed')
    return {
      type,
      key: 'day',
      body: JSON.stringify({ type, timestamp, data: { sequence, date: event.date } }),
    };
  if (!('ticketId' in event)) return null;
  const ticket = findTicket(event.ticketId);
  const data = {
    sequence,
    ticket: {
      id: event.ticketId,
      number: ticket?.number ?? null,
      field: ticket?.field ?? null,
      procedure: ticket?.procedure ?? null,
      purpose: ticket?.purpose ?? null,
      dossierCode: ticket?.dossierCode ?? null,
    },
    ...('counter' in event && typeof event.counter === 'string' ? { counter: event.counter } : {}),
    ...(event.type === 'ticket:finished' ? { outcome: event.outcome, transactions: event.transactions } : {}),
  };
  return { type, key: event.ticketId, body: JSON.stringify({ type, timestamp, data }) };
}
