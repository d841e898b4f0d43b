import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import type { Config } from '../config.ts';
import { DATABASE_FILE, openDatabase } from './database.ts';
import { layTracesAside, refuseLostRecord, unreadableRecord } from './lost-record.ts';

/**
 * Opens the record of a data folder, which the caller holds; on an error the folder is let go.
 * Throws StorageError where the record was lost or cannot be read, with the newest copy and the command that restores it.
 * @param beginNew begin with an empty record although a hall has run here
 */
export function openRecord(
  { dataDir, timeZone }: Pick<Config, 'dataDir' | 'timeZone'>,
  beginNew: boolean,
  letGo: () => void,
): Database {
  const file = join(dataDir, DATABASE_FILE);
  try {
    if (beginNew) layTracesAside(dataDir, Date.now());
    else refuseLostRecord(dataDir, timeZone);
    return openDatabase(file);
  } catch (error) {
    letGo();
    const isDamaged = error instanceof Sqlite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
    throw isDamaged ? unreadableRecord(dataDir, timeZone, error) : error;
  }
}
