import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StorageWatch } from '../../server/operations/storage-watch.ts';
import { SealFile } from '../../server/seal/seal-file.ts';
import { DATABASE_FILE, LARGEST_LOG_BYTES, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { until } from '../support/hand-clock.ts';
import { RestHall } from '../support/rest-hall.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

const FIELD = 'chung-thuc-ho-tich';

interface Storage {
  readonly ok: boolean;
  readonly code?: string;
  readonly detail?: string;
  readonly freeBytes: number;
}

describe('the storage of a running hall', () => {
  let hall: RestHall;
  let foreign: Database | undefined;
  const spoken = new SpokenOutput();
  beforeEach(async () => {
    hall = await new RestHall().begin();
    spoken.take();
  });
  afterEach(async () => {
    foreign?.close();
    foreign = undefined;
    vi.restoreAllMocks();
    await hall.close();
  });

  const file = (ending = '') => join(hall.folder, `${DATABASE_FILE}${ending}`);
  /** @param token details of a fault are told to staff alone */
  const health = async (token: string | null = null) => {
    const { body } = await hall.ask(token, 'GET', '/health');
    return { status: body.status, storage: (body.checks as { storage: Storage }).storage };
  };
  const draw = () => hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null });
  /** What a process that is killed now leaves on the disk: the files by their names, nothing that is only open. */
  const leftOnDisk = () => {
    const db = new Sqlite(file(), { readonly: true });
    try {
      return Number(db.prepare('SELECT max(sequence) FROM events').pluck().get());
    } finally {
      db.close();
    }
  };
  const lock = () => {
    foreign = new Sqlite(file(), { timeout: 0 });
    foreign.exec('BEGIN IMMEDIATE');
    return foreign;
  };

  test('health tells how much room is left, of the disk on which the record lies', async () => {
    const { storage } = await health();
    expect(storage.ok).toBe(true);
    expect(storage.freeBytes).toBeGreaterThan(0);
  });

  test('while another process holds the write lock the hall answers, and what was asked is done afterwards', async () => {
    const token = hall.admin();
    await draw();
    const held = lock();
    const drawn = hall.ask(token, 'POST', '/tickets', { field: FIELD, printer: null });
    const signedIn = hall.ask(null, 'POST', '/session', {
      username: 'admin',
      password: 'mot-cua-lien-thong-1',
    });
    await until(() => hall.running.services.hall.heldUp, 'the commit is held up');
    // Reads and health go on beside it.
    expect(await health()).toMatchObject({ status: 'degraded', storage: { ok: false, code: 'locked' } });
    expect((await hall.ask(token, 'GET', '/tickets')).status).toBe(200);
    held.exec('ROLLBACK');
    expect((await drawn).status).toBe(201);
    expect((await signedIn).status).toBe(200);
    expect((await health()).storage.ok).toBe(true);
    expect(hall.deeds(/ticket:issued/)).toHaveLength(2);
  });

  test('a lock that is not given back refuses the command, and health says why', async () => {
    let nowMs = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const held = lock();
    const asked = hall.running.services.hall.execute(
      'ticket:issue',
      { field: FIELD, purpose: 'submit', priority: null, printer: null, language: 'vi' },
      {
        commander: { kind: 'user', id: 'admin', role: 'admin' },
        commandId: 'while-locked',
      },
    );
    await until(() => hall.running.services.hall.heldUp, 'the commit is held up');
    nowMs += 60_000;
    expect((await asked).refusal?.code).toBe('storage_failed');
    held.exec('ROLLBACK');
    vi.restoreAllMocks();
    expect((await draw()).status).toBe(201);
  });

  test('the hall ends cleanly while a lock is held, and loses nothing that it took', async () => {
    const held = lock();
    const drawn = hall.running.services.hall.record([
      { type: 'notice:posted', id: 'a', text: 'A', textEn: '', until: null },
    ]);
    await until(() => hall.running.services.hall.heldUp, 'the commit is held up');
    const stopped = hall.running.stop();
    held.exec('ROLLBACK');
    held.close();
    foreign = undefined;
    await Promise.all([drawn, stopped]);
    await hall.begin();
    expect(hall.deeds(/notice:posted/)).toHaveLength(1);
  });

  test('a write-ahead log that is deleted under the hall is noticed, and nothing recorded is lost with it', async () => {
    for (let each = 0; each < 3; each += 1) await draw();
    rmSync(file('-wal'));
    expect(await health()).toMatchObject({ status: 'degraded', storage: { ok: false, code: 'log_deleted' } });
    expect(leftOnDisk()).toBe(hall.running.services.hall.state.sequence);
    // Also what comes after it is in the database before it is answered.
    expect((await draw()).status).toBe(201);
    expect(leftOnDisk()).toBe(hall.running.services.hall.state.sequence);
  });

  test('a database that is replaced under the hall takes no more commits, and what is open is rescued', async () => {
    // A session is written: it must be open before nothing can be written any more.
    const token = hall.admin();
    for (let each = 0; each < 3; each += 1) await draw();
    const { sequence } = hall.running.services.hall.state;
    renameSync(file(), `${file()}.moved`);
    writeFileSync(file(), '');
    expect((await health()).storage).toMatchObject({ ok: false, code: 'file_replaced' });
    expect(await draw()).toMatchObject({ status: 503, code: 'storage_failed' });
    const rescued = () =>
      readdirSync(join(hall.folder, 'backups')).find((name) => /^rescued-.*\.sqlite$/.test(name));
    await until(() => rescued() !== undefined, 'the open record is rescued');
    const copy = new Sqlite(join(hall.folder, 'backups', rescued() ?? ''), { readonly: true });
    expect(Number(copy.prepare('SELECT max(sequence) FROM events').pluck().get())).toBe(sequence);
    copy.close();
    // The copy is told of once it is whole and checked.
    await vi.waitFor(async () => expect((await health(token)).storage.detail).toContain(rescued()), 20_000);
  });
});

describe('the watch over a record', () => {
  let hall: RestHall;
  const errors: string[] = [];
  let watch: StorageWatch;
  let store: SqliteEventStore;
  beforeEach(async () => {
    errors.length = 0;
    hall = await new RestHall().begin();
    for (let each = 0; each < 40; each += 1)
      await hall.ask(hall.admin(), 'POST', '/tickets', { field: FIELD, printer: null });
    await hall.running.stop();
    const db = openDatabase(join(hall.folder, DATABASE_FILE));
    store = new SqliteEventStore(db, hall.running.services.hall.calendar);
    watch = new StorageWatch({
      dataDir: hall.folder,
      file: db.name,
      store,
      isHeldUp: () => false,
      onError: (error, what) => errors.push(`${what}: ${error instanceof Error ? error.message : error}`),
    });
  });
  afterEach(async () => {
    await watch.stop();
    store.close();
    rmSync(hall.folder, { recursive: true, force: true });
  });

  /** Overwrites part of the file behind SQLite's back. */
  const overwrite = (find: string, write: string) => {
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const path = store.db.name;
    const bytes = readFileSync(path);
    const at = bytes.indexOf(find);
    if (at < 0) throw new Error(`nothing to overwrite: ${find}`);
    const handle = openSync(path, 'r+');
    writeSync(handle, write, at);
    closeSync(handle);
  };

  test('a whole record passes', async () => {
    await watch.check();
    expect(watch.state()).toMatchObject({ ok: true });
    expect(errors).toEqual([]);
  });

  test('an overwritten page is noticed', async () => {
    store.db.pragma('wal_checkpoint(TRUNCATE)');
    const pageSize = Number(store.db.pragma('page_size', { simple: true }));
    const page = Number(
      store.db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").pluck().get(),
    );
    const handle = openSync(store.db.name, 'r+');
    writeSync(handle, Buffer.alloc(pageSize, 0x5a), 0, pageSize, (page - 1) * pageSize);
    closeSync(handle);
    await watch.check();
    expect(watch.state()).toMatchObject({ ok: false, code: 'damaged' });
    expect(errors[0]).toContain('record damaged');
  });

  test('text overwritten within a page, which is whole to SQLite, is noticed by the chain', async () => {
    overwrite('"type":"ticket:issued"', '"type":"ticket:Issued"');
    await watch.check();
    expect(watch.state()).toMatchObject({
      ok: false,
      code: 'damaged',
      detail: expect.stringContaining('event'),
    });
  });

  test('a log that no longer passes through a seal kept beside it is noticed', async () => {
    const { sequence, hash } = store.head();
    new SealFile(hall.folder).add({ date: '2026-11-24', sequence: sequence + 5, hash });
    await watch.check();
    expect(watch.brokenSeal).toMatchObject({
      date: '2026-11-24',
      fault: expect.stringContaining('the log ends at'),
    });
  });

  test('storage is not well after a failed commit until a write has succeeded', async () => {
    watch.commitFailed(new Error('no space'));
    expect(watch.state()).toMatchObject({ ok: false, code: 'commit_failed', detail: 'no space' });
    watch.look();
    await until(() => watch.state().ok, 'a probe succeeded');
    expect(store.db.pragma('user_version', { simple: true })).toBeGreaterThan(0);
  });

  test('a probe of a disk that takes no writes leaves it so', async () => {
    store.refuseCommits('gone');
    watch.commitFailed(new Error('no space'));
    watch.look();
    await until(() => watch.state().detail === 'gone', 'the probe failed');
    expect(watch.state()).toMatchObject({ ok: false, code: 'commit_failed' });
  });

  test('the write-ahead log is cut back after a long reader is gone', async () => {
    const reader = new Sqlite(store.db.name, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM events').get();
    store.db.exec('CREATE TABLE ballast (bytes BLOB)');
    for (let each = 0; each < 24; each += 1)
      store.db.prepare('INSERT INTO ballast VALUES (zeroblob(1048576))').run();
    const logBytes = () => statSync(`${store.db.name}-wal`).size;
    expect(logBytes()).toBeGreaterThan(LARGEST_LOG_BYTES);
    reader.exec('COMMIT');
    reader.close();
    await watch.checkpoint();
    expect(logBytes()).toBeLessThanOrEqual(LARGEST_LOG_BYTES);
    expect(errors).toEqual([]);
  });
});
