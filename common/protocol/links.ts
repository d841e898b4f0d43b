import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Instant, saidLine } from './primitives.ts';

/** What a program may be allowed; each call of the interface takes one of them, or none at all. */
export const SCOPES = [
  'tickets:read',
  'tickets:issue',
  'reports:read',
  'events:read',
  'dossiers:write',
] as const;
export const Scope = z.enum(SCOPES);
export type Scope = z.infer<typeof Scope>;

/** What a token for a program is asked for with; without `expiresAt` it is good until it is revoked. */
export const NewProgramToken = z.strictObject({
  name: saidLine(80),
  scopes: z
    .array(Scope)
    .min(1)
    .max(SCOPES.length)
    .transform((scopes) => SCOPES.filter((each) => scopes.includes(each))),
  expiresAt: Instant.optional(),
});
export type NewProgramToken = z.output<typeof NewProgramToken>;

/** A token for a program as it is listed: never the token itself. */
export const ProgramToken = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(Scope),
  createdAt: Instant,
  /** Account of whoever made it. */
  createdBy: z.string(),
  expiresAt: Instant.nullable(),
  /** To the minute; null: never used. */
  lastUsedAt: Instant.nullable(),
  state: z.enum(['active', 'expired', 'revoked']),
});
export type ProgramToken = Immutable<typeof ProgramToken>;

/** The answer that shows a token, the only time. */
export const MadeProgramToken = ProgramToken.extend({ token: z.string() });
