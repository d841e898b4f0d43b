import type { Database } from 'better-sqlite3';

/** Sequences of the events that acts of a log after a sequence set aside. */
export function setAsideIn(db: Database, afterSequence: number): number[] {
  return db
    .prepare(
      `SELECT json_extract(body, '$.event.sequence') FROM events
        WHERE sequence > ? AND body LIKE '%"event":{"type":"event:set-aside",%'`,
    )
    .pluck()
    .all(afterSequence)
    .map(Number);
}
