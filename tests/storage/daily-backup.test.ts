import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DailyBackup, superfluous } from '../../server/operations/daily-backup.ts';
import { checkBackup } from '../../server/storage/backup.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const HOUR_MS = 3_600_000;
const EVENING_MS = OPENING_MS + 11 * HOUR_MS;

describe('the copy of each day', () => {
  let testHall: TestHall;
  let faults: string[];
  let daily: DailyBackup;
  const folder = () => join(testHall.folder, 'backups');

  beforeEach(async () => {
    testHall = new TestHall();
    await testHall.draw();
    faults = [];
    daily = new DailyBackup({
      dataDir: testHall.folder,
      calendar: testHall.calendar,
      onError: (error) => faults.push(String(error)),
    });
  });
  afterEach(async () => {
    await daily.stop();
    testHall.close();
  });

  test('is made after closing time, whole and checked, and once', async () => {
    await daily.tick(EVENING_MS);
    expect(faults).toEqual([]);
    expect(daily.dates()).toEqual(['2026-11-24']);
    expect(checkBackup(join(folder(), 'daily-2026-11-24.sqlite'))).toBe(testHall.hall.state.sequence);
    expect(daily.state(EVENING_MS)).toEqual({ ok: true, detail: '2026-11-24' });
    await testHall.begin();
    await daily.tick(EVENING_MS + HOUR_MS);
    expect(checkBackup(join(folder(), 'daily-2026-11-24.sqlite'))).toBeLessThan(testHall.hall.state.sequence);
    expect(faults).toEqual([]);
  });

  test('is made in the morning when the machine was off in the evening, and then again in the evening', async () => {
    await daily.tick(OPENING_MS);
    expect(daily.dates()).toEqual(['2026-11-23']);
    await daily.tick(OPENING_MS + HOUR_MS);
    expect(daily.dates()).toEqual(['2026-11-23']);
    await daily.tick(EVENING_MS);
    await daily.tick(OPENING_MS + 24 * HOUR_MS);
    expect(daily.dates()).toEqual(['2026-11-23', '2026-11-24']);
  });

  test('is made by hand at any time, named by its minute, and stays when daily ones go', async () => {
    const made = await daily.makeNow(OPENING_MS);
    expect(made).toMatchObject({
      ok: true,
      value: { kind: 'manual', name: expect.stringMatching(/^manual-2026-11-24-\d{4}\.sqlite$/) },
    });
    const name = made.ok ? made.value.name : '';
    expect(checkBackup(join(folder(), name))).toBe(testHall.hall.state.sequence);
    // Asked again within the minute, it is the same copy.
    expect(await daily.makeNow(OPENING_MS)).toEqual(made);
    await daily.tick(EVENING_MS);
    expect(
      daily
        .copies()
        .copies.map(({ kind }) => kind)
        .sort(),
    ).toEqual(['daily', 'manual']);
    expect(daily.dates()).toEqual(['2026-11-24']);
  });

  test('is refused by hand while another is being made', async () => {
    const first = daily.makeNow(OPENING_MS);
    expect(await daily.makeNow(OPENING_MS)).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect((await first).ok).toBe(true);
  });

  test('is checked by name: whole, damaged, or none of the hall’s', async () => {
    const made = await daily.makeNow(OPENING_MS);
    const name = made.ok ? made.value.name : '';
    expect(await daily.check(name)).toMatchObject({
      ok: true,
      value: { whole: true, events: testHall.hall.state.sequence },
    });
    writeFileSync(join(folder(), name), 'not a record');
    expect(await daily.check(name)).toMatchObject({ ok: true, value: { whole: false, events: 0 } });
    writeFileSync(join(folder(), 'own.sqlite'), '');
    for (const other of ['own.sqlite', '../hall.sqlite', 'manual-2026-11-25-0800.sqlite'])
      expect(await daily.check(other)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(daily.copies().copies.map((copy) => copy.name)).toEqual([name]);
  });

  test('goes over what a power cut left of a copy', async () => {
    mkdirSync(folder());
    writeFileSync(join(folder(), 'daily-2026-11-24.sqlite.partial'), 'half');
    await daily.tick(EVENING_MS);
    expect(readdirSync(folder())).toEqual(['daily-2026-11-24.sqlite']);
  });

  test('that fails is told, tried again a quarter of an hour later, and leaves the hall as it is', async () => {
    writeFileSync(folder(), 'a file where the folder should be');
    await daily.tick(EVENING_MS);
    await daily.tick(EVENING_MS + 60_000);
    expect(faults).toHaveLength(1);
    expect(daily.state(EVENING_MS + 60_000).ok).toBe(false);
    rmSync(folder());
    await daily.tick(EVENING_MS + 15 * 60_000);
    expect(faults).toHaveLength(1);
    expect(existsSync(join(folder(), 'daily-2026-11-24.sqlite'))).toBe(true);
  });

  test('is kept for fourteen days, the first of a month for twelve months', () => {
    const days = (month: string, last: number) =>
      Array.from({ length: last }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`);
    const months = Array.from({ length: 14 }, (_, at) =>
      new Date(Date.UTC(2025, 9 + at, 1)).toISOString().slice(0, 7),
    );
    const all = months.flatMap((month) => days(month, 20));
    const gone = new Set(superfluous(all));
    const kept = all.filter((date) => !gone.has(date));
    expect(kept.filter((date) => date.endsWith('-01'))).toEqual(
      months.slice(-12).map((month) => `${month}-01`),
    );
    expect(kept.filter((date) => !date.endsWith('-01'))).toEqual(days('2026-11', 20).slice(-14));
    expect(superfluous([])).toEqual([]);
  });
});
