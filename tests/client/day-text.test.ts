import { describe, expect, test } from 'vitest';
import { isNoDay, readDay, writtenDay } from '../../common/client/day-text.ts';

describe('a day as people write it', () => {
  test.each([
    ['24/11/2026', '2026-11-24'],
    ['4/1/2026', '2026-01-04'],
    ['04.01.2026', '2026-01-04'],
    ['4-1-2026', '2026-01-04'],
    ['24112026', '2026-11-24'],
    [' 29/02/2028 ', '2028-02-29'],
    ['2026-11-24', '2026-11-24'],
  ])('"%s" is %s: the day comes first', (text, day) => {
    expect(readDay(text)).toBe(day);
  });

  test.each([
    '',
    '24/11',
    '24/11/26',
    '30/02/2026',
    '11/24/2026',
    '29/02/2026',
    'hôm nay',
    '1/1/0001',
    '1/1/9999',
  ])('"%s" is no day', (text) => {
    expect(readDay(text)).toBeNull();
  });

  test('what is shown is read as the same day', () => {
    for (const day of ['2026-01-02', '2026-12-31', '2028-02-29']) expect(readDay(writtenDay(day))).toBe(day);
    expect(writtenDay(null)).toBe('');
  });
});

test.each([
  ['31/02/2026', true],
  ['2026-13-01', true],
  ['28/02/2026', false],
  ['mai', false],
  ['31/02', false],
])('%s is written as a day that the calendar does not have: %s', (text, none) => {
  expect(isNoDay(text)).toBe(none);
});
