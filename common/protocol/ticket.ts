import { z } from 'zod';
import { DossierCode } from './dossiers.ts';
import type { Immutable } from './immutable.ts';
import { Code, FinishOutcome, Language, PrintState, Purpose, saidLine, TicketState } from './primitives.ts';

export const Transaction = z.strictObject({
  procedure: Code,
  count: z.number().int().min(1).max(999),
  dossierCode: DossierCode.optional(),
});
/** One kind of work done for a citizen: a procedure and how many dossiers. */
export type Transaction = Immutable<typeof Transaction>;

export const RecordedWork = z.strictObject({
  ...Transaction.shape,
  /** Somebody was asked about an unusual count and said yes. Of the asking alone: the record keeps the count. */
  countConfirmed: z.literal(true).optional(),
});
/** A transaction as it is sent to be recorded. */
export type RecordedWork = Immutable<typeof RecordedWork>;

const CALL_RULES = ['accumulating', 'head-start', 'interleave', 'strict', 'by-number'] as const;

export const CallReason = z.object({
  rule: z.enum(CALL_RULES),
  /** Which of the counter's lines it came from. */
  line: z.enum(['reserved', 'primary', 'helping', 'by-number']),
  waitMs: z.number(),
  priority: z.string().nullable(),
  /** The discipline's figure that was compared: weighted wait, shifted arrival … larger is earlier. */
  score: z.number(),
  /** The best ticket that was not chosen. */
  runnerUp: z.object({ number: z.string(), waitMs: z.number(), score: z.number() }).nullable(),
  /** Set when a helping counter stepped in. */
  helpBecause: z.enum(['own-empty', 'beyond-target']).nullable(),
});
/** Why this ticket and no other, as data. */
export type CallReason = Immutable<typeof CallReason>;

export const Estimate = z.object({ lowMinutes: z.number(), highMinutes: z.number() });
/** Announced wait, rounded, in minutes. */
export type Estimate = Immutable<typeof Estimate>;

export const Ticket = z.object({
  id: z.string(),
  number: z.string(),
  field: z.string(),
  /** The field it was drawn for; differs from `field` after a correction or a transfer. */
  drawnField: z.string(),
  procedure: z.string().nullable(),
  /** The dossier that it was drawn for; null: none was named. */
  dossierCode: z.string().nullable(),
  purpose: Purpose,
  priority: z.string().nullable(),
  state: TicketState,
  channel: z.string(),
  issuedAt: z.string(),
  calledAt: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  counter: z.string().nullable(),
  reservedFor: z.string().nullable(),
  callCount: z.number(),
  waitingAhead: z.number(),
  estimate: Estimate.nullable(),
  print: PrintState,
  /** Why there is no paper (paper_out, cover_open, offline, …) or none for sure; null: there is, or it is on its way. */
  printReason: z.string().nullable(),
  outcome: FinishOutcome.nullable(),
  transactions: z.array(Transaction),
  trackingUrl: z.string(),
  /** In which it was drawn: paper, phone and board follow it. */
  language: Language,
});
/** A ticket as the outside sees it. */
export type Ticket = Immutable<typeof Ticket>;

export const Reason = saidLine(200);

export const MissingPapers = z.strictObject({
  procedure: Code.nullable(),
  /** As the procedure lists them, or in the clerk's words. */
  papers: z.array(saidLine(1000)).max(20),
});
/** What a citizen was sent for, and for which procedure; null: the clerk named none. */
export type MissingPapers = Immutable<typeof MissingPapers>;
