import { formatTime } from '../common/i18n/format.ts';
import { waitWords } from '../common/i18n/wait-words.ts';
import type { TicketState } from '../common/protocol/primitives.ts';
import type { FollowedTicket } from '../common/protocol/rest/tickets.ts';
import type { Say } from './words.ts';

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };
/** Numbers this near are asked about often. */
const NEAR = 5;
const NEXT = 1;
const LEAST_MS = 500;

/** How a ticket stands for its holder: also whether its call has not been announced yet, or was missed. */
export type Standing = TicketState | 'soon' | 'missed';

/** The standing of a ticket. Until the hall announces a call, the phone does not know of it either. */
export function standingOf(ticket: FollowedTicket): Standing {
  if (ticket.state === 'called' && ticket.call !== null && ticket.call.beginsInMs > 0) return 'soon';
  return ticket.missed === null ? ticket.state : 'missed';
}

const STATE_WORDS = {
  waiting: 'stateWaiting',
  soon: 'stateSoon',
  called: 'stateCalled',
  serving: 'stateServing',
  parked: 'stateParked',
  missed: 'stateMissed',
  no_show: 'stateMissed',
  done: 'stateDone',
  cancelled: 'stateCancelled',
  expired: 'stateExpired',
} as const;

const counterOf = ({ counterLabel, counters }: FollowedTicket, say: Say): string =>
  [...(counterLabel === null ? counters : [counterLabel])].map((label) => say.counter(label)).join(', ');

/** The state in a few words, for the headline. */
export function stateWords(ticket: FollowedTicket, say: Say): string {
  return say(STATE_WORDS[standingOf(ticket)], { counter: counterOf(ticket, say) });
}

function missedSentences({ missed }: FollowedTicket, say: Say): readonly string[] {
  const time = missed?.at == null ? '–' : formatTime(missed.at, ZONE);
  const left = missed?.callsLeft ?? 0;
  return [
    say('missedAt', { time, counter: say.counter(missed?.counterLabel ?? '') }),
    left > 0 ? say('missedCalls', { n: left }) : say('missedOver'),
  ];
}

function waitingSentences(ticket: FollowedTicket, say: Say): readonly string[] {
  const { estimate, waitingAhead } = ticket;
  const ahead = waitingAhead === 0 ? say('aheadNone') : say('ahead', { n: waitingAhead });
  if (estimate === null) return [ahead, say('noCounterFull')];
  const said = waitWords(estimate);
  const about =
    said.kind === 'range' ? say('stillAbout', said) : say('stillOver', { t: say(said.kind, said) });
  const into = ticket.waitRunsInto;
  if (!into) return [ahead, about];
  const more =
    into.kind === 'break' ? say('mayRunIntoBreak', into) : say('mayRunIntoClosing', { at: into.at });
  return [ahead, about, more];
}

/** What the holder of a ticket must know now, in whole sentences, the most urgent first. */
export function ticketSentences(ticket: FollowedTicket, say: Say): readonly string[] {
  const counter = counterOf(ticket, say);
  const standing = standingOf(ticket);
  switch (standing) {
    case 'soon':
      return [say('callSoon')];
    case 'called':
      return [say('callingNow', { counter, number: ticket.number })];
    case 'serving':
      return [say('beingServed', { counter })];
    case 'parked':
      return [say('parked', { counter })];
    case 'missed':
    case 'no_show':
      return missedSentences(ticket, say);
    case 'done':
      return [say('done')];
    case 'cancelled':
    case 'expired':
      return [say(standing), say('newNumber')];
    case 'waiting':
      return waitingSentences(ticket, say);
  }
}

/** Whether nothing about the ticket will change any more. */
export function isOver(state: TicketState): boolean {
  return state === 'done' || state === 'no_show' || state === 'cancelled' || state === 'expired';
}

/** Whether its turn is so near that a phone in a pocket should tell of it. */
export function isNear(ticket: FollowedTicket): boolean {
  const standing = standingOf(ticket);
  return standing === 'soon' || (standing === 'waiting' && ticket.waitingAhead <= NEXT);
}

/**
 * How long to wait before the next question, ms: often when the turn is near, rarely when it is far, so that two
 * hundred phones do not load the hall; and at the moment at which the hall begins to announce the call.
 */
export function nextQuestionMs(ticket: FollowedTicket | null): number {
  if (ticket === null) return 15_000;
  if (isOver(ticket.state)) return 60_000;
  const beginsInMs = ticket.call?.beginsInMs ?? 0;
  if (beginsInMs > 0) return Math.min(4_000, Math.max(LEAST_MS, beginsInMs));
  if (ticket.state !== 'waiting') return 4_000;
  if (ticket.waitingAhead > NEAR) return 15_000;
  return ticket.waitingAhead <= NEXT ? 2_000 : 4_000;
}
