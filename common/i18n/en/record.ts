import type { record as vi } from '../vi/record.ts';
import type { Words } from '../words.ts';

export const record: Words<typeof vi> = {
  restored:
    'The record was restored from a copy of {copy}; the hall went on from it at {at}. What was recorded in between is missing: please let whoever holds a number of that time draw a new one. New numbers leave a gap, so that none is given out twice.',
  acknowledge: 'Understood, stop telling',
  setAsideAcknowledge: 'Copied and reported to support, stop telling',
  setAsideSeen: '✓ Events are set aside; somebody has acknowledged them',
  tellAdmin: 'Please tell the administrator.',
  record: 'Record of the hall',
  unacknowledged: 'Goes on from a copy, and nobody has acknowledged it',
  dailySeal: 'Daily seal of the record',
  notSealed: 'A day was closed and could not be sealed',
  sealBroken:
    'The record no longer passes through a seal that was kept ({fault}). Please leave the server as it is and tell the administrator at once.',
  freeSpace: '{n} GB free.',
  diskLow: 'The disk is nearly full: please free some space or move old copies elsewhere.',
  diskFull: 'The disk is full: nothing more can be recorded. Please free some space now.',
  commitFailed: 'The last write failed; the hall keeps trying. Please look at the disk.',
  locked: 'Another program holds the record; what waits is written once it is done.',
  damaged:
    'The file of the record is damaged. Please make a copy now ("motcua backup"), then restore the newest good one ("motcua restore").',
  logDeleted:
    'The write-ahead log (hall.sqlite-wal) was deleted. Nothing is lost; please restart the hall when it is quiet.',
  fileReplaced:
    'The file of the record was deleted or replaced while the hall runs: nothing more is recorded.',
  rescued:
    'The open record was rescued to {file}; please stop the hall and run "motcua restore" with this file.',
  sealsIntro:
    'When a day is closed the record is sealed with a code computed from everything recorded. Keep the code elsewhere (a signed slip, a mail, a document), and whoever changes, adds or removes one event later is found out: "motcua verify --seals" names the day that does not match.',
  noSeals: 'No day is sealed yet. The first code comes when a day is closed.',
  sendTitle: 'Send the seals elsewhere',
  sendWhy:
    'Send these lines to the office of the People’s Committee or to the level above, to be kept there.',
  mail: 'Write a mail',
  mailSubject: 'Seals of the record of {hall}',
  mailIntro: 'These are the daily seals of the record (day, event, code). Please keep them for comparison.',
  copy: 'Copy',
  copied: 'Copied.',
  download: 'Download',
  allSeals: 'Sealed days',
  sealDay: 'Day',
  sealTickets: 'Tickets',
  sealSequence: 'Event',
  sealCode: 'Seal code',
  sealedAt: 'At',
  slip: 'Slip',
  printAgain: 'Print again',
  printing: 'The closing slip of {date} was sent to the printer.',
};
