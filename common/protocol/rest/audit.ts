import { z } from 'zod';
import type { Immutable } from '../immutable.ts';

export const AuditEntry = z.object({
  sequence: z.number().int(),
  /** ISO. */
  at: z.string(),
  actor: z.object({
    kind: z.enum(['user', 'device', 'program', 'system']),
    id: z.string(),
    name: z.string(),
  }),
  type: z.string(),
  /** The whole sentence, beginning with who did it. */
  text: z.string(),
});
/** One line of the log as a person reads it. */
export type AuditEntry = Immutable<typeof AuditEntry>;

export const ChainState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('running'), done: z.number(), total: z.number() }),
  z.object({ state: z.literal('whole'), events: z.number(), checkedAt: z.string() }),
  z.object({
    state: z.literal('broken'),
    firstBad: z.number(),
    because: z.string(),
    checkedAt: z.string(),
  }),
]);
/** How the check of the log's chain stands. */
export type ChainState = Immutable<typeof ChainState>;
