import type { Database } from 'better-sqlite3';
import type { Role } from '../../common/protocol/primitives.ts';
import { addColumn } from './columns.ts';
import { writeIfFree } from './write-lock.ts';

/** A person who may sign in. */
export interface AccountRow {
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly active: boolean;
}

/** A session as it is kept. */
export interface SessionRow {
  readonly username: string;
  readonly expiresAtMs: number;
  readonly activeAtMs: number;
}

interface Stored {
  username: string;
  display_name: string;
  role: Role;
  password_hash: string;
  active: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS accounts (
    username TEXT PRIMARY KEY, display_name TEXT NOT NULL, role TEXT NOT NULL,
    password_hash TEXT NOT NULL, active INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS sessions (
    token_hash TEXT PRIMARY KEY, username TEXT NOT NULL, expires_at_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS sessions_of ON sessions (username);
  CREATE TABLE IF NOT EXISTS pins (
    username TEXT PRIMARY KEY, pin_hash TEXT NOT NULL, failures INTEGER NOT NULL DEFAULT 0
  ) STRICT;
`;

/** Accounts and their sessions. Tokens and passwords are kept as digests only. */
export class AccountStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec(SCHEMA);
    // A session of before is taken as idle: its person signs in once more.
    addColumn(db, 'sessions', 'active_at_ms', 'INTEGER NOT NULL DEFAULT 0');
  }

  find(username: string): AccountRow | undefined {
    const row = this.db.prepare<unknown[], Stored>('SELECT * FROM accounts WHERE username = ?').get(username);
    return row && asAccount(row);
  }

  list(): AccountRow[] {
    return this.db
      .prepare<unknown[], Stored>('SELECT * FROM accounts ORDER BY username')
      .all()
      .map(asAccount);
  }

  /** @returns false where the name is taken, also by an account that is out of use; nothing changes then. */
  add(account: AccountRow): boolean {
    return (
      this.db
        .prepare(
          `INSERT INTO accounts (username, display_name, role, password_hash, active) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT (username) DO NOTHING`,
        )
        .run(
          account.username,
          account.displayName,
          account.role,
          account.passwordHash,
          account.active ? 1 : 0,
        ).changes === 1
    );
  }

  put(account: AccountRow): void {
    this.db
      .prepare(
        `INSERT INTO accounts (username, display_name, role, password_hash, active) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (username) DO UPDATE SET display_name = excluded.display_name, role = excluded.role,
           password_hash = excluded.password_hash, active = excluded.active`,
      )
      .run(account.username, account.displayName, account.role, account.passwordHash, account.active ? 1 : 0);
  }

  findSession(tokenHash: string): SessionRow | undefined {
    return this.db
      .prepare<unknown[], SessionRow>(
        `SELECT username, expires_at_ms AS expiresAtMs, active_at_ms AS activeAtMs
         FROM sessions WHERE token_hash = ?`,
      )
      .get(tokenHash);
  }

  addSession(tokenHash: string, username: string, expiresAtMs: number, nowMs: number): void {
    this.db
      .prepare('INSERT INTO sessions (token_hash, username, expires_at_ms, active_at_ms) VALUES (?, ?, ?, ?)')
      .run(tokenHash, username, expiresAtMs, nowMs);
  }

  /** Its person worked with it at this time. */
  touchSession(tokenHash: string, activeAtMs: number): void {
    const touch = this.db.prepare('UPDATE sessions SET active_at_ms = ? WHERE token_hash = ?');
    writeIfFree(() => touch.run(activeAtMs, tokenHash));
  }

  /** Digests of all sessions, over or not. */
  sessionHashes(): string[] {
    const rows = this.db.prepare<unknown[], { token_hash: string }>('SELECT token_hash FROM sessions').all();
    return rows.map((row) => row.token_hash);
  }

  removeSession(tokenHash: string): void {
    this.db.prepare('DELETE FROM sessions WHERE token_hash = ?').run(tokenHash);
  }

  /** @param exceptHash a session that goes on. @returns the token digests that ended. */
  removeSessionsOf(username: string, exceptHash = ''): string[] {
    const rows = this.db
      .prepare('DELETE FROM sessions WHERE username = ? AND token_hash <> ? RETURNING token_hash')
      .all(username, exceptHash);
    return (rows as { token_hash: string }[]).map((row) => row.token_hash);
  }

  /** The digest of a person's PIN and how often in a row it was given wrongly. */
  findPin(username: string): { pinHash: string; failures: number } | undefined {
    return this.db
      .prepare<unknown[], { pinHash: string; failures: number }>(
        'SELECT pin_hash AS pinHash, failures FROM pins WHERE username = ?',
      )
      .get(username);
  }

  usernamesWithPin(): string[] {
    const rows = this.db.prepare('SELECT username FROM pins ORDER BY username').all();
    return (rows as { username: string }[]).map((row) => row.username);
  }

  putPin(username: string, pinHash: string): void {
    this.db
      .prepare(
        `INSERT INTO pins (username, pin_hash) VALUES (?, ?)
         ON CONFLICT (username) DO UPDATE SET pin_hash = excluded.pin_hash, failures = 0`,
      )
      .run(username, pinHash);
  }

  /** @returns whether there was one. */
  removePin(username: string): boolean {
    return this.db.prepare('DELETE FROM pins WHERE username = ?').run(username).changes > 0;
  }

  countPinFailure(username: string): void {
    this.db.prepare('UPDATE pins SET failures = failures + 1 WHERE username = ?').run(username);
  }

  clearPinFailures(username: string): void {
    this.db.prepare('UPDATE pins SET failures = 0 WHERE username = ?').run(username);
  }
}

function asAccount(row: Stored): AccountRow {
  return {
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    passwordHash: row.password_hash,
    active: row.active === 1,
  };
}
