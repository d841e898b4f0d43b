import type { Database } from 'better-sqlite3';
import type { Seal } from '../../common/protocol/seals.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { fromBody } from './event-store.ts';

interface Row {
  readonly sequence: number;
  readonly body: string;
  readonly hash: string;
}

/** Quotes within texts are escaped in the log, so that these letters stand nowhere but at the head of an event. */
const ENDS_OF_DAYS = `body LIKE '%"event":{"type":"day:sealed"%' OR body LIKE '%"event":{"type":"day:closed"%'`;

/**
 * One seal a day, oldest first: the last seal of the day, or where it was closed without one (by an earlier program, or
 * a moment ago) the closing itself, whose hash covers as much.
 */
export function sealsOf(db: Database): Seal[] {
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT sequence, body, hash FROM events WHERE ${ENDS_OF_DAYS} ORDER BY sequence`,
    )
    .all();
  const seals = new Map<string, Seal & { sealed: boolean }>();
  for (const row of rows) {
    const { event } = fromBody(row.body, row.hash);
    if (event.type !== 'day:sealed' && event.type !== 'day:closed') continue;
    const sealed = event.type === 'day:sealed';
    // The night's turn closes a day again that was closed by hand and sealed.
    if (!sealed && seals.get(event.date)?.sealed === true) continue;
    seals.set(event.date, { date: event.date, sequence: row.sequence, hash: row.hash, sealed });
  }
  return [...seals.values()].map(({ date, sequence, hash }) => ({ date, sequence, hash }));
}

/** Why a log does not pass through a seal; null: it does. The chain up to there must have been proved. */
export function sealFault(db: Database, seal: Seal): string | null {
  const row = db
    .prepare<unknown[], Row>('SELECT sequence, body, hash FROM events WHERE sequence = ?')
    .get(seal.sequence);
  if (row === undefined) {
    const last = db.prepare('SELECT coalesce(max(sequence), 0) FROM events').pluck().get();
    return `the log ends at event ${last}: what came after it up to event ${seal.sequence} is missing`;
  }
  if (row.hash !== seal.hash) return `event ${seal.sequence} or one before it is not what was sealed`;
  const { event } = fromBody(row.body, row.hash);
  const isEnd = event.type === 'day:sealed' || event.type === 'day:closed';
  return isEnd && event.date !== seal.date ? `event ${seal.sequence} is the seal of ${event.date}` : null;
}

/** The text and hash of an event, and the hash of the one before it. */
export function chainAt(
  db: Database,
  sequence: number,
): { readonly body: string; readonly hash: string; readonly previousHash: string } | undefined {
  const row = db
    .prepare<unknown[], Omit<Row, 'sequence'>>('SELECT body, hash FROM events WHERE sequence = ?')
    .get(sequence);
  const before = db
    .prepare('SELECT hash FROM events WHERE sequence = ?')
    .pluck()
    .get(sequence - 1);
  return row && typeof before === 'string' ? { ...row, previousHash: before } : undefined;
}

/** Events after one sequence up to another, one by one: a day may hold more than memory should. */
export function* eventsBetween(db: Database, after: number, through: number): Generator<LoggedEvent> {
  const rows = db
    .prepare<unknown[], Omit<Row, 'sequence'>>(
      'SELECT body, hash FROM events WHERE sequence > ? AND sequence <= ? ORDER BY sequence',
    )
    .iterate(after, through);
  for (const row of rows) yield fromBody(row.body, row.hash);
}
