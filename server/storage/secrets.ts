import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Small values of the server itself, such as the digest of the set-up token. Not part of the record. */
export class SecretStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec('CREATE TABLE IF NOT EXISTS server_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  }

  get(name: string): string | undefined {
    const row = this.db.prepare('SELECT value FROM server_values WHERE name = ?').get(name) as
      | { value: string }
      | undefined;
    return row?.value;
  }

  set(name: string, value: string): void {
    this.db
      .prepare(
        'INSERT INTO server_values VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value);
  }

  /** A random key of 32 bytes that is the same from start to start. */
  keyOf(name: string): Buffer {
    const known = this.get(name);
    if (known !== undefined) return Buffer.from(known, 'base64url');
    const key = randomBytes(32);
    this.set(name, key.toString('base64url'));
    return key;
  }

  remove(name: string): void {
    this.db.prepare('DELETE FROM server_values WHERE name = ?').run(name);
  }
}
