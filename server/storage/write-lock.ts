import Sqlite from 'better-sqlite3';

/** True where SQLite says that another connection holds the lock: a moment later the same may succeed. */
export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(?:BUSY|LOCKED)/.test(error.code);
}

/** Writes what may as well be written next time: skipped while another process holds the lock. */
export function writeIfFree(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}
