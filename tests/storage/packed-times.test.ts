import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  minutesAt,
  PackedTimes,
  packSteps,
  stepMinutes,
  timeStep,
} from '../../server/storage/packed-times.ts';

describe('steps of time', () => {
  const durations = fc.oneof(
    fc.integer({ min: 0, max: 7_200_000 }),
    fc.integer({ min: -90_000, max: 2 ** 38 }),
  );
  const stepLists = fc.array(durations.map(timeStep), { maxLength: 300 });
  const rising = (steps: readonly number[]) => [...steps].sort((a, b) => a - b);
  const packed = (steps: readonly number[]) => new PackedTimes(packSteps(steps));

  test('keep the order, the minutes shown and every target of whole hundredths of a minute', () => {
    fc.assert(
      fc.property(durations, durations, fc.integer({ min: 1, max: 60_000 }), (a, b, hundredths) => {
        if (a <= b) expect(timeStep(a)).toBeLessThanOrEqual(timeStep(b));
        expect(stepMinutes(timeStep(a)) + 0).toBe(Math.round((a / 60_000) * 100) / 100 + 0);
        for (const near of [a, hundredths * 600 - 1, hundredths * 600, hundredths * 600 + 1])
          expect(timeStep(near) <= hundredths * 2).toBe(near <= hundredths * 600);
      }),
    );
  });

  test('come out of the packing as they went in', () => {
    fc.assert(
      fc.property(stepLists, (steps) => {
        const again: number[] = [];
        packed(steps).each((step, count) => again.push(...Array<number>(count).fill(step)));
        expect(again).toEqual(rising(steps));
        expect(packed(steps).size).toBe(steps.length);
      }),
    );
  });

  test('are told apart at a target without being unpacked', () => {
    fc.assert(
      fc.property(
        stepLists,
        fc.oneof(fc.integer({ min: -300, max: 300_000 }), fc.constant(-(2 ** 31)), fc.constant(2 ** 30)),
        fc.nat(300),
        (steps, anywhere, at) => {
          for (const last of [anywhere, steps[at] ?? 0])
            expect(packed(steps).upTo(last)).toBe(steps.filter((step) => step <= last).length);
        },
      ),
    );
  });

  test('give the nearest rank of all pieces together, as a plain sort does', () => {
    const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(stepLists, { maxLength: 5 }), parts, (lists, asked) => {
        const all = rising(lists.flat());
        const expected = asked.map((part) => {
          const step = all[Math.max(1, Math.ceil(part * all.length)) - 1];
          return step === undefined ? null : stepMinutes(step);
        });
        expect(minutesAt(lists.map(packed), asked)).toEqual(expected);
      }),
    );
  });
});
