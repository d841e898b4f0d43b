import { formatTime } from '../common/i18n/format.ts';
import { counterNumbers } from '../common/i18n/name-in.ts';
import type { FollowedTicket, TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { element } from './draw.ts';
import { isOver, standingOf, stateWords, ticketSentences } from './ticket-sentence.ts';
import type { Say } from './words.ts';

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

/** Number and state are one headline, so that a reader who jumps to it hears both. */
function headline(ticket: FollowedTicket, say: Say): HTMLElement {
  const number = element('span', 'number', ticket.number);
  // The figures take the width that there is: five of them on a small phone too.
  number.style.setProperty('--signs', String(ticket.number.length));
  return element(
    'h1',
    'headline',
    element('span', 'label', say('yourNumber')),
    ' ',
    number,
    ' ',
    element('span', 'state', stateWords(ticket, say)),
  );
}

/** A way on to the hall's public page. */
export function hallLink(say: Say): HTMLElement {
  const link = element('a', '', say('seeHall'));
  link.href = '/';
  return element('p', 'listing', link);
}

/** The page of one ticket, of which only its holder is told procedure and papers. */
export function drawTicket(
  ticket: FollowedTicket & Partial<Pick<TrackedTicket, 'papers' | 'procedureName'>>,
  say: Say,
): readonly Node[] {
  const standing = standingOf(ticket);
  const [first = '', ...more] = ticketSentences(ticket, say);
  const nodes: Node[] = [
    element(
      'section',
      `ticket ${standing}`,
      headline(ticket, say),
      // The call itself stands above, as the page's alert.
      ...(standing === 'called' ? [] : [element('p', 'first', first)]),
      ...more.map((each) => element('p', '', each)),
    ),
    element('p', 'field', say.named(ticket.field.name)),
  ];
  if (standing === 'expired' || standing === 'cancelled') nodes.push(hallLink(say));
  if (ticket.procedureName) nodes.push(element('p', '', say.named(ticket.procedureName)));
  if (ticket.counters.length > 0)
    nodes.push(element('p', '', `${say('countersServing')}: ${counterNumbers(ticket.counters)}`));
  nodes.push(element('p', 'small', say('issuedAt', { time: formatTime(ticket.issuedAt, ZONE) })));
  const { papers = [] } = ticket;
  if (papers.length > 0)
    nodes.push(
      element('h2', '', say('papersReady')),
      element('ul', '', ...papers.map((each) => element('li', '', say.named(each)))),
    );
  if (!isOver(ticket.state)) nodes.push(element('p', 'small', `${say('keepOpen')} ${say('estimateNote')}`));
  return nodes;
}
