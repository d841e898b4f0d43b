import { describe, expect, test } from 'vitest';
import { PERIODS, periodAround, periodBeside } from '../../manager/period.ts';

describe('the period of a report', () => {
  test.each([
    ['day', '2026-11-24', '2026-11-24', '2026-11-24'],
    ['week', '2026-11-24', '2026-11-23', '2026-11-29'],
    ['week', '2026-11-29', '2026-11-23', '2026-11-29'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['quarter', '2026-11-24', '2026-10-01', '2026-12-31'],
    ['year', '2026-11-24', '2026-01-01', '2026-12-31'],
    ['administrative', '2026-11-15', '2026-11-15', '2026-12-14'],
    ['administrative', '2026-11-14', '2026-10-15', '2026-11-14'],
    ['administrative', '2026-01-03', '2025-12-15', '2026-01-14'],
    ['half-year', '2026-06-30', '2026-01-01', '2026-06-30'],
    ['half-year', '2026-07-01', '2026-07-01', '2026-12-31'],
    ['administrative-quarter', '2026-03-14', '2025-12-15', '2026-03-14'],
    ['administrative-quarter', '2026-03-15', '2026-03-15', '2026-06-14'],
    ['administrative-quarter', '2026-12-20', '2026-12-15', '2027-03-14'],
    ['administrative-half-year', '2026-06-14', '2025-12-15', '2026-06-14'],
    ['administrative-half-year', '2026-06-15', '2026-06-15', '2026-12-14'],
    ['administrative-year', '2026-12-14', '2025-12-15', '2026-12-14'],
    ['administrative-year', '2026-12-15', '2026-12-15', '2027-12-14'],
  ] as const)('%s around %s is %s to %s', (period, day, from, to) => {
    expect(periodAround(day, period)).toEqual({ from, to });
  });

  test('every day of two years lies in its period, and beside each period lies the next without a gap', () => {
    for (const period of PERIODS)
      for (let at = Date.UTC(2027, 0, 1); at < Date.UTC(2029, 0, 1); at += 86_400_000) {
        const day = new Date(at).toISOString().slice(0, 10);
        const range = periodAround(day, period);
        expect(range.from <= day && day <= range.to).toBe(true);
        const next = periodBeside(range, period, 1);
        expect(Date.parse(next.from) - Date.parse(range.to)).toBe(86_400_000);
        expect(periodBeside(next, period, -1)).toEqual(range);
      }
  });
});
