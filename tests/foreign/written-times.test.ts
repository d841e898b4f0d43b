import { describe, expect, test } from 'vitest';
import { ClockReader, readClock } from '../../server/foreign/read-clock.ts';
import { DayReader, readDay } from '../../server/foreign/read-day.ts';
import { readDuration } from '../../server/foreign/read-duration.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { TimeReader } from '../../server/import/read-time.ts';

const clock = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().slice(11, 19));

describe('days as they are written in Viet Nam', () => {
  test.each([
    '03/11/2026',
    '3/11/2026',
    '3-11-26',
    '3.11.26',
    '03-11-2026',
    '2026.11.03',
    '2026-11-03',
    '2026/11/3',
    '20261103',
    '03/11/2026 00:00:00',
    '03/11/2026 0:00',
    '2026-11-03T00:00:00',
    '03/11/2026 12:00:00 SA',
    '03/11/2026 12:00:00 AM',
    'ngày 3 tháng 11 năm 2026',
    'Ngày 03/11/2026',
    '3 tháng 11, 2026',
    '03 thg 11 2026',
    'Thứ Ba, 03/11/2026',
    'thứ ba ngày 3/11/2026',
    'T3, 03/11/2026',
    'Thứ 3 ngày 3 tháng 11 năm 2026',
    'Tue, 03-Nov-2026',
    '3 Nov 2026',
    'Nov 3, 2026',
    '03 / 11 / 2026',
    '3 - 11 - 2026',
    '\u00A003/11/2026\u00A0',
    '\u200E03/11/2026',
    '０３／１１／２０２６',
    'ngày 3 tháng 11 năm 2026'.normalize('NFD'),
  ])('%s is 3 November 2026', (text) => {
    expect(readDay(text)).toBe('2026-11-03');
  });

  test.each([
    '',
    '30/02/2026',
    '11/13/2026',
    '2026-13-01',
    '2026-00-10',
    '0/11/2026',
    'tháng 11',
    'hôm nay',
    '03/11',
    '1900-01-00',
    '03/11/20266',
    '2026-11-03 08:01',
    'Chủ nhật',
    '46329',
  ])('%s alone is no day', (text) => {
    expect(readDay(text)).toBeNull();
  });

  test('two digits of a year are of this century, or of the nineties', () => {
    expect(readDay('03/11/09')).toBe('2009-11-03');
    expect(readDay('03/11/95')).toBe('1995-11-03');
  });

  test('a format decides where day and month can be taken for each other', () => {
    const day = (format: string, text: string) => new DayReader(format).leading(text)?.date ?? null;
    expect(day('MM/dd/yyyy', '11/03/2026')).toBe('2026-11-03');
    expect(day('M/d/yy', '11/3/26')).toBe('2026-11-03');
    expect(day('MM/dd/yyyy', '11/03/2026 00:00:00')).toBe('2026-11-03');
    expect(day('DD.MM.YYYY', '03.11.2026')).toBe('2026-11-03');
    expect(day('yyyyMMdd', '20261103')).toBe('2026-11-03');
    expect(day('dd/MM/yyyy', '11/13/2026')).toBeNull();
    expect(day('dd/MM/yyyy', '3.11.2026')).toBeNull();
    // A year in front cannot be meant otherwise.
    expect(day('MM/dd/yyyy', '2026-11-03')).toBe('2026-11-03');
    expect(day('excel', '46329')).toBe('2026-11-03');
    expect(day('excel', '03/11/2026')).toBeNull();
    expect(() => new DayReader('quý')).toThrow(RangeError);
  });
});

describe('times as they are written in Viet Nam', () => {
  test.each([
    ['09:05', '09:05:00'],
    ['9:05', '09:05:00'],
    ['9:05:30', '09:05:30'],
    ['9h05', '09:05:00'],
    ['9H05', '09:05:00'],
    ['9g05', '09:05:00'],
    ['9h', '09:00:00'],
    ["9h05'", '09:05:00'],
    ['9h05\'30"', '09:05:30'],
    ['9 giờ 05 phút', '09:05:00'],
    ['9 giờ 5', '09:05:00'],
    ['lúc 9 giờ', '09:00:00'],
    ['9:05 SA', '09:05:00'],
    ['1:15 CH', '13:15:00'],
    ['01:15:20 CH', '13:15:20'],
    ['1:15 PM', '13:15:00'],
    ['1:15pm', '13:15:00'],
    ['1:15 p.m.', '13:15:00'],
    ['CH 1:15', '13:15:00'],
    ['12:10 SA', '00:10:00'],
    ['12:30 CH', '12:30:00'],
    ['13:15 CH', '13:15:00'],
    ['8h30 sáng', '08:30:00'],
    ['2 giờ chiều', '14:00:00'],
    ['11h30 trưa', '11:30:00'],
    ['1 giờ trưa', '13:00:00'],
    ['13.05', '13:05:00'],
    ['8.30', '08:30:00'],
    ['0.334027777777778', '08:01:00'],
    ['0,334027777777778', '08:01:00'],
    ['0.5', '12:00:00'],
    ['8:01\u202FSA', '08:01:00'],
    ['０９：０５', '09:05:00'],
    [' 09:05 ', '09:05:00'],
  ])('%s is %s', (text, time) => {
    expect(clock(readClock(text))).toBe(time);
  });

  test.each([
    '',
    '24:00',
    '9:60',
    '9:05:61',
    '13:15 SA',
    '0:15 CH',
    '9h75',
    '25h',
    'sáng',
    '9:5',
    '9',
    '1.5.7',
    '13.5',
  ])('%s is no time', (text) => {
    expect(readClock(text)).toBeNull();
  });

  test('a format decides for digits without a mark', () => {
    expect(clock(new ClockReader('HHmm').read('905'))).toBe('09:05:00');
    expect(clock(new ClockReader('HHmmss').read('90530'))).toBe('09:05:30');
    expect(clock(new ClockReader('h:mm a').read('1:05 CH'))).toBe('13:05:00');
    expect(new ClockReader('HH:mm').read('9h05')).toBeNull();
    expect(clock(new ClockReader('excel').read('0.5'))).toBe('12:00:00');
    expect(() => new ClockReader('nn')).toThrow(RangeError);
  });
});

describe('moments', () => {
  const calendar = new HallCalendar('Asia/Ho_Chi_Minh');
  const zone = {
    instantOf: (date: string, ms: number) => calendar.instantOf(date, ms),
    dateOf: (atMs: number) => calendar.momentOf(atMs).date,
  };
  const reader = new TimeReader(zone);
  const at = (text: string) => {
    const moment = reader.moment(text, '2026-11-03');
    return moment === null ? null : new Date(moment.atMs + 7 * 3_600_000).toISOString().slice(0, 19);
  };

  test.each([
    '08:01',
    '2026-11-03 08:01',
    '2026-11-03T08:01:00+07:00',
    '2026-11-03T01:01:00Z',
    '2026-11-03T01:01:00.000Z',
    '2026-11-03 01:01:00+0000',
    '03/11/2026 08:01:00',
    '03/11/2026 8:01 SA',
    '3-11-26 8h01',
    '46329.3340277778',
    '46329,3340277778',
    '08:01 03/11/2026',
    '8h01 ngày 03/11/2026',
    '08:01:00, 3 tháng 11 năm 2026',
    'Thứ Ba, 03/11/2026 08:01',
  ])('%s is one minute past eight', (text) => {
    expect(at(text)).toBe('2026-11-03T08:01:00');
  });

  test('a day without a time is no moment, and a whole moment gives its day in the hall', () => {
    for (const text of ['03/11/2026', '46329', 'sớm', '08:01 abc 2026', '2026-11-03 25:00'])
      expect(at(text)).toBeNull();
    expect(reader.day('2026-11-02T17:00:00.000Z')).toBe('2026-11-03');
    expect(reader.day('46329')).toBe('2026-11-03');
    expect(reader.day('46329.334')).toBe('2026-11-03');
    expect(reader.day('03/11/2026 08:01')).toBe('2026-11-03');
    expect(reader.day('03/11/2026 sáng nay')).toBeNull();
  });
});

test.each([
  ['5', 'minutes', 300],
  ['5,5', 'minutes', 330],
  ['90', 'seconds', 90],
  ['1.5', 'hours', 5_400],
  ['5 phút', 'hours', 300],
  ['5 phút 30 giây', 'minutes', 330],
  ['5\'30"', 'minutes', 330],
  ['1 giờ 5 phút', 'minutes', 3_900],
  ['1h05', 'minutes', 3_900],
  ['00:05:30', 'minutes', 330],
  ['05:30', 'minutes', 330],
  ['01:05', 'hours', 3_900],
  ['-5', 'minutes', null],
  ['lâu', 'minutes', null],
  ['', 'minutes', null],
  ['5:75', 'minutes', null],
] as const)('a length of time %s, by itself in %s, is %s seconds', (text, unit, seconds) => {
  expect(readDuration(text, unit)).toBe(seconds === null ? null : seconds * 1000);
});
