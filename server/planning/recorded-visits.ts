import type { Database } from 'better-sqlite3';
import type { OpenCounters } from '../staffing/demand/service-fit.ts';
import { recordedCounters } from './recorded-tickets.ts';

/** A ticket of an imported record, as it is lived through again. */
export interface RecordedVisit {
  readonly id: string;
  readonly date: string;
  readonly field: string;
  readonly priority: string | null;
  /** Counter that called it; null: the record does not say. */
  readonly counter: string | null;
  /** Epoch ms, as are the others. */
  readonly issuedAtMs: number;
  /** Null: never called. */
  readonly calledAtMs: number | null;
  /** Null: the end was not seen. */
  readonly finishedAtMs: number | null;
}

/** Days of an imported record with what is known of their counters. */
export interface RecordedVisits {
  readonly visits: readonly RecordedVisit[];
  /** Open counters by field; empty: the record knows none. */
  readonly counters: ReadonlyMap<string, readonly OpenCounters[]>;
}

interface Row extends RecordedVisit {
  readonly issuedWidthMs: number;
  readonly calledWidthMs: number;
}

/**
 * Imported tickets of a period in order of issue. Times that the record knows only as an interval are laid evenly over
 * it, in the order of the record.
 * @param fromMs @param toMs the period, epoch ms, for the open counters
 */
export function recordedVisits(
  db: Database,
  from: string,
  to: string,
  fromMs: number,
  toMs: number,
): RecordedVisits {
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT id, local_date AS date, drawn_field AS field, priority, counter, issued_at_ms AS issuedAtMs,
        called_at_ms AS calledAtMs, finished_at_ms AS finishedAtMs, issued_width_ms AS issuedWidthMs,
        called_width_ms AS calledWidthMs
      FROM tickets WHERE local_date BETWEEN ? AND ? AND state <> 'cancelled'
        AND batch IN (SELECT id FROM import_batches WHERE state = 'complete')
      ORDER BY issued_at_ms, id`,
    )
    .all(from, to);
  const issued = spread(rows, (row) => ({ atMs: row.issuedAtMs, widthMs: row.issuedWidthMs }));
  const called = spread(rows, (row) => ({ atMs: row.calledAtMs, widthMs: row.calledWidthMs }));
  const visits = rows.map(
    ({ id, date, field, priority, counter, issuedAtMs, calledAtMs, finishedAtMs }, at): RecordedVisit => {
      const drawnMs = issued[at] ?? issuedAtMs;
      const callMs = calledAtMs === null ? null : Math.max(drawnMs, called[at] ?? calledAtMs);
      return {
        id,
        date,
        field,
        priority,
        counter,
        issuedAtMs: drawnMs,
        calledAtMs: callMs,
        finishedAtMs: callMs === null || finishedAtMs === null ? null : Math.max(callMs, finishedAtMs),
      };
    },
  );
  return {
    visits: visits.sort((a, b) => a.issuedAtMs - b.issuedAtMs),
    counters: recordedCounters(db, fromMs, toMs),
  };
}

/** Moments of rows that share an interval, one after the other in it; null where there is none. */
function spread(
  rows: readonly Row[],
  of: (row: Row) => { readonly atMs: number | null; readonly widthMs: number },
): (number | null)[] {
  const sharing = new Map<string, number[]>();
  for (const [at, row] of rows.entries()) {
    const { atMs, widthMs } = of(row);
    if (atMs === null || widthMs === 0) continue;
    const key = `${row.field} ${atMs} ${widthMs}`;
    const others = sharing.get(key);
    if (others) others.push(at);
    else sharing.set(key, [at]);
  }
  const moments = rows.map((row) => of(row).atMs);
  for (const group of sharing.values())
    for (const [place, at] of group.entries()) {
      const { atMs, widthMs } = of(rows[at] as Row);
      moments[at] = Math.round((atMs ?? 0) - widthMs / 2 + ((place + 0.5) / group.length) * widthMs);
    }
  return moments;
}
