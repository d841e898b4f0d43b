import type { Database } from 'better-sqlite3';

/** An event as the log holds it: the very text that its hash is of. */
export interface LogText {
  readonly sequence: number;
  readonly body: string;
  readonly hash: string;
}

/** Reads the log's texts after a sequence, in order. */
export function logTexts(db: Database): (after: number, limit: number) => LogText[] {
  const select = db.prepare<unknown[], LogText>(
    'SELECT sequence, body, hash FROM events WHERE sequence > ? ORDER BY sequence LIMIT ?',
  );
  return (after, limit) => select.all(after, limit);
}
