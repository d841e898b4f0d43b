import { formatTime } from '../common/i18n/format.ts';
import type { TrackedTicket } from '../common/protocol/rest/tickets.ts';
import { element } from './draw.ts';
import { isOver, ticketSentences } from './ticket-sentence.ts';
import type { Say } from './words.ts';

const ZONE = { timeZone: 'Asia/Ho_Chi_Minh' };

/** The holder's page of one ticket. */
export function drawTicket(ticket: TrackedTicket, say: Say): readonly Node[] {
  const [first = '', ...more] = ticketSentences(ticket, say);
  const nodes: Node[] = [
    element(
      'section',
      `ticket ${ticket.state}`,
      element('p', 'label', say('yourNumber')),
      element('p', 'number', ticket.number),
      element('p', 'first', first),
      ...more.map((each) => element('p', '', each)),
    ),
    element('p', 'field', ticket.field.name),
  ];
  if (ticket.procedureName !== null) nodes.push(element('p', '', ticket.procedureName));
  if (ticket.counters.length > 0)
    nodes.push(element('p', '', `${say('countersServing')}: ${ticket.counters.join(', ')}`));
  nodes.push(element('p', 'small', say('issuedAt', { time: formatTime(ticket.issuedAt, ZONE) })));
  if (ticket.papers.length > 0)
    nodes.push(
      element('h2', '', say('papersReady')),
      element('ul', '', ...ticket.papers.map((each) => element('li', '', each))),
    );
  if (!isOver(ticket.state)) nodes.push(element('p', 'small', `${say('keepOpen')} ${say('estimateNote')}`));
  return nodes;
}
