import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Config } from '../config.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { DATABASE_FILE, LARGEST_LOG_BYTES, makeDurable, openDatabase } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { layTracesAside, refuseLostRecord, unreadableRecord } from './lost-record.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import type { Flush } from './write-ahead-file.ts';

/** The record of a running hall. */
export interface OpenRecord {
  readonly file: string;
  /** For accounts and devices, which are written apart from the log: each write is durable when it returns. */
  readonly db: Database;
  readonly store: SqliteEventStore;
  /** Closes both and lets another hall open the folder. */
  close(): void;
}

/**
 * Opens the database of a data folder, which the caller holds; on an error the folder is let go.
 * Throws StorageError where the record was lost or cannot be read, with the newest copy and the command that restores it.
 * @param beginNew begin with an empty record although a hall has run here
 */
export function openFolder(
  { dataDir, timeZone }: Pick<Config, 'dataDir' | 'timeZone'>,
  beginNew: boolean,
  unlock: () => void,
): Database {
  const file = join(dataDir, DATABASE_FILE);
  try {
    if (beginNew) layTracesAside(dataDir, Date.now());
    else refuseLostRecord(dataDir, timeZone);
    return openDatabase(file);
  } catch (error) {
    unlock();
    const isDamaged = error instanceof Sqlite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
    throw isDamaged ? unreadableRecord(dataDir, timeZone, error) : error;
  }
}

/** Opens the record of a data folder for one hall alone; see `openFolder`. */
export function openRecord(
  config: Pick<Config, 'dataDir' | 'timeZone'>,
  calendar: HallCalendar,
  { beginNew = false, flush }: { readonly beginNew?: boolean; readonly flush?: Flush | undefined } = {},
): OpenRecord {
  const file = join(config.dataDir, DATABASE_FILE);
  const unlock = lockFolder(config.dataDir, 'hall');
  const db = openFolder(config, beginNew, unlock);
  try {
    makeDurable(db);
    const log = openDatabase(file);
    // What a long reader lets the log grow to is cut back as soon as it starts over.
    log.pragma(`journal_size_limit = ${LARGEST_LOG_BYTES}`);
    // Waiting for a lock would stop every screen: whoever writes asks again a moment later.
    for (const each of [db, log]) each.pragma('busy_timeout = 0');
    const store = new SqliteEventStore(log, calendar, {
      flushesApart: true,
      ...(flush ? { flush } : {}),
    });
    const close = () => {
      store.close();
      db.close();
      unlock();
    };
    return { file, db, store, close };
  } catch (error) {
    unlock();
    throw error;
  }
}
