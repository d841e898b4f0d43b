import { z } from 'zod';
import type { Immutable } from '../immutable.ts';
import type { CallTable } from './call.ts';

export const FIRST_STEPS = [
  'people',
  'printer',
  'screens',
  'hours',
  'holidays',
  'signer',
  'phones',
  'ticket',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

const FirstSteps = z.object({ steps: z.array(z.object({ step: z.enum(FIRST_STEPS), done: z.boolean() })) });
/** What a hall needs before its first day, and what of it is there. */
export type FirstSteps = Immutable<typeof FirstSteps>;

const Copy = z.object({
  name: z.string(),
  kind: z.enum(['daily', 'manual', 'before-restore']),
  sizeBytes: z.number(),
  /** ISO. */
  madeAt: z.string(),
});
/** Copies of the record at hand, newest first. */
const Copies = z.object({
  copies: z.array(Copy),
  /** Where they lie on the server. */
  folder: z.string(),
  dataDir: z.string(),
  version: z.string(),
});
export type Copy = Immutable<typeof Copy>;

/** What the administrator sees of the hall itself: its first steps, and the copies of its record. */
export const consoleCalls = {
  'GET /first-steps': { operationId: 'readFirstSteps', response: FirstSteps },
  'GET /backups': { operationId: 'listBackups', response: Copies },
  'POST /backups': { operationId: 'makeBackup', response: Copy, status: 201 },
  'POST /backups/:name/check': {
    operationId: 'checkBackup',
    response: z.object({ whole: z.boolean(), events: z.number().int(), because: z.string() }),
  },
} as const satisfies CallTable;
