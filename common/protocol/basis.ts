import { z } from 'zod';
import type { Immutable } from './immutable.ts';

const figure = z.number().nullable();

export const Basis = z.object({
  /** First and last day on which the record holds anything of the period, YYYY-MM-DD; null: nothing. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Days of the period on which anybody drew a number. */
  workingDays: z.number().int(),
  /** Of each measure of the report, by its key. */
  measures: z.record(z.string(), z.object({ perDay: figure, low: figure, high: figure })),
});
/**
 * What the figures of a report rest on: which days, how much of each a working day has, and between what the figure of
 * all (of a sum: that of a working day) would lie for other days like these, 95 times of 100; null: it cannot be known.
 */
export type Basis = Immutable<typeof Basis>;
