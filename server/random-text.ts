import { randomFillSync } from 'node:crypto';

/** Random bytes are asked from the system in one piece for many tickets: a call for each costs more than the ticket's text. */
const pool = Buffer.alloc(8_192);
let used = pool.length;

/** Unguessable text of so many random bytes, in base64url. Each byte is given out once. */
export function randomText(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const text = pool.toString('base64url', used, used + bytes);
  // What was given out does not stay in memory longer than its ticket.
  pool.fill(0, used, used + bytes);
  used += bytes;
  return text;
}
