import { randomFillSync } from 'node:crypto';

/** Random bytes are asked from the system in one piece for many tickets: a call for each costs more than the ticket's text. */
const pool = Buffer.alloc(8_192);
let used = pool.length;

/** Unguessable text of so many random bytes, in base64url. Each byte is given out once. */
function randomText(bytes: number): string {
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

/** The sixty-four signs of base64url in the order in which the database compares them. */
const SORTED = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const FIRST_SECOND = Date.UTC(2020, 0, 1) / 1000;

/**
 * Unguessable text that begins with its second, so that what is made together lies together in an index: wholly random
 * keys make each commit touch a page of its own for every ticket. Five signs of time (to the year 2054, then anew), the
 * rest random.
 */
export function timedText(atMs: number, bytes: number): string {
  let seconds = Math.max(0, Math.floor(atMs / 1000) - FIRST_SECOND) % 64 ** 5;
  let time = '';
  for (let place = 0; place < 5; place += 1) {
    time = (SORTED[seconds % 64] ?? '') + time;
    seconds = Math.floor(seconds / 64);
  }
  return time + randomText(bytes);
}
