import type { Database } from 'better-sqlite3';
import { HallCalendar } from '../hall/clock.ts';
import type { OpenCounters, RecordedCall } from '../staffing/demand/service-fit.ts';

/** A ticket of the period as the planner needs it. */
export interface RecordedTicket {
  readonly field: string;
  readonly date: string;
  readonly imported: boolean;
  /** Drawn, ms of the local day. */
  arrivedMs: number;
  /** First call, ms of the local day; null: never called. */
  readonly calledMs: number | null;
  /** From the call to the end, ms; null: not known. */
  readonly serviceMs: number | null;
  readonly call: RecordedCall | null;
  /** Counter that called it; null: never called, or the record names none. */
  readonly counter: string | null;
  /** When the visit ended, ms of the local day; null: not known to the moment. */
  readonly endedMs: number | null;
  /** Width of the interval in which it was drawn, and in which it was called, ms; 0: known to the moment. */
  readonly widthMs: number;
  readonly calledWidthMs: number;
  readonly noShow: boolean;
  /** Served, but not at the first call. */
  readonly late: boolean;
  readonly priority: boolean;
}

interface Row {
  readonly field: string;
  readonly date: string;
  readonly batch: string | null;
  readonly state: string;
  readonly priority: string | null;
  readonly counter: string | null;
  readonly issuedAtMs: number;
  readonly calledAtMs: number | null;
  readonly finishedAtMs: number | null;
  readonly calls: number;
  readonly issuedWidthMs: number;
  readonly calledWidthMs: number;
  readonly finishedWidthMs: number;
}

const DAY_MS = 86_400_000;

const KEPT = "(batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))";

/** Instants of the hall's zone as ms of the local day. */
class LocalDay {
  private readonly calendar: HallCalendar;
  private readonly starts = new Map<string, number>();

  constructor(zone: string) {
    this.calendar = new HallCalendar(zone);
  }

  msOf(date: string, atMs: number): number {
    let start = this.starts.get(date);
    if (start === undefined) {
      start = this.calendar.instantOf(date, 0);
      this.starts.set(date, start);
    }
    return Math.min(DAY_MS - 1, Math.max(0, atMs - start));
  }
}

/**
 * Tickets of a period in order of issue, the hall's own and imported ones; those taken back by the citizen are left out.
 * Times known as an interval stand in its middle until they are spread.
 */
export function recordedTickets(db: Database, from: string, to: string, timeZone: string): RecordedTicket[] {
  const local = new LocalDay(timeZone);
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT field, local_date AS date, batch, state, priority, counter, issued_at_ms AS issuedAtMs,
        called_at_ms AS calledAtMs, finished_at_ms AS finishedAtMs, call_count AS calls,
        issued_width_ms AS issuedWidthMs, called_width_ms AS calledWidthMs, finished_width_ms AS finishedWidthMs
      FROM tickets WHERE local_date BETWEEN ? AND ? AND state <> 'cancelled' AND ${KEPT}
      ORDER BY issued_at_ms, id`,
    )
    .iterate(from, to);
  const tickets: RecordedTicket[] = [];
  for (const row of rows) {
    const { calledAtMs, finishedAtMs } = row;
    const exact = Math.max(row.calledWidthMs, row.finishedWidthMs) === 0;
    tickets.push({
      field: row.field,
      date: row.date,
      imported: row.batch !== null,
      arrivedMs: local.msOf(row.date, row.issuedAtMs),
      calledMs: calledAtMs === null ? null : local.msOf(row.date, calledAtMs),
      serviceMs:
        exact && row.state === 'done' && row.calls <= 1 && calledAtMs !== null && finishedAtMs !== null
          ? finishedAtMs - calledAtMs
          : null,
      call: calledAtMs === null ? null : { issuedAtMs: row.issuedAtMs, calledAtMs },
      counter: calledAtMs === null ? null : row.counter,
      endedMs: exact && finishedAtMs !== null ? local.msOf(row.date, finishedAtMs) : null,
      widthMs: row.issuedWidthMs,
      calledWidthMs: row.calledWidthMs,
      noShow: row.state === 'no_show',
      late: row.state === 'done' && row.calls > 1,
      priority: row.priority !== null,
    });
  }
  return tickets;
}

/**
 * Times known only as an interval all stand in its middle; as many citizens at one moment never came. Those of one field
 * and interval are laid evenly over it.
 */
export function spreadOverIntervals(tickets: readonly RecordedTicket[]): void {
  const sharing = new Map<string, RecordedTicket[]>();
  for (const ticket of tickets) {
    if (ticket.widthMs === 0) continue;
    const key = `${ticket.field} ${ticket.date} ${ticket.arrivedMs} ${ticket.widthMs}`;
    const others = sharing.get(key);
    if (others) others.push(ticket);
    else sharing.set(key, [ticket]);
  }
  for (const group of sharing.values())
    for (const [at, ticket] of group.entries()) {
      const startMs = ticket.arrivedMs - ticket.widthMs / 2;
      ticket.arrivedMs = Math.max(0, Math.round(startMs + ((at + 0.5) / group.length) * ticket.widthMs));
    }
}

/** Open counters by field over a period, in order, from records that came with them. */
export function recordedCounters(db: Database, fromMs: number, toMs: number): Map<string, OpenCounters[]> {
  const rows = db
    .prepare<unknown[], { field: string } & OpenCounters>(
      `SELECT field, from_ms AS fromMs, open FROM import_counters
      WHERE from_ms BETWEEN ? AND ? AND batch IN (SELECT id FROM import_batches WHERE state = 'complete')
      ORDER BY field, from_ms`,
    )
    .all(fromMs, toMs);
  const counters = new Map<string, OpenCounters[]>();
  for (const { field, fromMs: atMs, open } of rows) {
    const entry = { fromMs: atMs, open };
    const others = counters.get(field);
    if (others) others.push(entry);
    else counters.set(field, [entry]);
  }
  return counters;
}

/** Names of fields that only imported records know. */
export function importedFieldNames(db: Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare<unknown[], { code: string; name: string }>('SELECT code, name FROM import_fields')
    .all();
  return new Map(rows.map(({ code, name }) => [code, name]));
}
