import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { WebhookOutbox } from '../../server/storage/webhook-outbox.ts';

const HOOK = 'hook-1';

describe('the outbox of a webhook', () => {
  let db: Sqlite.Database;
  let outbox: WebhookOutbox;

  beforeEach(() => {
    db = new Sqlite(':memory:');
    db.exec('CREATE TABLE webhooks (id TEXT PRIMARY KEY, failing_since_ms INTEGER, cursor INTEGER NOT NULL)');
    db.prepare('INSERT INTO webhooks VALUES (?, NULL, 0)').run(HOOK);
    outbox = new WebhookOutbox(db);
  });

  const put = (sequence: number, orderKey: string, nextAtMs = 0, webhook = HOOK) =>
    outbox.put(webhook, sequence, [
      {
        id: `${webhook}-${sequence}`,
        webhook,
        sequence,
        orderKey,
        type: 'ticket.called',
        body: '{}',
        atMs: 0,
        nextAtMs,
        attempts: 0,
        deliveredAtMs: null,
        status: null,
        error: null,
      },
    ]);
  const due = (nowMs: number, limit = 10) => outbox.due(HOOK, nowMs, limit).map((each) => each.sequence);
  const one = (sequence: number) => {
    const found = outbox.find(HOOK, `${HOOK}-${sequence}`);
    if (found === undefined) throw new Error(`no delivery ${sequence}`);
    return found;
  };
  const fail = (sequence: number, nextAtMs: number) =>
    outbox.failed(one(sequence), { atMs: 0, nextAtMs, status: 500, error: 'answered 500' });
  const webhook = () => db.prepare('SELECT cursor, failing_since_ms AS since FROM webhooks').get();

  test('of each ticket the oldest is due, and the next as soon as it arrived', () => {
    put(1, 'a');
    put(2, 'a');
    put(3, 'b');
    expect(due(0)).toEqual([1, 3]);
    outbox.arrived(one(1), 5, 200);
    expect(due(5)).toEqual([2, 3]);
    expect(one(1)).toMatchObject({ deliveredAtMs: 5, attempts: 1, status: 200 });
    expect(outbox.waiting(HOOK)).toBe(2);
  });

  test('what stands behind a failed event waits with it, one that comes later too, and is not looked at before', () => {
    put(1, 'a');
    put(2, 'a');
    fail(1, 1_000);
    put(3, 'a');
    put(4, 'b');
    expect([1, 2, 3, 4].map((each) => one(each).nextAtMs)).toEqual([1_000, 1_000, 1_000, 0]);
    expect(due(999)).toEqual([4]);
    expect(due(1_000)).toEqual([4, 1]);
    expect([one(1).attempts, one(2).attempts]).toEqual([1, 0]);
  });

  test('when the failed one arrives, all behind it is due at once', () => {
    put(1, 'a');
    put(2, 'a');
    fail(1, 1_000);
    outbox.arrived(one(1), 500, 200);
    expect(due(500)).toEqual([2]);
  });

  test('an address fails from its first failure on until something arrives', () => {
    put(1, 'a');
    put(2, 'b');
    outbox.failed(one(1), { atMs: 7, nextAtMs: 9, status: null, error: 'ECONNREFUSED' });
    outbox.failed(one(2), { atMs: 8, nextAtMs: 9, status: null, error: 'ECONNREFUSED' });
    expect(webhook()).toEqual({ cursor: 2, since: 7 });
    outbox.arrived(one(1), 9, 200);
    expect(webhook()).toEqual({ cursor: 2, since: null });
  });

  test('an event that was put already stays as it is, and the cursor never goes back', () => {
    put(2, 'a');
    outbox.arrived(one(2), 5, 200);
    put(2, 'a');
    expect(one(2).deliveredAtMs).toBe(5);
    put(1, 'b');
    expect(webhook()).toMatchObject({ cursor: 2 });
  });

  test('what arrived long ago is forgotten, and what a removed webhook left', () => {
    put(1, 'a');
    put(2, 'a');
    put(3, 'a', 0, 'hook-gone');
    outbox.arrived(one(1), 5, 200);
    outbox.forget(5);
    expect(outbox.find(HOOK, `${HOOK}-1`)).toBeDefined();
    outbox.forget(6);
    expect(outbox.find(HOOK, `${HOOK}-1`)).toBeUndefined();
    expect(one(2).deliveredAtMs).toBeNull();
    expect(outbox.find('hook-gone', 'hook-gone-3')).toBeUndefined();
  });
});
