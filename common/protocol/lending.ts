import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Code, Instant, TicketId } from './primitives.ts';

const Share = z.number().min(0).max(1);
const Fields = z.array(Code).max(200);

/** What a lending was said to give when it was proposed; kept with it, to be held against what happens. */
export const Foretold = z.strictObject({
  /** People of the field until the end of the lending. */
  people: z.number().min(0).max(100_000),
  /** Share of them called within target, between which ends in four futures of five, and without the lending. */
  share: Share,
  low: Share,
  high: Share,
  shareWithout: Share,
});
export type Foretold = Immutable<typeof Foretold>;

/** A counter takes a field on until a moment, within what its officer is trained for and the agencies agreed to. */
export const Lend = z.strictObject({
  counter: Code,
  field: Code,
  /** Its fields as the sender saw them. */
  before: z.strictObject({ primaryFields: Fields, helpingFields: Fields }),
  /** Its fields until then: what it had stays, before the new one or behind it. */
  after: z.strictObject({ primaryFields: Fields, helpingFields: Fields }),
  until: Instant,
  foretold: Foretold.nullable().default(null),
});

/** Takes a lending back before its end. */
export const EndLoan = z.strictObject({ counter: Code, loan: TicketId });

/** Why a lending ended before it was taken back or over. */
export const LOAN_ENDS = ['taken-back', 'time'] as const;
export type LoanEnd = (typeof LOAN_ENDS)[number];
