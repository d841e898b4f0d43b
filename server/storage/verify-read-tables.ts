import { isDeepStrictEqual } from 'node:util';
import Sqlite, { type Database } from 'better-sqlite3';
import { apply } from '../domain/apply.ts';
import { readState } from '../domain/snapshot.ts';
import { emptyHall } from '../domain/state.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { fromBody } from './event-store.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { Projections } from './projections.ts';
import { wrongTotals } from './ticket-totals.ts';

/** Tables that follow from the log, with what of them is compared. Imported tickets do not follow from it. */
const FOLLOWING = [
  { table: 'tickets', columns: '*', where: 'batch IS NULL' },
  {
    table: 'ticket_transactions',
    columns: '*',
    where: 'ticket_id IN (SELECT id FROM tickets WHERE batch IS NULL)',
  },
  {
    table: 'counter_sessions',
    columns: 'counter, officer, local_date, opened_at_ms, closed_at_ms',
    where: '1',
  },
  { table: 'remarks', columns: '*', where: '1' },
  { table: 'opinions', columns: '*', where: '1' },
  { table: 'opinion_criteria', columns: '*', where: '1' },
  { table: 'criterion_names', columns: '*', where: '1' },
  { table: 'counter_pauses', columns: 'counter, reason, paused_at_ms, resumed_at_ms', where: '1' },
] as const;

/** What does not follow from the log; empty when all does. */
export interface ReadTableFaults {
  /** Table and how many of its rows differ from those that the log gives. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Sequence of a snapshot that is not the state the log gives there. */
  readonly snapshots: readonly number[];
}

/**
 * Makes the read tables and the state anew from the log in memory and compares them with those that are kept.
 * Reads one consistent moment of the record, also while the hall works.
 */
export function verifyReadTables(
  file: string,
  calendar: HallCalendar,
  onProgress: (done: number, total: number) => void = () => {},
): ReadTableFaults {
  const kept = new Sqlite(file, { readonly: true });
  const anew = new Sqlite(':memory:');
  try {
    for (const migration of MIGRATIONS) anew.exec(migration.sql);
    kept.exec('BEGIN');
    const total = Number(kept.prepare('SELECT count(*) FROM events').pluck().get());
    const wrongSnapshots = replay(kept, anew, calendar, (done) => onProgress(done, total));
    const tables: { table: string; rows: number }[] = FOLLOWING.flatMap(({ table, columns, where }) => {
      const rows = differing(kept, anew, `SELECT ${columns} FROM ${table} WHERE ${where}`);
      return rows === 0 ? [] : [{ table, rows }];
    });
    // The tickets are proven above, so the totals are held against them.
    const totals = wrongTotals(kept);
    if (totals > 0) tables.push({ table: 'ticket_totals', rows: totals });
    return { tables, snapshots: wrongSnapshots };
  } finally {
    kept.close();
    anew.close();
  }
}

function replay(
  kept: Database,
  anew: Database,
  calendar: HallCalendar,
  onProgress: (done: number) => void,
): number[] {
  const projections = new Projections(anew, calendar);
  const snapshots = new Map(
    (
      kept.prepare('SELECT sequence, state FROM snapshots').all() as { sequence: number; state: string }[]
    ).map((each) => [each.sequence, each.state]),
  );
  const wrong: number[] = [];
  const state = emptyHall();
  const rows = kept.prepare('SELECT body, hash FROM events ORDER BY sequence').iterate() as IterableIterator<{
    body: string;
    hash: string;
  }>;
  anew.exec('BEGIN');
  for (const row of rows) {
    const logged = fromBody(row.body, row.hash);
    projections.project(logged);
    apply(state, logged.event, logged.atMs, logged.sequence);
    const snapshot = snapshots.get(logged.sequence);
    if (snapshot !== undefined && !isSame(snapshot, state)) wrong.push(logged.sequence);
    if (logged.sequence % 5_000 === 0) onProgress(logged.sequence);
  }
  anew.exec('COMMIT');
  return wrong;
}

function isSame(snapshot: string, state: ReturnType<typeof emptyHall>): boolean {
  try {
    const kept = readState(snapshot);
    // Lines and the number index are made from the tickets, in whichever order these lie.
    const { lines: _keptLines, numbers: _keptNumbers, ...keptRest } = kept;
    const { lines: _lines, numbers: _numbers, ...rest } = state;
    return isDeepStrictEqual(keptRest, rest);
  } catch {
    return false;
  }
}

/** Rows that stand in one of two databases and not in the other, counted as a multiset. */
function differing(kept: Database, anew: Database, select: string): number {
  const counts = new Map<string, number>();
  const add = (db: Database, sign: 1 | -1) => {
    for (const row of db.prepare(select).raw().iterate()) {
      const key = JSON.stringify(row);
      const count = (counts.get(key) ?? 0) + sign;
      if (count === 0) counts.delete(key);
      else counts.set(key, count);
    }
  };
  add(anew, 1);
  add(kept, -1);
  return [...counts.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}
