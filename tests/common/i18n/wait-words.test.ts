import { describe, expect, test } from 'vitest';
import { waitWords } from '../../../common/i18n/wait-words.ts';

describe('[EST6] how an announced wait is said', () => {
  test.each([
    [10, 20, { kind: 'range', a: 10, b: 20 }],
    // As wide as is of use.
    [40, 85, { kind: 'range', a: 40, b: 85 }],
    // Wide, but it may be soon: "over 25 minutes" would send people away.
    [25, 100, { kind: 'range', a: 25, b: 100 }],
    [30, 80, { kind: 'overMinutes', n: 30 }],
    [55, 130, { kind: 'overMinutes', n: 55 }],
    [60, 150, { kind: 'overHours', n: 1 }],
    [85, 150, { kind: 'overHours', n: 1 }],
    [90, 200, { kind: 'overHoursHalf', n: 1 }],
    [125, 290, { kind: 'overHours', n: 2 }],
  ])('%i to %i minutes', (lowMinutes, highMinutes, said) => {
    expect(waitWords({ lowMinutes, highMinutes })).toEqual(said);
  });
});
