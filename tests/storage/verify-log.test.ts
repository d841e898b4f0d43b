import { createHash } from 'node:crypto';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chainHash, FIRST_HASH } from '../../server/storage/event-store.ts';
import { ChainCheck, verifyLog } from '../../server/storage/verify.ts';

/** Rows of a log, chained as the record chains them. */
function logOf(bodies: readonly string[]) {
  let hash = FIRST_HASH;
  return bodies.map((body, at) => {
    hash = chainHash(hash, body);
    return { sequence: at + 1, body, hash };
  });
}
const bodies = [1, 2, 3, 4].map((sequence) => `{"sequence":${sequence},"event":{"type":"day:opened"}}`);

describe('the chain of the log', () => {
  let db: Database;
  beforeEach(() => {
    db = new Sqlite(':memory:');
    db.exec('CREATE TABLE events (sequence INTEGER PRIMARY KEY, body TEXT, hash TEXT)');
    const add = db.prepare('INSERT INTO events VALUES (@sequence, @body, @hash)');
    for (const row of logOf(bodies)) add.run(row);
  });
  afterEach(() => db.close());
  const verdict = (damage: string) => {
    db.exec(damage);
    const { firstBad, ok, events } = verifyLog(db);
    return { ok, firstBad, events };
  };

  test('each hash is the SHA-256 of the one before and the event’s own text', () => {
    const plain = createHash('sha256').update(`${FIRST_HASH}\n${bodies[0]}`).digest('hex');
    expect(logOf(bodies)[0]?.hash).toBe(plain);
  });

  test('a whole log is told with the number of its events, and an empty one is whole', () => {
    expect(verifyLog(db)).toEqual({ ok: true, events: 4, firstBad: null, because: null });
    db.exec('DELETE FROM events');
    expect(verifyLog(db)).toEqual({ ok: true, events: 0, firstBad: null, because: null });
  });

  test.each([
    ['an event that was taken out of the middle', 'DELETE FROM events WHERE sequence = 2', 2],
    ['the first event gone', 'DELETE FROM events WHERE sequence = 1', 1],
    ['a changed text', `UPDATE events SET body = replace(body, 'opened', 'closed') WHERE sequence = 3`, 3],
    ['a changed hash', `UPDATE events SET hash = upper(hash) || 'x' WHERE sequence = 4`, 4],
    [
      'two events that changed places',
      'UPDATE events SET sequence = -2 WHERE sequence = 2; UPDATE events SET sequence = 2 WHERE sequence = 3; UPDATE events SET sequence = 3 WHERE sequence = -2',
      2,
    ],
    [
      'an event that was taken out and those after it moved up',
      'DELETE FROM events WHERE sequence = 2; UPDATE events SET sequence = sequence - 1 WHERE sequence > 2',
      2,
    ],
  ])('%s is told with its place', (_what, damage, firstBad) => {
    expect(verdict(damage)).toEqual({ ok: false, firstBad, events: firstBad - 1 });
  });

  test('an event that is missing is called that', () => {
    db.exec('DELETE FROM events WHERE sequence = 2');
    expect(verifyLog(db).because).toBe('event 2 is missing');
  });

  test('a log chained once more over texts that bear other sequences is no proof', () => {
    const [first = '', , ...rest] = bodies;
    const check = new ChainCheck();
    expect(check.take(logOf([first, ...rest]))).toEqual({
      firstBad: 2,
      because: 'it carries another sequence',
    });
    expect(check.count).toBe(1);
  });

  test('a check goes on where it stopped: rows that come in pieces are one chain', () => {
    const rows = logOf(bodies);
    const check = new ChainCheck();
    expect(check.take(rows.slice(0, 2))).toBeNull();
    expect(check.take(rows.slice(2))).toBeNull();
    expect(check.count).toBe(4);
    expect(new ChainCheck().take(rows.slice(2))).toMatchObject({ firstBad: 1 });
  });

  test('the end is told to whoever watches', () => {
    const told: [number, number][] = [];
    verifyLog(db, (done, total) => told.push([done, total]));
    expect(told).toEqual([[4, 4]]);
  });
});
