import type { Database } from 'better-sqlite3';
import {
  dayAfter,
  dayBefore,
  endOfHalf,
  TicketTotals,
  type TotalRow,
  type TotalScale,
} from '../storage/ticket-totals.ts';

/** What tickets can be grouped by, and the column of each. `agency` follows from the field. */
export const TICKET_DIMENSIONS = {
  field: 'field',
  procedure: 'procedure',
  agency: 'field',
  purpose: 'purpose',
  counter: 'counter',
  officer: 'officer',
  day: 'local_date',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  period: 'period',
  weekday: 'weekday',
  slot: 'slot',
} as const;

/** A ticket with the columns that volume is grouped by. */
export interface VolumeTicket {
  readonly [dimension: string]: string | number | null;
  readonly batch: string | null;
  readonly field: string;
  readonly state: string;
  /** 1 if it was ever called. */
  readonly called: number;
  readonly wait_ms: number | null;
  readonly service_ms: number | null;
  readonly transaction_count: number;
  readonly local_date: string;
}

const SELECT = `
  SELECT batch, field, state, wait_ms, service_ms, transaction_count, called_at_ms IS NOT NULL AS called,
    procedure, purpose, counter, officer, local_date, week, month, quarter, year, period, weekday, slot
  FROM tickets WHERE local_date BETWEEN ? AND ?`;

const COMPLETE = "SELECT id FROM import_batches WHERE state = 'complete'";

/** Every ticket of a span that counts, one by one. */
export function volumeTickets(db: Database, from: string, to: string): IterableIterator<VolumeTicket> {
  return db
    .prepare<unknown[], VolumeTicket>(`${SELECT} AND (batch IS NULL OR batch IN (${COMPLETE}))`)
    .iterate(from, to);
}

/**
 * Everything that counts in a span of days as totals by field: those that are kept, and of days that have none, or whose
 * totals are stale, totals made of their tickets now.
 * @param widest what may stand for several days: halves of months only where nobody asks for single days or weeks
 * @param take gets a total, the first day of what is totalled, and its import; empty: the hall's own
 * @param imported false: the hall's own tickets alone
 */
export function readTotals(
  db: Database,
  span: { readonly from: string; readonly to: string },
  widest: TotalScale,
  take: (row: TotalRow, from: string, batch: string) => void,
  { imported = true }: { readonly imported?: boolean } = {},
): void {
  const totals = new TicketTotals(db);
  const spans = db.prepare<unknown[], SpanRow>(`SELECT scale, from_date AS fromDate, stale FROM totalled_spans
    WHERE batch = ? AND from_date BETWEEN ? AND ? ORDER BY from_date, scale DESC`);
  const batches = ['', ...(imported ? db.prepare<unknown[], string>(COMPLETE).pluck().all() : [])];
  for (const batch of batches) {
    // Everything before this day has been counted.
    let next = span.from;
    const count = (day: string) => {
      for (const row of totals.count(batch, 'day', day)) take(row, day, batch);
    };
    // An import is totalled whole; the hall's own tickets may lie between the days that are.
    const countBetween = (from: string, to: string) => {
      if (batch === '' && from <= to) for (const day of totals.datesWithTickets(from, to)) count(day);
    };
    for (const { scale, fromDate, stale } of spans.all(batch, span.from, span.to)) {
      const last = scale === 'half' ? endOfHalf(fromDate) : fromDate;
      const isUsed = scale === 'day' || (widest === 'half' && stale === 0);
      if (!isUsed || fromDate < next || last > span.to) continue;
      countBetween(next, dayBefore(fromDate));
      if (stale === 1) count(fromDate);
      else for (const row of totals.read(batch, scale, fromDate)) take(row, fromDate, batch);
      next = dayAfter(last);
    }
    countBetween(next, span.to);
  }
}

interface SpanRow {
  readonly scale: TotalScale;
  readonly fromDate: string;
  readonly stale: number;
}
