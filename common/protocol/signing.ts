import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { LocalDate, line, saidLine } from './primitives.ts';

/** Papers that the hall prints to be signed; `all`: those without an entry of their own. */
export const PAPER_KINDS = ['all', 'report', 'roster', 'month', 'listing'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/**
 * Who signs a kind of paper from a day on, and for which body: roles and bodies, never a person's name. Earlier papers
 * keep what held on their day.
 */
export const Signing = z.strictObject({
  paper: z.enum(PAPER_KINDS),
  from: LocalDate,
  /** The body that issues it, where that is not the hall: "Ủy ban nhân dân xã …"; empty: the hall. */
  issuer: line(200).default(''),
  /** The body above it; empty: the hall's own superior body. */
  issuerSuperior: line(200).default(''),
  /** Signed on behalf of a collective body: "TM. …"; empty: not. */
  onBehalfOf: line(120).default(''),
  /** Signed in place of its head: "KT. …"; empty: not. */
  inPlaceOf: line(120).default(''),
  /** Role of whoever signs: "Giám đốc Trung tâm". */
  title: saidLine(120),
  /** Letters after the kind of paper in its number: "UBND" of "…/BC-UBND"; empty: left for the hand. */
  symbol: line(40).default(''),
  /** Place before the date; empty: left for the hand. */
  place: line(80).default(''),
  /** Lines of "Nơi nhận"; none: those of the paper itself. */
  recipients: z.array(saidLine(200)).max(20).default([]),
});
export type Signing = Immutable<typeof Signing>;
