import { hash } from 'node:crypto';
import type { Template } from '../../common/protocol/catalogue.ts';
import type { CommandName, Payload } from '../../common/protocol/commands.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';
import type { CallReason, Ticket } from '../../common/protocol/ticket.ts';
import { apply } from '../domain/apply.ts';
import { rollOver } from '../domain/day.ts';
import { decide } from '../domain/decide.ts';
import { type Commander, type Decision, NO_VISITS, type VisitRecord } from '../domain/decision.ts';
import type { ActorStamp, HallEvent, LoggedEvent, StampedEvent } from '../domain/events.ts';
import type { Moment } from '../domain/issuing.ts';
import { readState, writeState } from '../domain/snapshot.ts';
import { emptyHall, type HallState } from '../domain/state.ts';
import { templateEvents } from '../domain/template.ts';
import type { CommandRecord, EventStore } from '../storage/event-store.ts';
import type { Clock, HallCalendar } from './clock.ts';
import { timedText } from './random-text.ts';
import { presentLive, waitingAheadOf } from './ticket-view.ts';

/** What a command answered, or would have answered. */
export interface HallReply {
  readonly ticket?: Ticket;
  readonly finished?: Ticket;
  readonly reason?: CallReason;
  readonly refusal?: Refusal;
  readonly repeated: boolean;
  readonly sequence: number;
}

/** Who asks, and the circumstances that the edge knows. */
export interface Asking {
  readonly commander: Commander;
  /** The sender's own id for this act; the same id and body again is answered, not done, again. */
  readonly commandId: string;
  readonly channel?: 'kiosk' | 'counter' | 'api';
  readonly ownPrinter?: string | null;
}

/** Kept with a command id, so that a repetition can be answered after a restart. */
interface StoredReply {
  readonly ticketId?: string;
  readonly finishedId?: string;
  readonly reason?: CallReason;
  readonly refusal?: Refusal;
}

interface Waiting {
  readonly answer: StoredReply;
  readonly ticket: Ticket | undefined;
  readonly resolve: (reply: HallReply) => void;
}

export interface HallOptions {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly calendar: HallCalendar;
  readonly templates: ReadonlyMap<string, Template>;
  /** Reads a ticket that is no longer live. */
  readonly findEnded: (ticketId: string) => Ticket | undefined;
  /** Visits of any day, for opinions on them; without it there are none to be rated. */
  readonly visits?: VisitRecord;
  /** Told of commits that failed and of listeners that threw. */
  readonly onError: (error: unknown, what: string) => void;
  /** Where phones in the hall's network find it, while nobody has set another address. */
  readonly ownAddress?: () => string;
}

/** So many events after a snapshot the next one is written, as soon as the hall has a quiet moment … */
const SNAPSHOT_EVERY = 5_000;
/** … and after so many at the latest: a restart reads no more of the log than that. */
const SNAPSHOT_AT_LATEST = 200_000;
/** Nobody asked anything for so long: the moment to write down a state of many tickets. */
const QUIET_MS = 400;

/**
 * The running hall: takes a command, decides with the pure core, appends to the log and only then answers and publishes.
 * Commands that arrive while the disk is busy share the next commit.
 */
export class Hall {
  readonly clock: Clock;
  readonly calendar: HallCalendar;
  private readonly options: HallOptions;
  private current: HallState = emptyHall();
  private batch: StampedEvent[] = [];
  private records: CommandRecord[] = [];
  private waiting: Waiting[] = [];
  private readonly underway = new Map<string, { bodyHash: string; reply: Promise<HallReply> }>();
  private readonly listeners = new Set<(events: readonly LoggedEvent[]) => void>();
  private flushing = false;
  /** Until what was committed lies on the disk: commands that come meanwhile wait here undecided. */
  private settling: Promise<void> | undefined;
  private held: (() => void)[] = [];
  private stopped = false;
  private snapshotAt = 0;
  private snapshotTimer: NodeJS.Timeout | undefined;

  constructor(options: HallOptions) {
    this.options = options;
    this.clock = options.clock;
    this.calendar = options.calendar;
  }

  /** The present state: read it, never write it. */
  get state(): HallState {
    return this.current;
  }

  /** Where a citizen's phone finds the hall, for links and QR codes; empty: unknown. */
  get publicAddress(): string {
    return this.current.settings.trackingBaseUrl || (this.options.ownAddress?.() ?? '');
  }

  /** The hall's present moment. */
  moment(): Moment {
    return this.calendar.momentOf(this.clock.nowMs());
  }

  /** Brings the state up from the newest snapshot and the log after it. */
  start(): void {
    this.reload();
  }

  /** Called after each commit with what was committed. @returns a function that ends it. */
  subscribe(listener: (events: readonly LoggedEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Does a command once. Refusals come as `reply.refusal`; the promise rejects only on bugs. */
  execute<N extends CommandName>(name: N, payload: Payload<N>, asking: Asking): Promise<HallReply> {
    if (this.stopped)
      return Promise.resolve(this.refuse({ code: 'shutting_down', message: 'the hall is stopping' }));
    // Deciding now would let screens show what is not on the disk yet.
    if (this.settling)
      return new Promise((resolve, reject) => {
        this.held.push(() => void this.execute(name, payload, asking).then(resolve, reject));
      });
    const { commander } = asking;
    const key = `${commander.kind}:${commander.id}:${asking.commandId}`;
    const bodyHash = hashOf(name, payload);
    const known = this.underway.get(key);
    if (known) {
      if (known.bodyHash !== bodyHash) return Promise.resolve(this.refuse(CONFLICT));
      return known.reply.then((reply) => ({ ...reply, repeated: true }));
    }
    const stored = this.options.store.findCommand(key);
    if (stored) {
      if (stored.bodyHash !== bodyHash) return Promise.resolve(this.refuse(CONFLICT));
      return Promise.resolve(this.answer(JSON.parse(stored.reply) as StoredReply, undefined, true));
    }
    const moment = this.moment();
    const stamp = (events: readonly HallEvent[], actor: ActorStamp, commandId: string | null) =>
      this.take(events, moment, actor, commander.kind === 'device' ? commander.id : null, commandId);

    const before = this.batch.length;
    stamp(rollOver(this.current, moment), SYSTEM, null);
    const decision = this.decide(name, payload, asking, moment);
    stamp(decision.events, { kind: commander.kind, id: commander.id }, key);
    const answer: StoredReply = {
      ...(decision.ticketId === undefined ? {} : { ticketId: decision.ticketId }),
      ...(decision.finishedId === undefined ? {} : { finishedId: decision.finishedId }),
      ...(decision.reason === undefined ? {} : { reason: decision.reason }),
      ...(decision.refusal === undefined ? {} : { refusal: decision.refusal }),
    };
    if (decision.events.length > 0)
      this.records.push({ commandId: key, bodyHash, reply: JSON.stringify(answer) });
    if (this.batch.length === before) return Promise.resolve(this.answer(answer, undefined, false));

    const live = decision.ticketId === undefined ? undefined : this.current.tickets.get(decision.ticketId);
    const issued = decision.events[0]?.type === 'ticket:issued' ? decision.events[0] : undefined;
    const ticket =
      live &&
      presentLive(live, issued?.waitingAhead ?? waitingAheadOf(this.current, live), this.publicAddress);
    const reply = new Promise<HallReply>((resolve) => {
      this.waiting.push({ answer, ticket, resolve });
    });
    this.underway.set(key, { bodyHash, reply });
    void reply.finally(() => this.underway.delete(key));
    this.schedule();
    return reply;
  }

  /** Records facts that are not commands: pairings, print results, the day's turn. Resolves after the commit. */
  record(events: readonly HallEvent[], actor: ActorStamp = SYSTEM): Promise<HallReply> {
    if (this.settling)
      return new Promise((resolve, reject) => {
        this.held.push(() => void this.record(events, actor).then(resolve, reject));
      });
    const moment = this.moment();
    this.take(rollOver(this.current, moment), moment, SYSTEM, null, null);
    this.take(events, moment, actor, actor.kind === 'device' ? actor.id : null, null);
    if (this.batch.length === 0) return Promise.resolve(this.answer({}, undefined, false));
    return new Promise((resolve) => {
      this.waiting.push({ answer: {}, ticket: undefined, resolve });
      this.schedule();
    });
  }

  /** Commits what is under way, writes a snapshot and takes no more commands. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.snapshotTimer);
    for (;;) {
      if (!this.settling) this.flush();
      if (!this.settling) break;
      await this.settling;
    }
    this.writeSnapshot();
  }

  private decide<N extends CommandName>(
    name: N,
    payload: Payload<N>,
    asking: Asking,
    moment: Moment,
  ): Decision {
    if (name === 'template:apply') return this.applyTemplate(payload as Payload<'template:apply'>);
    return decide(this.current, name as Exclude<CommandName, 'template:apply'>, payload as never, {
      moment,
      commander: asking.commander,
      channel: asking.channel ?? 'api',
      ownPrinter: asking.ownPrinter ?? null,
      visits: this.options.visits ?? NO_VISITS,
      newTicketId: () => timedText(moment.atMs, 9),
      newTrackingToken: () => timedText(moment.atMs, 15),
    });
  }

  private applyTemplate(payload: Payload<'template:apply'>): Decision {
    const template = this.options.templates.get(payload.template);
    if (!template)
      return {
        events: [],
        refusal: { code: 'unknown_template', message: `no template ${payload.template}` },
      };
    const busy = [...this.current.counters.values()].some((counter) => counter.state !== 'closed');
    if (busy || this.current.tickets.size > 0)
      return {
        events: [],
        refusal: {
          code: 'conflict',
          message: 'close the day first: counters are open or tickets are waiting',
        },
      };
    const named =
      payload.hallName === undefined
        ? template.settings
        : { ...template.settings, hallName: payload.hallName };
    return { events: templateEvents(this.current, { ...template, settings: named }, true) };
  }

  private take(
    events: readonly HallEvent[],
    moment: Moment,
    actor: ActorStamp,
    device: string | null,
    commandId: string | null,
  ): void {
    for (const event of events) {
      this.batch.push({ event, atMs: moment.atMs, actor, device, commandId });
      apply(this.current, event, moment.atMs, this.current.sequence + 1);
    }
  }

  private schedule(): void {
    if (this.flushing) return;
    this.flushing = true;
    // After the events of this turn of the loop were all read: they share one commit.
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.flushing = false;
    const { batch, records, waiting } = this;
    this.batch = [];
    this.records = [];
    this.waiting = [];
    if (batch.length === 0) return;
    let logged: LoggedEvent[];
    try {
      logged = this.options.store.commit({ events: batch, commands: records });
    } catch (error) {
      this.options.onError(error, 'commit');
      this.reload();
      for (const each of waiting)
        each.resolve(
          this.refuse({
            code: 'storage_failed',
            message: 'the record could not be written; nothing was done',
          }),
        );
      return;
    }
    const last = logged.at(-1);
    // Another process appended an import in between: take the log's own numbering.
    if (last && last.sequence !== this.current.sequence) this.reload();
    this.settling = this.settle(logged, waiting);
  }

  /** Answers and publishes a commit once it lies on the disk, then takes up what came meanwhile. */
  private async settle(logged: readonly LoggedEvent[], waiting: readonly Waiting[]): Promise<void> {
    let failed = false;
    try {
      // One turn later in any case: `settling` must be set before it is taken back.
      await Promise.resolve().then(() => this.options.store.settle());
    } catch (error) {
      failed = true;
      this.options.onError(error, 'commit');
    }
    this.settling = undefined;
    // What is in the log is shown also when the disk did not confirm it: the log is what a restart would read.
    this.publish(logged);
    for (const each of waiting)
      each.resolve(failed ? this.refuse(UNCONFIRMED) : this.answer(each.answer, each.ticket, false));
    const { held } = this;
    this.held = [];
    for (const take of held) take();
    this.scheduleSnapshot();
  }

  private publish(events: readonly LoggedEvent[]): void {
    for (const listener of this.listeners)
      try {
        listener(events);
      } catch (error) {
        this.options.onError(error, 'publish');
      }
  }

  private reload(): void {
    const { store } = this.options;
    const snapshot = store.latestSnapshot();
    const state = snapshot ? readState(snapshot.state) : emptyHall();
    this.snapshotAt = state.sequence;
    for (;;) {
      const events = store.read(state.sequence, 5_000);
      if (events.length === 0) break;
      for (const each of events) apply(state, each.event, each.atMs, each.sequence);
    }
    this.current = state;
  }

  private scheduleSnapshot(): void {
    const since = this.current.sequence - this.snapshotAt;
    if (since < SNAPSHOT_EVERY || this.stopped) return;
    clearTimeout(this.snapshotTimer);
    if (since >= SNAPSHOT_AT_LATEST) {
      this.writeSnapshot();
      return;
    }
    this.snapshotTimer = setTimeout(() => this.writeSnapshot(), QUIET_MS);
    this.snapshotTimer.unref();
  }

  private writeSnapshot(): void {
    if (this.batch.length > 0 || this.current.sequence === this.snapshotAt) return;
    try {
      this.options.store.saveSnapshot(this.current.sequence, writeState(this.current));
      this.options.store.tidy();
      this.snapshotAt = this.current.sequence;
    } catch (error) {
      this.options.onError(error, 'snapshot');
    }
  }

  private refuse(refusal: Refusal): HallReply {
    return { refusal, repeated: false, sequence: this.current.sequence };
  }

  private answer(answer: StoredReply, ticket: Ticket | undefined, repeated: boolean): HallReply {
    const shown = ticket ?? (answer.ticketId === undefined ? undefined : this.findTicket(answer.ticketId));
    const finished = answer.finishedId === undefined ? undefined : this.findTicket(answer.finishedId);
    return {
      ...(shown ? { ticket: shown } : {}),
      ...(finished ? { finished } : {}),
      ...(answer.reason ? { reason: answer.reason } : {}),
      ...(answer.refusal ? { refusal: answer.refusal } : {}),
      repeated,
      sequence: this.current.sequence,
    };
  }

  /** A ticket, live or ended. */
  findTicket(ticketId: string): Ticket | undefined {
    const live = this.current.tickets.get(ticketId);
    if (live) return presentLive(live, waitingAheadOf(this.current, live), this.publicAddress);
    return this.options.findEnded(ticketId);
  }
}

const SYSTEM: ActorStamp = { kind: 'system', id: 'hall' };

const CONFLICT: Refusal = {
  code: 'idempotency_conflict',
  message: 'this command id was used for something else',
};

const UNCONFIRMED: Refusal = {
  code: 'storage_failed',
  message: 'the disk did not confirm the record; ask again with the same id to learn whether it was kept',
};

/** Digest of what a command asks, to tell a repetition from another use of the id. */
function hashOf(name: CommandName, payload: unknown): string {
  return hash('sha256', `${name}\n${JSON.stringify(payload)}`, 'base64url');
}
