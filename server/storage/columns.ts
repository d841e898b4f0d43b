import type { Database } from 'better-sqlite3';

/** Adds a column to a table of the server itself that an earlier version made without it. */
export function addColumn(db: Database, table: string, column: string, definition: string): void {
  const known = db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column);
  if (known === undefined) db.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${definition}`);
}
