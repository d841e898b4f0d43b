import { describe, expect, test } from 'vitest';
import { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import { exhaustive, hallByChance, searched } from './exhaustive.ts';

describe('groups against every possible division of the fields', () => {
  test.each([
    [5, 1],
    [6, 2],
    [6, 3],
    [7, 4],
    [8, 5],
  ])(
    '%i fields, hall %i: as few officials as the best division of all',
    (fields, seed) => {
      const question = hallByChance(fields, seed);
      const { merged, improved } = searched(question, fields);
      const best = exhaustive(new StaffSearch(question, new DayPool(question, 1)), fields);
      expect(merged).toBeGreaterThanOrEqual(best);
      expect(improved).toBe(best);
    },
    120_000,
  );

  test('agencies that may not share stay apart in both', () => {
    const question = { ...hallByChance(6, 6), mayShare: (a: number, b: number) => a % 2 === b % 2 };
    const { improved } = searched(question, 6);
    expect(improved).toBe(exhaustive(new StaffSearch(question, new DayPool(question, 1)), 6));
  }, 120_000);
});
