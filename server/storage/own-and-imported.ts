import type { Database } from 'better-sqlite3';

/** The first day of which the hall has a ticket of its own. */
export function firstOwnDay(db: Database): string | null {
  const row = db.prepare('SELECT min(local_date) AS day FROM tickets WHERE batch IS NULL').get() as {
    day: string | null;
  };
  return row.day;
}

/** What an earlier system called a field of the tickets that were brought in; undefined: none of that code was. */
export function importedFieldName(db: Database, code: string): string | undefined {
  const row = db.prepare('SELECT name FROM import_fields WHERE code = ?').get(code) as
    | { name: string }
    | undefined;
  return row?.name;
}
