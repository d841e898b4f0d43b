import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type pg from 'pg';
import type { ReadTable } from '../storage/read-tables.ts';

/** How a read table of a hall is kept at the hub. */
export interface HubTable {
  readonly name: ReadTable;
  /** What tells its rows apart within a hall. */
  readonly key: readonly string[];
  /** Column of the day by which it is partitioned; null: it is small. */
  readonly day: string | null;
  /** The day is no column of the hall's table: it is the day of the ticket. */
  readonly dayOfTicket?: true;
}

type Keeping = Omit<HubTable, 'name'>;

/**
 * How the hub keeps each read table of a hall; null: no report of the province reads it. Imported tickets do not follow from
 * the log, and stay in their hall.
 */
const KEEPING = {
  tickets: { key: ['id'], day: 'local_date' },
  ticket_transactions: { key: ['ticket_id', 'position'], day: 'local_date', dayOfTicket: true },
  missing_papers: { key: ['ticket_id', 'parked_at_ms', 'position'], day: 'local_date', dayOfTicket: true },
  counter_sessions: { key: ['id'], day: null },
  counter_pauses: { key: ['id'], day: null },
  dossiers: null,
  remarks: { key: ['id'], day: null },
  opinions: { key: ['id'], day: null },
  opinion_criteria: { key: ['opinion_id', 'code'], day: null },
  criterion_names: { key: ['code', 'from_date'], day: null },
  settings_changes: null,
  ticket_totals: { key: ['batch', 'scale', 'from_date', 'field'], day: 'from_date' },
  totalled_spans: { key: ['batch', 'scale', 'from_date'], day: null },
  import_batches: null,
} as const satisfies Readonly<Record<ReadTable, Keeping | null>>;

const ALL = Object.entries(KEEPING) as [ReadTable, Keeping | null][];

/** The read tables that the hub keeps. */
export const HUB_TABLES: readonly HubTable[] = ALL.flatMap(([name, keeping]) =>
  keeping === null ? [] : [{ name, ...keeping }],
);

/** Read tables that projections write and the hub does not keep. */
export const PASSING_TABLES: readonly ReadTable[] = ALL.flatMap(([name, keeping]) =>
  keeping === null ? [name] : [],
);

export interface Column {
  readonly name: string;
  /** Type in PostgreSQL. */
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  INTEGER: 'bigint',
  TEXT: 'text',
  REAL: 'double precision',
  BLOB: 'bytea',
};

/** Columns of a read table as the hall's own schema has them. */
export function columnsOf(db: Database, table: HubTable): Column[] {
  const own = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(table.name) as Column[];
  const columns = own.map(({ name, type }) => ({ name, type: TYPES[type] ?? 'text' }));
  return table.dayOfTicket ? [...columns, { name: 'local_date', type: 'text' }] : columns;
}

/** A column's name in SQL: `left` is a word of the language. */
export const quoted = (name: string): string => `"${name}"`;

const INDEXES = [
  'CREATE INDEX IF NOT EXISTS tickets_by_id ON tickets (hall, id)',
  'CREATE INDEX IF NOT EXISTS sessions_by_day ON counter_sessions (hall, local_date)',
  'CREATE INDEX IF NOT EXISTS sessions_open ON counter_sessions (hall) WHERE closed_at_ms IS NULL',
  'CREATE INDEX IF NOT EXISTS pauses_open ON counter_pauses (hall) WHERE resumed_at_ms IS NULL',
  'CREATE INDEX IF NOT EXISTS opinions_by_day ON opinions (hall, local_date)',
  'CREATE INDEX IF NOT EXISTS totals_by_day ON ticket_totals (scale, from_date, hall)',
];

/**
 * Makes the read tables as the hall's schema has them, and adds columns that it gained. What was projected before a column
 * existed is projected again from the log: each hall before its next batch.
 */
export async function alignReadTables(client: pg.ClientBase, db: Database): Promise<void> {
  const text: string[] = [];
  for (const table of HUB_TABLES) {
    const columns = columnsOf(db, table);
    const key = ['hall', ...new Set([...(table.day === null ? [] : [table.day]), ...table.key])];
    text.push(`CREATE TABLE IF NOT EXISTS ${table.name} (hall text NOT NULL,
      ${columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(', ')},
      PRIMARY KEY (${key.map(quoted).join(', ')}))
      ${table.day === null ? '' : `PARTITION BY RANGE (${quoted(table.day)})`}`);
    if (table.day !== null)
      text.push(`CREATE TABLE IF NOT EXISTS ${table.name}_other PARTITION OF ${table.name} DEFAULT`);
    for (const { name, type } of columns)
      text.push(`ALTER TABLE ${table.name} ADD COLUMN IF NOT EXISTS ${quoted(name)} ${type}`);
  }
  text.push(...INDEXES);
  const print = createHash('sha256').update(JSON.stringify(text)).digest('hex');
  const known = await client.query<{ value: string }>("SELECT value FROM facts WHERE key = 'read tables'");
  if (known.rows[0]?.value === print) return;
  for (const each of text) await client.query(each);
  if (known.rows.length > 0) await client.query('UPDATE halls SET must_rebuild = true WHERE sequence > 0');
  await client.query(
    "INSERT INTO facts VALUES ('read tables', $1) ON CONFLICT (key) DO UPDATE SET value = $1",
    [print],
  );
}
