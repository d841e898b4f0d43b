import { z } from 'zod';
import type { Immutable } from './immutable.ts';

const day = z.string().nullable();

export const RecordSpan = z.object({
  from: day,
  to: day,
  /** Of the hall's own tickets alone. */
  ownFrom: day,
  ownTo: day,
});
/** First and last day of which the record holds tickets, YYYY-MM-DD; null: none. */
export type RecordSpan = Immutable<typeof RecordSpan>;
