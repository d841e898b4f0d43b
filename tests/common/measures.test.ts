import { describe, expect, test } from 'vitest';
import { gradeOf } from '../../common/measures/figure-form.ts';

describe('the grade of a figure', () => {
  test.each([
    [0.629, 'bad'],
    [0.7994, 'bad'],
    [0.8, 'care'],
    [0.8994, 'care'],
    // Written as 90,0%: the colour goes with what is read.
    [0.8996, 'good'],
    [0.95, 'good'],
  ])('%f within target is %s against 90 of 100', (withinTargetShare, grade) => {
    expect(gradeOf('withinTargetShare', { withinTargetShare })).toBe(grade);
  });

  test.each([
    [15, 'good'],
    [18.7, 'care'],
    [18.9, 'bad'],
  ])('nine in ten within %f minutes is %s against a target of 15', (waitP90Minutes, grade) => {
    expect(gradeOf('waitP90Minutes', { waitP90Minutes, targetMinutes: 15 })).toBe(grade);
  });

  test('is none where nothing is known, no target stands beside it, or more is neither good nor bad', () => {
    expect(gradeOf('withinTargetShare', { withinTargetShare: null })).toBeNull();
    expect(gradeOf('waitP90Minutes', { waitP90Minutes: 40 })).toBeNull();
    expect(gradeOf('drawn', { drawn: 40 })).toBeNull();
  });
});
