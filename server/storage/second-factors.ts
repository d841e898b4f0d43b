import type { Database } from 'better-sqlite3';

/** A second factor of an account. */
export interface SecondFactorRow {
  /** Base32, as an authenticator application takes it. */
  readonly secret: string;
  /** False until its person has shown a right code. */
  readonly confirmed: boolean;
  /** The last time step of which a code was taken: none is taken twice. */
  readonly lastStep: number;
  /** Digests of the recovery codes that are left. */
  readonly recovery: readonly string[];
}

/** Second factors, beside the accounts. */
export class SecondFactorStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec(`CREATE TABLE IF NOT EXISTS second_factors (
      username TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmed INTEGER NOT NULL, last_step INTEGER NOT NULL,
      recovery TEXT NOT NULL
    ) STRICT`);
  }

  find(username: string): SecondFactorRow | undefined {
    const row = this.db.prepare('SELECT * FROM second_factors WHERE username = ?').get(username) as
      | { secret: string; confirmed: number; last_step: number; recovery: string }
      | undefined;
    return (
      row && {
        secret: row.secret,
        confirmed: row.confirmed === 1,
        lastStep: row.last_step,
        recovery: JSON.parse(row.recovery) as string[],
      }
    );
  }

  put(username: string, factor: SecondFactorRow): void {
    this.db
      .prepare('INSERT OR REPLACE INTO second_factors VALUES (?, ?, ?, ?, ?)')
      .run(
        username,
        factor.secret,
        factor.confirmed ? 1 : 0,
        factor.lastStep,
        JSON.stringify(factor.recovery),
      );
  }

  /** @returns whether there was one. */
  remove(username: string): boolean {
    return this.db.prepare('DELETE FROM second_factors WHERE username = ?').run(username).changes > 0;
  }
}
