import { copyFileSync, existsSync, fdatasync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMANDS, type CommandName, type PayloadInput } from '../../common/protocol/commands.ts';
import type { LoggedEvent } from '../../server/domain/events.ts';
import { writeState } from '../../server/domain/snapshot.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { Hall } from '../../server/hall/hall.ts';
import { readRecord } from '../../server/hall/read-record.ts';
import type { HallReply } from '../../server/hall/replies.ts';
import { makeDurable, openDatabase } from '../../server/storage/database.ts';
import { READ_TABLES } from '../../server/storage/read-tables.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { TicketReads } from '../../server/storage/ticket-reads.ts';
import { verifyLog } from '../../server/storage/verify.ts';
import { verifyReadTables } from '../../server/storage/verify-read-tables.ts';
import { ALL_FOLLOWS } from '../support/all-follows.ts';
import { smallTemplate } from '../support/small-hall.ts';
import { HandClock } from '../support/test-hall.ts';

const calendar = new HallCalendar('Asia/Ho_Chi_Minh');
const WRITTEN = [...Object.keys(READ_TABLES), 'events', 'recent_commands', 'snapshots', 'commands'];

/** Faults of the disk, each at the n-th call from now on; 0: none. */
interface Faults {
  write: { at: number; code: string };
  flush: { at: number };
  writes: number;
  flushes: number;
}

type Act = readonly [name: CommandName, payload: object, as?: 'clerk'];

/** A short morning: numbers, a counter at work, an absent citizen, priority, paper, the next day. */
const MORNING: readonly Act[] = [
  ['ticket:issue', { field: 'ho-tich', printer: null }],
  ['ticket:issue', { field: 'ho-tich', printer: null, priority: 'elderly', priorityReason: 'thẻ' }],
  ['counter:open', { counter: '1' }, 'clerk'],
  ['counter:call-next', { counter: '1' }, 'clerk'],
  ['counter:no-show', { counter: '1' }, 'clerk'],
  ['counter:call-next', { counter: '1' }, 'clerk'],
  ['counter:finish', { counter: '1', transactions: [{ procedure: '1.001193', count: 2 }] }, 'clerk'],
  ['counter:pause', { counter: '1', reason: 'Họp' }, 'clerk'],
  ['ticket:issue', { field: 'dat-dai', printer: null }],
  ['day:close', {}],
  ['ticket:issue', { field: 'ho-tich', printer: null }],
];
const DRAWS = MORNING.filter(([name]) => name === 'ticket:issue').length;

/** A hall on a real SQLite file whose writes and flushes can be made to fail, with people who try again. */
class FragileHall {
  folder = mkdtempSync(join(tmpdir(), 'motcua-fault-'));
  readonly clock = new HandClock();
  readonly faults: Faults = { write: { at: 0, code: '' }, flush: { at: 0 }, writes: 0, flushes: 0 };
  readonly published: LoggedEvent[] = [];
  hall!: Hall;
  store!: SqliteEventStore;
  /** Whether the hall had to be started again. */
  restarts = 0;
  /** What the disk really holds when the page cache is lost with a flush that failed. */
  private readonly disk = mkdtempSync(join(tmpdir(), 'motcua-disk-'));

  private readonly losesUnflushed: boolean;
  private readonly flushes: boolean;

  constructor({ losesUnflushed = false, flushes = true } = {}) {
    this.losesUnflushed = losesUnflushed;
    this.flushes = flushes;
    this.start();
  }

  get file(): string {
    return join(this.folder, 'hall.sqlite');
  }

  start(): void {
    const db = openDatabase(this.file);
    makeDurable(db);
    this.armWrites(db);
    this.store = new SqliteEventStore(db, calendar, {
      flushesApart: true,
      flush: (handle, done) => this.flush(handle, done),
    });
    const reads = new TicketReads(db);
    this.hall = new Hall({
      store: this.store,
      clock: this.clock,
      calendar,
      templates: new Map([['commune', smallTemplate()]]),
      findEnded: (id) => reads.findTicket(id),
      onError: () => undefined,
    });
    this.hall.start();
    this.hall.subscribe((events) => this.published.push(...events));
  }

  /** Gives a command; whoever is told that it may not be on record asks again with the same id. */
  async insist([name, input, as]: Act, commandId: string): Promise<HallReply> {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await this.give(name, input as PayloadInput<CommandName>, as, commandId);
      await this.seen();
      if (reply.refusal?.code !== 'storage_failed') return reply;
      if (attempt > 3) throw new Error(`${name} never came through`);
      if ((await this.hall.readable()) !== null) await this.restart();
    }
  }

  give(name: CommandName, input: object, as: 'clerk' | undefined, commandId: string): Promise<HallReply> {
    return this.hall.execute(name, COMMANDS[name].payload.parse(input) as never, {
      commander: { kind: 'user', id: as ?? 'admin', role: as ?? 'admin' },
      commandId,
    });
  }

  /** A page that reads now sees what the record gives, or nothing. */
  private async seen(): Promise<void> {
    if ((await this.hall.readable()) !== null) return;
    const shown = writeState(this.hall.state);
    expect(shown).toBe(writeState(readRecord(this.store).state));
  }

  private async restart(): Promise<void> {
    this.restarts += 1;
    await this.hall.stop();
    this.store.close();
    if (this.losesUnflushed) {
      for (const end of ['', '-wal', '-shm']) rmSync(`${this.file}${end}`, { force: true });
      for (const end of ['', '-wal'])
        if (existsSync(join(this.disk, `hall${end}`)))
          copyFileSync(join(this.disk, `hall${end}`), `${this.file}${end}`);
    }
    this.start();
  }

  private armWrites(db: Sqlite.Database): void {
    db.function('disk_takes', { deterministic: false }, () => {
      this.faults.writes += 1;
      this.faults.write.at -= 1;
      if (this.faults.write.at === 0) throw new Sqlite.SqliteError('injected', this.faults.write.code);
      return 1;
    });
    for (const table of WRITTEN)
      for (const act of ['INSERT', 'UPDATE', 'DELETE'])
        db.exec(
          `CREATE TEMP TRIGGER fault_${table}_${act} BEFORE ${act} ON main.${table} BEGIN SELECT disk_takes(); END`,
        );
  }

  private flush(handle: number, done: (error: Error | null) => void): void {
    this.faults.flushes += 1;
    this.faults.flush.at -= 1;
    if (this.faults.flush.at === 0) {
      setImmediate(() => done(Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })));
      return;
    }
    if (!this.flushes) {
      setImmediate(() => done(null));
      return;
    }
    fdatasync(handle, (error) => {
      for (const end of ['', '-wal']) copyFileSync(`${this.file}${end}`, join(this.disk, `hall${end}`));
      done(error);
    });
  }

  close(): void {
    this.store.close();
    for (const folder of [this.folder, this.disk]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Works the morning through with one fault in it, and proves the record. @returns writes and flushes it took */
async function workThrough(hall: FragileHall, arm: (faults: Faults) => void): Promise<Faults> {
  await hall.insist(['template:apply', { template: 'commune' }], 'template');
  Object.assign(hall.faults, { writes: 0, flushes: 0 });
  arm(hall.faults);
  const tickets: (string | undefined)[] = [];
  for (const [at, act] of MORNING.entries()) {
    if (act[0] === 'day:close') hall.clock.minutes(60);
    if (at === MORNING.length - 1) hall.clock.minutes(24 * 60);
    hall.clock.minutes(2);
    const reply = await hall.insist(act, `act-${at}`);
    expect([act[0], reply.refusal]).toEqual([act[0], undefined]);
    if (act[0] === 'ticket:issue') tickets.push(reply.ticket?.id);
  }
  const log = hall.store.read(0, 10_000);
  // Each tap drew one number, and whoever tapped was told that one.
  const issued = log.flatMap(({ event }) => (event.type === 'ticket:issued' ? event : []));
  expect(issued.map((each) => each.ticketId)).toEqual(tickets);
  expect(issued.map((each) => each.number)).toEqual(['1001', '1002', '3001', '1001']);
  expect(tickets).toHaveLength(DRAWS);
  // Nothing was shown or printed that is not on record, and nothing twice.
  const onRecord = new Set(log.map((each) => each.hash));
  expect(hall.published.filter((each) => !onRecord.has(each.hash))).toEqual([]);
  expect(new Set(hall.published.map((each) => each.hash)).size).toBe(hall.published.length);
  expect(verifyLog(hall.store.db)).toMatchObject({ ok: true });
  expect(verifyReadTables(hall.file, calendar)).toEqual(ALL_FOLLOWS);
  return hall.faults;
}

describe('a disk that fails at one call', () => {
  let hall: FragileHall | undefined;
  afterEach(() => hall?.close());
  const fresh = (options?: { losesUnflushed?: boolean; flushes?: boolean }) => {
    hall?.close();
    hall = new FragileHall(options);
    return hall;
  };

  test('EIO, a full disk or a lock at each write of a morning: nothing was done, the hall goes on, and trying again does it once', async () => {
    const codes = ['SQLITE_IOERR_WRITE', 'SQLITE_FULL', 'SQLITE_BUSY'];
    const { writes } = await workThrough(fresh({ flushes: false }), () => undefined);
    expect(writes).toBeGreaterThan(40);
    for (let at = 1; at <= writes; at += 1) {
      const tried = fresh({ flushes: false });
      await workThrough(tried, (faults) => {
        faults.write = { at, code: codes[at % codes.length] ?? '' };
      });
      expect([at, tried.restarts]).toEqual([at, 0]);
    }
  });

  test.each([
    ['keeps', false],
    ['loses', true],
  ])(
    'EIO at each flush, and the page cache %s what it was to flush: nothing was told, and trying again after the restart does it once',
    async (_name, losesUnflushed) => {
      const { flushes } = await workThrough(fresh({ losesUnflushed }), () => undefined);
      expect(flushes).toBe(MORNING.length);
      for (let at = 1; at <= flushes; at += 1) {
        const tried = fresh({ losesUnflushed });
        await workThrough(tried, (faults) => {
          faults.flush = { at };
        });
        expect([at, tried.restarts]).toEqual([at, 1]);
      }
    },
  );

  test('a flush of SQLite’s own that fails inside a commit ends the work as well', async () => {
    const tried = fresh();
    await workThrough(tried, (faults) => {
      faults.write = { at: 1, code: 'SQLITE_IOERR_FSYNC' };
    });
    expect(tried.restarts).toBe(1);
  });
});

describe('a disk that is really full, and a record that another holds', () => {
  let hall: FragileHall;
  beforeEach(async () => {
    hall = new FragileHall();
    await hall.insist(['template:apply', { template: 'commune' }], 'template');
  });
  afterEach(() => hall.close());
  const draw = (id: string) => hall.give('ticket:issue', { field: 'ho-tich', printer: null }, undefined, id);

  test('no page is left: refused, nothing counted, and the same tap works when there is room', async () => {
    const pages = Number(hall.store.db.pragma('page_count', { simple: true }));
    hall.store.db.pragma(`max_page_count = ${pages}`);
    const replies: HallReply[] = [];
    do replies.push(await draw(`tap-${replies.length}`));
    while (replies.at(-1)?.refusal === undefined && replies.length < 2_000);
    expect(replies.at(-1)?.refusal?.code).toBe('storage_failed');
    const drawn = replies.length - 1;
    expect(hall.hall.state.tickets.size).toBe(drawn);
    hall.store.db.pragma('max_page_count = 1073741823');
    const again = await draw(`tap-${drawn}`);
    expect(again.ticket?.number).toBe(String(1001 + drawn));
    expect(verifyReadTables(hall.file, calendar)).toEqual(ALL_FOLLOWS);
  });

  test('a lock that another process holds for a while: the taps wait and are done in their order, each once', async () => {
    hall.store.db.pragma('busy_timeout = 1');
    const other = new Sqlite(hall.file);
    other.exec('BEGIN IMMEDIATE');
    const waiting = [draw('tap'), draw('next')];
    await new Promise((turn) => setImmediate(turn));
    // Whoever looks meanwhile sees the record as it is.
    expect(await hall.hall.readable()).toBeNull();
    expect(hall.hall.state.tickets.size).toBe(0);
    other.exec('ROLLBACK');
    other.close();
    expect((await Promise.all(waiting)).map((reply) => reply.ticket?.number)).toEqual(['1001', '1002']);
  });
});
