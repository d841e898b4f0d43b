import type { Template } from '../../common/protocol/catalogue.ts';
import type { CommandName, Payload } from '../../common/protocol/commands.ts';
import type { Refusal } from '../../common/protocol/refusals.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { apply } from '../domain/apply.ts';
import { rollOver } from '../domain/day.ts';
import { decide } from '../domain/decide.ts';
import {
  type Circumstances,
  type DayEnd,
  type Decision,
  NO_VISITS,
  type VisitRecord,
} from '../domain/decision.ts';
import type { ActorStamp, HallEvent, LoggedEvent, StampedEvent } from '../domain/events.ts';
import type { Moment } from '../domain/issuing.ts';
import { loansDue } from '../domain/lending.ts';
import type { InapplicableEvent } from '../domain/replay.ts';
import { emptyHall, type HallState, type LiveCounter } from '../domain/state.ts';
import { templateDecision } from '../domain/template.ts';
import { type EventStore, StorageError } from '../storage/event-store.ts';
import type { Clock, HallCalendar } from './clock.ts';
import { GroupCommit, type Step } from './group-commit.ts';
import { HallClock } from './hall-clock.ts';
import { timedText } from './random-text.ts';
import { readRecord } from './read-record.ts';
import {
  type Asking,
  CONFLICT,
  commandDigest,
  type HallReply,
  NOT_WRITTEN,
  refusedReply,
  STOPPING,
  type StoredReply,
  storedReply,
  UNCONFIRMED,
} from './replies.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import { presentLive, waitingAheadOf } from './ticket-view.ts';

export interface HallOptions {
  readonly store: EventStore;
  /** The machine's clock; hall time is made of it. */
  readonly clock: Clock;
  readonly calendar: HallCalendar;
  readonly templates: ReadonlyMap<string, Template>;
  /** Reads a ticket that is no longer live. */
  readonly findEnded: (ticketId: string) => Ticket | undefined;
  /** Visits of any day, for opinions on them; without it there are none to be rated. */
  readonly visits?: VisitRecord;
  /** A dossier as the record knows it; without it only those of today are known. */
  readonly dossierOf?: Circumstances['dossierOf'];
  /** When a called number will have been announced; without it nothing is announced. */
  readonly announcedUntil?: Circumstances['announcedUntil'];
  /** The last sign of life of the officer at an open counter, epoch ms; null: none beside the acts in the log. */
  readonly lastSignMs?: (counter: LiveCounter) => number | null;
  /** Told of commits that failed and of listeners that threw. */
  readonly onError: (error: unknown, what: string) => void;
  /** Where phones in the hall's network find it, while nobody has set another address. */
  readonly ownAddress?: () => string;
}

const SYSTEM: ActorStamp = { kind: 'system', id: 'hall' };

/**
 * The running hall: takes a command, decides with the pure core, appends to the log and only then answers and publishes.
 * What comes together is committed together (GroupCommit).
 */
export class Hall {
  /** The hall's own time. */
  readonly clock: HallClock;
  readonly calendar: HallCalendar;
  private readonly options: HallOptions;
  private readonly commits: GroupCommit;
  private readonly snapshots: SnapshotKeeper;
  private current: HallState = emptyHall();
  private readonly underway = new Map<string, { digest: string; reply: Promise<HallReply> }>();
  private readonly listeners = new Set<(events: readonly LoggedEvent[]) => void>();
  private readonly rereadListeners = new Set<() => void>();
  /** What the start from the record found, until it is recorded. */
  private starting: readonly HallEvent[] = [];
  private begun = false;
  private stopped = false;
  /** Resolves when a flush failed: the process must end at once and be started again (decision 0021). */
  readonly lost: Promise<unknown>;

  constructor(options: HallOptions) {
    this.options = options;
    this.clock =
      options.clock instanceof HallClock ? options.clock : new HallClock(options.clock, options.calendar);
    this.calendar = options.calendar;
    const { store, onError } = options;
    this.snapshots = new SnapshotKeeper({
      store,
      onError,
      state: () => (this.commits.atRest ? this.current : undefined),
    });
    let tellLost: (error: unknown) => void = () => undefined;
    this.lost = new Promise((tell) => {
      tellLost = tell;
    });
    this.commits = new GroupCommit({
      store,
      onError,
      state: () => this.current,
      reread: () => this.reread(),
      replyTo: (step) => this.replyTo(step),
      publish: (logged) => this.publish(logged),
      onLost: (error) => {
        this.snapshots.stop();
        tellLost(error);
      },
    });
  }

  /** The present state: read it, never write it. Pages read it by way of `readable`. */
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

  /**
   * Brings the state up from the newest readable snapshot and the log after it. An event that cannot be applied is set
   * aside by an event of its own, and the read tables are rebuilt without it.
   */
  start(): void {
    const inapplicable = this.reread();
    if (inapplicable.length === 0) return;
    this.setAside(inapplicable);
    this.starting = this.clock.begin(this.current);
  }

  /** Called after each flushed commit with what was committed. @returns unsubscribes */
  subscribe(listener: (events: readonly LoggedEvent[]) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Called when the state was read again from the log: whoever shows a copy asks for a snapshot. @returns unsubscribes */
  onReread(listener: () => void): () => void {
    this.rereadListeners.add(listener);
    return () => this.rereadListeners.delete(listener);
  }

  /** True while commits wait for another process to give the write lock back. */
  get heldUp(): boolean {
    return this.commits.heldUp;
  }

  /** Whether the state holds nothing that is not flushed. */
  get atRest(): boolean {
    return this.commits.atRest;
  }

  /**
   * Resolves when the state holds nothing that is not flushed; whoever awaits it reads before the next command is
   * decided. @returns null, or why nothing can be read any more
   */
  async readable(): Promise<Refusal | null> {
    await this.commits.settled();
    return this.commits.lost ? UNCONFIRMED : null;
  }

  /** Resolves when what is kept beside the log can be written. @returns null, or why it cannot */
  async writable(): Promise<Refusal | null> {
    return (await this.commits.untilFree()) ? null : NOT_WRITTEN;
  }

  /** Does a command once. Refusals come as `reply.refusal`; the promise rejects only on bugs. Never throws. */
  execute<N extends CommandName>(name: N, payload: Payload<N>, asking: Asking): Promise<HallReply> {
    const closed = this.closed();
    if (closed) return Promise.resolve(refusedReply(closed, this.current.sequence));
    const { commander } = asking;
    const key = `${commander.kind}:${commander.id}:${asking.commandId}`;
    const digest = commandDigest(name, payload);
    const known = this.underway.get(key);
    if (known) {
      if (known.digest !== digest) return Promise.resolve(refusedReply(CONFLICT, this.current.sequence));
      return known.reply.then((reply) => ({ ...reply, repeated: true }));
    }
    const reply = this.commits.enqueue(() => this.command(name, payload, asking, { key, digest }));
    this.underway.set(key, { digest, reply });
    const forget = () => this.underway.delete(key);
    void reply.then(forget, forget);
    return reply;
  }

  /**
   * Records facts that are not commands: pairings, print results, the day's turn. Resolves after the flush. Rejects on
   * facts that the state cannot take, of which nothing is kept, and with a StorageError when they are not in the record.
   */
  async record(events: readonly HallEvent[], actor: ActorStamp = SYSTEM): Promise<void> {
    const closed = this.closed();
    if (closed) throw new StorageError(closed.message);
    const device = actor.kind === 'device' ? actor.id : null;
    const reply = await this.commits.enqueue(() => {
      const turned = this.turn(null);
      const taken = this.take(events, this.moment(), actor, device, null);
      return { events: [...turned, ...taken], answer: {} };
    });
    if (reply.refusal) throw new StorageError(reply.refusal.message);
  }

  /** Commits what is under way, writes a snapshot and takes no more commands. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.snapshots.stop();
    await this.commits.finish();
    this.snapshots.write();
  }

  private closed(): Refusal | null {
    if (this.commits.lost) return UNCONFIRMED;
    return this.stopped ? STOPPING : null;
  }

  private command<N extends CommandName>(
    name: N,
    payload: Payload<N>,
    asking: Asking,
    { key, digest }: { key: string; digest: string },
  ): Step {
    const stored = this.options.store.findCommand(key);
    if (stored) {
      if (stored.bodyHash !== digest) return { events: [], answer: { refusal: CONFLICT } };
      return { events: [], answer: JSON.parse(stored.reply) as StoredReply, repeated: true };
    }
    const { commander } = asking;
    const device = commander.kind === 'device' ? commander.id : null;
    const rolled = this.turn(device);
    if (commander.kind !== 'system') this.clock.touched();
    const moment = this.moment();
    const decision = this.decide(name, payload, asking, moment);
    const events = this.take(
      decision.events,
      moment,
      { kind: commander.kind, id: commander.id },
      device,
      key,
    );
    const answer = storedReply(decision);
    const taken = [...rolled, ...events];
    if (events.length === 0) return { events: taken, answer };
    const command = { commandId: key, bodyHash: digest, reply: JSON.stringify(answer) };
    return { events: taken, command, answer, ticket: this.ticketOf(decision) };
  }

  private decide<N extends CommandName>(
    name: N,
    payload: Payload<N>,
    asking: Asking,
    moment: Moment,
  ): Decision {
    if (name === 'template:apply')
      return templateDecision(this.current, this.options.templates, payload as Payload<'template:apply'>);
    return decide(this.current, name as Exclude<CommandName, 'template:apply'>, payload as never, {
      moment,
      commander: asking.commander,
      channel: asking.channel ?? 'api',
      ownPrinter: asking.ownPrinter ?? null,
      ...(asking.person === undefined ? {} : { person: asking.person }),
      fromStaffNetwork: asking.fromStaffNetwork ?? false,
      visits: this.options.visits ?? NO_VISITS,
      ...(this.options.dossierOf ? { dossierOf: this.options.dossierOf } : {}),
      announcedUntil: this.options.announcedUntil ?? (() => null),
      dayEnd: this.dayEnd(),
      timeOn: (date) => this.clock.timeOn(date),
      daysTold: () => this.clock.daysTold(),
      newTicketId: () => timedText(moment.atMs, 9),
      newTrackingToken: () => timedText(moment.atMs, 15),
    });
  }

  /** The ticket that a decision is answered with, as it stands right after it. */
  private ticketOf(decision: Decision): Ticket | undefined {
    const live = decision.ticketId === undefined ? undefined : this.current.tickets.get(decision.ticketId);
    if (!live) return undefined;
    const issued = decision.events[0]?.type === 'ticket:issued' ? decision.events[0] : undefined;
    return presentLive(live, issued?.waitingAhead ?? waitingAheadOf(this.current, live));
  }

  /** What time itself brings: a day that is set right, or in doubt, or over. */
  private turn(device: string | null): StampedEvent[] {
    const found = this.starting.length > 0 ? this.starting : this.clock.due(this.current);
    this.starting = [];
    const set = this.take(found, this.moment(), SYSTEM, device, null);
    const moment = this.moment();
    const rolled = this.take(rollOver(this.current, moment, this.dayEnd()), moment, SYSTEM, device, null);
    const returned = this.take(loansDue(this.current, moment.atMs), moment, SYSTEM, device, null);
    return [...set, ...rolled, ...returned];
  }

  private dayEnd(): DayEnd {
    return {
      instantOf: (date, minuteOfDay) => this.calendar.instantOf(date, minuteOfDay * 60_000),
      lastSignMs: (counter) => this.options.lastSignMs?.(counter) ?? null,
      quiet: this.clock.quiet,
    };
  }

  private take(
    events: readonly HallEvent[],
    moment: Moment,
    actor: ActorStamp,
    device: string | null,
    commandId: string | null,
  ): StampedEvent[] {
    let { atMs } = moment;
    return events.map((event) => {
      if (event.type === 'day:corrected') {
        this.clock.shift(event.shiftMs);
        atMs = this.clock.nowMs();
      }
      apply(this.current, event, atMs, this.current.sequence + 1);
      return { event, atMs, actor, device, commandId };
    });
  }

  private publish(events: readonly LoggedEvent[]): void {
    this.begun = true;
    this.clock.committed();
    for (const listener of this.listeners) this.tell(() => listener(events));
    this.snapshots.schedule(this.current.sequence);
  }

  private tell(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.options.onError(error, 'publish');
    }
  }

  /** @returns events that the log has and the state cannot take */
  private reread(): readonly InapplicableEvent[] {
    const { onError } = this.options;
    const { state, snapshotAt, unreadable, inapplicable } = readRecord(this.options.store);
    this.current = state;
    this.clock.rolledBack();
    if (!this.begun) this.starting = this.clock.begin(state);
    this.snapshots.startFrom(snapshotAt);
    for (const sequence of unreadable)
      onError(new Error(`the snapshot at event ${sequence} cannot be read`), 'snapshot');
    for (const listener of this.rereadListeners) this.tell(listener);
    return inapplicable;
  }

  /** Says in the log which events count nowhere, and rebuilds the read tables without them. Nothing is deleted. */
  private setAside(events: readonly InapplicableEvent[]): void {
    const { store, onError } = this.options;
    const moment = this.moment();
    try {
      const acts = events.map(
        ({ sequence, type, because }): HallEvent => ({
          type: 'event:set-aside',
          sequence,
          eventType: type,
          because,
        }),
      );
      store.commit({ events: this.take(acts, moment, SYSTEM, null, null), commands: [] });
      store.rebuild();
    } catch (error) {
      onError(error, 'set aside');
    }
  }

  private replyTo({ answer, ticket, repeated = false }: Step): HallReply {
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
    if (live) return presentLive(live, waitingAheadOf(this.current, live));
    return this.options.findEnded(ticketId);
  }
}
