import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { RecordCheck } from '../../common/client/storage-words.ts';
import { sayRecord } from '../words.ts';

/** How the seals are, in a sentence. */
export function saySeal(check: RecordCheck): string {
  if (check.code === 'broken') return sayRecord('sealBroken', { fault: check.detail ?? '' });
  if (!check.ok) return sayRecord('notSealed');
  return check.date === undefined ? '✓' : `✓ ${formatLocalDate(check.date)}`;
}
