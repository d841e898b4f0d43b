import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { SealedValues } from './sealed-values.ts';

/** Small values of the server itself, such as the digest of the set-up token. Not part of the record. */
export class SecretStore {
  private readonly db: Database;
  private readonly sealed: SealedValues;

  constructor(db: Database, sealed: SealedValues) {
    this.db = db;
    this.sealed = sealed;
    db.exec('CREATE TABLE IF NOT EXISTS server_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  }

  get(name: string): string | undefined {
    const row = this.db
      .prepare<unknown[], { value: string }>('SELECT value FROM server_values WHERE name = ?')
      .get(name);
    return row?.value;
  }

  set(name: string, value: string): void {
    this.db
      .prepare(
        'INSERT INTO server_values VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      )
      .run(name, value);
  }

  /** A random key of 32 bytes that is the same from start to start, kept sealed. One that cannot be read is made new. */
  keyOf(name: string): Buffer {
    const known = this.get(name);
    const isSealed = known !== undefined && this.sealed.isSealed(known);
    // Halls of before kept them in clear.
    const text = isSealed ? this.sealed.open(known, keyName(name)) : known;
    const key = text == null ? randomBytes(32) : Buffer.from(text, 'base64url');
    if (text == null || !isSealed) this.set(name, this.sealed.seal(key.toString('base64url'), keyName(name)));
    return key;
  }

  remove(name: string): void {
    this.db.prepare('DELETE FROM server_values WHERE name = ?').run(name);
  }
}

const keyName = (name: string) => `key/${name}`;
