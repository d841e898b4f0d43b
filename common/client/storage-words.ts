import { record as englishWords } from '../i18n/en/record.ts';
import { record as words } from '../i18n/vi/record.ts';
import { formatNumber } from './staff-format.ts';
import { staffWords } from './staff-language.ts';

const sayRecord = staffWords(words, englishWords);

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
