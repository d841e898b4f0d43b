import { Counter, Field, type Settings } from '../../common/protocol/catalogue.ts';
import type { CommandName, Payload } from '../../common/protocol/commands.ts';
import { apply } from '../../server/domain/apply.ts';
import { rollOver } from '../../server/domain/day.ts';
import { decide } from '../../server/domain/decide.ts';
import { NO_VISITS } from '../../server/domain/decision.ts';
import type { HallEvent } from '../../server/domain/events.ts';
import { emptyHall, type LiveTicket } from '../../server/domain/state.ts';
import type { Citizens } from '../../server/staffing/simulation/citizens.ts';
import { type DayRun, LEFT, NO_SHOW, SERVED, UNSERVED } from '../../server/staffing/simulation/day-run.ts';
import type { SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';

type CoreCommand = Exclude<CommandName, 'template:apply'>;

/** Midnight of a working day in Viet Nam: the simulation's clock begins there. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 23, 17);
const DATE = '2026-11-24';

/** What can happen beside an arrival; at one moment in this order, and then by number. */
const KINDS = ['closes', 'ready', 'free', 'available', 'leaves'] as const;
type Kind = (typeof KINDS)[number];
interface Planned {
  readonly atMs: number;
  readonly kind: Kind;
  readonly id: number;
}

/** Somebody at a counter of the real hall. */
interface Clerk {
  readonly place: number;
  readonly code: string;
  idleSinceMs: number;
  present: number | null;
  answered: boolean;
}

/**
 * The same day as `runDay` takes, worked through by the hall itself: numbers are drawn, counters opened, "next" pressed,
 * absences and ends told, each by its command and its events. Clerks and citizens behave as the simulation says; whom
 * the hall calls is its own business.
 */
export function workDay(
  hall: SimulatedHall,
  citizens: Citizens,
): Pick<DayRun, 'calledAtMs' | 'servedAtMs' | 'counter' | 'outcome'> {
  return new WorkedDay(hall, citizens).run();
}

class WorkedDay {
  private readonly state = emptyHall();
  private readonly plan: Planned[] = [];
  private readonly clerks: Clerk[];
  /** Citizen by id of the ticket. */
  private readonly citizenOf = new Map<string, number>();
  private readonly calls = new Map<number, number>();
  private readonly calledAtMs: Float64Array;
  private readonly servedAtMs: Float64Array;
  private readonly counter: Int16Array;
  private readonly outcome: Uint8Array;
  private readonly hall: SimulatedHall;
  private readonly citizens: Citizens;
  private nowMs = 0;
  private closed = false;
  private ids = 0;

  constructor(hall: SimulatedHall, citizens: Citizens) {
    this.hall = hall;
    this.citizens = citizens;
    this.calledAtMs = new Float64Array(citizens.count).fill(Number.NaN);
    this.servedAtMs = new Float64Array(citizens.count).fill(Number.NaN);
    this.counter = new Int16Array(citizens.count).fill(-1);
    this.outcome = new Uint8Array(citizens.count).fill(UNSERVED);
    this.clerks = hall.counters.map((_, place) => ({
      place,
      code: `c${place}`,
      idleSinceMs: Number.POSITIVE_INFINITY,
      present: null,
      answered: false,
    }));
    this.furnish();
  }

  run() {
    const { arrivesAtMs, count } = this.citizens;
    const [session] = this.hall.sessions;
    if (!session || this.hall.sessions.length !== 1) throw new Error('one session a day');
    for (const { away } of this.hall.counters)
      if (away.some(({ toMs }) => !Number.isFinite(toMs))) throw new Error('everybody comes back');
    for (const clerk of this.clerks) {
      this.give('counter:open', { counter: clerk.code }, clerk);
      clerk.idleSinceMs = session.fromMs;
      this.add(session.fromMs, 'available', clerk.place);
      for (const away of this.hall.counters[clerk.place]?.away ?? [])
        if (away.toMs > session.fromMs) this.add(away.toMs, 'available', clerk.place);
    }
    if (this.hall.atClose === 'send-home') this.add(session.toMs, 'closes', 0);
    for (let next = 0; ; ) {
      const event = this.plan[0];
      const comesAtMs = next < count ? (arrivesAtMs[next] as number) : Number.POSITIVE_INFINITY;
      if (comesAtMs < session.toMs && comesAtMs <= (event?.atMs ?? Number.POSITIVE_INFINITY)) {
        this.nowMs = comesAtMs;
        this.arrive(next);
        next += 1;
      } else if (event) {
        this.plan.shift();
        this.nowMs = event.atMs;
        this.happen(event);
      } else break;
    }
    const { calledAtMs, servedAtMs, counter, outcome } = this;
    return { calledAtMs, servedAtMs, counter, outcome };
  }

  private furnish(): void {
    const fieldCodes = this.hall.fields.map((_, place) => `f${place}`);
    const codes = (places: readonly number[]) => places.map((place) => fieldCodes[place] ?? '');
    const settings: Partial<Settings> = {
      discipline: this.hall.rule.discipline,
      help: this.hall.rule.help,
      noShow: {
        endsAfterCalls: this.hall.noShow.endsAfterCalls,
        returnsAfterSeconds: this.hall.noShow.returnsAfterMs / 1000,
      },
    };
    this.take([
      ...rollOver(this.state, this.moment()),
      ...this.hall.fields.map(
        ({ targetMs }, place): HallEvent => ({
          type: 'field:defined',
          field: Field.parse({
            code: fieldCodes[place],
            name: fieldCodes[place],
            range: { prefix: '', start: 1 + place * 1000, size: 999, digits: 4 },
            sort: place,
            targetMinutes: targetMs / 60_000,
          }),
        }),
      ),
      ...this.hall.counters.map(
        ({ primary, helping }, place): HallEvent => ({
          type: 'counter:defined',
          counter: Counter.parse({
            code: `c${place}`,
            label: `Quầy ${place}`,
            spokenNumber: place + 1,
            primaryFields: codes(primary),
            helpingFields: codes(helping),
          }),
        }),
      ),
      { type: 'settings:changed', changes: settings },
    ]);
  }

  private moment() {
    return {
      atMs: MIDNIGHT_MS + this.nowMs,
      date: DATE,
      minuteOfDay: Math.floor(this.nowMs / 60_000),
    };
  }

  private give<N extends CoreCommand>(name: N, payload: Partial<Payload<N>>, clerk?: Clerk) {
    const decision = decide(this.state, name, payload as Payload<N>, {
      moment: this.moment(),
      commander: clerk
        ? { kind: 'user', id: `officer-${clerk.place}`, role: 'clerk' }
        : { kind: 'user', id: 'admin', role: 'admin' },
      visits: NO_VISITS,
      newTicketId: () => this.newId(),
      newTrackingToken: () => this.newId(),
      channel: 'kiosk',
      fromStaffNetwork: true,
      announcedUntil: () => null,
      ownPrinter: null,
    });
    if (decision.refusal && decision.refusal.code !== 'nothing_waiting')
      throw new Error(`${name}: ${decision.refusal.message}`);
    this.take(decision.events);
    return decision;
  }

  private take(events: readonly HallEvent[]): void {
    for (const event of events) apply(this.state, event, MIDNIGHT_MS + this.nowMs, this.state.sequence + 1);
  }

  private newId(): string {
    this.ids += 1;
    return `t${this.ids}`;
  }

  private add(atMs: number, kind: Kind, id: number): void {
    const planned = { atMs, kind, id };
    const before = (each: Planned) =>
      each.atMs - atMs || KINDS.indexOf(each.kind) - KINDS.indexOf(kind) || each.id - id;
    const at = this.plan.findIndex((each) => before(each) > 0);
    this.plan.splice(at < 0 ? this.plan.length : at, 0, planned);
  }

  private liveOf(citizen: number): LiveTicket | undefined {
    for (const [id, each] of this.citizenOf) if (each === citizen) return this.state.tickets.get(id);
    return undefined;
  }

  private arrive(citizen: number): void {
    const { citizens } = this;
    const isPriority = citizens.priority[citizen] !== 0;
    const { ticketId } = this.give('ticket:issue', {
      field: `f${citizens.field[citizen]}`,
      printer: null,
      purpose: 'submit',
      procedure: null,
      priority: isPriority ? 'elderly' : null,
      ...(isPriority ? { priorityReason: 'thẻ' } : {}),
    } as Partial<Payload<'ticket:issue'>>);
    this.citizenOf.set(ticketId ?? '', citizen);
    this.offer(citizen);
    const patienceMs = citizens.patienceMs[citizen] as number;
    if (Number.isFinite(patienceMs) && !this.calls.has(citizen))
      this.add(this.nowMs + patienceMs, 'leaves', citizen);
  }

  private happen({ kind, id }: Planned): void {
    switch (kind) {
      case 'free': {
        const clerk = this.clerks[id] as Clerk;
        this.endVisit(clerk);
        this.callNext(clerk);
        return;
      }
      case 'available': {
        const clerk = this.clerks[id] as Clerk;
        if (clerk.present === null) this.callNext(clerk);
        return;
      }
      case 'ready': {
        this.offer(id);
        return;
      }
      case 'leaves': {
        const ticket = this.liveOf(id);
        if (!ticket || this.calls.has(id)) return;
        this.outcome[id] = LEFT;
        this.give('ticket:cancel', { ticket: ticket.id, reason: 'đã về' });
        return;
      }
      case 'closes':
        this.closed = true;
        for (const ticket of [...this.state.tickets.values()])
          if (ticket.state === 'waiting')
            this.give('ticket:cancel', { ticket: ticket.id, reason: 'hết giờ' });
    }
  }

  /** Idle clerks press "next" until the citizen is called. */
  private offer(citizen: number): void {
    while (this.liveOf(citizen)?.state === 'waiting') {
      const clerk = this.idleClerk(this.citizens.field[citizen] as number);
      if (!clerk) return;
      this.callNext(clerk);
    }
  }

  /** Holders of the field before helpers of it, among each the one who has been idle the longest. */
  private idleClerk(field: number): Clerk | undefined {
    const idle = this.clerks.filter(
      (clerk) => clerk.present === null && clerk.idleSinceMs <= this.nowMs && !this.isAway(clerk),
    );
    for (const of of ['primary', 'helping'] as const) {
      const [first] = idle
        .filter(({ place }) => this.hall.counters[place]?.[of].includes(field))
        .sort((a, b) => a.idleSinceMs - b.idleSinceMs || a.place - b.place);
      if (first) return first;
    }
    return undefined;
  }

  private isAway({ place }: Clerk): boolean {
    const away = this.hall.counters[place]?.away ?? [];
    return away.some(({ fromMs, toMs }) => fromMs <= this.nowMs && this.nowMs < toMs);
  }

  private callNext(clerk: Clerk): void {
    const { ticketId } = this.isAway(clerk)
      ? {}
      : this.give('counter:call-next', { counter: clerk.code }, clerk);
    if (ticketId === undefined) {
      clerk.idleSinceMs = this.nowMs;
      return;
    }
    const citizen = this.citizenOf.get(ticketId) ?? -1;
    const calls = this.calls.get(citizen) ?? 0;
    if (calls === 0) this.calledAtMs[citizen] = this.nowMs;
    this.calls.set(citizen, calls + 1);
    this.counter[citizen] = clerk.place;
    clerk.present = citizen;
    clerk.idleSinceMs = Number.POSITIVE_INFINITY;
    clerk.answered = calls >= (this.citizens.absences[citizen] as number);
    if (clerk.answered) {
      this.servedAtMs[citizen] = this.nowMs;
      this.outcome[citizen] = SERVED;
    }
    const lastsMs = clerk.answered
      ? (this.citizens.serviceMs[citizen] as number)
      : this.hall.noShow.unansweredMs;
    this.add(this.nowMs + lastsMs, 'free', clerk.place);
  }

  private endVisit(clerk: Clerk): void {
    const citizen = clerk.present ?? -1;
    clerk.present = null;
    if (clerk.answered) {
      this.give('counter:finish', { counter: clerk.code, outcome: 'served', transactions: [] }, clerk);
      return;
    }
    this.give('counter:no-show', { counter: clerk.code }, clerk);
    const ticket = this.liveOf(citizen);
    if (ticket?.state !== 'waiting') this.outcome[citizen] = NO_SHOW;
    else if (this.closed) this.give('ticket:cancel', { ticket: ticket.id, reason: 'hết giờ' });
    else this.add(ticket.eligibleAtMs - MIDNIGHT_MS, 'ready', citizen);
  }
}
