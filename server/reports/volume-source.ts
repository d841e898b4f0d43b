import type { Database } from 'better-sqlite3';
import {
  dayAfter,
  dayBefore,
  endOfHalf,
  TicketTotals,
  type TotalledTicket,
  type TotalRow,
  type TotalScale,
} from '../storage/ticket-totals.ts';

/** A ticket with the columns that volume is grouped by. */
export interface VolumeTicket extends TotalledTicket {
  readonly [dimension: string]: string | number | null;
  readonly field: string;
  readonly state: string;
  readonly called: number;
  readonly transaction_count: number;
  readonly local_date: string;
}

const SELECT = `
  SELECT field, state, wait_ms, service_ms, transaction_count, called_at_ms IS NOT NULL AS called,
    procedure, purpose, counter, officer, local_date, week, month, quarter, year, period, weekday, slot
  FROM tickets WHERE local_date BETWEEN ? AND ?`;

const COMPLETE = "SELECT id FROM import_batches WHERE state = 'complete'";

/** Every ticket of a span that counts, one by one. */
export function volumeTickets(db: Database, from: string, to: string): IterableIterator<VolumeTicket> {
  return db
    .prepare(`${SELECT} AND (batch IS NULL OR batch IN (${COMPLETE}))`)
    .iterate(from, to) as IterableIterator<VolumeTicket>;
}

/** What counts in a span of days: totals where they are kept, the tickets of all other days. */
export interface VolumeTakers {
  /** @param from first day of what is totalled */
  readonly takeTotals: (row: TotalRow, from: string) => void;
  readonly takeTicket: (row: VolumeTicket) => void;
}

/**
 * Reads a span of days by its totals.
 * @param widest what may stand for several days: halves of months only where nobody asks for single days or weeks
 */
export function readByTotals(
  db: Database,
  span: { readonly from: string; readonly to: string },
  widest: TotalScale,
  { takeTotals, takeTicket }: VolumeTakers,
): void {
  const totals = new TicketTotals(db);
  const spans = db.prepare(`SELECT scale, from_date AS fromDate, stale FROM totalled_spans
    WHERE batch = ? AND from_date BETWEEN ? AND ? ORDER BY from_date, scale DESC`);
  const tickets = db.prepare(`${SELECT} AND batch IS ?`);
  const batches = ['', ...(db.prepare(COMPLETE).pluck().all() as string[])];
  for (const batch of batches) {
    // Everything before this day has been counted.
    let next = span.from;
    const readTickets = (from: string, to: string) => {
      if (from > to) return;
      for (const row of tickets.iterate(from, to, batch === '' ? null : batch))
        takeTicket(row as VolumeTicket);
    };
    for (const each of spans.all(batch, span.from, span.to) as SpanRow[]) {
      const last = each.scale === 'half' ? endOfHalf(each.fromDate) : each.fromDate;
      if (each.fromDate < next || last > span.to || (each.scale === 'half' && widest === 'day')) continue;
      if (each.stale === 1 && each.scale === 'half') continue;
      // An import is totalled whole; the hall's own tickets may lie between the days that are.
      if (batch === '') readTickets(next, dayBefore(each.fromDate));
      if (each.stale === 1) readTickets(last, last);
      else for (const row of totals.read(batch, each.scale, each.fromDate)) takeTotals(row, each.fromDate);
      next = dayAfter(last);
    }
    if (batch === '') readTickets(next, span.to);
  }
}

interface SpanRow {
  readonly scale: TotalScale;
  readonly fromDate: string;
  readonly stale: number;
}
