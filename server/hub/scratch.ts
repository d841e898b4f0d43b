import type { Database, Statement } from 'better-sqlite3';
import type { LoggedEvent } from '../domain/events.ts';
import { HallCalendar } from '../hall/clock.ts';
import { openDatabase } from '../storage/database.ts';
import { Projections } from '../storage/projections.ts';
import { type Column, columnsOf, HUB_TABLES, type HubTable, PASSING_TABLES, quoted } from './read-tables.ts';

export type Value = string | number | Buffer | null;
/** A row by its columns. */
export type Row = Readonly<Record<string, Value>>;

/** Rows of a hall by table. */
export type Rows = ReadonlyMap<HubTable, readonly Row[]>;

/** What a piece of the log changed in one table. */
export interface Change {
  readonly table: HubTable;
  readonly columns: readonly Column[];
  /** Rows as they were; they are gone or replaced. Only those that had been loaded. */
  readonly before: readonly Row[];
  readonly after: readonly Row[];
}

interface Kept {
  readonly table: HubTable;
  readonly columns: readonly Column[];
  readonly insert: Statement;
  /** A loaded row as it is now. */
  readonly one: Statement;
  /** All rows of which a key was changed, as they are now. */
  readonly changed: Statement;
  /** The keys that were changed. */
  readonly keys: Statement;
  /** Forgets which keys were changed. */
  readonly forget: Statement;
  readonly keyOf: (row: Row) => string;
}

/**
 * A hall's own database in memory, in which its own projections work: rows of a hall that a piece of the log can touch are
 * put in, the events are projected, and what changed is taken out. So the hub has no second account of what events mean
 * (decision 0035). Used synchronously: nothing of one hall stays when the next one comes.
 */
export class Scratch {
  readonly db: Database;
  private readonly kept: readonly Kept[];
  private readonly byZone = new Map<string, Projections>();

  constructor() {
    this.db = openDatabase(':memory:');
    this.db.pragma('foreign_keys = OFF');
    this.db.exec(`CREATE TEMP TABLE recording (is_on INTEGER NOT NULL);
      INSERT INTO recording VALUES (0);`);
    this.kept = HUB_TABLES.map((table) => this.keep(table));
  }

  private keep(table: HubTable): Kept {
    const { name, key } = table;
    const columns = columnsOf(this.db, table);
    const own = columns.filter((column) => !(table.dayOfTicket && column.name === 'local_date'));
    const names = key.map(quoted).join(', ');
    this.db.exec(`CREATE TEMP TABLE changed_${name} (${names}, PRIMARY KEY (${names})) WITHOUT ROWID`);
    for (const [when, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const)
      this.db.exec(`CREATE TEMP TRIGGER ${name}_${when} AFTER ${when} ON main.${name}
        WHEN (SELECT is_on FROM recording) BEGIN
          INSERT OR IGNORE INTO changed_${name} VALUES (${key.map((each) => `${row}.${quoted(each)}`).join(', ')});
        END`);
    const [shown, day] = table.dayOfTicket
      ? ['r.*, t.local_date', 'JOIN tickets t ON t.id = r.ticket_id']
      : ['r.*', ''];
    const where = key.map((each) => `r.${quoted(each)} = ?`).join(' AND ');
    const same = key.map((each) => `r.${quoted(each)} = c.${quoted(each)}`).join(' AND ');
    return {
      table,
      columns,
      insert: this.db.prepare(
        `INSERT INTO ${name} (${own.map((each) => quoted(each.name)).join(', ')})
          VALUES (${own.map((each) => `@${each.name}`).join(', ')})`,
      ),
      one: this.db.prepare(`SELECT ${shown} FROM ${name} r ${day} WHERE ${where}`),
      changed: this.db.prepare(
        `SELECT ${shown} FROM temp.changed_${name} c CROSS JOIN ${name} r ON ${same} ${day}`,
      ),
      keys: this.db.prepare(`SELECT ${names} FROM temp.changed_${name}`),
      forget: this.db.prepare(`DELETE FROM temp.changed_${name}`),
      keyOf: (row) => JSON.stringify(key.map((each) => row[each])),
    };
  }

  private projectionsOf(zone: string): Projections {
    const known = this.byZone.get(zone) ?? new Projections(this.db, new HallCalendar(zone));
    this.byZone.set(zone, known);
    return known;
  }

  /** Puts rows in the place of all that was there. */
  fill(rows: Rows): void {
    this.db.exec('UPDATE temp.recording SET is_on = 0');
    for (const { table, forget } of this.kept) {
      forget.run();
      this.db.exec(`DELETE FROM ${table.name}`);
    }
    for (const name of PASSING_TABLES) this.db.exec(`DELETE FROM ${name}`);
    for (const { table, insert } of this.kept) for (const row of rows.get(table) ?? []) insert.run(row);
  }

  /** Runs work on rows of halls; nothing of them stays. */
  with<T>(rows: Rows, work: (db: Database) => T): T {
    return this.db.transaction(() => {
      this.fill(rows);
      return work(this.db);
    })();
  }

  /** What events change in the rows of a hall. */
  project(rows: Rows, events: readonly LoggedEvent[], zone: string): Change[] {
    return this.db.transaction(() => {
      this.fill(rows);
      this.db.exec('UPDATE temp.recording SET is_on = 1');
      const projections = this.projectionsOf(zone);
      projections.begin();
      for (const each of events) projections.project(each);
      return this.kept.flatMap((kept) => this.changesOf(kept, rows.get(kept.table) ?? []));
    })();
  }

  private changesOf(kept: Kept, loaded: readonly Row[]): Change[] {
    const changed = kept.keys.all() as Row[];
    const after = kept.changed.all() as Row[];
    const keys = new Set(changed.map(kept.keyOf));
    // Work moves with its ticket when a day is set right.
    if (kept.table.dayOfTicket)
      for (const row of loaded) {
        if (keys.has(kept.keyOf(row))) continue;
        const now = kept.one.get(...kept.table.key.map((each) => row[each])) as Row | undefined;
        if (now === undefined || now.local_date === row.local_date) continue;
        keys.add(kept.keyOf(row));
        after.push(now);
      }
    if (keys.size === 0) return [];
    const before = loaded.filter((row) => keys.has(kept.keyOf(row)));
    return [{ table: kept.table, columns: kept.columns, before, after }];
  }

  close(): void {
    this.db.close();
  }
}
