import type { Database } from 'better-sqlite3';

/**
 * Why a ticket has no paper; from the log, as all of these tables. Snapshots of before open print jobs were part of the
 * state do not know them: the next start reads the log.
 */
export const keepPrintReasons = `
  ALTER TABLE tickets ADD COLUMN print_reason TEXT;
  DELETE FROM snapshots;
`;

/** Takes the reasons of what is there from the log: of each ticket the last that a printer gave. */
export function fillPrintReasons(db: Database): void {
  const set = db.prepare(
    "UPDATE tickets SET print_reason = ? WHERE id = ? AND print_state IN ('failed', 'unconfirmed')",
  );
  const settled = db.prepare<unknown[], { ticketId: string; reason: string }>(
    `SELECT json_extract(body, '$.event.ticketId') AS ticketId, json_extract(body, '$.event.reason') AS reason
      FROM events WHERE json_extract(body, '$.event.type') = 'ticket:print-settled'
        AND json_extract(body, '$.event.reason') IS NOT NULL ORDER BY sequence`,
  );
  for (const { ticketId, reason } of settled.all()) set.run(reason, ticketId);
}
