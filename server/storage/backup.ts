import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { DATABASE_FILE, openDatabase } from './database.ts';
import { StorageError } from './event-store.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { headOf, recordHeadFile, restoreMarkFile } from './record-head.ts';
import { verifyLog } from './verify.ts';

type OnProgress = (done: number, total: number) => void;

/** Puts what was written to a file, or the names in a folder, on the disk itself. */
function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Checks that a file is a whole record that this program can read: SQLite's own check, the version, the chained log.
 * Throws StorageError with one sentence where it is not. @returns how many events it holds.
 */
export function checkBackup(file: string): number {
  if (!existsSync(file) || !statSync(file).isFile()) throw new StorageError(`there is no file ${file}`);
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { readonly: true });
    if (db.pragma('quick_check', { simple: true }) !== 'ok') throw new StorageError(`${file} is damaged`);
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > MIGRATIONS.length)
      throw new StorageError(
        `${file} is of version ${version}, this program knows ${MIGRATIONS.length}: use the newer program`,
      );
    if (version === 0) throw new StorageError(`${file} is no record of a hall`);
    const log = verifyLog(db);
    if (!log.ok)
      throw new StorageError(`the log in ${file} is broken at event ${log.firstBad}: ${log.because}`);
    return log.events;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError)
      throw new StorageError(`${file} is no database: ${error.message}`);
    throw error;
  } finally {
    db?.close();
  }
}

/**
 * Copies the record of a data folder to a new file, also while the hall works, and checks the copy before it gets its
 * name: a file of that name is always whole. Throws StorageError where the target exists or the copy is not whole.
 * @returns how many events the copy holds.
 */
export async function backUp(
  dataDir: string,
  target: string,
  onProgress: OnProgress = () => {},
): Promise<number> {
  const source = join(dataDir, DATABASE_FILE);
  if (!existsSync(source)) throw new StorageError(`there is no record in ${dataDir}`);
  if (existsSync(target)) throw new StorageError(`${target} exists already and is not overwritten`);
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  const db = new Sqlite(source, { timeout: 5_000 });
  try {
    await db.backup(partial, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages - remainingPages, totalPages);
        return 500;
      },
    });
  } finally {
    db.close();
  }
  try {
    // One file and no companions: the copy must be readable from a memory stick that cannot be written.
    const copy = new Sqlite(partial);
    copy.pragma('journal_mode = DELETE');
    copy.close();
    const events = checkBackup(partial);
    flush(partial);
    renameSync(partial, target);
    flush(dirname(target));
    return events;
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/**
 * Copies the present record to `before`, and notes how far it had come: the hall then knows which numbers citizens hold.
 * One that SQLite cannot read any more is laid aside as it is. @returns where it lies now
 */
function layAside(dataDir: string, target: string, before: string): string {
  let present: Database | undefined;
  try {
    present = new Sqlite(target);
    const head = headOf(present);
    if (head !== null) recordHeadFile(dataDir).write(head);
    // Also a record that no longer verifies is laid aside, as it is.
    present.prepare('VACUUM INTO ?').run(before);
    flush(before);
    return before;
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    rmSync(before, { force: true });
    const damaged = before.replace(/\.sqlite$/, '.damaged');
    for (const companion of ['', '-wal'])
      if (existsSync(`${target}${companion}`))
        copyFileSync(`${target}${companion}`, `${damaged}${companion}`);
    return damaged;
  } finally {
    present?.close();
  }
}

/**
 * Puts a backup in the place of a data folder's record; the present record is laid aside first. The caller holds the
 * folder. Throws StorageError and changes nothing where the backup is not whole.
 * @returns where the record before it lies now, null where there was none, and the events restored.
 */
export async function restore(
  dataDir: string,
  backup: string,
  nowMs: number,
): Promise<{ events: number; before: string | null }> {
  const events = checkBackup(backup);
  mkdirSync(dataDir, { recursive: true });
  const target = join(dataDir, DATABASE_FILE);
  const partial = `${target}.restoring`;
  rmSync(partial, { force: true });
  copyFileSync(backup, partial, constants.COPYFILE_EXCL);
  openDatabase(partial).close();
  for (const companion of ['-wal', '-shm']) rmSync(`${partial}${companion}`, { force: true });
  flush(partial);
  let before: string | null = null;
  if (existsSync(target)) {
    const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    before = join(dataDir, 'backups', `before-restore-${stamp}.sqlite`);
    mkdirSync(dirname(before), { recursive: true });
    before = layAside(dataDir, target, before);
  }
  restoreMarkFile(dataDir).write({ restoredAtMs: nowMs });
  for (const companion of ['-wal', '-shm']) rmSync(`${target}${companion}`, { force: true });
  renameSync(partial, target);
  flush(dataDir);
  return { events, before };
}
