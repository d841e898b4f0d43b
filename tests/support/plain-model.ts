import type { LoggedEvent } from '../../server/domain/events.ts';

const ZONE_MS = 7 * 3_600_000;

/** A ticket as the log tells of it; times in epoch ms. */
export interface PlainTicket {
  readonly id: string;
  readonly number: string;
  readonly date: string;
  readonly weekday: number;
  readonly slot: number;
  readonly month: string;
  readonly quarter: string;
  readonly year: string;
  readonly period: string;
  field: string;
  readonly drawnField: string;
  readonly procedure: string | null;
  readonly dossierCode: string | null;
  readonly purpose: string;
  priority: string | null;
  readonly channel: string;
  readonly device: string | null;
  readonly issuedAtMs: number;
  orderedAtMs: number;
  letPassCount: number;
  givenUp: number;
  state: string;
  outcome: string | null;
  counter: string | null;
  officer: string | null;
  calledAtMs: number | null;
  lastCalledAtMs: number | null;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  waitMs: number | null;
  serviceMs: number | null;
  callCount: number;
  reservedFor: string | null;
  work: { procedure: string; count: number; dossierCode: string | null }[];
}

interface Span {
  readonly counter: string;
  readonly what: string;
  readonly fromMs: number;
  toMs: number | null;
}

/** What a counter is doing. */
interface PlainCounter {
  state: 'closed' | 'open' | 'paused';
  officer: string | null;
}

/**
 * The record read by itself: one list of tickets, sessions and pauses, made from the log in the plainest way, sharing
 * nothing with `apply`, the projections or the totals.
 */
export class PlainModel {
  readonly tickets = new Map<string, PlainTicket>();
  readonly sessions: Span[] = [];
  readonly pauses: Span[] = [];
  readonly counters = new Map<string, PlainCounter>();
  /** Tickets of the day that a screen of the staff shows. */
  live = new Set<string>();

  constructor(log: readonly LoggedEvent[] = []) {
    for (const each of log) this.read(each);
  }

  /** Reads the next event of the log. */
  read({ event, atMs, device }: LoggedEvent): void {
    switch (event.type) {
      case 'ticket:issued':
        this.tickets.set(event.ticketId, {
          ...daysOf(atMs),
          id: event.ticketId,
          number: event.number,
          field: event.field,
          drawnField: event.field,
          procedure: event.procedure,
          dossierCode: event.dossierCode ?? null,
          purpose: event.purpose,
          priority: event.priority,
          channel: event.channel,
          device,
          issuedAtMs: atMs,
          orderedAtMs: event.orderedAtMs,
          letPassCount: 0,
          givenUp: 0,
          state: 'waiting',
          outcome: null,
          counter: null,
          officer: null,
          calledAtMs: null,
          lastCalledAtMs: null,
          startedAtMs: null,
          finishedAtMs: null,
          waitMs: null,
          serviceMs: null,
          callCount: 0,
          reservedFor: null,
          work: [],
        });
        this.live.add(event.ticketId);
        return;
      case 'ticket:called': {
        const ticket = this.of(event.ticketId);
        // A wait counts from the slot of an appointment, and up to the first call.
        if (ticket.calledAtMs === null) {
          ticket.calledAtMs = atMs;
          ticket.waitMs = Math.max(0, atMs - ticket.orderedAtMs);
        }
        ticket.state = 'called';
        ticket.lastCalledAtMs = atMs;
        ticket.startedAtMs = null;
        ticket.counter = event.counter;
        ticket.officer = this.counters.get(event.counter)?.officer ?? null;
        ticket.callCount = event.callCount;
        ticket.reservedFor = null;
        return;
      }
      case 'ticket:recalled':
        this.of(event.ticketId).callCount = event.callCount;
        return;
      case 'ticket:started':
        Object.assign(this.of(event.ticketId), { state: 'serving', startedAtMs: atMs });
        return;
      case 'ticket:finished': {
        const ticket = this.of(event.ticketId);
        Object.assign(ticket, { field: event.field, outcome: event.outcome, serviceMs: event.serviceMs });
        this.addWork(ticket, event.transactions);
        this.end(ticket, 'done', atMs);
        return;
      }
      case 'ticket:absent':
      case 'ticket:returned':
        this.back(this.of(event.ticketId));
        return;
      case 'ticket:transferred': {
        const ticket = this.of(event.ticketId);
        this.back(ticket);
        ticket.field = event.field;
        ticket.reservedFor = event.reservedFor;
        this.addWork(ticket, event.transactions);
        return;
      }
      case 'ticket:parked':
        this.of(event.ticketId).state = 'parked';
        return;
      case 'ticket:no-show': {
        // Whoever comes back the same day is called by the same number: it stays on the screens.
        const ticket = this.of(event.ticketId);
        ticket.state = 'no_show';
        ticket.finishedAtMs = atMs;
        return;
      }
      case 'ticket:reopened': {
        const ticket = this.of(event.ticketId);
        const { to } = event;
        const here = to.state === 'called' || to.state === 'serving';
        Object.assign(ticket, {
          state: to.state,
          field: to.field,
          counter: to.counter,
          reservedFor: to.reservedFor,
          callCount: to.callCount,
          calledAtMs: to.calledAtMs,
          lastCalledAtMs: to.lastCalledAtMs,
          startedAtMs: to.startedAtMs,
          finishedAtMs: to.state === 'no_show' ? ticket.finishedAtMs : null,
          waitMs: to.calledAtMs === null ? null : Math.max(0, to.calledAtMs - ticket.orderedAtMs),
          serviceMs: null,
          outcome: null,
          givenUp: 0,
          work: [],
        });
        if (to.callCount === 0) ticket.officer = null;
        else if (here) ticket.officer = this.counters.get(to.counter ?? '')?.officer ?? null;
        this.addWork(ticket, to.work);
        this.live.add(event.ticketId);
        return;
      }
      case 'ticket:let-pass': {
        // The wait counts from where it stands now; what was foretold of another place counts no more.
        const ticket = this.of(event.ticketId);
        ticket.orderedAtMs = event.orderedAtMs;
        ticket.letPassCount += 1;
        return;
      }
      case 'ticket:cancelled':
        if (event.byHolder) this.of(event.ticketId).givenUp = 1;
        this.end(this.of(event.ticketId), 'cancelled', atMs);
        return;
      case 'ticket:expired':
        this.end(this.of(event.ticketId), 'expired', atMs);
        return;
      case 'ticket:prioritised':
        this.of(event.ticketId).priority = event.priority;
        return;
      case 'ticket:corrected': {
        const ticket = this.of(event.ticketId);
        ticket.field = event.field ?? ticket.field;
        ticket.outcome = event.outcome ?? ticket.outcome;
        if (event.transactions === undefined) return;
        ticket.work = [];
        this.addWork(ticket, event.transactions);
        return;
      }
      case 'counter:opened':
        this.sessions.push({ counter: event.counter, what: event.officer, fromMs: atMs, toMs: null });
        this.counters.set(event.counter, { state: 'open', officer: event.officer });
        return;
      case 'counter:closed':
        // Nobody is on a break at a counter that is closed.
        close(this.pauses, event.counter, atMs);
        close(this.sessions, event.counter, atMs);
        this.counters.set(event.counter, { state: 'closed', officer: null });
        return;
      case 'counter:paused':
        this.pauses.push({ counter: event.counter, what: event.reason, fromMs: atMs, toMs: null });
        this.state(event.counter, 'paused');
        return;
      case 'counter:resumed':
        close(this.pauses, event.counter, atMs);
        this.state(event.counter, 'open');
        return;
      case 'day:closed':
        this.live = new Set();
        return;
      default:
        return;
    }
  }

  /** Live tickets, each with what a screen shows of it. */
  onScreen(): PlainTicket[] {
    return [...this.live].map((id) => this.of(id));
  }

  private of(id: string): PlainTicket {
    const ticket = this.tickets.get(id);
    if (!ticket) throw new Error(`no ticket ${id}`);
    return ticket;
  }

  private back(ticket: PlainTicket): void {
    Object.assign(ticket, { state: 'waiting', counter: null, startedAtMs: null });
  }

  private end(ticket: PlainTicket, state: string, atMs: number): void {
    Object.assign(ticket, { state, finishedAtMs: atMs });
    this.live.delete(ticket.id);
  }

  private state(code: string, state: PlainCounter['state']): void {
    const counter = this.counters.get(code);
    if (counter) counter.state = state;
  }

  private addWork(
    ticket: PlainTicket,
    work: readonly { procedure: string; count: number; dossierCode?: string | undefined }[],
  ): void {
    for (const { procedure, count, dossierCode } of work)
      ticket.work.push({ procedure, count, dossierCode: dossierCode ?? null });
  }
}

function close(spans: readonly Span[], counter: string, atMs: number): void {
  for (const span of spans) if (span.counter === counter && span.toMs === null) span.toMs = atMs;
}

/** Day, half-hour and periods of an instant in Viet Nam, read off a calendar. */
function daysOf(atMs: number) {
  const local = new Date(atMs + ZONE_MS);
  const date = local.toISOString().slice(0, 10);
  const [year = '', month = '', day = ''] = date.split('-');
  // From the 15th on it is the next month's figures.
  const next = Number(month) === 12 ? `${Number(year) + 1}-01` : `${year}-${pad(Number(month) + 1)}`;
  return {
    date,
    weekday: local.getUTCDay() === 0 ? 7 : local.getUTCDay(),
    slot: local.getUTCHours() * 2 + (local.getUTCMinutes() < 30 ? 0 : 1),
    month: `${year}-${month}`,
    quarter: `${year}-Q${['01', '02', '03'].includes(month) ? 1 : ['04', '05', '06'].includes(month) ? 2 : ['07', '08', '09'].includes(month) ? 3 : 4}`,
    year,
    period: Number(day) < 15 ? `${year}-${month}` : next,
  };
}

const pad = (part: number) => String(part).padStart(2, '0');
