import type { Database } from 'better-sqlite3';
import { Scope } from '../../common/protocol/links.ts';
import { writeIfFree } from './write-lock.ts';

/** A program's token as it is kept; the token itself is not. */
export interface ProgramTokenRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS program_tokens (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, scopes TEXT NOT NULL, token_hash TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL, created_at_ms INTEGER NOT NULL, expires_at_ms INTEGER, revoked_at_ms INTEGER,
    last_used_at_ms INTEGER
  ) STRICT;
`;

const COLUMNS = `id, name, scopes, created_by AS createdBy, created_at_ms AS createdAtMs,
  expires_at_ms AS expiresAtMs, revoked_at_ms AS revokedAtMs, last_used_at_ms AS lastUsedAtMs`;

type Stored = Omit<ProgramTokenRow, 'scopes'> & { readonly scopes: string };

const asRow = (stored: Stored): ProgramTokenRow => ({
  ...stored,
  // A scope of a later program is one that this one does not know: it allows nothing here.
  scopes: stored.scopes.split(' ').flatMap((each) => {
    const scope = Scope.safeParse(each);
    return scope.success ? [scope.data] : [];
  }),
});

/** Tokens of programs, by their digests. Beside the record, like accounts and devices. */
export class ProgramTokenStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec(SCHEMA);
  }

  find(tokenHash: string): ProgramTokenRow | undefined {
    const row = this.db.prepare(`SELECT ${COLUMNS} FROM program_tokens WHERE token_hash = ?`).get(tokenHash);
    return row === undefined ? undefined : asRow(row as Stored);
  }

  /** The newest first. */
  list(): ProgramTokenRow[] {
    const rows = this.db
      .prepare(`SELECT ${COLUMNS} FROM program_tokens ORDER BY created_at_ms DESC, id`)
      .all();
    return (rows as Stored[]).map(asRow);
  }

  add(row: ProgramTokenRow, tokenHash: string): void {
    this.db
      .prepare(
        `INSERT INTO program_tokens (id, name, scopes, token_hash, created_by, created_at_ms, expires_at_ms)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        row.id,
        row.name,
        row.scopes.join(' '),
        tokenHash,
        row.createdBy,
        row.createdAtMs,
        row.expiresAtMs,
      );
  }

  /** Notes a use; passed over while somebody else holds the lock. */
  touch(id: string, nowMs: number): void {
    const touch = this.db.prepare('UPDATE program_tokens SET last_used_at_ms = ? WHERE id = ?');
    writeIfFree(() => touch.run(nowMs, id));
  }

  /** @returns name and digest of the token that ended; undefined when there is none in use. */
  revoke(id: string, nowMs: number): { name: string; tokenHash: string } | undefined {
    return this.db
      .prepare<unknown[], { name: string; tokenHash: string }>(
        `UPDATE program_tokens SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL
         RETURNING name, token_hash AS tokenHash`,
      )
      .get(nowMs, id);
  }
}
