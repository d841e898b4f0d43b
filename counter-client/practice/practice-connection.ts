import type { ConnectionState, HallConnection, SendResult } from '../../common/client/hall-connection.ts';
import { hallOf } from '../../common/client/selectors.ts';
import type { OfficerDay } from '../../common/protocol/rest/session.ts';
import type { NextUp } from '../../common/protocol/rest/tickets.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import type { LineTicketRecord } from '../../common/protocol/views.ts';
import type { SeekTickets } from '../seek-tickets.ts';
import { PracticeHall } from './practice-hall.ts';
import type { EndedTicket } from './practice-past.ts';

/** A connection that leads to a hall of practice instead of the server. */
export interface PracticeConnection extends HallConnection {
  /** Code of the counter that is played. */
  readonly counter: string;
  day(): OfficerDay;
  next(): NextUp | null;
  seek: SeekTickets;
}

/** What an answer tells of a ticket; of a practice there is no paper and no page for a phone. */
function ticketOf(record: LineTicketRecord): Ticket {
  return {
    id: record.ticketId,
    number: record.number,
    field: record.field,
    drawnField: record.drawnField,
    procedure: record.procedure,
    dossierCode: record.dossierCode,
    purpose: record.purpose,
    priority: record.priority,
    state: record.state,
    channel: 'practice',
    language: 'vi',
    issuedAt: record.issuedAt,
    calledAt: record.calledAt,
    startedAt: record.startedAt,
    finishedAt: null,
    counter: record.counter,
    reservedFor: record.reservedFor,
    callCount: record.callCount,
    waitingAhead: 0,
    estimate: null,
    printReason: null,
    print: 'none',
    outcome: null,
    transactions: [],
    trackingUrl: '',
  };
}

/** A number of the practice as the search tells it. */
function foundTicket(found: LineTicketRecord | EndedTicket): Ticket {
  if (!('how' in found)) return ticketOf(found);
  return {
    ...ticketOf(found.before),
    state: found.how,
    finishedAt: found.finishedAt,
    outcome: found.outcome,
    transactions: [...found.transactions],
  };
}

/**
 * Opens a hall of practice at the first counter of the real one. Nothing goes to the server: every command of the desk
 * is answered here. Null where the hall has no counter yet.
 */
export function practise(real: HallConnection): PracticeConnection | null {
  const seen = real.getState();
  const own = [...seen.records.values()].find((each) => each.kind === 'counter' && each.active);
  if (own?.kind !== 'counter') return null;
  // The practice keeps its own time from here on: the hall's may be set while somebody practises.
  const began = { hallMs: seen.now().getTime(), pageMs: performance.now() };
  const nowMs = () => began.hallMs + performance.now() - began.pageMs;
  const hall = new PracticeHall(seen.records.values(), own, nowMs());
  const listeners = new Set<() => void>();
  const stateNow = (): ConnectionState => ({
    ...seen,
    status: 'live',
    records: hall.records(),
    sequence: hall.sequence,
    lastHeardAtMs: Date.now(),
    now: () => new Date(nowMs()),
  });
  let state = stateNow();
  return {
    counter: own.code,
    subscribe(listener) {
      const one = () => listener();
      listeners.add(one);
      return () => void listeners.delete(one);
    },
    getState: () => state,
    async send(name, payload): Promise<SendResult> {
      const outcome = hall.act(name, payload as Parameters<PracticeHall['act']>[1], nowMs());
      state = stateNow();
      for (const each of [...listeners]) each();
      if (!outcome.ok) return { ok: false, error: { code: outcome.code, message: 'refused in practice' } };
      return {
        ok: true,
        sequence: hall.sequence,
        ...(outcome.ticket === null ? {} : { ticket: ticketOf(outcome.ticket) }),
      };
    },
    look: (code) =>
      Promise.resolve({
        ok: true,
        dossier: {
          code,
          state: null,
          field: null,
          procedure: null,
          papers: [],
          changedAt: null,
          collectIn: null,
        },
      }),
    day: () => hall.day(),
    next: () => hall.next(nowMs()),
    // A practice has one day, today.
    seek: (number, date) =>
      Promise.resolve({
        ok: true,
        tickets: date === hallOf(state)?.localDate ? hall.withNumber(number).map(foundTicket) : [],
      }),
    on: () => () => {},
    tell: () => {},
    pair: (code) => real.pair(code),
    getToken: () => null,
    setToken: () => {},
    reconnect: () => {},
    close: () => listeners.clear(),
  };
}
