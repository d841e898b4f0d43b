import { describe, expect, test } from 'vitest';
import type { PublicHolidays } from '../../common/protocol/calendar.ts';
import { dayStatus, holidayOn, namesOn, openHours } from '../../server/domain/calendar.ts';
import { issuingState } from '../../server/domain/issuing.ts';
import { loadHolidays } from '../../server/hall/holidays.ts';
import { PureHall } from './pure-hall.ts';

const HOLIDAYS: PublicHolidays = {
  yearly: [
    { monthDay: '09-02', name: 'Quốc khánh', firstYear: null },
    { monthDay: '11-24', name: 'Ngày Văn hóa Việt Nam', firstYear: 2026 },
  ],
  dated: [{ date: '2026-11-30', name: 'Nghỉ bù' }],
};
const MORNING = [{ from: '07:30', to: '11:30' }];

/** Wednesday 25 November 2026, 08:00. */
function hall(hours: boolean): PureHall {
  const made = new PureHall();
  made.atMs = Date.UTC(2026, 10, 25, 1, 0);
  made.take([{ type: 'calendar:holidays-known', holidays: HOLIDAYS }]);
  if (hours)
    made.take([
      {
        type: 'settings:changed',
        changes: { workingHours: [...MORNING, { from: '13:00', to: '17:00' }], workingDays: [1, 2, 3, 4, 5] },
      },
    ]);
  return made;
}

const issuingOn = (made: PureHall, date: string, minuteOfDay = 8 * 60) => {
  const field = made.state.fields.get('ho-tich');
  if (!field) throw new Error('no field');
  return issuingState(field, 0, { atMs: 0, date, minuteOfDay }, made.state);
};

describe('the hall’s calendar', () => {
  test('[CAL1] a day that the hall closed issues nothing, also where there are no hours', () => {
    const made = hall(false);
    expect(made.outcome('calendar:put', { date: '2026-11-25', kind: 'closed', name: 'Mất điện' })).toBe(
      'done',
    );
    const refusal = made.give('ticket:issue', { field: 'ho-tich', printer: null }).refusal;
    expect(refusal).toMatchObject({
      code: 'not_issuing',
      details: { because: 'closed_day', nextFrom: '00:00', nextDate: '2026-11-26' },
    });
    expect(made.outcome('calendar:clear', { date: '2026-11-25' })).toBe('done');
    expect(made.draw()).not.toBe('');
  });

  test('[CAL2] holidays and days off close what has hours, and name the next opening over them', () => {
    const made = hall(true);
    // Friday evening; Monday is a day off in lieu.
    expect(issuingOn(made, '2026-11-27', 18 * 60)).toEqual({
      open: false,
      because: 'outside_window',
      nextFrom: '07:30',
      nextDate: '2026-12-01',
    });
    expect(issuingOn(made, '2026-11-30')).toEqual({
      open: false,
      because: 'closed_day',
      dayName: 'Nghỉ bù',
      nextFrom: '07:30',
      nextDate: '2026-12-01',
    });
    expect(issuingOn(made, '2026-11-28')).toMatchObject({ because: 'closed_day', dayName: '' });
    expect(issuingOn(made, '2026-12-01').open).toBe(true);
  });

  test('[CAL2] without hours every day issues, a holiday too', () => {
    for (const date of ['2026-09-02', '2026-11-28', '2026-11-30'])
      expect(issuingOn(hall(false), date, 3 * 60)).toEqual({ open: true });
  });

  test('[CAL3] the hall’s word goes before the holiday, and the holiday before the weekday', () => {
    const made = hall(true);
    expect(dayStatus(made.state, '2026-11-30')).toMatchObject({ working: false, because: 'holiday' });
    made.give('calendar:put', { date: '2026-11-30', kind: 'working', name: 'Trực lễ' });
    expect(dayStatus(made.state, '2026-11-30')).toEqual({ working: true, because: 'hall', name: 'Trực lễ' });
    expect(issuingOn(made, '2026-11-30').open).toBe(true);
    expect(dayStatus(made.state, '2026-11-29')).toMatchObject({ working: false, because: 'weekday' });
  });

  test('[CAL3] a Saturday has its own hours, but works the whole day when it stands for another', () => {
    const made = hall(true);
    made.take([
      {
        type: 'settings:changed',
        changes: { workingDays: [1, 2, 3, 4, 5, 6], saturdayHours: MORNING },
      },
    ]);
    expect(issuingOn(made, '2026-11-28', 14 * 60)).toMatchObject({ because: 'outside_window' });
    made.give('calendar:put', {
      date: '2026-11-27',
      kind: 'closed',
      name: 'Hoán đổi',
      swapWith: '2026-11-28',
    });
    expect(issuingOn(made, '2026-11-28', 14 * 60).open).toBe(true);
    expect(issuingOn(made, '2026-11-27').open).toBe(false);
    const own = { ...made.state.fields.get('dat-dai'), windows: [{ from: '09:00', to: '10:00' }] };
    expect(openHours(made.state, own as never, '2026-11-28')).toEqual({
      kind: 'hours',
      windows: own.windows,
    });
  });

  test('[CAL4] a swap is one act, taken back as one, and a new swap lets go of the old day', () => {
    const made = hall(true);
    const swap = (date: string, swapWith: string) =>
      made.outcome('calendar:put', { date, kind: 'closed', name: 'Hoán đổi', swapWith });
    const days = () => [...made.state.calendar.values()].map((day) => `${day.date} ${day.kind}`).sort();
    expect(swap('2026-12-31', '2026-12-26')).toBe('done');
    expect(days()).toEqual(['2026-12-26 working', '2026-12-31 closed']);
    expect(swap('2026-12-31', '2026-12-19')).toBe('done');
    expect(days()).toEqual(['2026-12-19 working', '2026-12-31 closed']);
    expect(made.outcome('calendar:clear', { date: '2026-12-19' })).toBe('done');
    expect(days()).toEqual([]);
    expect(swap('2026-12-31', '2026-12-31')).toBe('invalid_input');
    expect(made.outcome('calendar:clear', { date: '2026-12-31' })).toBe('not_found');
  });

  test('[CAL4] a day that is over stays as it was', () => {
    const made = hall(true);
    expect(made.outcome('calendar:put', { date: '2026-11-25', kind: 'closed', name: 'Bão' })).toBe('done');
    made.atMs += 24 * 3_600_000;
    expect(made.outcome('calendar:clear', { date: '2026-11-25' })).toBe('invalid_input');
    expect(made.outcome('calendar:put', { date: '2026-11-25', kind: 'working', name: 'x' })).toBe(
      'invalid_input',
    );
    expect(
      made.outcome('calendar:put', { date: '2026-11-27', kind: 'closed', name: 'x', swapWith: '2026-11-21' }),
    ).toBe('invalid_input');
  });

  test('knows yearly holidays from their first year on, and each day of Tết', () => {
    expect(holidayOn(HOLIDAYS, '2025-11-24')).toBeNull();
    expect(holidayOn(HOLIDAYS, '2026-11-24')).toBe('Ngày Văn hóa Việt Nam');
    const real = loadHolidays();
    expect(holidayOn(real, '2026-02-17')).toBe('Mùng 1 Tết Bính Ngọ');
    expect(holidayOn(real, '2026-02-22')).toBe('Nghỉ Tết Bính Ngọ');
    expect(holidayOn(real, '2026-02-23')).toBeNull();
    expect(holidayOn(real, '2030-09-02')).toBe('Quốc khánh');
  });
});

describe('the status of a day', () => {
  const day = (date: string, kind: 'working' | 'closed', swapWith: string | null = null) =>
    ({ date, kind, name: 'Riêng', swapWith }) as const;
  const plan = (...own: readonly ReturnType<typeof day>[]) => ({
    settings: {
      workingHours: MORNING,
      workingDays: [1, 2, 3, 4, 5],
      saturdayHours: [{ from: '08:00', to: '10:00' }],
    },
    calendar: new Map(own.map((each) => [each.date, each])),
    holidays: HOLIDAYS,
  });

  test('[CAL3] the hall’s own word comes first, and says whether it was a swap; then holidays, then the days of the week', () => {
    // 2 September 2026 is a Wednesday.
    expect(dayStatus(plan(), '2026-09-02')).toEqual({
      working: false,
      because: 'holiday',
      name: 'Quốc khánh',
    });
    expect(dayStatus(plan(day('2026-09-02', 'working')), '2026-09-02')).toEqual({
      working: true,
      because: 'hall',
      name: 'Riêng',
    });
    expect(dayStatus(plan(day('2026-09-03', 'closed')), '2026-09-03')).toEqual({
      working: false,
      because: 'hall',
      name: 'Riêng',
    });
    expect(dayStatus(plan(day('2026-09-05', 'working', '2026-09-04')), '2026-09-05').because).toBe('swap');
    expect(dayStatus(plan(), '2026-09-05')).toEqual({ working: false, because: 'weekday', name: '' });
    expect(dayStatus(plan(), '2026-09-03')).toEqual({ working: true, because: 'plain', name: '' });
  });

  test('[CAL2] a Saturday’s own hours hold on Saturdays alone, and not on one that is worked for another day', () => {
    const field = hall(false).state.fields.get('ho-tich');
    if (!field) throw new Error('no field');
    const six = { ...plan(), settings: { ...plan().settings, workingDays: [1, 2, 3, 4, 5, 6] } };
    expect(openHours(six, field, '2026-09-04')).toEqual({ kind: 'hours', windows: MORNING });
    expect(openHours(six, field, '2026-09-05')).toEqual({
      kind: 'hours',
      windows: [{ from: '08:00', to: '10:00' }],
    });
    const swapped = plan(day('2026-09-05', 'working', '2026-09-04'));
    expect(openHours(swapped, field, '2026-09-05')).toEqual({ kind: 'hours', windows: MORNING });
  });
});

describe('the hall’s names', () => {
  test('[NAME1] each day has the name that is valid on it', () => {
    const made = hall(false);
    const first = made.state.settings.hallName;
    const put = (from: string, hallName: string) =>
      made.outcome('hall-name:put', { from, hallName, superiorName: 'UBND xã' });
    expect(put('2027-01-01', 'Trung tâm B')).toBe('done');
    expect(put('2026-12-01', 'Trung tâm A')).toBe('done');
    const on = (date: string) => namesOn(made.state, date).hallName;
    expect([on('2026-11-30'), on('2026-12-01'), on('2026-12-31'), on('2027-01-01')]).toEqual([
      first,
      'Trung tâm A',
      'Trung tâm A',
      'Trung tâm B',
    ]);
    expect(made.outcome('hall-name:remove', { from: '2026-12-01' })).toBe('done');
    expect(on('2026-12-31')).toBe(first);
    expect(made.outcome('hall-name:remove', { from: '2026-12-01' })).toBe('not_found');
  });
});
