import { z } from 'zod';
import type { Immutable } from './immutable.ts';

/** A question to the waiting-line formulas: one group of equal officials in its steady state. */
export const ErlangQuestion = z.strictObject({
  /** Citizens an hour. */
  arrivalsPerHour: z.number().min(0).max(1_000_000),
  /** Citizens that one official serves an hour while busy. */
  servicePerHour: z.number().positive().max(100_000),
  /** Officials. */
  counters: z.number().int().min(1).max(10_000),
  /** Target wait. */
  targetMinutes: z.number().min(0).max(10_000),
  /** Mean patience; without it everybody waits to the end. */
  patienceMinutes: z.number().min(0.01).max(1_000_000).optional(),
  /** Squared coefficient of variation of the service time; without it 1, exponential. */
  serviceScv: z.number().min(0).max(1000).optional(),
});

export type ErlangQuestion = z.infer<typeof ErlangQuestion>;

export const ErlangNote = z.object({
  code: z.enum(['spread-beyond-tested', 'spread-not-counted']),
  vi: z.string(),
  en: z.string(),
});
/** Where an answer is to be read with care. */
export type ErlangNote = Immutable<typeof ErlangNote>;

export const ErlangAnswer = z.object({
  /** The formula used: M/M/n is Erlang C, M/M/n+M Erlang A, M/G/n Kimura. */
  model: z.enum(['M/M/n', 'M/G/n', 'M/M/n+M']),
  pWait: z.number(),
  meanWaitMinutes: z.number(),
  /** Mean number of citizens waiting. */
  meanWaiting: z.number(),
  serviceLevel: z.number(),
  occupancy: z.number(),
  /** What the formula does not count, or was not tested for; empty: it holds as it stands. */
  notes: z.array(ErlangNote),
  /** Only with patience. */
  pAbandon: z.number().exactOptional(),
});
/** What the formulas answer. Shares are 0 … 1. */
export type ErlangAnswer = Immutable<typeof ErlangAnswer>;
