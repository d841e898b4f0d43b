import type { Database } from 'better-sqlite3';
import { chainHash, FIRST_HASH } from './event-store.ts';
import { one } from './rows.ts';

export interface Verification {
  readonly ok: boolean;
  readonly events: number;
  /** Sequence at which the log stops being whole. */
  readonly firstBad: number | null;
  readonly because: string | null;
}

/** A row of the log as it lies on the disk. */
export interface LogRow {
  readonly sequence: number;
  readonly body: string;
  readonly hash: string;
}

/** Follows the chain row by row: no gap, every hash following from the one before and the event's own text. */
export class ChainCheck {
  /** Events proven so far. */
  count = 0;
  private previous = FIRST_HASH;

  /** Takes the next rows in order. @returns where and why the chain breaks, or null */
  take(rows: Iterable<LogRow>): { firstBad: number; because: string } | null {
    for (const row of rows) {
      const because = this.fault(row);
      if (because !== null) return { firstBad: this.count + 1, because };
      this.previous = row.hash;
      this.count = row.sequence;
    }
    return null;
  }

  private fault(row: LogRow): string | null {
    if (row.sequence !== this.count + 1) return `event ${this.count + 1} is missing`;
    if (chainHash(this.previous, row.body) !== row.hash)
      return 'its hash does not follow from the event before and its own text';
    return row.body.startsWith(`{"sequence":${row.sequence},`) ? null : 'it carries another sequence';
  }
}

/** Proves the log whole, all at once; see ChainCheck. */
export function verifyLog(
  db: Database,
  onProgress: (done: number, total: number) => void = () => {},
): Verification {
  const { total } = one(
    db.prepare<unknown[], { total: number }>('SELECT count(*) AS total FROM events').get(),
  );
  const check = new ChainCheck();
  const rows = db
    .prepare<unknown[], LogRow>('SELECT sequence, body, hash FROM events ORDER BY sequence')
    .iterate();
  for (const row of rows) {
    const bad = check.take([row]);
    if (bad !== null) return { ok: false, events: check.count, ...bad };
    if (check.count % 10_000 === 0) onProgress(check.count, total);
  }
  onProgress(check.count, total);
  return { ok: true, events: check.count, firstBad: null, because: null };
}
