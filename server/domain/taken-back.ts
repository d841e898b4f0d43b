import type { TicketState } from '../../common/protocol/primitives.ts';
import type { CounterActKind } from '../../common/protocol/views.ts';
import type { HallEvent } from './events.ts';
import type { HallState, LiveCounter, LiveTicket } from './state.ts';

/** All that an act at a counter may change of a ticket, and that taking it back restores. */
export type Standing = Pick<
  LiveTicket,
  | 'state'
  | 'field'
  | 'counter'
  | 'reservedFor'
  | 'callCount'
  | 'calledAtMs'
  | 'lastCalledAtMs'
  | 'startedAtMs'
  | 'eligibleAtMs'
  | 'parkReason'
  | 'reason'
  | 'work'
> & {
  /** Absent in logs of before it was kept. */
  readonly missedAt?: string | null;
};

/** One ticket of an act: how it stood before, and in which state the act left it. */
export interface Touched {
  readonly ticketId: string;
  readonly number: string;
  readonly before: Standing;
  readonly left: TicketState;
}

/** The last act at a counter, kept until the next one so that it can be taken back [UNDO1]. */
export interface CounterAct {
  readonly kind: CounterActKind;
  readonly atMs: number;
  /** Of its last event. */
  readonly sequence: number;
  readonly ordinaryStreak: number;
  readonly tickets: readonly Touched[];
}

/** So many ended tickets of the day are kept as they stood: beyond, the oldest can no longer be reopened. */
const ENDED_KEPT = 2_000;

/** How a ticket stands now. */
export function standingOf(ticket: LiveTicket): Standing {
  return {
    state: ticket.state,
    field: ticket.field,
    counter: ticket.counter,
    reservedFor: ticket.reservedFor,
    callCount: ticket.callCount,
    calledAtMs: ticket.calledAtMs,
    lastCalledAtMs: ticket.lastCalledAtMs,
    startedAtMs: ticket.startedAtMs,
    eligibleAtMs: ticket.eligibleAtMs,
    parkReason: ticket.parkReason,
    missedAt: ticket.missedAt,
    reason: ticket.reason,
    work: ticket.work,
  };
}

const ACTS: Partial<Record<HallEvent['type'], { kind: CounterActKind; left: TicketState }>> = {
  'ticket:called': { kind: 'call', left: 'called' },
  'ticket:started': { kind: 'start', left: 'serving' },
  'ticket:finished': { kind: 'finish', left: 'done' },
  'ticket:absent': { kind: 'absent', left: 'waiting' },
  'ticket:no-show': { kind: 'no-show', left: 'no_show' },
  'ticket:parked': { kind: 'park', left: 'parked' },
  'ticket:transferred': { kind: 'transfer', left: 'waiting' },
};

/** What ends the chance to take the last act back: it was taken back, or the counter changed hands. */
const FORGETS: ReadonlySet<HallEvent['type']> = new Set([
  'ticket:reopened',
  'counter:opened',
  'counter:closed',
]);

/** Keeps what an event is about to change at its counter; to be called before the event is applied. */
export function rememberAct(state: HallState, event: HallEvent, atMs: number, sequence: number): void {
  if (!('counter' in event) || typeof event.counter !== 'string') return;
  const counter = state.counters.get(event.counter);
  if (!counter) return;
  if (FORGETS.has(event.type)) counter.lastAct = null;
  const act = ACTS[event.type];
  if (!act || !('ticketId' in event) || typeof event.ticketId !== 'string') return;
  const ticket = state.tickets.get(event.ticketId);
  if (!ticket) return;
  const touched = { ticketId: ticket.id, number: ticket.number, before: standingOf(ticket), left: act.left };
  const last = counter.lastAct;
  // Call-next is one act of two events: the present visit ends, the next number is called.
  const joined =
    act.kind === 'call' && last?.kind === 'finish' && last.sequence === sequence - 1 && last.atMs === atMs;
  counter.lastAct = {
    kind: joined ? 'finish-call' : act.kind,
    atMs,
    sequence,
    ordinaryStreak: joined ? last.ordinaryStreak : counter.ordinaryStreak,
    tickets: joined ? [...last.tickets, touched] : [touched],
  };
}

/** Keeps a ticket as it stands before it ends, so that it can be reopened today. */
export function rememberEnded(state: HallState, ticket: LiveTicket): void {
  state.beforeEnd.set(ticket.id, { ...ticket });
  const oldest = state.beforeEnd.size > ENDED_KEPT ? state.beforeEnd.keys().next().value : undefined;
  if (oldest !== undefined) state.beforeEnd.delete(oldest);
}

/** True while every ticket of the act still stands as the act left it. */
export function stillStands(state: HallState, act: CounterAct): boolean {
  return act.tickets.every(({ ticketId, before, left }) => {
    const live = state.tickets.get(ticketId);
    if (!live) return left === 'done' && state.beforeEnd.has(ticketId);
    if (live.state !== left) return false;
    return left === 'called' || left === 'serving' || live.callCount === before.callCount;
  });
}

/** Events that bring the tickets of an act back to how they stood: the one called last first, so that its place is free. */
export function takenBack(state: HallState, counter: LiveCounter, act: CounterAct): HallEvent[] {
  const { code } = counter.definition;
  const uncalled = ({ number, before }: Touched) =>
    state.calls
      .filter((each) => each.number === number && each.counter === code && each.callCount > before.callCount)
      .map((each) => each.sequence);
  return act.tickets.toReversed().map((touched) => ({
    type: 'ticket:reopened',
    ticketId: touched.ticketId,
    number: touched.number,
    counter: code,
    how: 'undo',
    to: touched.before,
    actAtMs: act.atMs,
    ordinaryStreak: act.ordinaryStreak,
    uncalled: uncalled(touched),
  }));
}
