import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneFewerIn, oneFewerOf, shareDown } from '../../../common/measures/one-fewer.ts';
import { samplePlan } from '../../month/sample-plan.ts';

describe('a share that is told against its target', () => {
  test('never reads as more than it is, nor as a tenth of a percent less, and whole tenths stay as they are', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const shown = shareDown(share);
        expect(shown).toBeLessThanOrEqual(share + 1e-9);
        expect(shown).toBeGreaterThan(share - 0.001 - 1e-9);
      }),
    );
    for (let tenths = 0; tenths <= 1000; tenths += 1) expect(shareDown(tenths / 1000)).toBe(tenths / 1000);
  });

  test('of a target in whole percent, one that misses it by anything shows less than it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99 }),
        fc.double({ min: 1e-6, max: 0.009, noNaN: true }),
        (percent, short) => {
          const target = percent / 100;
          expect(shareDown(target - short)).toBeLessThan(target);
        },
      ),
    );
  });
});

describe('a plan with one official fewer', () => {
  test('is told where it hurts least, with the officials of the whole plan', () => {
    expect(oneFewerOf(samplePlan())).toMatchObject({
      officials: 2,
      group: 1,
      field: 'ho-tich',
      share: 0.87,
      meets: false,
    });
    expect(oneFewerIn(samplePlan(), 0)).toMatchObject({ officials: 0, share: 0, meets: false });
  });

  test('is held against the target of the field that suffers, where that has its own', () => {
    const plan = samplePlan();
    const fields = plan.fields.map((field) =>
      field.code === 'ho-tich' ? { ...field, target: { share: 0.8, minutes: 20 } } : field,
    );
    expect(oneFewerOf({ ...plan, fields })).toMatchObject({
      meets: true,
      target: { share: 0.8, minutes: 20 },
    });
  });

  test('is unknown where nothing was simulated or nobody comes', () => {
    const plan = samplePlan();
    expect(oneFewerOf({ ...plan, sensitivity: [] })).toBeNull();
    const nobody = plan.sensitivity.map((each) => ({ ...each, worstShare: null }));
    expect(oneFewerOf({ ...plan, sensitivity: nobody })).toBeNull();
  });
});
