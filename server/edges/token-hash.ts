import { createHash } from 'node:crypto';

/** SHA-256 of a token: the only form in which it is kept. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
