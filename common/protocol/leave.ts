import { z } from 'zod';
import { Username } from './people.ts';
import { Code, LocalDate } from './primitives.ts';

/** Why somebody is away, in no more detail than a roster needs: sickness and family are nobody's business here. */
export const LEAVE_KINDS = ['leave', 'duty', 'study', 'other'] as const;
export const LEAVE_PARTS = ['day', 'morning', 'afternoon'] as const;
/** The part of each day that is missed. A session that begins before noon is the morning. */

/** An absence of an officer, both days included. */
export const Leave = z.strictObject({
  id: Code,
  username: Username,
  from: LocalDate,
  to: LocalDate,
  part: z.enum(LEAVE_PARTS).default('day'),
  kind: z.enum(LEAVE_KINDS).default('leave'),
});
export type Leave = z.infer<typeof Leave>;

const NOON_MINUTE = 720;

/** Whether an absence takes this session of this day away. @param fromMinute minute of the day on which the session begins */
export function leaveCovers(
  leave: Pick<Leave, 'from' | 'to' | 'part'>,
  date: string,
  fromMinute: number,
): boolean {
  if (date < leave.from || date > leave.to) return false;
  return leave.part === 'day' || (leave.part === 'morning') === fromMinute < NOON_MINUTE;
}
