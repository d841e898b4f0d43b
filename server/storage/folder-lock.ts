import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { StorageError } from './event-store.ts';

/** What a data folder can be held for. */
export type FolderUse = 'hall' | 'import' | 'hub';

/**
 * Holds a data folder for one use by one process. The operating system lets go of it when the process ends, however it
 * ends, so that a hall starts again after a power cut without anybody deleting a file.
 * Throws StorageError while another process holds it. @returns what gives it free.
 */
export function lockFolder(dataDir: string, use: FolderUse): () => void {
  mkdirSync(dataDir, { recursive: true });
  const db = new Sqlite(join(dataDir, `${use}.lock`), { timeout: 0 });
  try {
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!(error instanceof Sqlite.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    throw new StorageError(
      use === 'import'
        ? `another import is at work on the data folder ${dataDir}; wait until it has ended`
        : `a ${use} is running on the data folder ${dataDir}; stop it first`,
    );
  }
  return () => db.close();
}
