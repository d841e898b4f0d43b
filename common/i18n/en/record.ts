import type { record as vi } from '../vi/record.ts';
import type { Words } from '../words.ts';

export const record: Words<typeof vi> = {
  restored:
    'The record was restored from a copy of {copy}; the hall went on from it at {at}. What was recorded in between is missing: please let whoever holds a number of that time draw a new one. New numbers leave a gap, so that none is given out twice.',
  acknowledge: 'Understood, stop telling',
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
};
