import type { Database } from 'better-sqlite3';
import type { DeviceKind } from '../../common/protocol/primitives.ts';
import { writeIfFree } from './write-lock.ts';

/** A paired device. */
export interface DeviceRow {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly counter: string | null;
  readonly createdAtMs: number;
  readonly revokedAtMs: number | null;
  readonly lastSeenAtMs: number | null;
}

/** An open pairing code, kept as its digest. */
export interface PairingRow {
  readonly codeHash: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly counter: string | null;
  readonly expiresAtMs: number;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS devices (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, counter TEXT, token_hash TEXT NOT NULL UNIQUE,
    created_at_ms INTEGER NOT NULL, revoked_at_ms INTEGER, last_seen_at_ms INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS pairings (
    code_hash TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, counter TEXT, expires_at_ms INTEGER NOT NULL
  ) STRICT;
`;

const COLUMNS = `id, kind, name, counter, created_at_ms AS createdAtMs, revoked_at_ms AS revokedAtMs,
  last_seen_at_ms AS lastSeenAtMs`;

/** Devices, their tokens' digests and open pairing codes. */
export class DeviceStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
    db.exec(SCHEMA);
  }

  findByToken(tokenHash: string): DeviceRow | undefined {
    return this.db
      .prepare<unknown[], DeviceRow>(`SELECT ${COLUMNS} FROM devices WHERE token_hash = ?`)
      .get(tokenHash);
  }

  list(): DeviceRow[] {
    return this.db
      .prepare<unknown[], DeviceRow>(`SELECT ${COLUMNS} FROM devices ORDER BY created_at_ms, id`)
      .all();
  }

  add(device: DeviceRow, tokenHash: string): void {
    this.db
      .prepare(
        'INSERT INTO devices (id, kind, name, counter, token_hash, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(device.id, device.kind, device.name, device.counter, tokenHash, device.createdAtMs);
  }

  touch(id: string, nowMs: number): void {
    writeIfFree(() => this.seen(id, nowMs));
  }

  private seen(id: string, nowMs: number): void {
    this.db.prepare('UPDATE devices SET last_seen_at_ms = ? WHERE id = ?').run(nowMs, id);
  }

  /** The same for several, with one write to the disk; what is no paired device is passed over. */
  touchAll(ids: readonly string[], nowMs: number): void {
    const seen = this.db.transaction(() => {
      for (const id of ids) this.seen(id, nowMs);
    });
    writeIfFree(() => seen.immediate());
  }

  /** @returns the digest of the token that ended; undefined when there is no such device in use. */
  revoke(id: string, nowMs: number): string | undefined {
    const row = this.db
      .prepare<unknown[], { token_hash: string }>(
        'UPDATE devices SET revoked_at_ms = ? WHERE id = ? AND revoked_at_ms IS NULL RETURNING token_hash',
      )
      .get(nowMs, id);
    return row?.token_hash;
  }

  addPairing(pairing: PairingRow): void {
    this.db
      .prepare('INSERT OR REPLACE INTO pairings VALUES (?, ?, ?, ?, ?)')
      .run(pairing.codeHash, pairing.kind, pairing.name, pairing.counter, pairing.expiresAtMs);
  }

  /** Takes a code out: the second who tries it finds nothing. */
  takePairing(codeHash: string, nowMs: number): PairingRow | undefined {
    const row = this.db
      .prepare<unknown[], PairingRow>(
        `DELETE FROM pairings WHERE code_hash = ?
         RETURNING code_hash AS codeHash, kind, name, counter, expires_at_ms AS expiresAtMs`,
      )
      .get(codeHash);
    return row && row.expiresAtMs > nowMs ? row : undefined;
  }
}
