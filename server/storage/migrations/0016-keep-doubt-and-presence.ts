import type { Database } from 'better-sqlite3';

/**
 * Tickets drawn while the hall could not know its day; sessions that nobody closed by hand, and until when their officer
 * was known to be there. Durations that a jumping clock made negative are set as the projections write them now, and
 * snapshots of before the record's time line are not used.
 */
export const keepDoubtAndPresence = `
  ALTER TABLE tickets ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE counter_sessions ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE counter_sessions ADD COLUMN present_until_ms INTEGER;
  UPDATE tickets SET wait_ms = 0 WHERE wait_ms < 0 AND batch IS NULL;
  UPDATE tickets SET service_ms = NULL WHERE service_ms < 0 AND batch IS NULL;
  UPDATE counter_sessions SET closed_at_ms = opened_at_ms WHERE closed_at_ms < opened_at_ms;
  UPDATE counter_pauses SET resumed_at_ms = paused_at_ms WHERE resumed_at_ms < paused_at_ms;
  CREATE TABLE officer_signs (
    counter TEXT NOT NULL, opened_at_ms INTEGER NOT NULL, alive_ms INTEGER NOT NULL,
    PRIMARY KEY (counter, opened_at_ms)
  ) STRICT, WITHOUT ROWID;
  DELETE FROM snapshots;
`;

/** Which sessions the hall closed itself at the day's end stands in the log. */
export function fillPresence(db: Database): void {
  const mark = db.prepare('UPDATE counter_sessions SET by_hand = 0 WHERE counter = ? AND closed_at_ms = ?');
  const closings = db.prepare<unknown[], { counter: string; atMs: number }>(
    `SELECT json_extract(body, '$.event.counter') AS counter, json_extract(body, '$.atMs') AS atMs FROM events
      WHERE json_extract(body, '$.event.type') = 'counter:closed' AND json_extract(body, '$.actor.kind') = 'system'`,
  );
  for (const { counter, atMs } of closings.all()) mark.run(counter, atMs);
}
