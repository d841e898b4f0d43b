import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENING_MS } from '../support/test-hall.ts';
import { WatchedHall } from './watched-hall.ts';

const KIOSK = 'Sảnh (máy lấy số)';
const PRINTER = 'Sảnh (máy in)';

describe('the report of outages', () => {
  let hall: WatchedHall;
  beforeEach(async () => {
    hall = await new WatchedHall().begin();
  });
  afterEach(() => hall.close());

  test('[DEV2] only hours in which a counter was open count, for outages and for the share', async () => {
    hall.set('kiosk', ['offline']);
    hall.minutes(30);
    await hall.counter('open');
    hall.minutes(10);
    hall.set('kiosk', []);
    hall.minutes(90);
    await hall.counter('close');
    hall.set('printer', ['cover_open'], 'ok');
    hall.minutes(60);
    hall.watch.stop();
    const { rows, totals } = await hall.report('device');
    expect(rows).toEqual([
      expect.objectContaining({
        device: PRINTER,
        outages: 0,
        downMinutes: 0,
        longestMinutes: null,
        availableShare: 1,
      }),
      expect.objectContaining({
        device: KIOSK,
        outages: 1,
        downMinutes: 10,
        longestMinutes: 10,
        watchedMinutes: 100,
        availableShare: 0.9,
      }),
    ]);
    expect(totals).toMatchObject({ outages: 1, watchedMinutes: 200, availableShare: 0.95 });
  });

  test('[DEV3] a night in which everything is switched off is no outage', async () => {
    await hall.counter('open');
    hall.minutes(60);
    await hall.counter('close');
    // Kiosk and printer are switched off before the server, and come back after it.
    hall.set('kiosk', ['offline']);
    hall.set('printer', ['offline'], 'unknown');
    hall.minutes(2);
    hall.restart(14 * 60);
    hall.watch.start();
    hall.minutes(2);
    hall.set('kiosk', []);
    hall.set('printer', [], 'ok');
    await hall.counter('open');
    hall.minutes(60);
    await hall.counter('close');
    hall.minutes(1);
    const { rows } = await hall.report('device');
    expect(rows.map((row) => [row.outages, row.watchedMinutes, row.availableShare])).toEqual([
      [0, 120, 1],
      [0, 120, 1],
    ]);
  });

  test('[DEV2] a counter that nobody closed keeps the hall open until its last ticket only', async () => {
    await hall.counter('open');
    await hall.test.draw('ho-tich');
    hall.minutes(10);
    await hall.test.as('lan').give('counter:call-next', { counter: '1' });
    hall.minutes(10);
    await hall.test.as('lan').give('counter:finish', { counter: '1' });
    hall.set('kiosk', ['offline']);
    hall.minutes(300);
    hall.watch.stop();
    hall.test.clock.minutes(12 * 60);
    await hall.test.hall.record([]);
    const { totals } = await hall.report('device');
    expect(totals).toMatchObject({ watchedMinutes: 40, outages: 0, availableShare: 1 });
  });

  test('[DEV3] what the server itself missed is not counted', async () => {
    await hall.counter('open');
    hall.set('kiosk', ['offline']);
    hall.minutes(30);
    hall.restart(60, false);
    hall.watch.start();
    hall.minutes(30);
    await hall.counter('close');
    hall.minutes(1);
    const [kiosk] = (await hall.report('device')).rows.filter((row) => row.device === KIOSK);
    expect(kiosk).toMatchObject({ outages: 1, downMinutes: 60, watchedMinutes: 60, availableShare: 0 });
  });

  test('low paper is told but is no outage; a new roll counts with the paper', async () => {
    await hall.counter('open');
    hall.set('printer', ['paper_low'], 'low');
    hall.minutes(20);
    hall.set('printer', ['paper_out'], 'out');
    hall.minutes(5);
    hall.set('printer', ['paper_out', 'cover_open'], 'out');
    hall.minutes(5);
    hall.set('printer', [], 'ok');
    hall.minutes(70);
    await hall.counter('close');
    hall.minutes(1);
    expect((await hall.report('device-fault')).rows).toEqual([
      expect.objectContaining({
        device: PRINTER,
        fault: 'Mở nắp',
        outages: 1,
        downMinutes: 5,
        paperChanges: null,
      }),
      expect.objectContaining({ fault: 'Sắp hết giấy', outages: 1, downMinutes: null, availableShare: null }),
      expect.objectContaining({ fault: 'Hết giấy', downMinutes: 10, paperChanges: 1, availableShare: 0.9 }),
    ]);
    // The open cover lies within the time without paper: minutes are not counted twice.
    const [printer] = (await hall.report('device')).rows;
    expect(printer).toMatchObject({ outages: 2, downMinutes: 10, longestMinutes: 10, paperChanges: 1 });
  });

  test('against a plain reading, minute by minute, over days and months with restarts', async () => {
    let state = 7;
    const draw = () => {
      state = (state * 16_807) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const read = new Map<string, { open: number; down: number }>();
    const note = (key: string, down: boolean) => {
      const known = read.get(key) ?? { open: 0, down: 0 };
      read.set(key, { open: known.open + 1, down: known.down + (down ? 1 : 0) });
    };
    hall.watch.stop();
    for (const day of [0, 1, 6, 7, 8]) {
      hall.test.clock.atMs = OPENING_MS + day * 86_400_000;
      hall.restart(0, false);
      hall.watch.start();
      hall.minutes(2);
      let open = false;
      const faults = { kiosk: [] as string[], printer: [] as string[] };
      hall.set('kiosk', []);
      hall.set('printer', [], 'ok');
      for (let minute = 0; minute < 240; minute += 1) {
        if (draw() < 0.03) {
          await hall.counter(open ? 'close' : 'open');
          open = !open;
        }
        if (draw() < 0.05) faults.kiosk = faults.kiosk.length === 0 ? ['offline'] : [];
        if (draw() < 0.05)
          faults.printer = [[], ['paper_low'], ['paper_out'], ['cover_open'], ['paper_out', 'cover_open']][
            Math.floor(draw() * 5)
          ] as string[];
        hall.set('kiosk', faults.kiosk);
        hall.set('printer', faults.printer);
        hall.minutes(1);
        if (!open) continue;
        const month = new Date(hall.test.clock.atMs).toISOString().slice(0, 7);
        for (const [device, of] of [
          [KIOSK, faults.kiosk],
          [PRINTER, faults.printer],
        ] as const)
          for (const key of [device, month, `${device} ${month}`, 'all'])
            note(
              key,
              of.some((each) => each !== 'paper_low'),
            );
      }
      if (open) await hall.counter('close');
      hall.watch.stop();
    }
    const check = (row: Readonly<Record<string, unknown>>, key: string) => {
      const known = read.get(key);
      expect([key, row.watchedMinutes, row.downMinutes]).toEqual([key, known?.open, known?.down]);
      expect(row.availableShare).toBeCloseTo(1 - (known?.down ?? 0) / (known?.open ?? 1), 4);
    };
    for (const row of (await hall.report('device')).rows) check(row, String(row.device));
    for (const row of (await hall.report('month')).rows) check(row, String(row.month));
    const both = (await hall.report('device-month')).rows;
    expect(both).toHaveLength(4);
    for (const row of both) check(row, `${row.device} ${row.month}`);
    check((await hall.report('device')).totals, 'all');
    expect(read.get('all')?.down).toBeGreaterThan(100);
    expect((await hall.report('fault', '2026-12-01', '2026-12-31')).rows.length).toBeGreaterThan(2);
  });
});
