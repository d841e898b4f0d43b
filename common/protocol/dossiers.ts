import { z } from 'zod';
import { dossierCodeIn } from './dossier-code.ts';
import type { Immutable } from './immutable.ts';
import { Code, Instant, saidLine } from './primitives.ts';

/** A dossier code in either national form; also an address or a sentence that holds one. */
export const DossierCode = z
  .string()
  .max(500)
  .transform((text) => dossierCodeIn(text) ?? '')
  .refine((code) => code !== '', 'no dossier code in it');

/** Where a dossier stands, as the dossier software tells: taken in, papers wanted, result ready, result handed over. */
export const DossierState = z.enum(['received', 'supplement', 'ready', 'returned']);
export type DossierState = z.infer<typeof DossierState>;

/** What dossier software tells of one dossier. Left out: the field and the procedure stay as they were told before. */
export const ToldDossier = z.strictObject({
  code: DossierCode,
  state: DossierState,
  field: Code.optional(),
  procedure: Code.optional(),
  /** Papers that are wanted, for the state `supplement`; kept in no other state. */
  papers: z.array(saidLine(1000)).max(20).optional(),
  /** As of when this is so, by whoever tells; left out: now. What is older than what the hall knows changes nothing. */
  asOf: Instant.optional(),
});
export type ToldDossier = z.infer<typeof ToldDossier>;

/** A dossier as the hall knows it: nothing of whose it is. */
export const Dossier = z.object({
  code: z.string(),
  state: DossierState,
  field: z.string().nullable(),
  procedure: z.string().nullable(),
  papers: z.array(z.string()),
  /** When the hall was told of this state. */
  changedAt: Instant,
  /** As of when it is in this state, by whoever told. */
  asOf: Instant,
});
export type Dossier = Immutable<typeof Dossier>;

/** What became of a word about a dossier: taken; nothing new; the hall knows a newer state, which stands. */
export const DossierOutcome = z.enum(['recorded', 'unchanged', 'late']);
export type DossierOutcome = z.infer<typeof DossierOutcome>;

/** What a scanned slip leads to. */
export const DossierLook = z.object({
  code: z.string(),
  /** Null: nobody has told the hall of this dossier. */
  state: DossierState.nullable(),
  field: z.string().nullable(),
  procedure: z.string().nullable(),
  /** Wanted papers: as they were told, else those of the procedure. */
  papers: z.array(z.string()),
  changedAt: Instant.nullable(),
  /** The field in which the result is collected: one that is only for that, else the dossier's own; null: to be asked. */
  collectIn: z.string().nullable(),
});
export type DossierLook = z.infer<typeof DossierLook>;

/** A dossier that a visit took in, asked papers for or handed back. */
export const Reception = z.object({
  code: z.string(),
  state: DossierState,
  field: z.string(),
  procedure: z.string().nullable(),
  /** When the visit ended. */
  at: Instant,
  /** Of the ticket. */
  number: z.string(),
  counter: z.string().nullable(),
});
export type Reception = Immutable<typeof Reception>;

/** What became of a file of dossiers: taken in; the same content as one before; why it was not. */
export const DossierFileOutcome = z.enum([
  'taken',
  'twin',
  'foreign',
  'broken',
  'no_columns',
  'too_large',
  'empty',
]);
export type DossierFileOutcome = z.infer<typeof DossierFileOutcome>;

/** A file of dossiers that the hall answered. */
export const DossierFile = z.object({
  id: z.int(),
  name: z.string(),
  bytes: z.int(),
  at: Instant,
  outcome: DossierFileOutcome,
  /** Rows by what became of them. */
  recorded: z.int(),
  unchanged: z.int(),
  late: z.int(),
  wrong: z.int(),
});
export type DossierFile = Immutable<typeof DossierFile>;

/** Why something in the folder is not taken in: still changing; unfinished by its name; no file; a link. */
export const LeftAlone = z.enum(['changing', 'unfinished', 'folder', 'link']);
export type LeftAlone = z.infer<typeof LeftAlone>;

/** The folder into which software puts files of dossiers. */
export const DossierFolder = z.object({
  path: z.string(),
  /** Switched off in the settings; cannot be read; can be read and not written: then nothing is taken in. */
  state: z.enum(['off', 'ok', 'unreachable', 'unwritable']),
  /** Of the last look; null: there was none yet. */
  lookedAt: Instant.nullable(),
  left: z.array(z.object({ name: z.string(), why: LeftAlone })),
});
export type DossierFolder = Immutable<typeof DossierFolder>;
