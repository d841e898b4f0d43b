import type { OfficerDay } from '../common/protocol/rest/session.ts';
import type { NextUp } from '../common/protocol/rest/tickets.ts';
import type { CounterRecord } from '../common/protocol/views.ts';
import { useRead } from '../common/ui/use-read.ts';

/** Procedures on the digits of the keyboard. */
const USUAL_COUNT = 5;

/**
 * What the desk shows beside the live view. @param sequence the view's sequence: newer state, newer figures
 * @param proceduresAt the hall's mark of the last change of procedures
 * @param practice where its figures come from instead of the hall's record
 */
export function useDeskData(
  { code: counter, primaryFields }: Pick<CounterRecord, 'code' | 'primaryFields'>,
  sequence: number,
  proceduresAt: number,
  practice: { day(): OfficerDay; next(): NextUp | null } | null,
) {
  const procedures = useRead('GET /procedures', { when: proceduresAt }).value?.procedures ?? [];
  const params = { code: counter };
  const asked = useRead(practice === null ? 'GET /counters/:code/usual' : null, {
    params,
    when: proceduresAt,
  }).value;
  const own = procedures.filter((each) => each.active && primaryFields.includes(each.field));
  const usual = asked?.procedures ?? own.slice(0, USUAL_COUNT).map((each) => each.code);
  const day = useRead(practice === null ? 'GET /me/day' : null, { when: sequence }).value;
  const next = useRead(practice === null ? 'GET /counters/:code/next' : null, {
    params,
    when: sequence,
  }).value;
  if (practice !== null) return { procedures, usual, day: practice.day(), next: practice.next() };
  return { procedures, usual, day, next: next?.next ?? null };
}
