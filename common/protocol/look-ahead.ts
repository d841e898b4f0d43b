import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Foretold } from './lending.ts';

const Fields = z.object({ primaryFields: z.array(z.string()), helpingFields: z.array(z.string()) });

/** What is foretold of one field until `until`. */
export const FieldAhead = z.object({
  field: z.string(),
  /** People who wait now or will come, on average. */
  people: z.number(),
  /** Share of them called within target, and between which ends in four futures of five. */
  share: z.number(),
  low: z.number(),
  high: z.number(),
  /** Of those who wait now, so many are not called before closing: on average, and in the worst of ten futures. */
  unserved: z.number(),
  unservedHigh: z.number(),
});
export type FieldAhead = Immutable<typeof FieldAhead>;

export const LookProposal = z.object({
  /** The same while it is the same change of the same counter. */
  id: z.string(),
  counter: z.string(),
  field: z.string(),
  /** Whether the new field comes before the counter's own, or after them. */
  kind: z.enum(['move', 'help']),
  before: Fields,
  after: Fields,
  until: z.string(),
  foretold: Foretold,
  /** People in time more in the whole hall, on average, and how far single futures lie from that. */
  gain: z.number(),
  spread: z.number(),
  futures: z.number().int(),
});
export type LookProposal = Immutable<typeof LookProposal>;

/** Why nothing is proposed. */
const NO_PROPOSAL = ['fine', 'nobody-qualified', 'no-gain', 'refused', 'over', 'no-register'] as const;

const RunningLoan = z.object({
  id: z.string(),
  counter: z.string(),
  field: z.string(),
  from: z.string(),
  until: z.string(),
  foretold: Foretold.nullable(),
});

export const LoanOutcome = z.object({
  id: z.string(),
  counter: z.string(),
  field: z.string(),
  from: z.string(),
  until: z.string(),
  foretold: Foretold.nullable(),
  /** Still running, ended before its time (and counted nowhere), or over with what happened. */
  state: z.enum(['running', 'cut', 'measured']),
  /** People of the field and the share of them called within target; null: not known yet, or nobody came. */
  people: z.number().int().nullable(),
  share: z.number().nullable(),
});
export type LoanOutcome = Immutable<typeof LoanOutcome>;

export const LookAhead = z.object({
  /** When it was looked, ISO; null: not yet. */
  at: z.string().nullable(),
  working: z.boolean(),
  /** The last look failed: what stands here is an older one, or nothing. */
  failed: z.boolean(),
  until: z.string().nullable(),
  /** When the hall closes; null: it has no hours. */
  closesAt: z.string().nullable(),
  /** Days of the record from which arrivals are foreseen; 0: nobody is foreseen to come. */
  days: z.number().int(),
  /** How busy today is beside the usual; null: not known. */
  level: z.number().nullable(),
  fields: z.array(FieldAhead),
  proposal: LookProposal.nullable(),
  because: z.enum(NO_PROPOSAL).nullable(),
  loans: z.array(RunningLoan),
  /** How often what happened lay where it was foretold, of lendings that ran to their end. */
  hits: z.number().int(),
  of: z.number().int(),
  latest: LoanOutcome.nullable(),
});
export type LookAhead = Immutable<typeof LookAhead>;
