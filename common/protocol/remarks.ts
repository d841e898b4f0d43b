import { z } from 'zod';
import { DOSSIER_CODE } from './dossier-code.ts';
import type { Immutable } from './immutable.ts';
import { Code, line, saidLine, TicketId } from './primitives.ts';
import { REMARK_KINDS, REMARK_LENGTH, REMARK_TOPICS, SETTLED_STATES } from './remark-bounds.ts';

export const RemarkKind = z.enum(REMARK_KINDS);

/** What an official says of a procedure: what hinders people (vướng mắc), or what should be changed (đề xuất). */
export type RemarkKind = z.infer<typeof RemarkKind>;

export const RemarkTopic = z.enum(REMARK_TOPICS);

/** What hinders the whole hall, beside its procedures: people, rooms, machines, the network, programs. */
export type RemarkTopic = z.infer<typeof RemarkTopic>;

/** What leaders make of a remark: not looked at yet, answered, or kept for the draft report. */

export const SettledState = z.enum(SETTLED_STATES);

export type SettledState = z.infer<typeof SettledState>;

export const REMARK_STATES = [...SETTLED_STATES, 'withdrawn'] as const;

export type RemarkState = (typeof REMARK_STATES)[number];

const PROCEDURE_CODE = /\d\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{1,3})?/g;

/** Numbers of papers and accounts, of telephones, and of the identity card in groups of three. */
const PERSONAL = [
  /\d{9,}/,
  /(?<![\d.])(?:\+?84|0)[ .-]?\d{2,3}(?:[ .-]?\d{3,4}){2}(?![\d.])/,
  /(?<!\d)\d{3}(?: ?\d{3}){3}(?!\d)/,
];

/**
 * Whether a text holds what looks like a telephone or identity number. Codes of dossiers and procedures are none:
 * they stand for papers, and the remark may need them.
 */
export function hasPersonalNumber(text: string): boolean {
  const rest = text.replace(new RegExp(DOSSIER_CODE, 'giu'), ' ').replace(PROCEDURE_CODE, ' ');
  return PERSONAL.some((pattern) => pattern.test(rest));
}

export const RemarkId = TicketId;

/** A remark as it is made: about a procedure, about a whole field, or about the hall as a whole. */
export const NewRemark = z.strictObject({
  kind: RemarkKind,
  procedure: Code.nullable().default(null),
  /** Needed where neither a procedure nor a topic is named. */
  field: Code.nullable().default(null),
  /** Of a general remark: then neither procedure nor field is named. */
  topic: RemarkTopic.nullable().default(null),
  text: saidLine(REMARK_LENGTH),
  /** A ticket of today at which it was noticed. */
  ticket: TicketId.nullable().default(null),
});

export const SettledRemark = z.strictObject({
  id: RemarkId,
  state: SettledState,
  answer: line(REMARK_LENGTH).default(''),
});

export const Remark = z.object({
  id: z.string(),
  kind: RemarkKind,
  procedure: z.string().nullable(),
  /** Null: a general remark, which has a topic. */
  field: z.string().nullable(),
  topic: RemarkTopic.nullable(),
  text: z.string(),
  ticketId: z.string().nullable(),
  ticketNumber: z.string().nullable(),
  /** Account of whoever made it. */
  officer: z.string(),
  date: z.string(),
  madeAt: z.string(),
  state: z.enum(REMARK_STATES),
  answer: z.string(),
  settledBy: z.string().nullable(),
  settledAt: z.string().nullable(),
});
/** A remark as lists show it. Times are ISO 8601. */
export type Remark = Immutable<typeof Remark>;
