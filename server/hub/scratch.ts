import type { Database, Statement } from 'better-sqlite3';
import type { LoggedEvent } from '../domain/events.ts';
import { HallCalendar } from '../hall/clock.ts';
import { openDatabase } from '../storage/database.ts';
import { Projections } from '../storage/projections.ts';
import { type Column, columnsOf, HUB_TABLES, type HubTable, quoted } from './read-tables.ts';

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
  readonly one: Statement;
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
  private readonly changed: Statement;

  constructor() {
    this.db = openDatabase(':memory:');
    this.db.pragma('foreign_keys = OFF');
    this.db.exec(`CREATE TEMP TABLE recording (is_on INTEGER NOT NULL);
      INSERT INTO recording VALUES (0);
      CREATE TEMP TABLE changed (name TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (name, key)) WITHOUT ROWID;`);
    this.kept = HUB_TABLES.map((table) => this.keep(table));
    this.changed = this.db.prepare('SELECT key FROM temp.changed WHERE name = ?').pluck();
  }

  private keep(table: HubTable): Kept {
    const { name, key } = table;
    const columns = columnsOf(this.db, table);
    const own = columns.filter((column) => !(table.dayOfTicket && column.name === 'local_date'));
    for (const [when, row] of [
      ['INSERT', 'NEW'],
      ['UPDATE', 'NEW'],
      ['DELETE', 'OLD'],
    ] as const)
      this.db.exec(`CREATE TEMP TRIGGER ${name}_${when} AFTER ${when} ON main.${name}
        WHEN (SELECT is_on FROM recording) BEGIN
          INSERT OR IGNORE INTO changed VALUES ('${name}', json_array(${key.map((each) => `${row}.${each}`).join(', ')}));
        END`);
    const where = key.map((each) => `r.${quoted(each)} = ?`).join(' AND ');
    return {
      table,
      columns,
      insert: this.db.prepare(
        `INSERT INTO ${name} (${own.map((each) => quoted(each.name)).join(', ')})
          VALUES (${own.map((each) => `@${each.name}`).join(', ')})`,
      ),
      one: this.db.prepare(
        table.dayOfTicket
          ? `SELECT r.*, t.local_date FROM ${name} r JOIN tickets t ON t.id = r.ticket_id WHERE ${where}`
          : `SELECT * FROM ${name} r WHERE ${where}`,
      ),
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
    this.db.exec('UPDATE temp.recording SET is_on = 0; DELETE FROM temp.changed;');
    for (const { table } of this.kept) this.db.exec(`DELETE FROM ${table.name}`);
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
    const keys = new Set(this.changed.all(kept.table.name) as string[]);
    // Work moves with its ticket when a day is set right.
    if (kept.table.dayOfTicket)
      for (const row of loaded) {
        const now = kept.one.get(...kept.table.key.map((each) => row[each])) as Row | undefined;
        if (now !== undefined && now.local_date !== row.local_date) keys.add(kept.keyOf(row));
      }
    if (keys.size === 0) return [];
    const after = [...keys].flatMap((key) => {
      const row = kept.one.get(...(JSON.parse(key) as Value[])) as Row | undefined;
      return row === undefined ? [] : [row];
    });
    const before = loaded.filter((row) => keys.has(kept.keyOf(row)));
    return [{ table: kept.table, columns: kept.columns, before, after }];
  }

  close(): void {
    this.db.close();
  }
}
