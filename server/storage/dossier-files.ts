import type { Database } from 'better-sqlite3';

/** A file of dossiers that was taken in, or refused. */
export interface TakenFile {
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly takenAtMs: number;
}

const COLUMNS = 'name, sha256, bytes, modified_ms AS modifiedMs, taken_at_ms AS takenAtMs';

/** Which dossier files were taken in, so that none is twice. */
export class DossierFileStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec(`
      CREATE TABLE IF NOT EXISTS dossier_files (
        name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, modified_ms INTEGER NOT NULL,
        taken_at_ms INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS dossier_files_content ON dossier_files (sha256);
    `);
  }

  named(name: string): TakenFile | undefined {
    return this.db
      .prepare<[string], TakenFile>(`SELECT ${COLUMNS} FROM dossier_files WHERE name = ?`)
      .get(name);
  }

  /** The first file of this content. */
  withContent(sha256: string): TakenFile | undefined {
    return this.db
      .prepare<[string], TakenFile>(
        `SELECT ${COLUMNS} FROM dossier_files WHERE sha256 = ? ORDER BY taken_at_ms, name LIMIT 1`,
      )
      .get(sha256);
  }

  keep(file: TakenFile): void {
    this.db
      .prepare(
        'INSERT OR REPLACE INTO dossier_files VALUES (@name, @sha256, @bytes, @modifiedMs, @takenAtMs)',
      )
      .run(file);
  }
}
