import { expect, test } from 'vitest';
import { latestDays } from '../../manager/reports/empty-period.tsx';

test('an empty period leads to the last thirty days of the record, or to all of it where it is shorter', () => {
  expect(latestDays({ from: '2025-01-02', to: '2026-03-31' })).toEqual({
    from: '2026-03-02',
    to: '2026-03-31',
  });
  expect(latestDays({ from: '2026-03-20', to: '2026-03-31' })).toEqual({
    from: '2026-03-20',
    to: '2026-03-31',
  });
  expect(latestDays({ from: null, to: null })).toBeNull();
});
