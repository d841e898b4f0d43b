import { z } from 'zod';
import type { Immutable } from './immutable.ts';

import { LocalDate } from './primitives.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Where the chain of the record stood when a day was closed. Whoever keeps one can prove the record against it. */
export const Seal = z.object({
  date: LocalDate,
  sequence: z.number().int().min(1),
  /** Of the event at that sequence: it covers every event before it. */
  hash: Sha256,
});

export type Seal = z.infer<typeof Seal>;

export const SealedDay = Seal.extend({
  tickets: z.number(),
  /** ISO. */
  sealedAt: z.string(),
});
/** A seal with what it covers of its own day. */
export type SealedDay = Immutable<typeof SealedDay>;

/**
 * The proof that a ticket stands in a sealed day: from the ticket's own acts up the tree to the root, from the root's
 * event to the seal. Nothing in it has to be trusted but the seal itself.
 */
export const SealProof = z.object({
  seal: Seal,
  /** The ticket's acts, as they were hashed. */
  leaf: z.string().max(20_000),
  /** Position of the ticket among those of the day, from 0, and how many they are. */
  index: z.number().int().min(0),
  tickets: z.number().int().min(1),
  path: z.array(Sha256).max(40),
  /** Hash of the event before the seal, and the text of the seal's own event. */
  previousHash: Sha256,
  body: z.string().max(2_000),
});

export type SealProof = Immutable<typeof SealProof>;

/** A leaf of a day's tree: everything that happened to one ticket, in order. */
export const SealedTicket = z.object({
  ticket: z.string(),
  /** Null where the ticket was drawn on an earlier day. */
  number: z.string().nullable(),
  field: z.string().nullable(),
  /** What, when (ms since the epoch) and at which counter. */
  acts: z.array(z.tuple([z.string(), z.number(), z.string().nullable()])),
});

export type SealedTicket = z.infer<typeof SealedTicket>;
