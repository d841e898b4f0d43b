import type { Database, Statement } from 'better-sqlite3';
import type { ImportedTicket } from './read-ticket.ts';
import { RowLedger } from './row-ledger.ts';

/** Two exports of one system write the same moment with seconds and without. */
const MINUTE_MS = 60_000;

/** How a row was met before. */
export type Met =
  | { readonly kind: 'new' }
  /** The number stands on that line with another time. */
  | { readonly kind: 'number-again'; readonly line: number }
  /** The same row; line 0: in the record. */
  | { readonly kind: 'known'; readonly line: number };

/** Tells rows that the record has or that a file has twice: same date, field, number and time, to the minute. */
export class KnownRows {
  private readonly rows = new RowLedger();
  private readonly numbers = new RowLedger();
  private readonly loaded = new Set<string>();
  private readonly ofDay: Statement<
    unknown[],
    {
      field: string;
      number: string;
      atMs: number;
    }
  >;

  constructor(db: Database) {
    this.ofDay = db.prepare<
      unknown[],
      {
        field: string;
        number: string;
        atMs: number;
      }
    >(`SELECT drawn_field AS field, number, issued_at_ms AS atMs FROM tickets
      WHERE local_date = ? AND (batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))`);
  }

  meet(line: number, { date, field, number, times }: ImportedTicket): Met {
    if (!this.loaded.has(date)) this.load(date);
    const { issued, called, started, finished } = times;
    const at = issued ?? called ?? started ?? finished;
    const name = `${date}\n${field}\n${number}`;
    const met = this.rows.meet(`${name}\n${Math.floor((at?.atMs ?? 0) / MINUTE_MS)}`, line);
    if (met !== undefined) return { kind: 'known', line: met };
    const again = this.numbers.meet(name, line);
    return again === undefined ? { kind: 'new' } : { kind: 'number-again', line: again };
  }

  private load(date: string): void {
    this.loaded.add(date);
    const rows = this.ofDay.iterate(date);
    for (const { field, number, atMs } of rows) {
      const name = `${date}\n${field}\n${number}`;
      this.rows.meet(`${name}\n${Math.floor(atMs / MINUTE_MS)}`, 0);
      this.numbers.meet(name, 0);
    }
  }
}
