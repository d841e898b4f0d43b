import { type Stats, statSync } from 'node:fs';

/** What became of the record's files while the hall holds them open. */
export type FileFault = 'log_deleted' | 'file_replaced';

interface Known {
  readonly dev: number;
  readonly ino: number;
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path);
  } catch {
    return null;
  }
}

const isSame = (known: Known, now: Stats | null) => now?.ino === known.ino && now.dev === known.dev;

/**
 * Watches that the names of the database and of its write-ahead log still lead to the files that are open. What is
 * written to a file without a name is gone with the process. Files are looked at, never opened: closing one would drop
 * SQLite's locks on it.
 */
export class RecordFiles {
  private readonly file: string;
  private readonly database: Known | null;
  private log: Known | null;

  /** @param file the database, open by now */
  constructor(file: string) {
    this.file = file;
    this.database = statOf(file);
    this.log = statOf(`${file}-wal`);
  }

  /** Null while both names lead to the open files. */
  fault(): FileFault | null {
    if (this.database !== null && !isSame(this.database, statOf(this.file))) return 'file_replaced';
    const log = statOf(`${this.file}-wal`);
    // SQLite makes the log with the first write and removes it with the last connection alone.
    this.log ??= log;
    return this.log !== null && !isSame(this.log, log) ? 'log_deleted' : null;
  }

  /** Bytes of database and log, and when the log was last written, ms. */
  size(): { readonly bytes: number; readonly logBytes: number; readonly logWrittenAtMs: number } {
    const log = statOf(`${this.file}-wal`);
    const logBytes = log?.size ?? 0;
    return { bytes: (statOf(this.file)?.size ?? 0) + logBytes, logBytes, logWrittenAtMs: log?.mtimeMs ?? 0 };
  }
}
