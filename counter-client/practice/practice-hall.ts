import type { CommandName } from '../../common/protocol/commands.ts';
import type { FinishOutcome, Purpose } from '../../common/protocol/primitives.ts';
import type { RefusalCode } from '../../common/protocol/refusals.ts';
import type { OfficerDay, RecentVisit } from '../../common/protocol/rest/session.ts';
import type { NextUp } from '../../common/protocol/rest/tickets.ts';
import type { CallReason, Transaction } from '../../common/protocol/ticket.ts';
import type {
  CounterRecord,
  FieldRecord,
  LineTicketRecord,
  ViewRecord,
} from '../../common/protocol/views.ts';

const MINUTE_MS = 60_000;
/** People who wait when a practice begins, by how long they have waited, minutes. */
const FIRST_WAITS = [14, 9, 6, 2];
/** Whenever fewer wait, somebody comes: there is always someone to practise with. */
const FEWEST_WAITING = 3;
const PURPOSES: readonly Purpose[] = ['submit', 'collect', 'submit', 'ask'];
/** Every so many of those who come has priority. */
const PRIORITY_EVERY = 4;

/** What the desk sends with a command; which of it is there depends on the command. */
interface Given {
  readonly number?: string;
  readonly reason?: string;
  readonly field?: string;
  readonly toCounter?: string;
  readonly ticket?: string;
  readonly priority?: string | null;
  readonly outcome?: FinishOutcome;
  readonly transactions?: readonly Transaction[];
}

/** What an act came to: the ticket it was about, or the code of the refusal. */
export type PracticeOutcome =
  | { readonly ok: true; readonly ticket: LineTicketRecord | null }
  | { readonly ok: false; readonly code: RefusalCode };

const done = (ticket: LineTicketRecord | null): PracticeOutcome => ({ ok: true, ticket });
const refused = (code: RefusalCode): PracticeOutcome => ({ ok: false, code });

/**
 * A hall of one counter to practise with, in this page alone: nothing of it is sent, so that nothing of it is counted
 * (obligation S7). Fields, priorities and reasons are the real hall's; the people are made up. It knows the acts of the
 * desk, not the hall's discipline: whoever has priority is called first, then whoever came first.
 */
export class PracticeHall {
  counter: CounterRecord;
  sequence = 0;
  private readonly others: readonly ViewRecord[];
  private readonly fields: readonly FieldRecord[];
  private readonly priorities: readonly string[];
  private readonly tickets = new Map<string, LineTicketRecord>();
  private readonly drawn = new Map<string, number>();
  private readonly visits: RecentVisit[] = [];
  private absent = 0;
  private servedMs = 0;
  private came = 0;

  /** @param records the real hall as this page sees it @param own the counter that is played */
  constructor(records: Iterable<ViewRecord>, own: CounterRecord, nowMs: number) {
    const all = [...records];
    this.fields = all.filter((each) => each.kind === 'field').filter((each) => each.field.active);
    const hall = all.find((each) => each.kind === 'hall');
    this.priorities = (hall?.settings.priorities ?? [])
      .filter((each) => each.active)
      .map((each) => each.code);
    this.others = all.filter(
      (each) => each.kind === 'hall' || (each.kind === 'counter' && each.code !== own.code),
    );
    const primaryFields =
      own.primaryFields.length > 0 ? own.primaryFields : this.fields.map(codeOf).slice(0, 1);
    this.counter = {
      ...own,
      state: 'open',
      primaryFields,
      helpingFields: [],
      present: null,
      pauseReason: null,
      pausedSince: null,
    };
    for (const minutes of FIRST_WAITS) this.arrive(nowMs - minutes * MINUTE_MS);
  }

  /** Everything that the desk sees of it. */
  records(): ReadonlyMap<string, ViewRecord> {
    const waiting = this.waiting();
    const fields = this.fields.map((each): FieldRecord => {
      const own = waiting.filter((ticket) => ticket.field === each.field.code);
      return { ...each, waiting: own.length, longestSince: own[0]?.orderedAt ?? null };
    });
    const all: ViewRecord[] = [...this.others, ...fields, this.counter, ...this.tickets.values()];
    return new Map(all.map((each) => [each.id, each]));
  }

  /** The figures of the practice, in the place of the day's. */
  day(): OfficerDay {
    const served = this.visits.length;
    return {
      served,
      calledCount: served + this.absent,
      noShow: this.absent,
      transactions: this.visits.reduce((sum, each) => sum + countOf(each.transactions), 0),
      withoutWork: this.visits.filter((each) => each.outcome === 'served' && each.transactions.length === 0)
        .length,
      serviceMeanMinutes: served === 0 ? null : Math.round(this.servedMs / served / 6_000) / 10,
      recent: this.visits.slice(-20).reverse(),
    };
  }

  /** Whom the next call would bring, and why. */
  next(nowMs: number): NextUp | null {
    const [first, second] = this.line();
    if (first === undefined) return null;
    const waitOf = (ticket: LineTicketRecord) => nowMs - Date.parse(ticket.orderedAt);
    const reason: CallReason = {
      rule: 'strict',
      line: 'primary',
      waitMs: waitOf(first),
      priority: first.priority,
      score: 0,
      runnerUp: second === undefined ? null : { number: second.number, waitMs: waitOf(second), score: 0 },
      helpBecause: null,
    };
    return { ticketId: first.ticketId, number: first.number, field: first.field, reason };
  }

  /** One act of the desk. Acts of other pages are refused. */
  act(name: CommandName, given: Given, nowMs: number): PracticeOutcome {
    const outcome = this.decide(name, given, nowMs);
    while (this.line().length < FEWEST_WAITING) this.arrive(nowMs);
    this.sequence += 1;
    return outcome;
  }

  private decide(name: CommandName, given: Given, nowMs: number): PracticeOutcome {
    const present = this.present();
    switch (name) {
      case 'counter:call-next': {
        if (this.counter.state === 'paused') return refused('counter_paused');
        if (present !== null) this.finish(present, given, nowMs);
        const next = this.next(nowMs);
        return next === null ? refused('nothing_waiting') : this.call(next.ticketId, next.reason, nowMs);
      }
      case 'counter:call': {
        if (present !== null) return refused('present_ticket');
        const wanted = [...this.tickets.values()].find((each) => each.number === given.number);
        if (wanted === undefined) return refused('unknown_ticket');
        return this.call(wanted.ticketId, null, nowMs);
      }
      case 'ticket:issue':
        return done(this.arrive(nowMs, given.field, given.priority ?? null));
      case 'counter:pause':
        if (present !== null) return refused('present_ticket');
        this.counter = {
          ...this.counter,
          state: 'paused',
          pauseReason: given.reason ?? null,
          pausedSince: iso(nowMs),
        };
        return done(null);
      case 'counter:resume':
        this.counter = { ...this.counter, state: 'open', pauseReason: null, pausedSince: null };
        return done(null);
      case 'ticket:return': {
        const parked = this.tickets.get(given.ticket ?? '');
        return parked === undefined ? refused('unknown_ticket') : done(this.backInLine(parked));
      }
      case 'ticket:correct':
        return this.correct(given);
      default:
        return present === null
          ? refused('no_present_ticket')
          : this.withPresent(name, present, given, nowMs);
    }
  }

  private withPresent(
    name: CommandName,
    present: LineTicketRecord,
    given: Given,
    nowMs: number,
  ): PracticeOutcome {
    switch (name) {
      case 'counter:recall':
        return done(this.put({ ...present, callCount: present.callCount + 1 }));
      case 'counter:start':
        if (this.counter.present !== null)
          this.counter = { ...this.counter, present: { ...this.counter.present, state: 'serving' } };
        return done(this.put({ ...present, state: 'serving', startedAt: iso(nowMs) }));
      case 'counter:finish':
        this.finish(present, given, nowMs);
        return done(present);
      case 'counter:no-show':
        this.absent += 1;
        this.leave(present);
        return done(present);
      case 'counter:park': {
        const parked = this.put({ ...present, state: 'parked', parkReason: given.reason ?? null });
        this.counter = { ...this.counter, present: null };
        return done(parked);
      }
      case 'counter:transfer':
        // Whoever is sent on is somebody else's to call.
        this.leave(present);
        return done(present);
      default:
        return refused('forbidden');
    }
  }

  private finish(ticket: LineTicketRecord, given: Given, nowMs: number): void {
    this.visits.push({
      ticketId: ticket.ticketId,
      number: ticket.number,
      field: ticket.field,
      outcome: given.outcome ?? 'served',
      finishedAt: iso(nowMs),
      transactions: given.transactions ?? [],
    });
    this.servedMs += nowMs - Date.parse(ticket.startedAt ?? ticket.calledAt ?? iso(nowMs));
    this.leave(ticket);
  }

  private correct({ ticket, field, outcome, transactions }: Given): PracticeOutcome {
    const at = this.visits.findIndex((each) => each.ticketId === ticket);
    const visit = this.visits[at];
    if (visit === undefined) return refused('unknown_ticket');
    this.visits[at] = {
      ...visit,
      ...(field === undefined ? {} : { field }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(transactions === undefined ? {} : { transactions }),
    };
    return done(null);
  }

  private call(ticketId: string, reason: CallReason | null, nowMs: number): PracticeOutcome {
    const ticket = this.tickets.get(ticketId);
    if (ticket === undefined) return refused('unknown_ticket');
    const called = this.put({
      ...ticket,
      state: 'called',
      counter: this.counter.code,
      calledAt: iso(nowMs),
      startedAt: null,
      callCount: ticket.callCount + 1,
      reason,
    });
    const { number, field, state } = called;
    this.counter = {
      ...this.counter,
      present: { ticketId, number, field, state, calledAt: iso(nowMs) },
    };
    return done(called);
  }

  private backInLine(ticket: LineTicketRecord): LineTicketRecord {
    return this.put({ ...ticket, state: 'waiting', counter: null, parkReason: null });
  }

  private leave(ticket: LineTicketRecord): void {
    this.tickets.delete(ticket.ticketId);
    this.counter = { ...this.counter, present: null };
  }

  private put(ticket: LineTicketRecord): LineTicketRecord {
    this.tickets.set(ticket.ticketId, ticket);
    return ticket;
  }

  private present(): LineTicketRecord | null {
    return this.tickets.get(this.counter.present?.ticketId ?? '') ?? null;
  }

  private waiting(): LineTicketRecord[] {
    return [...this.tickets.values()]
      .filter((each) => each.state === 'waiting')
      .sort((a, b) => a.orderedAt.localeCompare(b.orderedAt));
  }

  /** Those that the counter serves, in the order in which they will be called. */
  private line(): LineTicketRecord[] {
    const own = this.waiting().filter((each) => this.counter.primaryFields.includes(each.field));
    return [...own.filter((each) => each.priority !== null), ...own.filter((each) => each.priority === null)];
  }

  /** Somebody draws a number. @param wanted a field; the counter's own in turn where none is given */
  private arrive(atMs: number, wanted?: string, priority?: string | null): LineTicketRecord {
    const { primaryFields } = this.counter;
    this.came += 1;
    const field = wanted ?? primaryFields[this.came % primaryFields.length] ?? '';
    const count = this.drawn.get(field) ?? 0;
    this.drawn.set(field, count + 1);
    const ticketId = `practice-${this.came}`;
    const byTurn = this.came % PRIORITY_EVERY === 0 ? (this.priorities[0] ?? null) : null;
    return this.put({
      kind: 'ticket',
      id: `ticket/${ticketId}`,
      ticketId,
      number: this.numberOf(field, count),
      field,
      drawnField: field,
      procedure: null,
      dossierCode: null,
      purpose: PURPOSES[this.came % PURPOSES.length] ?? 'submit',
      priority: priority === undefined ? byTurn : priority,
      state: 'waiting',
      issuedAt: iso(atMs),
      orderedAt: iso(atMs),
      eligibleAt: null,
      calledAt: null,
      startedAt: null,
      counter: null,
      reservedFor: null,
      callCount: 0,
      reason: null,
      parkReason: null,
    });
  }

  private numberOf(field: string, count: number): string {
    const range = this.fields.find((each) => each.field.code === field)?.field.range;
    if (range === undefined) return String(count + 1);
    return `${range.prefix}${String(range.start + count).padStart(range.digits, '0')}`;
  }
}

const codeOf = (record: FieldRecord): string => record.field.code;
const iso = (atMs: number): string => new Date(atMs).toISOString();
const countOf = (work: readonly Transaction[]): number => work.reduce((sum, each) => sum + each.count, 0);
