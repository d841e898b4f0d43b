import {
  type CallSight,
  type CounterLines,
  chooseNext,
  dequeue,
  enqueue,
  type Line,
  nextStreak,
  type Queued,
} from '../../domain/call-order.ts';
import { Agenda, AVAILABLE, CHANGES, CLOSES, FREE, idOf, kindOf, LEAVES, READY } from './agenda.ts';
import type { Citizens } from './citizens.ts';
import type { Period, SimulatedHall } from './hall-model.ts';

/** How a simulated visit ended. */
export const SERVED = 1;
export const NO_SHOW = 2;
/** Lost patience. */
export const LEFT = 3;
/** Sent home at closing, or nobody serves the field. */
export const UNSERVED = 4;

/** What became of each citizen of a day, a column each, in the order of the citizens. */
export interface DayRun {
  /** First call, ms; NaN: never called. */
  readonly calledAtMs: Float64Array;
  /** The call that was answered, ms; NaN: none. */
  readonly servedAtMs: Float64Array;
  /** Counter of the last call; −1: none. */
  readonly counter: Int16Array;
  /** SERVED, NO_SHOW, LEFT or UNSERVED. */
  readonly outcome: Uint8Array;
  /** Pieces of work without a citizen that were done. */
  readonly jobsDone: number;
  /** When the last citizen left a counter, of each session, ms. */
  readonly endedAtMs: readonly number[];
}

interface Waiting extends Queued {
  readonly citizen: number;
  eligibleAtMs: number;
  calls: number;
}

interface Desk extends CounterLines<Waiting> {
  primary: Line<Waiting>[];
  helping: Line<Waiting>[];
  ordinaryStreak: number;
  readonly away: readonly Period[];
  nextAway: number;
  /** Free since then, ms; infinite while busy. */
  idleSinceMs: number;
  /** Not before this moment, ms: the session has not opened, or the last one is not finished here. */
  opensAtMs: number;
  /** When the last visit ended here, ms. */
  freeAtMs: number;
  present: Waiting | null;
  answered: boolean;
  readonly place: number;
}

/** Counters that may call a field. */
interface FieldDesks {
  primary: Desk[];
  helping: Desk[];
}

const BUSY = Number.POSITIVE_INFINITY;
const PRIORITY = 'priority';

const isEmpty = (line: Line<Waiting>) => line.priority.length + line.ordinary.length === 0;
/** Nobody waits in any of its lines, held back or not. */
const hasNobody = (desk: Desk) => desk.primary.every(isEmpty) && desk.helping.every(isEmpty);

/**
 * Runs one day of a hall, event by event, with the hall's own call order (`chooseNext`). Pure and repeatable: the same
 * hall and citizens give the same day.
 * @param citizens in order of arrival; those who come before a session opens wait at the door, those after the last
 *   closing are not let in
 * @returns what became of each of them
 */
export function runDay(hall: SimulatedHall, citizens: Citizens): DayRun {
  return new Day(hall, citizens).run();
}

class Day {
  private readonly hall: SimulatedHall;
  private readonly citizens: Citizens;
  private readonly lines: Line<Waiting>[];
  private readonly desks: Desk[];
  private readonly desksOf: FieldDesks[];
  private readonly agenda = new Agenda();
  private readonly calledAtMs: Float64Array;
  private readonly servedAtMs: Float64Array;
  private readonly counter: Int16Array;
  private readonly outcome: Uint8Array;
  /** Waiting tickets of citizens who may leave or come back, by citizen. */
  private readonly tickets = new Map<number, Waiting>();
  private idle = 0;
  /** Citizens who came and have not gone. */
  private inside = 0;
  private closed = false;
  private jobsLeft: number;
  private lastAtMs = 0;
  /** When the session closes: no dossier is begun after it, ms. */
  private untilMs = 0;

  constructor(hall: SimulatedHall, citizens: Citizens) {
    this.hall = hall;
    this.jobsLeft = hall.backOffice?.jobs ?? 0;
    this.citizens = citizens;
    this.calledAtMs = new Float64Array(citizens.count).fill(Number.NaN);
    this.servedAtMs = new Float64Array(citizens.count).fill(Number.NaN);
    this.counter = new Int16Array(citizens.count).fill(-1);
    this.outcome = new Uint8Array(citizens.count).fill(UNSERVED);
    this.lines = hall.fields.map(({ targetMs }) => ({ priority: [], ordinary: [], targetMs }));
    const pick = (places: readonly number[]) => this.linesAt(places);
    this.desks = hall.counters.map((counter, place) => ({
      reserved: undefined,
      primary: pick(counter.primary),
      helping: pick(counter.helping),
      ordinaryStreak: counter.ordinaryStreak ?? 0,
      away: counter.away,
      nextAway: 0,
      idleSinceMs: BUSY,
      opensAtMs: Number.NEGATIVE_INFINITY,
      freeAtMs: Number.NEGATIVE_INFINITY,
      present: null,
      answered: false,
      place,
    }));
    const holders = (of: 'primary' | 'helping', field: number) =>
      this.desks.filter((desk) => hall.counters[desk.place]?.[of].includes(field));
    this.desksOf = hall.fields.map((_, field) => ({
      primary: holders('primary', field),
      helping: holders('helping', field),
    }));
  }

  private linesAt(places: readonly number[]): Line<Waiting>[] {
    return places.flatMap((place) => this.lines[place] ?? []);
  }

  /** From now on a counter has other fields; one that waits for somebody looks at its new lines at once. */
  private change(desk: Desk, nowMs: number): void {
    const later = this.hall.counters[desk.place]?.later;
    if (!later) return;
    desk.primary = this.linesAt(later.primary);
    desk.helping = this.linesAt(later.helping);
    const inOrder = (desks: readonly Desk[]) => [...desks].sort((a, b) => a.place - b.place);
    for (const [field, desks] of this.desksOf.entries())
      for (const kind of ['primary', 'helping'] as const) {
        const others = desks[kind].filter((each) => each !== desk);
        desks[kind] = later[kind].includes(field) ? inOrder([...others, desk]) : others;
      }
    if (desk.idleSinceMs === BUSY || desk.opensAtMs > nowMs) return;
    this.idle -= 1;
    this.callNext(desk, nowMs);
  }

  run(): DayRun {
    const endedAtMs: number[] = [];
    let next = 0;
    for (const session of this.hall.sessions) {
      const end = this.firstFrom(next, session.toMs);
      this.runSession(session, next, end);
      endedAtMs.push(this.lastAtMs);
      next = end;
    }
    const { calledAtMs, servedAtMs, counter, outcome } = this;
    const jobsDone = (this.hall.backOffice?.jobs ?? 0) - this.jobsLeft;
    return { calledAtMs, servedAtMs, counter, outcome, jobsDone, endedAtMs };
  }

  /** The first citizen who comes at that moment or later. */
  private firstFrom(start: number, atMs: number): number {
    const { arrivesAtMs, count } = this.citizens;
    let low = start;
    let high = count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((arrivesAtMs[middle] as number) < atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private runSession(session: Period, first: number, end: number): void {
    const { agenda } = this;
    const { arrivesAtMs } = this.citizens;
    this.closed = false;
    this.lastAtMs = session.fromMs;
    this.untilMs = session.toMs;
    this.idle = this.desks.length;
    for (const desk of this.desks) {
      desk.opensAtMs = Math.max(session.fromMs, desk.freeAtMs);
      desk.idleSinceMs = desk.opensAtMs;
      desk.nextAway = 0;
      agenda.add(desk.opensAtMs, AVAILABLE, desk.place);
      for (const away of desk.away)
        if (away.toMs > desk.opensAtMs && away.toMs < Number.POSITIVE_INFINITY)
          agenda.add(away.toMs, AVAILABLE, desk.place);
      const changesMs = this.hall.counters[desk.place]?.later?.atMs;
      if (changesMs !== undefined) agenda.add(Math.max(changesMs, session.fromMs), CHANGES, desk.place);
    }
    if (this.hall.atClose === 'send-home') agenda.add(session.toMs, CLOSES, 0);
    let next = first;
    let arrivalMs = next < end ? (arrivesAtMs[next] as number) : BUSY;
    while (next < end || this.inside > 0 || (this.jobsLeft > 0 && agenda.firstAtMs < session.toMs)) {
      const eventMs = agenda.firstAtMs;
      if (arrivalMs <= eventMs) {
        // Nobody comes and nothing happens any more: whoever still waits has no counter.
        if (arrivalMs === BUSY) break;
        this.arrive(next, arrivalMs);
        next += 1;
        arrivalMs = next < end ? (arrivesAtMs[next] as number) : BUSY;
      } else this.happen(agenda.take(), eventMs);
    }
    this.empty();
    agenda.clear();
  }

  private happen(event: number, nowMs: number): void {
    const id = idOf(event);
    switch (kindOf(event)) {
      case FREE: {
        const desk = this.desks[id] as Desk;
        this.settle(desk, nowMs);
        this.callNext(desk, nowMs);
        return;
      }
      case AVAILABLE: {
        const desk = this.desks[id] as Desk;
        if (desk.idleSinceMs === BUSY) return;
        desk.idleSinceMs = nowMs;
        this.idle -= 1;
        this.callNext(desk, nowMs);
        return;
      }
      case READY: {
        const ticket = this.tickets.get(id);
        // Called already, by a counter that became free at that very moment.
        if (!ticket || ticket.eligibleAtMs > nowMs) return;
        this.offer(ticket, nowMs);
        return;
      }
      case LEAVES: {
        const ticket = this.tickets.get(id);
        if (!ticket || ticket.calls > 0) return;
        dequeue(this.lines[this.citizens.field[id] as number] as Line<Waiting>, ticket);
        this.tickets.delete(id);
        this.outcome[id] = LEFT;
        this.inside -= 1;
        return;
      }
      case CHANGES:
        this.change(this.desks[id] as Desk, nowMs);
        return;
      case CLOSES:
        this.closed = true;
        this.empty();
        return;
    }
  }

  private arrive(citizen: number, nowMs: number): void {
    const { citizens } = this;
    this.inside += 1;
    const field = citizens.field[citizen] as number;
    const ticket: Waiting = {
      citizen,
      number: '',
      orderedAtMs: nowMs,
      order: citizen,
      eligibleAtMs: 0,
      priority: citizens.priority[citizen] === 0 ? null : PRIORITY,
      calls: 0,
    };
    const desk = this.idle > 0 ? this.idleDesk(field, nowMs) : undefined;
    // Nearly always nobody waits for an idle counter, and the newcomer is its only choice.
    if (desk && hasNobody(desk)) {
      this.call(desk, ticket, nowMs, { priorityWaited: ticket.priority !== null });
      return;
    }
    enqueue(this.lines[field] as Line<Waiting>, ticket);
    // At the very moment at which a counter opens, or is back from a break, others wait already.
    if (desk) this.offer(ticket, nowMs);
    if (ticket.calls > 0) return;
    const patienceMs = citizens.patienceMs[citizen] as number;
    if (patienceMs === Number.POSITIVE_INFINITY) return;
    this.tickets.set(citizen, ticket);
    this.agenda.add(nowMs + patienceMs, LEAVES, citizen);
  }

  /** The counter idle the longest that holds the field, else one that helps it. */
  private idleDesk(field: number, nowMs: number): Desk | undefined {
    if (this.idle === 0) return undefined;
    const desks = this.desksOf[field];
    return desks && (this.longestIdle(desks.primary, nowMs) ?? this.longestIdle(desks.helping, nowMs));
  }

  private longestIdle(desks: readonly Desk[], nowMs: number): Desk | undefined {
    let best: Desk | undefined;
    let sinceMs = BUSY;
    for (const desk of desks) {
      if (desk.idleSinceMs >= sinceMs || desk.opensAtMs > nowMs || this.isAway(desk, nowMs)) continue;
      best = desk;
      sinceMs = desk.idleSinceMs;
    }
    return best;
  }

  private isAway(desk: Desk, nowMs: number): boolean {
    const { away } = desk;
    for (;;) {
      const next = away[desk.nextAway];
      if (next === undefined || next.fromMs > nowMs) return false;
      if (next.toMs > nowMs) return true;
      desk.nextAway += 1;
    }
  }

  /** Idle counters that may call the ticket call by the rule until it is called; it need not be the first in line. */
  private offer(ticket: Waiting, nowMs: number): void {
    const { calls } = ticket;
    while (ticket.calls === calls) {
      const desk = this.idleDesk(this.citizens.field[ticket.citizen] as number, nowMs);
      if (!desk) return;
      this.idle -= 1;
      this.callNext(desk, nowMs);
    }
  }

  private callNext(desk: Desk, nowMs: number): void {
    const choice = this.isAway(desk, nowMs) ? null : chooseNext(desk, this.hall.rule, nowMs);
    if (!choice) {
      if (this.jobsLeft > 0 && nowMs < this.untilMs && !this.isAway(desk, nowMs)) {
        this.jobsLeft -= 1;
        desk.idleSinceMs = BUSY;
        this.agenda.add(nowMs + (this.hall.backOffice?.jobMs ?? 0), FREE, desk.place);
        return;
      }
      desk.idleSinceMs = nowMs;
      this.idle += 1;
      return;
    }
    const { ticket } = choice;
    dequeue(this.lines[this.citizens.field[ticket.citizen] as number] as Line<Waiting>, ticket);
    // Counted as idle for a moment, as every counter is that is about to call.
    this.idle += 1;
    this.call(desk, ticket, nowMs, choice.saw);
  }

  private call(desk: Desk, ticket: Waiting, nowMs: number, saw: CallSight): void {
    const { citizen } = ticket;
    desk.ordinaryStreak = nextStreak(desk.ordinaryStreak, ticket, saw);
    desk.idleSinceMs = BUSY;
    desk.present = ticket;
    this.idle -= 1;
    this.counter[citizen] = desk.place;
    if (ticket.calls === 0) this.calledAtMs[citizen] = nowMs;
    desk.answered = ticket.calls >= (this.citizens.absences[citizen] as number);
    ticket.calls += 1;
    let untilMs = nowMs + this.hall.noShow.unansweredMs;
    if (desk.answered) {
      this.servedAtMs[citizen] = nowMs;
      this.outcome[citizen] = SERVED;
      const gapMs = this.hall.fields[this.citizens.field[citizen] as number]?.gapMs ?? 0;
      untilMs = nowMs + (this.citizens.serviceMs[citizen] as number) + gapMs;
    }
    if (this.tickets.size > 0) this.tickets.delete(citizen);
    this.agenda.add(untilMs, FREE, desk.place);
  }

  /** Ends what was at the counter: served, or nobody came. */
  private settle(desk: Desk, nowMs: number): void {
    const ticket = desk.present;
    desk.present = null;
    desk.freeAtMs = nowMs;
    // A dossier is done: no citizen goes.
    if (!ticket) return;
    this.lastAtMs = nowMs;
    this.inside -= 1;
    if (desk.answered) return;
    const { citizen } = ticket;
    const { endsAfterCalls, returnsAfterMs } = this.hall.noShow;
    if (ticket.calls >= endsAfterCalls) this.outcome[citizen] = NO_SHOW;
    else if (!this.closed) {
      ticket.eligibleAtMs = nowMs + returnsAfterMs;
      enqueue(this.lines[this.citizens.field[citizen] as number] as Line<Waiting>, ticket);
      this.inside += 1;
      this.tickets.set(citizen, ticket);
      this.agenda.add(ticket.eligibleAtMs, READY, citizen);
    }
  }

  /** Sends home whoever still waits. */
  private empty(): void {
    for (const line of this.lines) {
      this.inside -= line.priority.length + line.ordinary.length;
      line.priority.length = 0;
      line.ordinary.length = 0;
    }
    this.tickets.clear();
  }
}
