import { waitWords } from '../common/i18n/wait-words.ts';
import type { TicketState } from '../common/protocol/primitives.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import type { Say } from './words.ts';

/** What the holder of a ticket must know now, in whole sentences, the most urgent first. */
export function ticketSentences(ticket: TrackedTicket, say: Say): readonly string[] {
  const counter = ticket.counterLabel ?? ticket.counters.join(', ');
  switch (ticket.state) {
    case 'called':
      return [say('callingNow', { counter })];
    case 'serving':
      return [say('beingServed', { counter })];
    case 'parked':
      return [say('parked', { counter })];
    case 'no_show':
      return [say('missed')];
    case 'done':
      return [say('done')];
    case 'cancelled':
      return [say('cancelled')];
    case 'expired':
      return [say('expired')];
    case 'waiting': {
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
  }
}

/** Whether nothing about the ticket will change any more. */
export function isOver(state: TicketState): boolean {
  return state === 'done' || state === 'no_show' || state === 'cancelled' || state === 'expired';
}

/**
 * How long to wait before the next question, ms: often when the turn is near, rarely when it is far, so that two
 * hundred phones do not load the hall.
 */
export function nextQuestionMs(ticket: TrackedTicket | null): number {
  if (ticket === null) return 15_000;
  if (isOver(ticket.state)) return 60_000;
  if (ticket.state === 'waiting' && ticket.waitingAhead > 5) return 15_000;
  return 4_000;
}
