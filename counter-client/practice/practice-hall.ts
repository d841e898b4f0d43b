import type { CommandName } from '../../common/protocol/commands.ts';
import { DOUBLE_PRESS_MS } from '../../common/protocol/desk-bounds.ts';
import type { FinishOutcome, TicketState } from '../../common/protocol/primitives.ts';
import type { RefusalCode } from '../../common/protocol/refusals.ts';
import type { OfficerDay } from '../../common/protocol/rest/session.ts';
import type { NextUp } from '../../common/protocol/rest/tickets.ts';
import type { CallReason, RecordedWork } from '../../common/protocol/ticket.ts';
import type {
  CounterRecord,
  FieldRecord,
  LineTicketRecord,
  OfficerRecord,
  ViewRecord,
} from '../../common/protocol/views.ts';
import { unconfirmedCount } from '../visit-work.ts';
import { Comers } from './comers.ts';
import { type EndedTicket, PracticePast, type PracticeStanding, visitOf } from './practice-past.ts';

const MINUTE_MS = 60_000;
/** People who wait when a practice begins, by how long they have waited, minutes. */
const FIRST_WAITS = [14, 9, 6, 2];
/** Whenever fewer wait, somebody comes: there is always someone to practise with. */
const FEWEST_WAITING = 3;

/** What the desk sends with a command; which of it is there depends on the command. */
interface Given {
  readonly number?: string;
  readonly reason?: string;
  readonly field?: string;
  readonly toCounter?: string;
  readonly ticket?: string;
  readonly act?: number;
  readonly present?: string | null;
  readonly presentState?: TicketState | null;
  readonly class?: string | null;
  readonly priority?: string | null;
  readonly outcome?: FinishOutcome;
  readonly transactions?: readonly RecordedWork[];
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
  private readonly comers: Comers;
  private readonly tickets = new Map<string, LineTicketRecord>();
  /** Numbers that ended, in the order in which they did. */
  private readonly ended = new Map<string, EndedTicket>();
  private readonly past = new PracticePast();

  /** @param records the real hall as this page sees it @param own the counter that is played */
  constructor(records: Iterable<ViewRecord>, own: CounterRecord, nowMs: number) {
    const all = [...records];
    this.fields = all.filter((each) => each.kind === 'field').filter((each) => each.field.active);
    const hall = all.find((each) => each.kind === 'hall');
    const priorities = (hall?.settings.priorities ?? [])
      .filter((each) => each.active)
      .map((each) => each.code);
    this.comers = new Comers(this.fields, priorities);
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
    const { code } = this.counter;
    const officer: OfficerRecord = {
      kind: 'officer',
      id: `officer/${code}`,
      counter: code,
      username: '',
      displayName: '',
      since: '',
      lastAct: this.past.shown(),
    };
    const all: ViewRecord[] = [...this.others, ...fields, this.counter, officer, ...this.tickets.values()];
    return new Map(all.map((each) => [each.id, each]));
  }

  /** The figures of the practice, in the place of the day's. */
  day(): OfficerDay {
    const done = [...this.ended].filter(([, each]) => each.how === 'done');
    const noShow = [...this.ended.values()].filter((each) => each.how === 'no_show').length;
    const served = done.length;
    const servedMs = done.reduce((sum, [, each]) => sum + each.serviceMs, 0);
    return {
      served,
      calledCount: served + noShow,
      noShow,
      transactions: done.reduce((sum, [, each]) => sum + countOf(each.transactions), 0),
      withoutWork: done.filter(([, each]) => each.outcome === 'served' && each.transactions.length === 0)
        .length,
      serviceMeanMinutes: served === 0 ? null : Math.round(servedMs / served / 6_000) / 10,
      recent: done
        .slice(-20)
        .reverse()
        .map(([id, each]) => visitOf(id, each)),
    };
  }

  /** Tickets of the practice that bear a number, whatever became of them. */
  withNumber(number: string): readonly (LineTicketRecord | EndedTicket)[] {
    return [
      ...[...this.tickets.values()].filter((each) => each.number === number),
      ...[...this.ended.values()].filter((each) => each.before.number === number),
    ];
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
    const unseen = this.otherPresent(given, nowMs);
    if (unseen !== null) return refused(unseen);
    if (unconfirmedCount(given.transactions ?? []) !== undefined) return refused('unusual_count');
    const before = this.standing();
    const outcome = this.decide(name, given, nowMs);
    this.sequence += 1;
    this.past.remember(name, before, this.standing(), { act: this.sequence, at: iso(nowMs) });
    while (this.line().length < FEWEST_WAITING) this.arrive(nowMs);
    return outcome;
  }

  private standing(): PracticeStanding {
    return {
      tickets: new Map(this.tickets),
      ended: new Map(this.ended),
      present: this.counter.present,
    };
  }

  /** Why an act was meant for another number, or another state of it, than the one at the counter, as in the hall. */
  private otherPresent({ present, presentState }: Given, nowMs: number): RefusalCode | null {
    if (present === undefined) return null;
    const there = this.present();
    if ((there?.ticketId ?? null) !== present) return 'conflict';
    if (there === null || presentState === undefined) return null;
    if (there.state !== presentState) return 'conflict';
    const sinceMs = there.startedAt === null ? null : nowMs - Date.parse(there.startedAt);
    return sinceMs !== null && sinceMs >= 0 && sinceMs < DOUBLE_PRESS_MS ? 'pressed_twice' : null;
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
      case 'counter:undo':
        return this.undo(given.act);
      case 'counter:reopen':
        return this.reopen(given.number ?? '');
      default:
        if (name.startsWith('ticket:')) return this.withTicket(name, given, nowMs);
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
        this.end(present, 'no_show', nowMs);
        return done(present);
      case 'counter:park': {
        const parked = this.put({ ...present, state: 'parked', parkReason: given.reason ?? null });
        this.counter = { ...this.counter, present: null };
        return done(parked);
      }
      case 'counter:transfer': {
        // Whoever is sent on is somebody else's to call.
        this.counter = { ...this.counter, present: null };
        const { field = present.field, toCounter: reservedFor = null } = given;
        return done(this.put({ ...backInLine(present), field, reservedFor }));
      }
      default:
        return refused('forbidden');
    }
  }

  /** What is done to one number, wherever it stands. */
  private withTicket(name: CommandName, given: Given, nowMs: number): PracticeOutcome {
    const id = given.ticket ?? '';
    if (name === 'ticket:correct') return this.correct(given);
    const cancelled = this.ended.get(id);
    if (name === 'ticket:return' && cancelled?.how === 'cancelled') {
      this.ended.delete(id);
      return done(this.put(cancelled.before));
    }
    const ticket = this.tickets.get(id);
    if (ticket === undefined) return refused('unknown_ticket');
    switch (name) {
      case 'ticket:return':
        return done(this.put(backInLine(ticket)));
      case 'ticket:set-priority':
        return done(this.put({ ...ticket, priority: given.class ?? null }));
      case 'ticket:reprint':
        return done(ticket);
      case 'ticket:cancel':
        if (ticket.ticketId === this.counter.present?.ticketId) return refused('wrong_state');
        this.end(ticket, 'cancelled', nowMs);
        return done(ticket);
      default:
        return refused('forbidden');
    }
  }

  private finish(ticket: LineTicketRecord, given: Given, nowMs: number): void {
    this.end(ticket, 'done', nowMs, {
      outcome: given.outcome ?? 'served',
      transactions: given.transactions ?? [],
      serviceMs: nowMs - Date.parse(ticket.startedAt ?? ticket.calledAt ?? iso(nowMs)),
    });
  }

  private end(
    ticket: LineTicketRecord,
    how: EndedTicket['how'],
    nowMs: number,
    visit: Partial<EndedTicket> = {},
  ): void {
    this.tickets.delete(ticket.ticketId);
    if (this.counter.present?.ticketId === ticket.ticketId) this.counter = { ...this.counter, present: null };
    this.ended.set(ticket.ticketId, {
      before: ticket,
      how,
      finishedAt: iso(nowMs),
      outcome: null,
      transactions: [],
      serviceMs: 0,
      ...visit,
    });
  }

  private undo(seen: number | undefined): PracticeOutcome {
    const back = this.past.undo(this.standing(), seen);
    if (typeof back === 'string') return refused(back);
    for (const ticket of back.tickets) {
      this.ended.delete(ticket.ticketId);
      this.put(ticket);
    }
    this.counter = { ...this.counter, present: back.present };
    this.past.forget();
    return done(back.tickets[0] ?? null);
  }

  private reopen(number: string): PracticeOutcome {
    if (this.counter.state === 'paused') return refused('counter_paused');
    if (this.counter.present !== null) return refused('present_ticket');
    const [id, found] = [...this.ended].findLast(([, each]) => each.before.number === number) ?? [];
    if (id === undefined || found === undefined) return refused('unknown_ticket');
    if (found.how === 'cancelled') return refused('wrong_state');
    this.ended.delete(id);
    this.past.forget();
    const { field, calledAt } = found.before;
    const state = found.before.startedAt === null ? 'called' : 'serving';
    this.counter = {
      ...this.counter,
      present: { ticketId: id, number, field, state, calledAt: calledAt ?? found.finishedAt },
    };
    return done(this.put({ ...found.before, state }));
  }

  private correct({ ticket = '', field, outcome, transactions }: Given): PracticeOutcome {
    const visit = this.ended.get(ticket);
    if (visit?.how !== 'done') return refused('unknown_ticket');
    this.ended.set(ticket, {
      ...visit,
      ...(field === undefined ? {} : { before: { ...visit.before, field } }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(transactions === undefined ? {} : { transactions }),
    });
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
    const own = this.waiting().filter(
      (each) => each.reservedFor === null && this.counter.primaryFields.includes(each.field),
    );
    return [...own.filter((each) => each.priority !== null), ...own.filter((each) => each.priority === null)];
  }

  /** Somebody draws a number. */
  private arrive(atMs: number, wanted?: string, priority?: string | null): LineTicketRecord {
    return this.put(this.comers.next(iso(atMs), this.counter.primaryFields, { field: wanted, priority }));
  }
}

const backInLine = (ticket: LineTicketRecord): LineTicketRecord => ({
  ...ticket,
  state: 'waiting',
  counter: null,
  parkReason: null,
});
const codeOf = (record: FieldRecord): string => record.field.code;
const iso = (atMs: number): string => new Date(atMs).toISOString();
const countOf = (work: readonly RecordedWork[]): number => work.reduce((sum, each) => sum + each.count, 0);
