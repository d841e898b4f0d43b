import { Field, type Settings } from '../../common/protocol/catalogue.ts';
import { apply } from '../domain/apply.ts';
import { ticketToDraw } from '../domain/drawn-ticket.ts';
import { foretellNew, serviceMeanMs } from '../domain/estimate.ts';
import type { HallEvent, TicketIssued } from '../domain/events.ts';
import { emptyHall, type HallState, type LiveTicket, lengthOf } from '../domain/state.ts';
import type { RecordedVisit, RecordedVisits } from './recorded-visits.ts';

/** What was foretold of a recorded wait, and how long it was, ms. */
export interface ReplayedWait {
  readonly field: string;
  readonly date: string;
  readonly issuedAtMs: number;
  readonly waitMs: number;
  /** Ours, with the range that the ticket would have carried. */
  readonly foretoldMs: number;
  readonly lowMinutes: number;
  readonly highMinutes: number;
  readonly claimedShare: number;
  /** Last to enter service: the wait of whoever of the field was called last, else of the first in line so far. */
  readonly lastWaitMs: number;
  /** Queue of the own field × mean service ÷ counters. */
  readonly queueMs: number;
  /** All who wait in the hall × mean service ÷ all counters. */
  readonly allAheadMs: number;
}

export interface WaitReplay {
  readonly waits: readonly ReplayedWait[];
  /** Tickets of which nothing could be said, since no counter was open for their field. */
  readonly untold: number;
  /** The hall as the last day left it. */
  readonly state: HallState;
}

type Step =
  | { readonly atMs: number; readonly kind: 'counters'; readonly field: string; readonly open: number }
  | { readonly atMs: number; readonly kind: 'drawn' | 'called' | 'finished'; readonly visit: RecordedVisit };

const ORDER = { finished: 0, counters: 1, drawn: 2, called: 3 } as const;
/** Numbers of a replay are the record's own: its fields need no range. */
const ANY_FIELD = Field.parse({
  code: 'any',
  name: 'any',
  range: { prefix: 'A', start: 1, size: 1, digits: 1 },
});
const BY_NUMBER = {
  rule: 'by-number',
  line: 'primary',
  waitMs: 0,
  priority: null,
  score: 0,
  runnerUp: null,
  helpBecause: null,
} as const;

/**
 * Lives recorded days through again with the hall's own domain code: tickets are drawn, counters open and call as the
 * record says, and at each drawing the hall foretells the wait from what it had seen until then. Where the record does
 * not know ends of services, a visit lasts until its counter calls again, and until the usual time when nobody waits.
 * Where it does not know counters, each that ever called is open from its first call of the day to its last.
 */
export function replayWaits(record: RecordedVisits, settings: Partial<Settings> = {}): WaitReplay {
  return new Replay(record, settings).run();
}

class Replay {
  private readonly record: RecordedVisits;
  private readonly state = emptyHall();
  private readonly waits: ReplayedWait[] = [];
  private readonly foretold = new Map<string, Omit<ReplayedWait, 'waitMs'>>();
  /** Wait of whoever of a field was called last today. */
  private readonly lastWaits = new Map<string, number>();
  private readonly never: ReadonlySet<string>;
  private untold = 0;
  private nowMs = 0;

  constructor(record: RecordedVisits, settings: Partial<Settings>) {
    this.record = record;
    this.never = new Set(record.visits.filter((visit) => visit.calledAtMs === null).map(({ id }) => id));
    this.tell({ type: 'settings:changed', changes: settings });
    const fields = [...new Set(record.visits.map((visit) => visit.field))].sort();
    for (const code of fields)
      this.tell({
        type: 'field:defined',
        field: { ...ANY_FIELD, code, name: code },
      });
  }

  run(): WaitReplay {
    const byDate = new Map<string, RecordedVisit[]>();
    for (const visit of this.record.visits) {
      const others = byDate.get(visit.date);
      if (others) others.push(visit);
      else byDate.set(visit.date, [visit]);
    }
    for (const [date, visits] of [...byDate].sort(([a], [b]) => a.localeCompare(b))) this.day(date, visits);
    return { waits: this.waits, untold: this.untold, state: this.state };
  }

  private tell(event: HallEvent): void {
    apply(this.state, event, this.nowMs, this.state.sequence + 1);
  }

  private day(date: string, visits: readonly RecordedVisit[]): void {
    const steps: Step[] = visits.flatMap((visit): Step[] => [
      { atMs: visit.issuedAtMs, kind: 'drawn', visit },
      ...(visit.calledAtMs === null ? [] : [{ atMs: visit.calledAtMs, kind: 'called' as const, visit }]),
      ...(visit.finishedAtMs === null
        ? []
        : [{ atMs: visit.finishedAtMs, kind: 'finished' as const, visit }]),
    ]);
    const first = Math.min(...visits.map((visit) => visit.issuedAtMs));
    const last = Math.max(...visits.map((visit) => visit.calledAtMs ?? visit.issuedAtMs));
    for (const [field, entries] of this.record.counters)
      for (const { fromMs, open } of entries)
        if (fromMs > first - 12 * 3_600_000 && fromMs <= last)
          steps.push({ atMs: fromMs, kind: 'counters', field, open });
    steps.sort((a, b) => a.atMs - b.atMs || ORDER[a.kind] - ORDER[b.kind]);
    this.nowMs = steps[0]?.atMs ?? 0;
    this.tell({ type: 'day:opened', date });
    this.lastWaits.clear();
    if (this.record.counters.size === 0) this.openWhoCalls(visits);
    for (const step of steps) {
      this.nowMs = step.atMs;
      if (step.kind === 'counters') this.setCounters(step.field, step.open);
      else if (step.kind === 'drawn') this.draw(step.visit);
      else if (step.kind === 'called') this.call(step.visit);
      else this.finish(step.visit.id, step.visit.finishedAtMs, step.visit.calledAtMs);
    }
    for (const code of this.state.counters.keys()) this.shut(code);
    this.tell({ type: 'day:closed', date });
  }

  /** Counters of a day whose record knows only who called whom. */
  private openWhoCalls(visits: readonly RecordedVisit[]): void {
    const fields = new Map<string, Set<string>>();
    for (const { field, counter, calledAtMs } of visits) {
      if (calledAtMs === null) continue;
      const code = counter ?? `${field}#1`;
      fields.set(code, (fields.get(code) ?? new Set()).add(field));
    }
    for (const [code, served] of fields) {
      this.shut(code);
      this.open(code, [...served].sort());
    }
  }

  private open(code: string, fields: readonly string[]): void {
    this.tell({
      type: 'counter:defined',
      counter: {
        code,
        label: code,
        spokenNumber: 1,
        primaryFields: [...fields],
        helpingFields: [],
        active: true,
      },
    });
    this.tell({ type: 'counter:opened', counter: code, officer: code, fields: null });
  }

  private shut(code: string): void {
    const counter = this.state.counters.get(code);
    if (!counter || counter.state === 'closed') return;
    if (counter.presentTicketId !== null) this.finish(counter.presentTicketId, null, null);
    this.tell({ type: 'counter:closed', counter: code, officer: code });
  }

  private openCounters(field: string) {
    return [...this.state.counters.values()].filter(
      (counter) => counter.state === 'open' && counter.primaryFields.includes(field),
    );
  }

  private beganMs(id: string | null): number {
    return this.state.tickets.get(id ?? '')?.lastCalledAtMs ?? Number.NEGATIVE_INFINITY;
  }

  private setCounters(field: string, open: number): void {
    const now = this.openCounters(field);
    for (let at = 1; now.length < open && at < 1000; at++) {
      const code = `${field}#${at}`;
      if (this.state.counters.get(code)?.state === 'open') continue;
      this.open(code, [field]);
      now.push(...this.openCounters(field).slice(now.length));
    }
    now.sort((a, b) => this.beganMs(a.presentTicketId) - this.beganMs(b.presentTicketId));
    for (const counter of now.slice(0, Math.max(0, now.length - open))) this.shut(counter.definition.code);
  }

  /** Visits whose usual time is over while nobody waits have ended unseen. */
  private endUnseen(field: string): void {
    if (lengthOf(this.state.lines.get(field)) > 0) return;
    for (const counter of this.openCounters(field)) {
      const present = this.state.tickets.get(counter.presentTicketId ?? '');
      if (!present || this.ends.has(present.id)) continue;
      if (this.nowMs - this.beganMs(present.id) >= serviceMeanMs(this.state, present.field))
        this.finish(present.id, null, null);
    }
  }

  /** Visits of which the record knows the end. */
  private readonly ends = new Set<string>();

  private draw(visit: RecordedVisit): void {
    const { id, field, issuedAtMs } = visit;
    const { state } = this;
    this.endUnseen(field);
    if (visit.finishedAtMs !== null) this.ends.add(id);
    const event: TicketIssued = {
      type: 'ticket:issued',
      ticketId: id,
      number: id,
      ordinal: state.issued.get(field) ?? 0,
      field,
      procedure: null,
      purpose: 'submit',
      priority: visit.priority,
      priorityReason: null,
      channel: 'kiosk',
      orderedAtMs: issuedAtMs,
      trackingToken: '',
      language: 'vi',
      waitingAhead: lengthOf(state.lines.get(field)),
      estimate: null,
      printer: null,
    };
    const foretold = foretellNew(state, ticketToDraw(event, issuedAtMs), issuedAtMs);
    if (!foretold) this.untold += 1;
    else if (visit.calledAtMs !== null) {
      const { forecast, estimate } = foretold;
      this.foretold.set(id, {
        field,
        date: visit.date,
        issuedAtMs,
        foretoldMs: forecast.waitMs,
        ...estimate,
        claimedShare: forecast.claimedShare,
        lastWaitMs: this.lastWaits.get(field) ?? this.firstWaitMs(field),
        queueMs: forecast.queueMs,
        allAheadMs: this.allAheadMs(field),
      });
    }
    this.tell(foretold ? { ...event, ...foretold } : event);
  }

  private firstWaitMs(field: string): number {
    const line = this.state.lines.get(field);
    const since = [...(line?.priority.slice(0, 1) ?? []), ...(line?.ordinary.slice(0, 1) ?? [])];
    return Math.max(0, ...since.map((ticket) => this.nowMs - ticket.issuedAtMs));
  }

  private allAheadMs(field: string): number {
    let waiting = 0;
    let open = 0;
    for (const line of this.state.lines.values()) waiting += lengthOf(line);
    for (const counter of this.state.counters.values()) if (counter.state === 'open') open += 1;
    return (waiting * serviceMeanMs(this.state, field)) / Math.max(1, open);
  }

  private call(visit: RecordedVisit): void {
    const { id, field } = visit;
    const ticket = this.state.tickets.get(id);
    if (ticket?.state !== 'waiting') return;
    this.skipThoseGone(ticket);
    const code = visit.counter ?? this.whoCalls(field);
    if (this.state.counters.get(code)?.state !== 'open') this.open(code, [field]);
    const present = this.state.counters.get(code)?.presentTicketId ?? null;
    if (present !== null) {
      const beganMs = this.beganMs(present);
      // Only when the next one was there all the while did the visit last until the call.
      this.finish(present, ticket.issuedAtMs <= beganMs ? this.nowMs : null, beganMs);
    }
    this.tell({
      type: 'ticket:called',
      ticketId: id,
      number: id,
      counter: code,
      field,
      callCount: 1,
      reason: BY_NUMBER,
    });
    const waitMs = this.nowMs - ticket.issuedAtMs;
    this.lastWaits.set(field, waitMs);
    const foretold = this.foretold.get(id);
    if (foretold) this.waits.push({ ...foretold, waitMs });
    this.foretold.delete(id);
  }

  /** Those before it in line who are never called had left by now. */
  private skipThoseGone(ticket: LiveTicket): void {
    const line = this.state.lines.get(ticket.field);
    const queue = (ticket.priority === null ? line?.ordinary : line?.priority) ?? [];
    const gone: string[] = [];
    for (const other of queue) {
      if (other === ticket) break;
      if (this.never.has(other.id)) gone.push(other.id);
    }
    for (const id of gone) this.tell({ type: 'ticket:cancelled', ticketId: id, reason: 'left' });
  }

  /** The open counter that has been free, else busy, the longest. */
  private whoCalls(field: string): string {
    const [longest] = this.openCounters(field).sort(
      (a, b) =>
        this.beganMs(a.presentTicketId) - this.beganMs(b.presentTicketId) ||
        a.definition.code.localeCompare(b.definition.code),
    );
    return longest?.definition.code ?? `${field}#1`;
  }

  private finish(id: string, atMs: number | null, beganMs: number | null): void {
    const ticket = this.state.tickets.get(id);
    if (!ticket || ticket.counter === null) return;
    this.tell({
      type: 'ticket:finished',
      ticketId: id,
      counter: ticket.counter,
      field: ticket.field,
      outcome: 'served',
      transactions: [],
      serviceMs: atMs === null || beganMs === null || !Number.isFinite(beganMs) ? null : atMs - beganMs,
    });
  }
}
