import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDateTime,
  formatLocalDate,
  formatLongDate,
  formatMinutes,
  formatMoney,
  formatNumber,
  formatShare,
  formatTime,
  formatTimeWithSeconds,
  wholeMinutes,
} from '../../../common/i18n/format.ts';

const timeZone = 'Asia/Ho_Chi_Minh';

describe('formatting', () => {
  test('shows instants in the hall’s zone, whatever the machine’s own', () => {
    const at = '2026-01-01T18:05:09Z';
    expect(formatTime(at, { timeZone })).toBe('01:05');
    expect(formatTimeWithSeconds(at, { timeZone })).toBe('01:05:09');
    expect(formatDate(at, { timeZone })).toBe('02/01/2026');
    expect(formatDateTime(Date.parse(at), { timeZone })).toBe('01:05 ngày 02/01/2026');
    expect(formatDateTime(new Date(at), { timeZone, language: 'en' })).toBe('01:05, 02/01/2026');
    expect(formatLongDate(at, { timeZone })).toBe('Thứ Sáu, 02/01/2026');
    expect(formatLongDate(at, { timeZone, language: 'en' })).toBe('Friday, 02/01/2026');
  });

  test('writes midnight as 00:00, not 24:00', () => {
    expect(formatTime('2026-01-01T17:00:00Z', { timeZone })).toBe('00:00');
  });

  test('writes numbers and money in the Vietnamese form', () => {
    expect(formatNumber(1234567.89)).toBe('1.234.567,9');
    expect(formatNumber(1234.5, 'en')).toBe('1,234.5');
    expect(formatMoney(20000)).toBe('20.000đ');
    expect(formatMoney(20000, 'en')).toBe('VND 20,000');
    expect(formatShare(0.875)).toBe('87,5%');
  });

  test('writes durations in hours and minutes', () => {
    expect(formatMinutes(12.4)).toBe('12 phút');
    expect(formatMinutes(60)).toBe('1 giờ');
    expect(formatMinutes(65)).toBe('1 giờ 5 phút');
    expect(formatMinutes(65, 'en')).toBe('1 h 5 min');
    expect(formatMinutes(-3)).toBe('0 phút');
    expect(wholeMinutes(119_999)).toBe(1);
    expect(wholeMinutes(-1)).toBe(0);
  });

  test('writes a calendar day without any zone', () => {
    expect(formatLocalDate('2026-02-17')).toBe('17/02/2026');
  });
});
