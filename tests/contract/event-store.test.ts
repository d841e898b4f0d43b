import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StampedEvent } from '../../server/domain/events.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { openDatabase } from '../../server/storage/database.ts';
import { chainHash, type EventStore, FIRST_HASH } from '../../server/storage/event-store.ts';
import { MemoryEventStore } from '../../server/storage/memory-event-store.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';

const stamped = (date: string): StampedEvent => ({
  event: { type: 'day:opened', date },
  atMs: 1_700_000_000_000,
  actor: { kind: 'system', id: 'hall' },
  device: null,
  commandId: null,
});

const stores: Record<string, (folder: string) => EventStore> = {
  memory: () => new MemoryEventStore(),
  SQLite: (folder) =>
    new SqliteEventStore(openDatabase(join(folder, 'hall.sqlite')), new HallCalendar('Asia/Ho_Chi_Minh')),
};

describe.each(Object.entries(stores))('the record in %s', (_name, make) => {
  let folder: string;
  let store: EventStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-store-'));
    store = make(folder);
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('begins empty', () => {
    expect(store.head()).toEqual({ sequence: 0, hash: FIRST_HASH });
    expect(store.read(0, 10)).toEqual([]);
    expect(store.snapshots()).toEqual([]);
  });

  test('gives events their places without a gap, each hash following from the one before', () => {
    const first = store.commit({ events: [stamped('2026-11-23'), stamped('2026-11-24')], commands: [] });
    const second = store.commit({ events: [stamped('2026-11-25')], commands: [] });
    expect([...first, ...second].map((each) => each.sequence)).toEqual([1, 2, 3]);
    expect(new Set([FIRST_HASH, ...[...first, ...second].map((each) => each.hash)]).size).toBe(4);
    expect(store.head()).toEqual({ sequence: 3, hash: second[0]?.hash });
    expect(chainHash('a', 'b')).not.toBe(chainHash('b', 'a'));
  });

  test('gives back what was committed, from where one asks', () => {
    const logged = store.commit({
      events: ['2026-11-23', '2026-11-24', '2026-11-25'].map(stamped),
      commands: [],
    });
    expect(store.read(0, 10)).toEqual(logged);
    expect(store.read(1, 1)).toEqual(logged.slice(1, 2));
    expect(store.read(3, 10)).toEqual([]);
  });

  test('remembers the answer to a command', () => {
    const record = { commandId: 'user:lan:1', bodyHash: 'x', reply: '{"ticketId":"t"}' };
    store.commit({ events: [stamped('2026-11-24')], commands: [record] });
    expect(store.findCommand('user:lan:1')).toEqual(record);
    expect(store.findCommand('user:lan:2')).toBeUndefined();
  });

  test('remembers answers of before and after it was tidied', () => {
    const record = (id: string) => ({ commandId: `user:lan:${id}`, bodyHash: id, reply: '{}' });
    store.commit({ events: [stamped('2026-11-23')], commands: [record('b'), record('a')] });
    store.tidy();
    store.commit({ events: [stamped('2026-11-24')], commands: [record('c')] });
    for (const id of ['a', 'b', 'c']) expect(store.findCommand(`user:lan:${id}`)).toEqual(record(id));
    store.tidy();
    store.tidy();
    for (const id of ['a', 'b', 'c']) expect(store.findCommand(`user:lan:${id}`)).toEqual(record(id));
    expect(store.read(0, 10)).toHaveLength(2);
  });

  test('keeps the two newest snapshots, the newest first', () => {
    store.saveSnapshot(1, 'one');
    store.saveSnapshot(2, 'two');
    store.saveSnapshot(3, 'three');
    expect(store.snapshots()).toEqual([
      { sequence: 3, state: 'three' },
      { sequence: 2, state: 'two' },
    ]);
  });

  test('tells which events later acts set aside', () => {
    const aside = (sequence: number): StampedEvent => ({
      ...stamped(''),
      event: { type: 'event:set-aside', sequence, eventType: 'day:opened', because: 'a "quoted" cause' },
    });
    store.commit({ events: [stamped('2026-11-23'), stamped('2026-11-24'), aside(2)], commands: [] });
    store.commit({ events: [aside(1)], commands: [] });
    expect(store.setAsideAfter(0)).toEqual([2, 1]);
    expect(store.setAsideAfter(3)).toEqual([1]);
  });
});
