import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WatchedHall } from './watched-hall.ts';

describe('the watch over devices', () => {
  let hall: WatchedHall;
  beforeEach(async () => {
    hall = await new WatchedHall().begin();
  });
  afterEach(() => {
    hall.close();
    expect(hall.errors).toEqual([]);
  });

  test('[DEV1] an outage is noted from when it began until it ended', () => {
    hall.minutes(10);
    hall.set('printer', ['paper_out'], 'out');
    hall.minutes(5);
    hall.set('printer', ['paper_out', 'cover_open'], 'out');
    hall.minutes(1);
    hall.set('printer', [], 'ok');
    expect(hall.outages('printer:Sảnh')).toEqual([
      ['paper_out', 10, 16],
      ['cover_open', 15, 16],
    ]);
    expect(hall.log.historyOf('printer:Sảnh', 10)?.paperChanges).toEqual(['2026-11-24T00:46:00.000Z']);
  });

  test('[DEV1] a page that is loaded anew is no outage, one that stays away is', () => {
    hall.minutes(5);
    hall.set('kiosk', ['offline']);
    hall.test.clock.atMs += 10_000;
    hall.set('kiosk', []);
    expect(hall.outages('kiosk-1')).toEqual([]);
    hall.minutes(5);
    const [, since] = [hall.set('kiosk', ['offline']), hall.test.clock.atMs];
    hall.minutes(2);
    hall.set('kiosk', []);
    const [outage] = hall.log.historyOf('kiosk-1', 10)?.outages ?? [];
    expect(outage?.from).toBe(new Date(since).toISOString());
    expect(outage?.to).toBe(new Date(since + 120_000).toISOString());
  });

  test('a roll is changed once, also where the printer says "low" on the way or is switched off for it', () => {
    for (const paper of ['low', 'out', 'low', 'ok'])
      hall.set('printer', paper === 'ok' ? [] : [`paper_${paper}`], paper);
    hall.minutes(30);
    hall.set('printer', ['paper_low'], 'low');
    hall.minutes(30);
    hall.set('printer', ['offline'], 'unknown');
    hall.minutes(2);
    expect(hall.outages('printer:Sảnh').at(-1)).toEqual(['offline', 60, null]);
    hall.set('printer', [], 'ok');
    expect(hall.log.historyOf('printer:Sảnh', 10)?.paperChanges).toHaveLength(2);
    expect(hall.outages('printer:Sảnh').every(([, , to]) => to !== null)).toBe(true);
  });

  test('[DEV3] an outage that lasts over a restart goes on as one', () => {
    hall.minutes(10);
    hall.set('kiosk', ['offline']);
    hall.minutes(20);
    hall.restart(600);
    hall.watch.start();
    hall.minutes(10);
    hall.set('kiosk', []);
    expect(hall.outages('kiosk-1')).toEqual([['offline', 10, 640]]);
  });

  test.each([
    ['clean', true, 30],
    ['killed', false, 30],
  ] as const)(
    '[DEV3] one that was over after a restart (%s) ended when it was last known',
    (_how, clean, until) => {
      hall.minutes(10);
      hall.set('printer', ['cover_open'], 'ok');
      hall.minutes(20);
      hall.restart(600, clean);
      hall.devices.set('printer', { ...must(hall.devices.get('printer')), faults: [] });
      hall.watch.start();
      expect(hall.outages('printer:Sảnh')).toEqual([['cover_open', 10, until]]);
    },
  );

  test('[DEV3] after a start devices have a minute to come back; who does not was away from the start', () => {
    hall.minutes(10);
    hall.restart(600);
    hall.devices.set('kiosk', { ...must(hall.devices.get('kiosk')), faults: ['offline'] });
    hall.watch.start();
    hall.test.clock.atMs += 50_000;
    hall.watch.look();
    expect(hall.outages('kiosk-1')).toEqual([]);
    hall.minutes(1);
    expect(hall.outages('kiosk-1')).toEqual([['offline', 610, null]]);
  });

  test('[DEV3] a printer that is reached again but has not told its state yet ends nothing', () => {
    hall.set('printer', ['paper_out'], 'out');
    hall.minutes(5);
    hall.restart(600);
    hall.watch.start();
    hall.set('printer', ['offline'], 'unknown');
    hall.set('printer', [], 'unknown');
    hall.set('printer', ['paper_out'], 'out');
    hall.minutes(5);
    expect(hall.outages('printer:Sảnh')).toEqual([['paper_out', 0, null]]);
  });

  test('what is taken away is neither missed nor watched further', () => {
    hall.set('printer', ['paper_out'], 'out');
    hall.minutes(3);
    hall.devices.delete('printer');
    hall.watch.look();
    hall.minutes(60);
    expect(hall.outages('printer:Sảnh')).toEqual([['paper_out', 0, 3]]);
  });

  test('the version that a device told is known while it is away', () => {
    expect(hall.log.versionOf('kiosk-1')).toBe('1.0.0');
    expect(hall.log.versionOf('printer:Sảnh')).toBeNull();
  });

  test('a look that could not be written is told, and the next begins anew', () => {
    hall.minutes(1);
    hall.test.store.db.exec(
      "CREATE TEMP TRIGGER full BEFORE INSERT ON device_faults BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    hall.set('printer', ['paper_out'], 'out');
    expect(hall.errors).toHaveLength(1);
    hall.errors.length = 0;
    hall.test.store.db.exec('DROP TRIGGER full');
    hall.minutes(1);
    hall.set('printer', [], 'ok');
    expect(hall.outages('printer:Sảnh')).toHaveLength(1);
  });
});

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
