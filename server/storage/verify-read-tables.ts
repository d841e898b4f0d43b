import { isDeepStrictEqual } from 'node:util';
import Sqlite, { type Database } from 'better-sqlite3';
import type { LoggedEvent } from '../domain/events.ts';
import { type InapplicableEvent, replay } from '../domain/replay.ts';
import { readState } from '../domain/snapshot.ts';
import type { HallState, SetAside } from '../domain/state.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { fromBody, type Snapshot } from './event-store.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { Projections } from './projections.ts';
import { COMPARED_TABLES } from './read-tables.ts';
import { setAsideIn } from './set-aside.ts';
import { wrongTotals } from './ticket-totals.ts';

/** What does not follow from the log, and what of the log counts nowhere. */
export interface ReadTableFaults {
  /** Table and how many of its rows differ from those that the log gives. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  /** Sequence of a snapshot that is not the state the log gives there. */
  readonly snapshots: readonly number[];
  /** Events that an act of the log set aside. */
  readonly setAside: readonly SetAside[];
  /** Events that cannot be applied and that no act has set aside yet: the next start will. */
  readonly inapplicable: readonly InapplicableEvent[];
}

/**
 * Rebuilds the read tables and the state from the log in memory and compares them with those that are kept.
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
    anew.exec('BEGIN');
    const log = new ProjectedLog(kept, anew, calendar, onProgress);
    const { state, snapshots, inapplicable } = replayed(kept, log);
    anew.exec('COMMIT');
    const tables: { table: string; rows: number }[] = COMPARED_TABLES.flatMap(({ table, select }) => {
      const rows = differing(kept, anew, select);
      return rows === 0 ? [] : [{ table, rows }];
    });
    // The tickets are proven above, so the totals are held against them.
    const totals = wrongTotals(kept);
    if (totals > 0) tables.push({ table: 'ticket_totals', rows: totals });
    return { tables, snapshots, setAside: state.setAside, inapplicable };
  } finally {
    kept.close();
    anew.close();
  }
}

/** Reads a log, and brings each of its events into other read tables when it is read for the first time. */
class ProjectedLog {
  readonly setAside: ReadonlySet<number>;
  private readonly rows;
  private readonly knownBatch;
  private readonly projections: Projections;
  private readonly onProgress: (done: number, total: number) => void;
  private readonly total: number;
  private projected = 0;

  constructor(
    kept: Database,
    anew: Database,
    calendar: HallCalendar,
    onProgress: (done: number, total: number) => void,
  ) {
    this.setAside = new Set(setAsideIn(kept, 0));
    this.rows = kept.prepare<unknown[], { sequence: number; body: string; hash: string }>(
      'SELECT sequence, body, hash FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?',
    );
    // The import writes the batch before its event completes it.
    this.knownBatch = anew.prepare(
      "INSERT OR IGNORE INTO import_batches (id, file, sha256, state, rows) VALUES (?, '', '', 'pending', 0)",
    );
    this.projections = new Projections(anew, calendar);
    this.onProgress = onProgress;
    this.total = Number(kept.prepare('SELECT count(*) FROM events').pluck().get());
  }

  readonly read = (after: number, limit: number): LoggedEvent[] => {
    const rows = this.rows.all(after, limit);
    const events = rows.map((row) => fromBody(row.body, row.hash));
    for (const each of events) if (each.sequence > this.projected) this.project(each);
    this.onProgress(this.projected, this.total);
    return events;
  };

  private project(logged: LoggedEvent): void {
    this.projected = logged.sequence;
    if (this.setAside.has(logged.sequence)) return;
    if (logged.event.type === 'import:completed') this.knownBatch.run(logged.event.batch);
    this.projections.project(logged);
  }
}

function replayed(kept: Database, log: ProjectedLog) {
  const all = kept.prepare<unknown[], Snapshot>('SELECT sequence, state FROM snapshots').all();
  const texts = new Map(all.map(({ sequence, state }) => [sequence, state]));
  const right = new Set<number>();
  const { state, inapplicable } = replay(log, null, (after) => {
    const text = texts.get(after.sequence);
    if (text !== undefined && isSame(text, after)) right.add(after.sequence);
  });
  return { state, inapplicable, snapshots: [...texts.keys()].filter((sequence) => !right.has(sequence)) };
}

function isSame(snapshot: string, state: HallState): boolean {
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
