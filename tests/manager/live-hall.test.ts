import { describe, expect, test } from 'vitest';
import { alertsOf, type LiveHall } from '../../manager/live/alerts.ts';
import { againstBefore, drawnUntil, sameWeekdaysBefore } from '../../manager/live/today.ts';
import { counterOf, fieldOf } from '../display/display-hall.ts';

const NOW_MS = Date.UTC(2026, 10, 24, 3, 0);
const ago = (minutes: number) => new Date(NOW_MS - minutes * 60_000).toISOString();

function hall(parts: Partial<LiveHall> = {}): LiveHall {
  return {
    fields: [],
    counters: [],
    tickets: [],
    devices: [],
    printers: [],
    bursts: [],
    nowMs: NOW_MS,
    timeZone: 'Asia/Ho_Chi_Minh',
    ...parts,
  };
}

const waiting = (number: string, minutes: number) =>
  ({
    kind: 'ticket',
    field: 'ho-tich',
    state: 'waiting',
    number,
    orderedAt: ago(minutes),
  }) as LiveHall['tickets'][number];

describe('alerts', () => {
  test('a burst of tickets stands before all else, for ten minutes after the last refusal', () => {
    const burst = (minutes: number) =>
      ({
        kind: 'alert',
        id: 'alert/kiosk/kiosk-1',
        alert: 'kiosk-burst',
        name: 'Máy lấy số 1',
        at: ago(minutes),
        refused: 80,
      }) as const;
    const late = { fields: [fieldOf('ho-tich', 'Hộ tịch', 0)], tickets: [waiting('1001', 60)] };
    const [first] = alertsOf(hall({ ...late, bursts: [burst(9)] }));
    expect(first?.text).toContain('Máy lấy số 1 lấy số nhanh hơn tay người: 80 lần');
    expect(first?.page).toBe('/manager/devices');
    expect(alertsOf(hall({ bursts: [burst(10)] }))).toEqual([]);
    const local = { ...burst(0), name: 'local' };
    expect(alertsOf(hall({ bursts: [local] }))[0]?.text).toContain('Máy lấy số trên máy chủ');
  });

  test('a quiet hall has none', () => {
    expect(
      alertsOf(hall({ fields: [fieldOf('ho-tich', 'Hộ tịch', 0)], counters: [counterOf('1')] })),
    ).toEqual([]);
  });

  test('people over the target are counted, with the longest wait', () => {
    const field = fieldOf('ho-tich', 'Hộ tịch', 3);
    const target = field.field.targetMinutes;
    const tickets = [waiting('1001', target + 17), waiting('1002', target + 1), waiting('1003', target)];
    const [alert, ...rest] = alertsOf(
      hall({ fields: [{ ...field, counters: [{ code: '1', label: 'Quầy 1' }] as never }], tickets }),
    );
    expect(alert?.text).toBe(`Hộ tịch: 2 người chờ quá ${target} phút, lâu nhất ${target + 17} phút.`);
    expect(rest).toEqual([]);
  });

  test('people who wait for a field that no counter takes are named', () => {
    const field = { ...fieldOf('dat-dai', 'Đất đai', 4), counters: [] };
    expect(alertsOf(hall({ fields: [field] })).map((each) => each.text)).toEqual([
      'Đất đai: 4 người đang chờ nhưng chưa quầy nào nhận lĩnh vực này.',
    ]);
  });

  test('a pause is told from a quarter of an hour on, with its reason', () => {
    const paused = (minutes: number) => ({
      ...counterOf('1'),
      state: 'paused' as const,
      pauseReason: 'Họp',
      pausedSince: ago(minutes),
    });
    expect(alertsOf(hall({ counters: [paused(14)] }))).toEqual([]);
    expect(alertsOf(hall({ counters: [paused(15)] }))[0]?.text).toMatch(/tạm dừng 15 phút: Họp\.$/);
  });

  test('a screen out of reach and a printer without paper are told with where to look', () => {
    const device = (lastSeenAt: string | null) =>
      ({
        kind: 'device',
        id: 'device/d1',
        name: 'Màn hình sảnh',
        online: false,
        lastSeenAt,
      }) as unknown as LiveHall['devices'][number];
    const printer = {
      kind: 'printer',
      id: 'printer/sanh',
      station: null,
      state: { name: 'Sảnh', online: true, paper: 'out', cover: 'closed', error: null },
    } as unknown as LiveHall['printers'][number];
    const alerts = alertsOf(hall({ devices: [device(ago(29)), device(null)], printers: [printer] }));
    expect(alerts.map((each) => each.page)).toEqual([
      '/manager/devices',
      '/manager/devices',
      '/manager/devices',
    ]);
    expect(alerts[0]?.text).toContain('Sảnh');
    expect(alerts[1]?.text).toBe('Màn hình sảnh mất kết nối từ 09:31.');
    expect(alerts[2]?.text).toBe('Màn hình sảnh chưa kết nối lần nào.');
  });
});

describe('today beside the weeks before', () => {
  test('the same weekday of the weeks before, over the turn of a year too', () => {
    expect(sameWeekdaysBefore('2027-01-05', 3)).toEqual(['2026-12-29', '2026-12-22', '2026-12-15']);
  });

  test('a half-hour that has begun counts as far as it has passed', () => {
    const slots = [
      { slot: 15, drawn: 10, served: 0 },
      { slot: 16, drawn: 12, served: 0 },
      { slot: 30, drawn: 5, served: 0 },
    ];
    expect(drawnUntil(slots, 8 * 60)).toBe(10);
    expect(drawnUntil(slots, 8 * 60 + 10)).toBe(14);
    expect(drawnUntil(slots, 24 * 60)).toBe(27);
  });

  test('days on which nobody came are no days to compare with', () => {
    const day = (drawn: number) => [{ slot: 15, drawn, served: 0 }];
    expect(againstBefore(12, [day(10), day(0), [], day(20)], 10 * 60)).toEqual({
      meanDrawn: 15,
      change: expect.closeTo(-0.2, 9),
    });
    expect(againstBefore(12, [[], day(0)], 10 * 60)).toBeNull();
    expect(againstBefore(12, [day(9)], 7 * 60)).toBeNull();
  });
});
