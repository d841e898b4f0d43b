import type { slip as vi } from '../vi/slip.ts';
import type { Words } from '../words.ts';

export const slip: Words<typeof vi> = {
  title: 'QUEUE TICKET',
  purposeSubmit: 'Hand in documents',
  purposeCollect: 'Collect results',
  purposeAsk: 'Ask for guidance',
  priority: 'Priority: {name}',
  counters: 'Counter {list}',
  countersNone: 'You will be called to a counter',
  issuedAt: '{time}, {date}',
  waitingAhead: 'People ahead of you: {n}',
  waitingNobody: 'Nobody is ahead of you',
  estimate: 'About {a}–{b} minutes',
  advice: 'Please keep this ticket and listen for your number.',
  reprint: 'REPRINTED',
  scan: 'Scan to follow your turn on a phone',
};
