import { describe, expect, test } from 'vitest';
import { alertsOf, type LiveHall } from '../../manager/live/alerts.ts';
import { linesOf } from '../../manager/live/field-lines.tsx';
import { sayDoing, sayEstimated, sayMinutes } from '../../manager/live/live-words.ts';
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
    officers: [],
    away: [],
    awayMinutes: 5,
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

  test('nobody at the machine is told after the minutes of the setting, where the counter is open and people wait', () => {
    const counter = { ...counterOf('1'), state: 'open' as const, primaryFields: ['ho-tich'] };
    const gone = (minutes: number) =>
      ({ kind: 'away', id: 'away/1', counter: '1', gone: true, since: ago(minutes) }) as const;
    const officers = [
      { kind: 'officer', id: 'officer/1', counter: '1', displayName: 'Lê Thị Hoa' },
    ] as unknown as LiveHall['officers'];
    const parts = { counters: [counter], officers, tickets: [{ ...waiting('1001', 1), reservedFor: null }] };
    expect(alertsOf(hall({ ...parts, away: [gone(4)] }))).toEqual([]);
    expect(alertsOf(hall({ ...parts, away: [gone(4)], awayMinutes: 4 })).map((each) => each.text)).toEqual([
      `${counter.label}: Lê Thị Hoa không ở máy từ 4 phút trước (trang làm việc đã đóng), 1 người đang chờ.`,
    ]);
    expect(alertsOf(hall({ ...parts, away: [{ ...gone(9), gone: false }] }))[0]?.text).toContain(
      'không ai dùng 9 phút',
    );
    expect(alertsOf(hall({ ...parts, tickets: [], away: [gone(9)] }))).toEqual([]);
    const paused = { ...counter, state: 'paused' as const };
    expect(alertsOf(hall({ ...parts, counters: [paused], away: [gone(9)] }))).toEqual([]);
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

describe('lines and waits in words', () => {
  const line = (code: string, waiting: number, minutes: number, served = true) => ({
    ...fieldOf(code, code, waiting),
    longestSince: waiting === 0 ? null : ago(minutes),
    counters: (served ? [{ code: '1', label: 'Quầy 1' }] : []) as never,
  });

  test('late lines stand first, the latest of them before the others, and empty ones not at all', () => {
    const shown = linesOf(
      [line('calm', 3, 2), line('empty', 0, 0), line('late', 1, 20), line('latest', 9, 70)],
      NOW_MS,
    );
    expect(shown.map(({ record, isLate }) => [record.field.code, isLate])).toEqual([
      ['latest', true],
      ['late', true],
      ['calm', false],
    ]);
  });

  test('a line that nobody serves counts as late however short it waits', () => {
    expect(linesOf([line('nobody', 1, 1, false)], NOW_MS)[0]?.isLate).toBe(true);
  });

  test.each([
    [730, 2910, 'hơn 2 giờ'],
    [120, 130, 'hơn 2 giờ'],
    [70, 190, 'hơn 1 giờ'],
    [20, 200, 'hơn 20 phút'],
    [10, 25, '10–25 phút'],
  ])('a forecast of %i to %i minutes is told as “%s”', (lowMinutes, highMinutes, words) => {
    expect(sayEstimated({ lowMinutes, highMinutes })).toBe(words);
  });

  test('a wait that was measured is told in hours from two hours on', () => {
    expect([119, 135].map(sayMinutes)).toEqual(['119 phút', '2 giờ 15 phút']);
  });

  test('a counter that is open and has nobody is free; one with a citizen tells for how long', () => {
    const present = { ticketId: 't', number: '1001', field: 'ho-tich', calledAt: ago(3) };
    const tickets = [{ kind: 'ticket', ticketId: 't', startedAt: ago(2) }] as unknown as LiveHall['tickets'];
    const open = { ...counterOf('1'), state: 'open' as const, present: null };
    const away = { kind: 'away', id: 'away/1', counter: '1', gone: false, since: ago(9) } as const;
    expect(sayDoing(open, undefined, [], NOW_MS)).toBe('Sẵn sàng');
    expect(sayDoing(open, away, [], NOW_MS)).toBe('Không có ai ở máy');
    const serving = { ...open, present: { ...present, state: 'serving' as const } };
    expect(sayDoing(serving, undefined, tickets, NOW_MS)).toBe('Phục vụ 2 phút');
    const called = { ...open, present: { ...present, state: 'called' as const } };
    expect(sayDoing(called, undefined, [], NOW_MS)).toBe('Gọi 3 phút trước');
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
