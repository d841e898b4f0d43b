import { describe, expect, test } from 'vitest';
import { coveredOf } from '../../manager/reports/span-note.tsx';

const span = { from: '2026-10-05', to: '2026-11-20' };

describe('the days that figures rest on', () => {
  test('are the whole period where the record covers it, its ends included', () => {
    expect(coveredOf({ from: '2026-10-05', to: '2026-11-20' }, span)).toEqual({ ...span, whole: true });
  });

  test('are the part that the record covers, on either side', () => {
    expect(coveredOf({ from: '2026-10-01', to: '2026-10-31' }, span)).toEqual({
      from: '2026-10-05',
      to: '2026-10-31',
      whole: false,
    });
    expect(coveredOf({ from: '2026-11-01', to: '2026-11-30' }, span)).toEqual({
      from: '2026-11-01',
      to: '2026-11-20',
      whole: false,
    });
  });

  test('are none outside the record, and none of an empty one', () => {
    expect(coveredOf({ from: '2026-11-21', to: '2026-11-30' }, span)).toBeNull();
    expect(coveredOf({ from: '2026-09-01', to: '2026-10-04' }, span)).toBeNull();
    expect(coveredOf({ from: '2026-11-01', to: '2026-11-30' }, { from: null, to: null })).toBeNull();
  });
});
