import { z } from 'zod';
import type { Immutable } from '../immutable.ts';

export const DayStatus = z.object({
  working: z.boolean(),
  because: z.enum(['hall', 'swap', 'holiday', 'weekday', 'plain']),
  name: z.string(),
});
/** Whether a day is worked, and why it is as it is. */
export type DayStatus = Immutable<typeof DayStatus>;

export const ShownDay = DayStatus.extend({
  date: z.string(),
  swapWith: z.string().nullable(),
  /** The public holiday that it would be. */
  holiday: z.string().nullable(),
});
/** A day of the calendar as pages show it. */
export type ShownDay = Immutable<typeof ShownDay>;
