import type { TrackedTicket } from '../../common/protocol/rest/tickets.ts';
import type { StageRecord } from '../../common/protocol/stage.ts';
import type { Ticket } from '../../common/protocol/ticket.ts';
import { announcedFrom } from '../domain/call-stage.ts';
import { PASSES_MOST, wouldPass } from '../domain/let-pass.ts';
import type { HallState } from '../domain/state.ts';
import { iso } from './ticket-view.ts';

const labelOf = (state: HallState, counter: string | null): string | null =>
  counter === null ? null : (state.counters.get(counter)?.definition.label ?? counter);

/**
 * What its holder is to know of a ticket's calls. A phone follows the stage, not the record: it calls when the number is
 * announced [STAGE5].
 * @param ticket as the record has it, also of an earlier day
 */
export function callsForHolder(
  state: HallState,
  ticket: Ticket,
  stages: readonly StageRecord[],
  nowMs: number,
): Pick<TrackedTicket, 'call' | 'missed' | 'counterLabel'> {
  const counterLabel = labelOf(state, ticket.counter);
  const live = state.tickets.get(ticket.id);
  if (ticket.state === 'called' && ticket.counter !== null) {
    const from = announcedFrom(stages, { number: ticket.number, counter: ticket.counter }, nowMs);
    const call = {
      at: iso(live?.lastCalledAtMs ?? null) ?? ticket.calledAt ?? ticket.issuedAt,
      count: ticket.callCount,
      beginsInMs: Math.max(0, from - nowMs),
    };
    return { counterLabel, call, missed: null };
  }
  // Whoever was absent is held back for a while; being back takes that away.
  const isMissed = ticket.state === 'no_show' || (live?.state === 'waiting' && live.eligibleAtMs > 0);
  if (!isMissed) return { counterLabel, call: null, missed: null };
  const missed = {
    at: iso(live?.lastCalledAtMs ?? null) ?? ticket.calledAt,
    counterLabel: labelOf(state, live?.missedAt ?? null) ?? counterLabel,
    callsLeft:
      ticket.state === 'no_show' ? 0 : Math.max(0, state.settings.noShow.endsAfterCalls - ticket.callCount),
  };
  return { counterLabel, call: null, missed };
}

/** What the holder may do with a ticket now. */
export function actsOfHolder(
  state: HallState,
  ticketId: string,
): Pick<TrackedTicket, 'letPass' | 'mayGiveUp'> {
  const live = state.tickets.get(ticketId);
  if (!live) return { letPass: null, mayGiveUp: false };
  const people = wouldPass(state, live).length;
  const left = PASSES_MOST - live.letPassCount;
  return {
    letPass: people > 0 && left > 0 ? { people, left } : null,
    mayGiveUp: live.state === 'waiting' || live.state === 'parked',
  };
}
