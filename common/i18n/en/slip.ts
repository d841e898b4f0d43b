import type { slip as vi } from '../vi/slip.ts';
import type { Words } from '../words.ts';

export const slip: Words<typeof vi> = {
  title: 'QUEUE TICKET',
  purposeSubmit: 'Hand in documents',
  purposeCollect: 'Collect results',
  purposeAsk: 'Ask for guidance',
  dossier: 'Dossier {code}',
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
  lookUp: 'No scanner: open {address}, type number and code {code}',
  wifi: 'Wi-Fi: {name}',
  wifiWithPassword: 'Wi-Fi: {name}, password: {password}',
  sealTitle: 'SEAL OF THE RECORD',
  sealDate: 'Day {date}',
  sealTickets: 'Tickets of the day: {n}',
  sealSequence: 'Event of the record: {n}',
  sealCode: 'SEAL CODE',
  sealAdvice:
    'This code fixes everything recorded up to the end of the day. Whoever changes, adds or removes one event later leaves a record that no longer matches this slip. Please sign it, keep it, and put up a copy where citizens can see it.',
  sealSigner: 'Closed by',
  sealLeader: 'Head of the hall',
  sealPrintedAt: 'Printed at {time} on {date}',
};
