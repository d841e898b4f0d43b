import { z } from 'zod';
import type { Immutable } from './immutable.ts';

export const PromiseCause = z.object({
  kind: z.enum(['more-citizens', 'longer-services', 'longer-gaps', 'fewer-officials']),
  /** Happened ÷ planned; below 1 for officials. */
  factor: z.number(),
});
/** Why a week fell short of its promise, as far as the record shows: a figure against the one that the plan was made with. */
export type PromiseCause = Immutable<typeof PromiseCause>;

export const PromiseWeekField = z.object({
  code: z.string(),
  citizens: z.number(),
  /** Share called within the target, 0 … 1. */
  share: z.number(),
  low: z.number(),
  high: z.number(),
  /** Whether it was at least what was promised. */
  held: z.boolean(),
  /** Largest first; empty where the promise was held or the record shows none. */
  causes: z.array(PromiseCause),
  /** Weeks have fallen short so often or so far that it is no chance any more. */
  alarm: z.boolean(),
});
/** What was promised to a field and what happened in one week. */
export type PromiseWeekField = Immutable<typeof PromiseWeekField>;

export const PromiseWeek = z.object({
  /** First day of the week, YYYY-MM-DD. */
  monday: z.string(),
  days: z.number(),
  fields: z.array(PromiseWeekField),
});
export type PromiseWeek = Immutable<typeof PromiseWeek>;

export const PromiseKept = z.object({
  from: z.string(),
  to: z.string(),
  weeks: z.array(PromiseWeek),
  /** Fields whose alarm stands at the end, by code. */
  alarms: z.array(z.string()),
});
/** A plan's promise beside what happened, week by week. */
export type PromiseKept = Immutable<typeof PromiseKept>;
