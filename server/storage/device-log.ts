import type { Database } from 'better-sqlite3';
import type { DeviceFault, DeviceHistory } from '../../common/protocol/device-history.ts';

const isoOf = (atMs: number) => new Date(atMs).toISOString();

/** What is known of devices over time: when they were watched, what was wrong, when paper was put in. */
export class DeviceLog {
  private readonly db: Database;
  private readonly known: Map<string, string>;

  constructor(db: Database) {
    this.db = db;
    const rows = db
      .prepare<
        unknown[],
        {
          device: string;
          version: string;
        }
      >('SELECT device, version FROM device_versions')
      .all();
    this.known = new Map(rows.map((row) => [row.device, row.version]));
  }

  /** Does all of it or nothing, with one write to the disk. */
  together(act: () => void): void {
    this.db.transaction(act)();
  }

  /** Begins a stretch of a day in which a device is watched. @returns its key */
  beginWatch(device: string, name: string, kind: string, date: string, fromMs: number): number {
    const { lastInsertRowid } = this.db
      .prepare(
        'INSERT INTO device_watches (device, name, kind, local_date, from_ms, alive_ms) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(device, name, kind, date, fromMs, fromMs);
    return Number(lastInsertRowid);
  }

  /** Faults of a device whose end nobody saw. */
  openFaults(device: string): { readonly id: number; readonly fault: string }[] {
    return this.db
      .prepare<unknown[], { id: number; fault: string }>(
        'SELECT id, fault FROM device_faults WHERE device = ? AND to_ms IS NULL',
      )
      .all(device);
  }

  /** @returns the key of the fault */
  beginFault(device: string, fault: string, fromMs: number, nowMs: number): number {
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO device_faults (device, fault, from_ms, alive_ms) VALUES (?, ?, ?, ?)')
      .run(device, fault, fromMs, nowMs);
    return Number(lastInsertRowid);
  }

  /** @param atMs null: it ended unseen, and counts until it was last known */
  endFault(id: number, atMs: number | null): void {
    this.db
      .prepare(
        `UPDATE device_faults SET to_ms = max(from_ms, coalesce(@at, alive_ms)),
           alive_ms = max(alive_ms, coalesce(@at, alive_ms)) WHERE id = @id`,
      )
      .run({ id, at: atMs });
  }

  /** All of these are still so. */
  keepAlive(nowMs: number, watches: Iterable<number>, faults: Iterable<number>): void {
    const write = (table: string, ids: Iterable<number>) => {
      const row = this.db.prepare(`UPDATE ${table} SET alive_ms = max(alive_ms, ?) WHERE id = ?`);
      for (const id of ids) row.run(nowMs, id);
    };
    write('device_watches', watches);
    write('device_faults', faults);
  }

  paperChanged(device: string, atMs: number, date: string): void {
    this.db.prepare('INSERT OR IGNORE INTO paper_changes VALUES (?, ?, ?)').run(device, atMs, date);
  }

  /** The version that a device last told. */
  versionOf(device: string): string | null {
    return this.known.get(device) ?? null;
  }

  putVersion(device: string, version: string): void {
    if (this.known.get(device) === version) return;
    this.db.prepare('INSERT OR REPLACE INTO device_versions VALUES (?, ?)').run(device, version);
    this.known.set(device, version);
  }

  /** A device's newest outages and paper changes; undefined when it was never watched. */
  historyOf(device: string, limit: number): DeviceHistory | undefined {
    const watch = this.db
      .prepare<unknown[], { name: string }>(
        'SELECT name FROM device_watches WHERE device = ? ORDER BY id DESC LIMIT 1',
      )
      .get(device);
    if (!watch) return undefined;
    const outages = this.db
      .prepare<
        unknown[],
        {
          fault: DeviceFault;
          from_ms: number;
          alive_ms: number;
          to_ms: number | null;
        }
      >(
        `SELECT fault, from_ms, alive_ms, to_ms FROM device_faults WHERE device = ?
           ORDER BY from_ms DESC, id DESC LIMIT ?`,
      )
      .all(device, limit);
    const changes = this.db
      .prepare<unknown[], number>(
        'SELECT at_ms FROM paper_changes WHERE device = ? ORDER BY at_ms DESC LIMIT ?',
      )
      .pluck()
      .all(device, limit);
    return {
      name: watch.name,
      outages: outages.map((each) => ({
        fault: each.fault,
        from: isoOf(each.from_ms),
        to: each.to_ms === null ? null : isoOf(each.to_ms),
        lastKnownAt: isoOf(each.to_ms ?? each.alive_ms),
      })),
      paperChanges: changes.map(isoOf),
    };
  }
}
