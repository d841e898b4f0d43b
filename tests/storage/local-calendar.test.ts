import { describe, expect, test } from 'vitest';
import { HallCalendar } from '../../server/hall/clock.ts';
import { CalendarOf, dayColumns } from '../../server/storage/local-calendar.ts';

describe('calendar columns of a day, read off a wall calendar', () => {
  test.each([
    // ISO 8601: a week belongs to the year of its Thursday.
    ['2026-01-01', 4, '2026-W01', '2026-Q1', '2026-01'],
    ['2026-01-04', 7, '2026-W01', '2026-Q1', '2026-01'],
    ['2026-01-05', 1, '2026-W02', '2026-Q1', '2026-01'],
    ['2027-01-01', 5, '2026-W53', '2027-Q1', '2027-01'],
    ['2024-12-30', 1, '2025-W01', '2024-Q4', '2025-01'],
    // The administrative month goes from the 15th to the 14th and has the name of the month that it ends in.
    ['2026-03-14', 6, '2026-W11', '2026-Q1', '2026-03'],
    ['2026-03-15', 7, '2026-W11', '2026-Q1', '2026-04'],
    ['2026-03-31', 2, '2026-W14', '2026-Q1', '2026-04'],
    ['2026-04-01', 3, '2026-W14', '2026-Q2', '2026-04'],
    ['2026-12-14', 1, '2026-W51', '2026-Q4', '2026-12'],
    ['2026-12-15', 2, '2026-W51', '2026-Q4', '2027-01'],
  ])('%s', (date, weekday, week, quarter, period) => {
    expect(dayColumns(date)).toEqual({
      localDate: date,
      weekday,
      week,
      month: date.slice(0, 7),
      quarter,
      year: date.slice(0, 4),
      period,
    });
  });
});

test('half-hours and days turn by the hall’s own clock', () => {
  const days = new CalendarOf(new HallCalendar('Asia/Ho_Chi_Minh'));
  const at = (utc: string) => {
    const { localDate, slot } = days.columns(Date.parse(utc));
    return [localDate, slot];
  };
  expect(at('2026-11-24T00:29:59Z')).toEqual(['2026-11-24', 14]);
  expect(at('2026-11-24T00:30:00Z')).toEqual(['2026-11-24', 15]);
  expect(at('2026-11-24T16:59:59Z')).toEqual(['2026-11-24', 47]);
  expect(at('2026-11-24T17:00:00Z')).toEqual(['2026-11-25', 0]);
  expect(at('2026-11-24T00:30:00Z')).toEqual(['2026-11-24', 15]);
});
