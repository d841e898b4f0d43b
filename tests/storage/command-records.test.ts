import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StampedEvent } from '../../server/domain/events.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';

const dayOpened: StampedEvent = {
  event: { type: 'day:opened', date: '2026-11-24' },
  atMs: 1_795_000_000_000,
  actor: { kind: 'system', id: 'hall' },
  device: null,
  commandId: null,
};
const record = (id: string) => ({ commandId: id, bodyHash: `hash of ${id}`, reply: `{"ticketId":"${id}"}` });

describe('answers to commands on the disk', () => {
  let folder: string;
  let store: SqliteEventStore;
  const open = () =>
    new SqliteEventStore(openDatabase(join(folder, 'hall.sqlite')), new HallCalendar('Asia/Ho_Chi_Minh'));
  const count = (table: string) => store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-commands-'));
    store = open();
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('are known after a restart, filed or not', () => {
    store.commit({ events: [dayOpened], commands: [record('filed')] });
    store.tidy();
    store.commit({ events: [dayOpened], commands: [record('recent')] });
    expect([count('commands'), count('recent_commands')]).toEqual([1, 1]);
    store.close();
    store = open();
    expect(store.findCommand('filed')).toEqual(record('filed'));
    expect(store.findCommand('recent')).toEqual(record('recent'));
    expect(store.findCommand('never')).toBeUndefined();
    store.tidy();
    expect([count('commands'), count('recent_commands')]).toEqual([2, 0]);
    expect(store.findCommand('recent')).toEqual(record('recent'));
  });

  test('of a commit that failed are unknown, and their ids are free', () => {
    const unwritable = {
      ...dayOpened,
      event: { type: 'import:completed', batch: {} as string },
    } as StampedEvent;
    expect(() => store.commit({ events: [unwritable], commands: [record('a')] })).toThrow(RangeError);
    expect(store.findCommand('a')).toBeUndefined();
    store.commit({ events: [dayOpened], commands: [record('a')] });
    expect(store.findCommand('a')).toEqual(record('a'));
  });

  test('are never written twice under one id: the whole commit is refused', () => {
    store.commit({ events: [dayOpened], commands: [record('a')] });
    expect(() => store.commit({ events: [dayOpened], commands: [record('b'), record('a')] })).toThrow(
      'answered before',
    );
    expect(store.findCommand('b')).toBeUndefined();
    expect(store.head().sequence).toBe(1);
    store.tidy();
    expect(store.findCommand('a')).toEqual(record('a'));
  });
});
