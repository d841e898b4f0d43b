import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestTimes, timesToCome } from '../../server/publication/best-times.ts';
import { openDataFile } from '../../server/publication/open-data.ts';
import { publishedSum, withoutSmallCounts } from '../../server/publication/small-cells.ts';

describe('counts that are published', () => {
  test.each([
    [[10, 20, 30], [10, 20, 30], 60],
    [[10, 0, 30], [10, 0, 30], 40],
    [[10, 3, 30, 8], [10, null, 30, null], 51],
    [[3, 4, 30], [null, null, 30], 37],
    [[1, 2, 9], [null, null, null], 12],
    [[2, 2, 9, 40], [null, null, null, 40], 53],
    [[3], [null], null],
    [[4, 0, 0], [null, 0, 0], null],
    [[1, 1], [null, null], null],
    [[], [], 0],
  ])('%j is shown as %j with the sum %j', (counts, shown, sum) => {
    expect(withoutSmallCounts(counts)).toEqual(shown);
    expect(publishedSum(counts, withoutSmallCounts(counts))).toBe(sum);
  });

  test('whatever the counts, none under five is shown or follows from the sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }), (counts) => {
        const shown = withoutSmallCounts(counts);
        const sum = publishedSum(counts, shown);
        shown.forEach((each, at) => {
          if (each !== null) expect([each === 0 || each >= 5, each]).toEqual([true, counts[at]]);
        });
        const hidden = counts.filter((_count, at) => shown[at] === null);
        if (sum === null || hidden.length === 0) return;
        const together = sum - shown.reduce<number>((total, each) => total + (each ?? 0), 0);
        expect(hidden.length).toBeGreaterThan(1);
        expect(together).toBeGreaterThanOrEqual(5);
      }),
    );
  });

  test('a day is published by field and by half-hour, and its sum only where it gives nothing away in either', () => {
    const nameOf = (code: string) => `=${code}`;
    const fields = [
      { field: 'a', drawn: 9 },
      { field: 'b', drawn: 8 },
    ];
    const file = openDataFile('2026-11-24', fields, [{ slot: 15, drawn: 17 }], nameOf);
    expect(file.split('\r\n')).toEqual([
      'date,table,key,label,visits',
      '2026-11-24,total,,,17',
      "2026-11-24,field,a,'=a,9",
      "2026-11-24,field,b,'=b,8",
      '2026-11-24,half_hour,07:30,,17',
      '',
    ]);
    const slots = [
      { slot: 15, drawn: 15 },
      { slot: 16, drawn: 2 },
    ];
    const few = openDataFile('2026-11-24', fields, slots, nameOf);
    expect(few).toContain('half_hour,07:30,,\r\n2026-11-24,half_hour,08:00,,\r\n');
    expect(
      openDataFile('2026-11-24', [{ field: 'a', drawn: 2 }], [{ slot: 16, drawn: 2 }], nameOf),
    ).toContain('2026-11-24,total,,,\r\n');
  });
});

describe('when to come', () => {
  const row = (weekday: number, slot: number, waitP50Minutes: number | null, called = 10) => ({
    weekday,
    slot,
    called,
    waitP50Minutes,
  });

  test('half-hours of too few people are left out, and the rest stand in the order of the week', () => {
    expect(
      timesToCome([row(2, 16, 4), row(1, 27, 12.6), row(1, 15, 3, 4), row(1, 16, null), row(1, 17, 0, 5)]),
    ).toEqual([
      { weekday: 1, from: '08:30', to: '09:00', waitMinutes: 0 },
      { weekday: 1, from: '13:30', to: '14:00', waitMinutes: 13 },
      { weekday: 2, from: '08:00', to: '08:30', waitMinutes: 4 },
    ]);
  });

  test('the two shortest of a weekday are its best, earlier first; a weekday of two half-hours has none', () => {
    const times = timesToCome([
      row(1, 15, 20),
      row(1, 16, 5),
      row(1, 20, 9),
      row(1, 21, 5),
      row(1, 30, 5),
      row(3, 15, 1),
      row(3, 16, 2),
    ]);
    expect(bestTimes(times).map(({ weekday, from }) => [weekday, from])).toEqual([
      [1, '08:00'],
      [1, '10:30'],
    ]);
  });
});
