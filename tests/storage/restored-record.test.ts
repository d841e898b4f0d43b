import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { run } from '../../server/cli/main.ts';
import { startHall } from '../../server/main.ts';
import { RestHall } from '../support/rest-hall.ts';
import { SpokenOutput } from '../support/spoken-output.ts';

const FIELD = 'chung-thuc-ho-tich';
const DAY_MS = 86_400_000;

describe('a record that was lost, and one that was restored', () => {
  let hall: RestHall;
  let usb: string;
  const spoken = new SpokenOutput();
  beforeEach(async () => {
    hall = await new RestHall().begin();
    usb = mkdtempSync(join(tmpdir(), 'motcua-usb-'));
    spoken.take();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await hall.running.stop();
    rmSync(hall.folder, { recursive: true, force: true });
    rmSync(usb, { recursive: true, force: true });
  });

  const motcua = (...args: string[]) => run([...args, '--data', hall.folder]);
  const file = (name = 'hall.sqlite') => join(hall.folder, name);
  const removeRecord = () => {
    for (const name of ['hall.sqlite', 'hall.sqlite-wal', 'hall.sqlite-shm'])
      rmSync(file(name), { force: true });
  };
  const start = (beginNew = false) =>
    startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: hall.folder,
        adminPassword: 'mot-cua-lien-thong-1',
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { clock: hall.clock, webFolder: hall.folder, beginNew },
    );
  const draw = async (field = FIELD) => {
    const answer = await hall.ask(hall.admin(), 'POST', '/tickets', { field, printer: null });
    return answer.status === 201 ? String(answer.body.number) : String(answer.code);
  };
  const drawn = async (count: number) => {
    const numbers: string[] = [];
    for (let each = 0; each < count; each += 1) numbers.push(await draw());
    return numbers;
  };
  const copyTo = async (name: string) => {
    const path = join(usb, name);
    expect(await motcua('backup', path)).toBe(0);
    return path;
  };
  const notice = () => hall.running.services.hall.state.restored;

  test('a start without the record is refused where a hall has run, with the newest copy and the command', async () => {
    await drawn(2);
    await motcua('backup', file('backups/daily-2026-11-23.sqlite'));
    hall.clock.minutes(30);
    await drawn(1);
    await motcua('backup', file('backups/by-hand.sqlite'));
    writeFileSync(file('backups/torn.sqlite'), 'torn');
    await hall.running.stop();
    removeRecord();
    const refusal = await start().catch((error: Error) => error.message);
    const command = `bin/motcua restore ${file('backups/by-hand.sqlite')} --data ${hall.folder}`;
    expect(refusal).toContain(`Lấy lại bằng lệnh: ${command}`);
    expect(refusal).toContain(`Restore it with: ${command}`);
    expect(refusal).toContain('bin/motcua hall --new');
    expect(existsSync(file())).toBe(false);
    // The folder is free again, and the command does what it says.
    expect(await motcua('restore', file('backups/by-hand.sqlite'))).toBe(0);
    await hall.begin();
    expect(hall.deeds(/ticket:issued/)).toHaveLength(3);
  });

  test.each(['an empty file', 'an empty database', 'no copy at all'])('so it is with %s', async (what) => {
    await hall.running.stop();
    removeRecord();
    if (what === 'an empty file') writeFileSync(file(), '');
    const first = await start().catch((error: Error) => error.message);
    if (what === 'an empty database') {
      const empty = await import('better-sqlite3').then(({ default: Sqlite }) => new Sqlite(file()));
      empty.exec('CREATE TABLE events (sequence INTEGER PRIMARY KEY, body TEXT, hash TEXT)');
      empty.close();
      expect(await start().catch((error: Error) => error.message)).toContain('missing or empty');
    }
    expect(first).toContain('missing or empty');
    expect(first).toContain('No readable copy was found');
  });

  test('whoever says so begins with a new record all the same', async () => {
    await drawn(1);
    await hall.running.stop();
    removeRecord();
    hall.running = await start(true);
    expect(hall.deeds(/ticket:issued|record:restored/)).toEqual([]);
    await hall.running.stop();
    // From then on it is the record of this hall.
    await hall.begin();
    expect(hall.deeds(/record:restored/)).toEqual([]);
  });

  test('a damaged file is refused with the same way on, and can be replaced by a copy', async () => {
    await drawn(2);
    const copy = await copyTo('copy.sqlite');
    await hall.running.stop();
    writeFileSync(file(), Buffer.alloc(8192, 'x'));
    for (const companion of ['-wal', '-shm']) rmSync(`${file()}${companion}`, { force: true });
    const refusal = await start().catch((error: Error) => error.message);
    expect(refusal).toContain('bị hỏng');
    expect(refusal).toContain('bin/motcua restore');
    expect(await motcua('restore', copy)).toBe(0);
    expect(readdirSync(file('backups')).some((name) => name.endsWith('.damaged'))).toBe(true);
    await hall.begin();
    expect(hall.deeds(/ticket:issued/)).toHaveLength(2);
  });

  test('no number that a citizen holds is given out again after a copy of the morning was restored', async () => {
    await drawn(6);
    const copyAtMs = hall.clock.atMs;
    const copy = await copyTo('morning.sqlite');
    hall.clock.minutes(60);
    const held = await drawn(6);
    await hall.running.stop();
    expect(await motcua('restore', copy)).toBe(0);
    await hall.begin();
    const next = await drawn(3);
    expect(next.filter((each) => held.includes(each))).toEqual([]);
    // 12 were drawn, as the record before knew: the next round hundred.
    expect(next[0]).toBe(String(Number(held[0]) - 6 + 100));
    expect(notice()).toEqual({ atMs: hall.clock.atMs, copyAtMs });
    expect(hall.deeds(/record:restored/)).toEqual(['hall record:restored']);
    expect(await motcua('verify')).toBe(0);
  });

  test('a copy that was put in place by hand is noticed', async () => {
    await drawn(2);
    const copy = await copyTo('copy.sqlite');
    const held = await drawn(4);
    await hall.running.stop();
    removeRecord();
    copyFileSync(copy, file());
    await hall.begin();
    const next = await drawn(1);
    expect(held).not.toContain(next[0]);
    expect(notice()).not.toBeNull();
    // Told once: the next start knows.
    await hall.running.stop();
    await hall.begin();
    expect(hall.deeds(/record:restored/)).toHaveLength(1);
    expect(Number((await drawn(1))[0])).toBe(Number(next[0]) + 1);
  });

  test('yesterday’s copy on a new machine leaves a gap today too, though nothing tells what was drawn', async () => {
    await drawn(6);
    const copy = await copyTo('yesterday.sqlite');
    hall.clock.atMs += DAY_MS;
    const held = await drawn(40);
    await hall.running.stop();
    rmSync(hall.folder, { recursive: true });
    mkdirSync(hall.folder);
    expect(await motcua('restore', copy)).toBe(0);
    await hall.begin();
    const next = await drawn(1);
    expect(held).not.toContain(next[0]);
    expect(notice()).not.toBeNull();
    // The day after begins with the first number again.
    hall.clock.atMs += DAY_MS;
    expect((await drawn(1))[0]).toBe(held[0]);
  });

  test('a gap uses up no quota', async () => {
    const { state } = hall.running.services.hall;
    const field = state.fields.get(FIELD);
    const put = await hall.ask(hall.admin(), 'PUT', `/fields/${FIELD}`, { ...field, quotaPerDay: 5 });
    expect(put.status).toBe(200);
    await drawn(2);
    const copy = await copyTo('copy.sqlite');
    await drawn(1);
    await hall.running.stop();
    await motcua('restore', copy);
    await hall.begin();
    expect(await drawn(3)).toEqual([
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^\d+$/),
      'not_issuing',
    ]);
  });

  test('a restore is told on every page of the staff and on health until a supervisor has seen to it', async () => {
    const copy = await copyTo('copy.sqlite');
    await drawn(1);
    await hall.running.stop();
    await motcua('restore', copy);
    await hall.begin();
    const check = async () => {
      const { body } = await hall.ask(null, 'GET', '/health');
      return (body.checks as Record<string, { ok: boolean; code?: string }>).record;
    };
    expect(await check()).toMatchObject({ ok: false, code: 'restored' });
    const clerk = await hall.person('lan', 'clerk');
    expect((await hall.ask(clerk, 'POST', '/record/acknowledge', {})).status).toBe(403);
    const supervisor = await hall.person('minh', 'supervisor');
    expect((await hall.ask(supervisor, 'POST', '/record/acknowledge', {})).status).toBe(200);
    expect(await check()).toEqual({ ok: true });
    expect(hall.deeds(/record:acknowledged/)).toEqual(['minh record:acknowledged']);
  });

  test('a copy that lacks nothing leaves no gap', async () => {
    const numbers = await drawn(2);
    await hall.running.stop();
    const copy = await copyTo('copy.sqlite');
    await motcua('restore', copy);
    await hall.begin();
    expect(notice()).toBeNull();
    expect((await drawn(1))[0]).toBe(String(Number(numbers[1]) + 1));
  });

  test('a torn head beside the record is no reason to alarm anybody', async () => {
    await drawn(1);
    await hall.running.stop();
    truncateSync(file('record-head.json'), 10);
    await hall.begin();
    expect(notice()).toBeNull();
  });
});
