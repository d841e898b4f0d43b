import type { Database } from 'better-sqlite3';
import type { RecordSpan } from '../../common/protocol/record-span.ts';
import { one } from './rows.ts';

/** The first day of which the hall has a ticket of its own. */
export function firstOwnDay(db: Database): string | null {
  const row = one(
    db
      .prepare<
        unknown[],
        {
          day: string | null;
        }
      >('SELECT min(local_date) AS day FROM tickets WHERE batch IS NULL')
      .get(),
  );
  return row.day;
}

/** From when to when the record holds tickets: all of them, and the hall's own. */
export function recordedSpan(db: Database): RecordSpan {
  const span = (where: string) =>
    one(
      db
        .prepare<unknown[], { first: string | null; last: string | null }>(
          `SELECT min(local_date) AS first, max(local_date) AS last FROM tickets ${where}`,
        )
        .get(),
    );
  const [all, own] = [span(''), span('WHERE batch IS NULL')];
  return { from: all.first, to: all.last, ownFrom: own.first, ownTo: own.last };
}

/** What an earlier system called a field of the tickets that were brought in; undefined: none of that code was. */
export function importedFieldName(db: Database, code: string): string | undefined {
  const row = db
    .prepare<unknown[], { name: string }>('SELECT name FROM import_fields WHERE code = ?')
    .get(code);
  return row?.name;
}
