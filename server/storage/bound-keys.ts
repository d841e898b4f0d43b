import type { Database, Statement } from 'better-sqlite3';
import { addColumn } from './columns.ts';

/** Strangers may show as many tokens as they like: so many answers are kept. */
const MOST_KEPT = 4_096;

/** The public keys that tokens of devices and sessions are bound to, beside their digests. */
export class BoundKeyStore {
  private readonly db: Database;
  private readonly ofToken: Statement<unknown[], { publicKey: string | null }>;

  /** Asked with every request that brings a token, and changed here alone. */
  private readonly kept = new Map<string, string | null>();

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
    const kept = this.kept.get(tokenHash);
    if (kept !== undefined) return kept;
    const publicKey = this.ofToken.get(tokenHash, tokenHash)?.publicKey ?? null;
    if (this.kept.size >= MOST_KEPT) this.kept.clear();
    this.kept.set(tokenHash, publicKey);
    return publicKey;
  }

  /** Binds it, once: a token that is bound stays so. */
  bind(tokenHash: string, publicKey: string): void {
    this.kept.delete(tokenHash);
    for (const table of ['devices', 'sessions'])
      this.db
        .prepare(`UPDATE ${table} SET public_key = ? WHERE token_hash = ? AND public_key IS NULL`)
        .run(publicKey, tokenHash);
  }
}
