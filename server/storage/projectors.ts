import type { Database, Statement } from 'better-sqlite3';
import type { HallEvent, LoggedEvent } from '../domain/events.ts';
import type { TableStatements } from './read-tables.ts';

/** Prepared statements by the table that they write. */
export type Prepared<S> = { readonly [T in keyof S]: { readonly [N in keyof S[T]]: Statement } };

/** Prepares all statements of a projection. */
export function prepareAll<S extends TableStatements>(db: Database, statements: S): Prepared<S> {
  const tables = Object.entries(statements).map(([table, named]) => [
    table,
    Object.fromEntries(Object.entries(named).map(([name, text]) => [name, db.prepare(text)])),
  ]);
  return Object.fromEntries(tables) as Prepared<S>;
}

/** What one type of event writes; null: nothing. */
export type Projector<T extends HallEvent['type']> =
  | ((event: Extract<HallEvent, { type: T }>, logged: LoggedEvent) => void)
  | null;
/** A new type of event does not compile before it is said here what it writes. */
export type Projectors = { readonly [T in HallEvent['type']]: Projector<T> };
