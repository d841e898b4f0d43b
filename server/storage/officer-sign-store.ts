import type { Database } from 'better-sqlite3';

/** That an officer was seen at a counter. */
export interface OfficerSign {
  readonly counter: string;
  /** When the counter was opened, epoch ms. */
  readonly sinceMs: number;
  readonly aliveMs: number;
}

/** Signs of life of officers; they stand beside the log, for the log holds what happened and not what went on. */
export class SignStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Keeps the latest sign of each session at a counter; earlier sessions of it are forgotten. */
  put(signs: readonly OfficerSign[]): void {
    const forget = this.db.prepare('DELETE FROM officer_signs WHERE counter = ? AND opened_at_ms <> ?');
    const put = this.db.prepare('INSERT OR REPLACE INTO officer_signs VALUES (?, ?, ?)');
    this.db.transaction(() => {
      for (const { counter, sinceMs, aliveMs } of signs) {
        forget.run(counter, sinceMs);
        put.run(counter, sinceMs, aliveMs);
      }
    })();
  }

  /** Epoch ms; null: none is known of this session. */
  lastOf(counter: string, sinceMs: number): number | null {
    const found = this.db
      .prepare('SELECT alive_ms FROM officer_signs WHERE counter = ? AND opened_at_ms = ?')
      .pluck()
      .get(counter, sinceMs);
    return typeof found === 'number' ? found : null;
  }
}
