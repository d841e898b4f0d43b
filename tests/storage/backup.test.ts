import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../server/cli/main.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { lockFolder } from '../../server/storage/folder-lock.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { SpokenOutput } from '../support/spoken-output.ts';
import { TestHall } from '../support/test-hall.ts';

/** A morning's work: issued, called, served with transactions, absent, transferred. */
async function workAMorning(hall: TestHall): Promise<void> {
  await hall.begin();
  for (let each = 0; each < 30; each += 1)
    await hall.draw(['ho-tich', 'chung-thuc', 'dat-dai'][each % 3] ?? '');
  const clerk = hall.as('lan');
  await clerk.give('counter:open', { counter: '1' });
  for (let each = 0; each < 8; each += 1) {
    hall.clock.minutes(3);
    await clerk.give('counter:call-next', { counter: '1' });
    await clerk.give('counter:start', { counter: '1' });
    if (each % 3 === 0)
      await clerk.give('counter:finish', {
        counter: '1',
        transactions: [{ procedure: '1.001193', count: 2 }],
      });
    else if (each % 3 === 1) await clerk.give('counter:transfer', { counter: '1', field: 'dat-dai' });
    else await clerk.give('counter:no-show', { counter: '1' });
  }
  await clerk.give('counter:pause', { counter: '1', reason: 'break' });
}

describe('backup, restore and verify', () => {
  let hall: TestHall;
  const spoken = new SpokenOutput();
  beforeEach(async () => {
    hall = new TestHall();
    await workAMorning(hall);
    spoken.take();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    hall.close();
  });
  const motcua = (...args: string[]) => {
    spoken.text = '';
    return run([...args, '--data', hall.folder]);
  };
  const file = () => join(hall.folder, DATABASE_FILE);

  test('a backup taken while the hall works is whole and is not overwritten', async () => {
    const target = join(hall.folder, 'usb', 'monday.sqlite');
    expect(await motcua('backup', target)).toBe(0);
    const events = hall.store.head().sequence;
    expect(spoken.text).toContain(`${events} events, checked`);
    expect(existsSync(`${target}-wal`)).toBe(false);
    expect(await motcua('backup', target)).toBe(1);
    expect(spoken.text).toContain('not overwritten');
    expect(await motcua('backup', join(hall.folder, 'usb'))).toBe(0);
    expect(spoken.text).toMatch(/motcua-\d{8}-\d{6}\.sqlite/);
  });

  test('what was restored is the record of the backup, and the one before is laid aside', async () => {
    const target = join(hall.folder, 'monday.sqlite');
    await motcua('backup', target);
    const head = hall.store.head();
    await hall.draw();
    expect(hall.store.head().sequence).toBeGreaterThan(head.sequence);
    hall.store.close();
    expect(await motcua('restore', target)).toBe(0);
    const before = /lies in (.+\.sqlite)/.exec(spoken.text)?.[1] ?? '';
    const restored = new Sqlite(file(), { readonly: true });
    expect(restored.prepare('SELECT max(sequence) FROM events').pluck().get()).toBe(head.sequence);
    restored.close();
    const aside = new Sqlite(before, { readonly: true });
    expect(aside.prepare('SELECT max(sequence) FROM events').pluck().get()).toBeGreaterThan(head.sequence);
    aside.close();
    expect(await motcua('verify')).toBe(0);
  });

  test('a running hall is not pulled away under its people', async () => {
    const target = join(hall.folder, 'monday.sqlite');
    await motcua('backup', target);
    const free = lockFolder(hall.folder, 'hall');
    expect(await motcua('restore', target)).toBe(1);
    expect(spoken.text).toContain('a hall is running on the data folder');
    free();
    hall.store.close();
    expect(await motcua('restore', target)).toBe(0);
  });

  test.each([
    [
      'a file that is none',
      (path: string) => writeFileSync(path, 'not a database at all, but long enough to be read as one'),
    ],
    [
      'a backup in which one event was changed',
      (path: string) => {
        const db = new Sqlite(path);
        db.prepare("UPDATE events SET body = replace(body, 'ho-tich', 'dat-dai') WHERE sequence = 20").run();
        db.prepare(
          'UPDATE events SET body = replace(body, \'"atMs":1\', \'"atMs":2\') WHERE sequence = 20',
        ).run();
        db.close();
      },
    ],
    [
      'a backup of a newer program',
      (path: string) => {
        const db = new Sqlite(path);
        db.pragma('user_version = 999');
        db.close();
      },
    ],
    ['a backup cut short', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 20_000))],
    ['no file', (path: string) => rmSync(path)],
  ])('%s is refused and nothing is changed', async (_name, harm) => {
    const target = join(hall.folder, 'monday.sqlite');
    await motcua('backup', target);
    const head = hall.store.head();
    harm(target);
    expect(await motcua('restore', target)).toBe(1);
    expect(spoken.text.trim().split('\n')).toHaveLength(1);
    expect(hall.store.head()).toEqual(head);
    await hall.draw();
  });

  test('verify proves log, read tables and snapshots, also while the hall works', async () => {
    expect(await motcua('verify')).toBe(0);
    expect(spoken.text).toContain('The log is whole');
    expect(spoken.text).toContain('Read tables and snapshots follow from it');
  });

  test('verify tells read tables that were changed, and motcua rebuild mends them', async () => {
    const { db } = hall.store;
    db.prepare("UPDATE tickets SET field = 'dat-dai' WHERE number = '1001'").run();
    db.prepare('DELETE FROM ticket_transactions').run();
    expect(await motcua('verify')).toBe(1);
    expect(spoken.text).toContain('The table tickets does not follow from the log: 2 rows differ');
    expect(spoken.text).toContain('The table ticket_transactions does not follow');
    expect(spoken.text).toContain('motcua rebuild');
    hall.store.close();
    expect(await motcua('rebuild')).toBe(0);
    expect(spoken.text).toContain('are rebuilt from');
    expect(verifyReadTables(file(), hall.calendar)).toEqual(ALL_FOLLOWS);
  });

  test('verify reads only: a record of an earlier version stays what it is', async () => {
    hall.store.db.pragma('user_version = 11');
    hall.store.close();
    const bytes = () => readFileSync(file());
    const before = bytes();
    expect(await motcua('verify')).toBe(0);
    expect(spoken.text).toContain('The log is whole');
    expect(spoken.text).toContain('after the hall has been started');
    expect(bytes().equals(before)).toBe(true);
    expect(existsSync(join(hall.folder, 'backups'))).toBe(false);
  });

  test('verify does not vouch for read tables of a program it does not know', async () => {
    hall.store.db.pragma('user_version = 999');
    expect(await motcua('verify')).toBe(1);
    expect(spoken.text).toContain('verify with the newer program');
  });

  test('a running hall is not rebuilt under its people, nor one whose log is broken', async () => {
    const unlock = lockFolder(hall.folder, 'hall');
    expect(await motcua('rebuild')).toBe(1);
    unlock();
    hall.store.db.prepare("UPDATE events SET body = replace(body, '1001', '1009') WHERE sequence > 20").run();
    const kept = hall.store.db.prepare('SELECT * FROM tickets').all();
    expect(await motcua('rebuild')).toBe(1);
    expect(spoken.text).toContain('The log is broken');
    expect(hall.store.db.prepare('SELECT * FROM tickets').all()).toEqual(kept);
  });

  test('verify tells a snapshot that is not what the log gives', async () => {
    await hall.hall.stop();
    const stored = hall.store.snapshots()[0];
    expect(stored).toBeDefined();
    expect(verifyReadTables(file(), hall.calendar).snapshots).toEqual([]);
    const sequence = stored?.sequence ?? 0;
    hall.store.saveSnapshot(sequence, (stored?.state ?? '').replace('"callCount":1', '"callCount":7'));
    expect(verifyReadTables(file(), hall.calendar).snapshots).toEqual([sequence]);
    expect(await motcua('verify')).toBe(1);
    expect(spoken.text).toContain(`The snapshot at event ${sequence} is not what the log gives`);
    hall.store.close();
    expect(await motcua('rebuild')).toBe(0);
    expect(await motcua('verify')).toBe(0);
  });

  test('verify of a folder without a record says so', async () => {
    const empty = join(hall.folder, 'empty');
    spoken.text = '';
    expect(await run(['verify', '--data', empty])).toBe(1);
    expect(spoken.text).toContain('There is no record');
  });
});
