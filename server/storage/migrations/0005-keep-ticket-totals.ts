import type { Database } from 'better-sqlite3';
import { TicketTotals } from '../ticket-totals.ts';

/** Start of the half of a month in which a day lies: the halves make up both calendar and administrative months. */
const HALF = "substr(@.local_date, 1, 8) || CASE WHEN substr(@.local_date, 9) < '15' THEN '01' ELSE '15' END";

/** What makes totals stale when a ticket changes or goes (new ones: Projections): the ticket's day and half no longer count as totalled, in the same transaction. */
const stale = (when: string, row: 'NEW' | 'OLD') => `
  CREATE TRIGGER totals_stale_after_${when.split(' ')[0]?.toLowerCase()} AFTER ${when} ON tickets BEGIN
    UPDATE totalled_spans SET stale = 1 WHERE batch = coalesce(${row}.batch, '') AND stale = 0 AND (
      (scale = 'day' AND from_date = ${row}.local_date) OR
      (scale = 'half' AND from_date = ${HALF.replaceAll('@', row)}));
  END;`;

/**
 * Totals of tickets by field for whole days and halves of months, own tickets (batch '') and each import apart. A span
 * counts only while it stands in totalled_spans and is not stale.
 */
export const keepTicketTotals = `
  CREATE TABLE totalled_spans (
    batch TEXT NOT NULL, scale TEXT NOT NULL, from_date TEXT NOT NULL, stale INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (batch, scale, from_date)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ticket_totals (
    batch TEXT NOT NULL, scale TEXT NOT NULL, from_date TEXT NOT NULL, field TEXT NOT NULL,
    drawn INTEGER NOT NULL, called INTEGER NOT NULL, served INTEGER NOT NULL, no_show INTEGER NOT NULL,
    left INTEGER NOT NULL, transactions INTEGER NOT NULL, wait_count INTEGER NOT NULL, wait_ms INTEGER NOT NULL,
    service_count INTEGER NOT NULL, service_ms INTEGER NOT NULL, waits BLOB NOT NULL, services BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX ticket_totals_by_span ON ticket_totals (batch, scale, from_date, field);
  ${stale('UPDATE OF field, state, called_at_ms, wait_ms, service_ms, transaction_count', 'NEW')}
  ${stale('DELETE', 'OLD')}
`;

/** Totals of the record as it was before there were totals. */
export function fillTicketTotals(db: Database): void {
  const newest = db.prepare('SELECT max(local_date) FROM tickets WHERE batch IS NULL').pluck().get();
  const totals = new TicketTotals(db);
  if (typeof newest === 'string') totals.settleBefore(newest);
  for (const batch of db.prepare("SELECT id FROM import_batches WHERE state = 'complete'").pluck().all())
    totals.settleBatch(String(batch));
}
