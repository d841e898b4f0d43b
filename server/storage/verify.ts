import type { Database } from 'better-sqlite3';
import { chainHash, FIRST_HASH } from './event-store.ts';

export interface Verification {
  readonly ok: boolean;
  readonly events: number;
  /** Sequence at which the log stops being whole. */
  readonly firstBad: number | null;
  readonly because: string | null;
}

/** Proves the log whole: no gap, every hash following from the one before and the event's own text. */
export function verifyLog(
  db: Database,
  onProgress: (done: number, total: number) => void = () => {},
): Verification {
  const { total } = db.prepare('SELECT count(*) AS total FROM events').get() as { total: number };
  let previous = FIRST_HASH;
  let sequence = 0;
  const bad = (because: string): Verification => ({
    ok: false,
    events: sequence,
    firstBad: sequence + 1,
    because,
  });
  const rows = db
    .prepare('SELECT sequence, body, hash FROM events ORDER BY sequence')
    .iterate() as IterableIterator<{
    sequence: number;
    body: string;
    hash: string;
  }>;
  for (const row of rows) {
    if (row.sequence !== sequence + 1) return bad(`event ${sequence + 1} is missing`);
    const expected = chainHash(previous, row.body);
    if (expected !== row.hash) return bad('its hash does not follow from the event before and its own text');
    if (!row.body.startsWith(`{"sequence":${row.sequence},`)) return bad('it carries another sequence');
    previous = row.hash;
    sequence = row.sequence;
    if (sequence % 10_000 === 0) onProgress(sequence, total);
  }
  onProgress(sequence, total);
  return { ok: true, events: sequence, firstBad: null, because: null };
}
