import type { Database } from 'better-sqlite3';
import { addColumn } from './columns.ts';

/** The public keys that tokens of devices and sessions are bound to, beside their digests. */
export class BoundKeyStore {
  private readonly db: Database;

  /** After the stores of accounts and devices, whose tables these are. */
  constructor(db: Database) {
    this.db = db;
    for (const table of ['devices', 'sessions']) addColumn(db, table, 'public_key', 'TEXT');
  }

  /** Null: this token is bound to no key, or is unknown. */
  find(tokenHash: string): string | null {
    const row = this.db
      .prepare(
        `SELECT public_key AS publicKey FROM devices WHERE token_hash = ?
         UNION ALL SELECT public_key FROM sessions WHERE token_hash = ?`,
      )
      .get(tokenHash, tokenHash) as { publicKey: string | null } | undefined;
    return row?.publicKey ?? null;
  }

  /** Binds it, once: a token that is bound stays so. */
  bind(tokenHash: string, publicKey: string): void {
    for (const table of ['devices', 'sessions'])
      this.db
        .prepare(`UPDATE ${table} SET public_key = ? WHERE token_hash = ? AND public_key IS NULL`)
        .run(publicKey, tokenHash);
  }

  /** Devices that have proved a key of their own, by id. */
  keyedDevices(): ReadonlySet<string> {
    const rows = this.db.prepare('SELECT id FROM devices WHERE public_key IS NOT NULL').all();
    return new Set((rows as { id: string }[]).map((row) => row.id));
  }
}
