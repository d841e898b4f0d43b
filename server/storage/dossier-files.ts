import type { Database } from 'better-sqlite3';
import type { DossierFile } from '../../common/protocol/dossiers.ts';
import { iso } from '../hall/ticket-view.ts';

/** A file of dossiers that was taken in, or refused. */
export interface TakenFile {
  readonly name: string;
  /** In hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly takenAtMs: number;
}

/** What became of it, and what it was answered. */
export interface FileTake extends Pick<DossierFile, 'outcome' | 'recorded' | 'unchanged' | 'late' | 'wrong'> {
  readonly result: string;
}

const COLUMNS = 'name, sha256, bytes, modified_ms AS modifiedMs, taken_at_ms AS takenAtMs';
/** So many answers are kept. */
const MOST_TAKES = 1_000;

/** Which dossier files were taken in, so that none is twice, and how each was answered. */
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
      CREATE TABLE IF NOT EXISTS dossier_file_takes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, bytes INTEGER NOT NULL, taken_at_ms INTEGER NOT NULL,
        outcome TEXT NOT NULL, recorded INTEGER NOT NULL, unchanged INTEGER NOT NULL, late INTEGER NOT NULL,
        wrong INTEGER NOT NULL, result TEXT NOT NULL
      ) STRICT;
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

  keep(file: TakenFile, take: FileTake): void {
    this.db.transaction(() => {
      this.db
        .prepare(
          'INSERT OR REPLACE INTO dossier_files VALUES (@name, @sha256, @bytes, @modifiedMs, @takenAtMs)',
        )
        .run(file);
      const { lastInsertRowid } = this.db
        .prepare(
          `INSERT INTO dossier_file_takes (name, bytes, taken_at_ms, outcome, recorded, unchanged, late, wrong, result)
           VALUES (@name, @bytes, @takenAtMs, @outcome, @recorded, @unchanged, @late, @wrong, @result)`,
        )
        .run({ ...file, ...take });
      this.db
        .prepare('DELETE FROM dossier_file_takes WHERE id <= ?')
        .run(Number(lastInsertRowid) - MOST_TAKES);
    })();
  }

  /** The newest first. @param before an id from which on none is listed */
  taken(before: number, limit: number): DossierFile[] {
    return this.db
      .prepare<[number, number], Omit<DossierFile, 'at'> & { readonly atMs: number }>(
        `SELECT id, name, bytes, taken_at_ms AS atMs, outcome, recorded, unchanged, late, wrong
         FROM dossier_file_takes WHERE id < ? ORDER BY id DESC LIMIT ?`,
      )
      .all(before, limit)
      .map(({ atMs, ...take }) => ({ ...take, at: iso(atMs) ?? '' }));
  }

  resultOf(id: number): { readonly name: string; readonly result: string } | undefined {
    return this.db
      .prepare<[number], { name: string; result: string }>(
        'SELECT name, result FROM dossier_file_takes WHERE id = ?',
      )
      .get(id);
  }
}
