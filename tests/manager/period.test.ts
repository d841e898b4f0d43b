import { describe, expect, test } from 'vitest';
import { periodAround } from '../../manager/period.ts';

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
  ] as const)('%s around %s is %s to %s', (period, day, from, to) => {
    expect(periodAround(day, period)).toEqual({ from, to });
  });
});
