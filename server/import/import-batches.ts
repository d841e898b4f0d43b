import type { Database, Statement } from 'better-sqlite3';
import { dayColumns } from '../storage/local-calendar.ts';
import { one } from '../storage/rows.ts';
import { TicketTotals } from '../storage/ticket-totals.ts';
import type { ImportedTicket } from './read-ticket.ts';
import type { DayZone } from './read-time.ts';

/** One import: all tickets of one file, kept or removed together. */
export interface ImportBatch {
  readonly id: string;
  readonly file: string;
  readonly sha256: string;
  readonly state: 'pending' | 'complete' | 'removed';
  readonly rows: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}

/** So many counters were open for a field from an instant on, ms since the epoch. */
export interface OpenCountersRow {
  readonly field: string;
  readonly fromMs: number;
  readonly open: number;
}

const SELECT_BATCH =
  'SELECT id, file, sha256, state, rows, first_date AS firstDate, last_date AS lastDate FROM import_batches';

/** Rows removed in one transaction: short enough that a hall writing beside it does not notice. */
const REMOVE_CHUNK = 5_000;

/** Imported tickets in the read tables. A batch is invisible to every report until it is complete. */
export class ImportBatches {
  private readonly db: Database;
  private readonly insert: Statement;
  private readonly nameField: Statement;
  private readonly days = new Map<string, ReturnType<typeof dayColumns>>();

  constructor(db: Database) {
    this.db = db;
    this.insert =
      db.prepare(`INSERT INTO tickets (id, number, local_date, weekday, slot, week, month, quarter, year,
        period, field, drawn_field, procedure, purpose, priority, channel, state, counter, officer, issued_at_ms,
        ordered_at_ms, called_at_ms, last_called_at_ms, started_at_ms, finished_at_ms, wait_ms, service_ms, call_count,
        print_state, language, batch, issued_width_ms, called_width_ms, started_width_ms, finished_width_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'submit', ?, 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'none',
        'vi', ?, ?, ?, ?, ?)`);
    this.nameField = db.prepare(
      'INSERT INTO import_fields (code, name) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET name = excluded.name',
    );
  }

  list(): ImportBatch[] {
    return this.db.prepare<unknown[], ImportBatch>(`${SELECT_BATCH} ORDER BY first_date, id`).all();
  }

  find(id: string): ImportBatch | undefined {
    return this.db.prepare<unknown[], ImportBatch>(`${SELECT_BATCH} WHERE id = ?`).get(id);
  }

  /** The complete batch made from the same content, if there is one. */
  findComplete(sha256: string): ImportBatch | undefined {
    return this.db
      .prepare<unknown[], ImportBatch>(`${SELECT_BATCH} WHERE sha256 = ? AND state = 'complete'`)
      .get(sha256);
  }

  begin(id: string, file: string, sha256: string): void {
    this.db
      .prepare("INSERT INTO import_batches (id, file, sha256, state, rows) VALUES (?, ?, ?, 'pending', 0)")
      .run(id, file, sha256);
  }

  /**
   * Adds tickets to a pending batch in one transaction.
   * @param firstRow position in the batch of the first of them
   * @param zone tells the half-hour of the day of an instant
   */
  add(
    batch: string,
    firstRow: number,
    tickets: readonly ImportedTicket[],
    zone: Pick<DayZone, 'slotOf'>,
  ): void {
    this.db
      .transaction(() => {
        for (const [at, ticket] of tickets.entries()) this.addOne(batch, firstRow + at, ticket, zone);
      })
      .immediate();
  }

  private addOne(batch: string, row: number, ticket: ImportedTicket, zone: Pick<DayZone, 'slotOf'>): void {
    const { issued, called, started, finished } = ticket.times;
    const shown = called ?? started ?? finished;
    const come = issued ?? shown;
    if (come === null) throw new Error('an imported ticket without any time');
    const toCounter = called ?? started;
    const atCounter = started ?? called;
    const day = this.dayOf(ticket.date);
    this.insert.run(
      `${batch}-${row}`,
      ticket.number,
      day.localDate,
      day.weekday,
      zone.slotOf(ticket.date, come.atMs),
      day.week,
      day.month,
      day.quarter,
      day.year,
      day.period,
      ticket.field,
      ticket.field,
      ticket.procedure,
      ticket.priority,
      ticket.state,
      ticket.counter,
      ticket.officer,
      come.atMs,
      come.atMs,
      shown?.atMs ?? null,
      shown?.atMs ?? null,
      started?.atMs ?? null,
      finished?.atMs ?? null,
      // Middles of overlapping intervals can cross; nobody waited less than nothing.
      issued && toCounter ? Math.max(0, toCounter.atMs - issued.atMs) : null,
      finished && atCounter && ticket.state === 'done' ? Math.max(0, finished.atMs - atCounter.atMs) : null,
      shown === null ? 0 : 1,
      batch,
      come.widthMs,
      shown?.widthMs ?? 0,
      started?.widthMs ?? 0,
      finished?.widthMs ?? 0,
    );
  }

  private dayOf(date: string) {
    let day = this.days.get(date);
    if (!day) {
      day = dayColumns(date);
      this.days.set(date, day);
    }
    return day;
  }

  nameFields(names: ReadonlyMap<string, string>): void {
    this.db
      .transaction(() => {
        for (const [code, name] of names) this.nameField.run(code, name);
      })
      .immediate();
  }

  /** Keeps the open counters that came with a batch. */
  keepCounters(batch: string, rows: readonly OpenCountersRow[]): void {
    const put = this.db.prepare(
      'INSERT OR REPLACE INTO import_counters (batch, field, from_ms, open) VALUES (?, ?, ?, ?)',
    );
    this.db
      .transaction(() => {
        for (const { field, fromMs, open } of rows) put.run(batch, field, fromMs, open);
      })
      .immediate();
  }

  /** Says what a pending batch holds, before the event that completes it. */
  describe(id: string): void {
    // Counted before the lock is taken: a hall that writes beside it does not wait for a million rows.
    const found = one(
      this.db
        .prepare<unknown[], { rows: number; first: string | null; last: string | null }>(
          'SELECT count(*) AS rows, min(local_date) AS first, max(local_date) AS last FROM tickets WHERE batch = ?',
        )
        .get(id),
    );
    this.db
      .prepare(
        'UPDATE import_batches SET rows = @rows, first_date = @first, last_date = @last WHERE id = @id',
      )
      .run({ id, ...found });
  }

  /** Makes the totals of a pending batch, a day at a time: a hall that writes beside it does not notice. */
  total(id: string): void {
    new TicketTotals(this.db).settleBatch(id, (work) => this.db.transaction(work).immediate());
  }

  /** Takes away the tickets of every batch that is not complete, piece by piece, and forgets the pending ones. */
  sweep(): void {
    const remove = this.db.prepare(`DELETE FROM tickets WHERE id IN (
      SELECT id FROM tickets WHERE batch IN (SELECT id FROM import_batches WHERE state <> 'complete') LIMIT ?)`);
    for (;;) if (remove.run(REMOVE_CHUNK).changes === 0) break;
    for (const table of ['ticket_totals', 'totalled_spans', 'import_counters'])
      this.db
        .prepare(
          `DELETE FROM ${table} WHERE batch IN (SELECT id FROM import_batches WHERE state <> 'complete')`,
        )
        .run();
    this.db.prepare("DELETE FROM import_batches WHERE state = 'pending'").run();
  }
}
