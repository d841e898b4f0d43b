import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { StorageError } from './event-store.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Name of the database in the data folder. */
export const DATABASE_FILE = 'hall.sqlite';

/** A write-ahead log that a long reader let grow is cut back to this. */
export const LARGEST_LOG_BYTES = 16 * 1024 * 1024;

/**
 * Opens the hall's database: WAL, every commit on disk before it is answered, brought to this version.
 * Throws StorageError on a database of a newer version. A copy is laid beside it before anything is migrated.
 */
export function openDatabase(file: string): Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new Sqlite(file, { timeout: 5_000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // 16 MB of log before it is worked into the database: the pages at the ends of the tables are written once, not
  // again and again; a call then waits for it a fourth as often.
  db.pragma('wal_autocheckpoint = 4000');
  migrate(db, file);
  return db;
}

/**
 * Makes what was read from the write-ahead log durable by writing it into the database itself. After a failed flush the
 * log may be in the page cache alone, where a flush would find nothing left to write; copied it is written again.
 * Throws StorageError where the disk still refuses. While another process reads, its part is left to later checkpoints.
 */
export function makeDurable(db: Database): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    db.close();
    throw new StorageError(
      `Ổ đĩa không ghi được sổ (${error instanceof Error ? error.message : error}): hãy kiểm tra ổ đĩa, dây nguồn và dung lượng trống rồi khởi động lại. / The disk does not take the record.`,
      { cause: error },
    );
  }
}

function migrate(db: Database, file: string): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    db.close();
    throw new StorageError(
      `the database is of version ${version}, this program knows ${MIGRATIONS.length}: start the newer program`,
    );
  }
  if (version === MIGRATIONS.length) return;
  if (version > 0 && file !== ':memory:') {
    const folder = join(dirname(file), 'backups');
    mkdirSync(folder, { recursive: true });
    const copy = join(
      folder,
      `before-version-${MIGRATIONS.length}-from-${version}-${process.hrtime.bigint()}.sqlite`,
    );
    db.prepare('VACUUM INTO ?').run(copy);
  }
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(version)) {
      db.exec(migration.sql);
      migration.fill?.(db);
    }
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  })();
}
