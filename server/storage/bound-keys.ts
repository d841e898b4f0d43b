import type { Database, Statement } from 'better-sqlite3';
import { addColumn } from './columns.ts';

/** The public keys that tokens of devices and sessions are bound to, beside their digests. */
export class BoundKeyStore {
  private readonly db: Database;
  /** Asked with every request that brings a token. */
  private readonly ofToken: Statement<unknown[], { publicKey: string | null }>;

  /** After the stores of accounts and devices, whose tables these are. */
  constructor(db: Database) {
    this.db = db;
    for (const table of ['devices', 'sessions']) addColumn(db, table, 'public_key', 'TEXT');
    this.ofToken = db.prepare<unknown[], { publicKey: string | null }>(
      `SELECT public_key AS publicKey FROM devices WHERE token_hash = ?
       UNION ALL SELECT public_key FROM sessions WHERE token_hash = ?`,
    );
  }

  /** Null: this token is bound to no key, or is unknown. */
  find(tokenHash: string): string | null {
    const row = this.ofToken.get(tokenHash, tokenHash);
    return row?.publicKey ?? null;
  }

  /** Binds it, once: a token that is bound stays so. */
  bind(tokenHash: string, publicKey: string): void {
    for (const table of ['devices', 'sessions'])
      this.db
        .prepare(`UPDATE ${table} SET public_key = ? WHERE token_hash = ? AND public_key IS NULL`)
        .run(publicKey, tokenHash);
  }
}
