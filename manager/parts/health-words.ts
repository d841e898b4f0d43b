import { formatLocalDate, formatNumber } from '../../common/client/staff-format.ts';
import { sayRecord } from '../words.ts';

/** What a check of the health tells of storage and seals. */
export interface RecordCheck {
  readonly ok: boolean;
  readonly code?: string;
  readonly detail?: string;
  readonly warning?: string;
  readonly freeBytes?: number | null;
  readonly date?: string;
}

const STORAGE_WORDS = {
  disk_full: 'diskFull',
  commit_failed: 'commitFailed',
  locked: 'locked',
  damaged: 'damaged',
  log_deleted: 'logDeleted',
  file_replaced: 'fileReplaced',
} as const;

const GIB = 1024 ** 3;

/** How storage is, in a sentence: what is wrong and what to do, with the free space. */
export function sayStorage(check: RecordCheck): string {
  const free =
    typeof check.freeBytes === 'number'
      ? sayRecord('freeSpace', { n: formatNumber(check.freeBytes / GIB) })
      : '';
  if (check.ok) return `${check.warning === undefined ? '✓' : sayRecord('diskLow')} ${free}`.trim();
  const word = STORAGE_WORDS[check.code as keyof typeof STORAGE_WORDS];
  const rescued =
    check.code === 'file_replaced' && check.detail ? ` ${sayRecord('rescued', { file: check.detail })}` : '';
  return `${word === undefined ? (check.detail ?? '✗') : sayRecord(word)}${rescued} ${free}`.trim();
}

/** How the seals are, in a sentence. */
export function saySeal(check: RecordCheck): string {
  if (check.code === 'broken') return sayRecord('sealBroken', { fault: check.detail ?? '' });
  if (!check.ok) return sayRecord('notSealed');
  return check.date === undefined ? '✓' : `✓ ${formatLocalDate(check.date)}`;
}
