import type { Database } from 'better-sqlite3';
import type { SealedValues } from './sealed-values.ts';

/** A second factor of an account. */
export interface SecondFactorRow {
  /** Base32, as an authenticator application takes it; null: sealed with a key that is lost, so that only recovery codes are left. */
  readonly secret: string | null;
  /** False until its person has shown a right code. */
  readonly confirmed: boolean;
  /** The last time step of which a code was taken: none is taken twice. */
  readonly lastStep: number;
  /** Digests of the recovery codes that are left. */
  readonly recovery: readonly string[];
}

const nameOf = (username: string) => `second-factor/${username}`;

/** Second factors, beside the accounts. Their secrets are sealed. */
export class SecondFactorStore {
  private readonly db: Database;
  private readonly sealed: SealedValues;

  constructor(db: Database, sealed: SealedValues) {
    this.db = db;
    this.sealed = sealed;
    db.exec(`CREATE TABLE IF NOT EXISTS second_factors (
      username TEXT PRIMARY KEY, secret TEXT NOT NULL, confirmed INTEGER NOT NULL, last_step INTEGER NOT NULL,
      recovery TEXT NOT NULL
    ) STRICT`);
    this.sealWhatIsPlain();
  }

  find(username: string): SecondFactorRow | undefined {
    const row = this.db
      .prepare<unknown[], { secret: string; confirmed: number; last_step: number; recovery: string }>(
        'SELECT * FROM second_factors WHERE username = ?',
      )
      .get(username);
    return (
      row && {
        secret: this.sealed.open(row.secret, nameOf(username)),
        confirmed: row.confirmed === 1,
        lastStep: row.last_step,
        recovery: JSON.parse(row.recovery) as string[],
      }
    );
  }

  put(username: string, factor: SecondFactorRow): void {
    const { secret, lastStep } = factor;
    const confirmed = factor.confirmed ? 1 : 0;
    const recovery = JSON.stringify(factor.recovery);
    if (secret === null)
      // It stays as it is: the key may be put back.
      this.db
        .prepare('UPDATE second_factors SET confirmed = ?, last_step = ?, recovery = ? WHERE username = ?')
        .run(confirmed, lastStep, recovery, username);
    else
      this.db
        .prepare('INSERT OR REPLACE INTO second_factors VALUES (?, ?, ?, ?, ?)')
        .run(username, this.sealed.seal(secret, nameOf(username)), confirmed, lastStep, recovery);
  }

  /** Halls of before kept them in clear. */
  private sealWhatIsPlain(): void {
    const rows = this.db
      .prepare<
        unknown[],
        {
          username: string;
          secret: string;
        }
      >('SELECT username, secret FROM second_factors')
      .all();
    const change = this.db.prepare('UPDATE second_factors SET secret = ? WHERE username = ?');
    for (const { username, secret } of rows)
      if (!this.sealed.isSealed(secret)) change.run(this.sealed.seal(secret, nameOf(username)), username);
  }

  /** @returns whether there was one. */
  remove(username: string): boolean {
    return this.db.prepare('DELETE FROM second_factors WHERE username = ?').run(username).changes > 0;
  }
}
