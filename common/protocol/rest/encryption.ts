import { z } from 'zod';
import type { Immutable } from '../immutable.ts';

export const HallEncryption = z.object({
  /** Where the hall is found in the local network. */
  address: z.string(),
  httpPort: z.number().int(),
  /** Null: nothing is encrypted. */
  https: z
    .object({
      port: z.number().int(),
      /** `own`: by the hall's own authority, which devices have to come to trust; `given`: by a certificate from outside. */
      source: z.enum(['own', 'given']),
      /** SHA-256 of the authority's certificate, or of the given one, as 64 hexadecimal digits. */
      fingerprint: z.string(),
      expiresAt: z.string(),
    })
    .nullable(),
});
/** How the hall's connections are encrypted, as its pages tell it. */
export type HallEncryption = Immutable<typeof HallEncryption>;
