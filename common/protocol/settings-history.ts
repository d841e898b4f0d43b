import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { AuditEntry } from './rest/audit.ts';

export const SettingsChange = z.object({
  sequence: z.number().int(),
  /** ISO. */
  at: z.string(),
  actor: AuditEntry.shape.actor,
  /** By key of the settings: what held before, and since. */
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
/** One change of the settings. */
export type SettingsChange = Immutable<typeof SettingsChange>;
