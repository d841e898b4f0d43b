import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { LocalDate } from '../../common/protocol/primitives.ts';

/** A span longer than this is a slip of the finger, not a report. */
const MOST_YEARS = 100;

/** First and last day of a report, both included. */
export const PERIOD = { from: LocalDate, to: LocalDate };

/** Says what is wrong with a span of days. */
export const isPeriod = ({ from, to }: { from: string; to: string }): boolean =>
  from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= MOST_YEARS;
export const PERIOD_WRONG = `the period ends before it starts, or is longer than ${MOST_YEARS} years`;

/** Parameters of a report over a span of days and nothing else. */
export const PeriodParams = z.strictObject(PERIOD).refine(isPeriod, PERIOD_WRONG);

/** A ticket as reports read it. */
export interface TicketRow {
  readonly id: string;
  readonly local_date: string;
  readonly weekday: number;
  readonly slot: number;
  readonly field: string;
  readonly drawn_field: string;
  readonly procedure: string | null;
  readonly purpose: string;
  readonly channel: string;
  readonly state: string;
  /** How often its holder let others pass, and 1 where the holder gave it up by phone. */
  readonly let_pass_count: number;
  readonly given_up: number;
  readonly outcome: string | null;
  readonly counter: string | null;
  readonly officer: string | null;
  readonly issued_at_ms: number;
  readonly called_at_ms: number | null;
  readonly finished_at_ms: number | null;
  readonly wait_ms: number | null;
  readonly service_ms: number | null;
  readonly transaction_count: number;
  readonly estimate_low: number | null;
  readonly estimate_high: number | null;
  /** What was expected, ms; null in tickets of before it was kept. */
  readonly expected_wait_ms: number | null;
  readonly queue_wait_ms: number | null;
  readonly claimed_share: number | null;
  readonly batch: string | null;
}

/** Every ticket of a span that counts: the hall's own, and those of imports that were completed. */
export function ticketsOf(db: Database, from: string, to: string): IterableIterator<TicketRow> {
  return db
    .prepare<unknown[], TicketRow>(
      `SELECT * FROM tickets WHERE local_date BETWEEN ? AND ?
        AND (batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))
        ORDER BY issued_at_ms, id`,
    )
    .iterate(from, to);
}

/** True when the ticket ended without its holder ever having been called. */
export const hasLeft = (row: TicketRow): boolean =>
  row.called_at_ms === null && (row.state === 'cancelled' || row.state === 'expired');

/** Groups rows by a key. */
export function grouped<K>(rows: Iterable<TicketRow>, keyOf: (row: TicketRow) => K): Map<K, TicketRow[]> {
  const groups = new Map<K, TicketRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** The values of a column that are there, in rising order. */
export const present = (rows: readonly TicketRow[], key: 'wait_ms' | 'service_ms'): number[] =>
  rows
    .map((row) => row[key])
    .filter((value): value is number => value !== null)
    .sort((a, b) => a - b);

/** Imports that hold no no-show at all: their files did not tell one from somebody who was served. */
export function silentBatches(db: Database): ReadonlySet<string> {
  const silent = db
    .prepare<unknown[], string>(
      "SELECT batch FROM ticket_totals WHERE batch <> '' GROUP BY batch HAVING sum(no_show) = 0",
    )
    .pluck()
    .all();
  return new Set(silent);
}
