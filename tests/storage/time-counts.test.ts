import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addSteps,
  packSteps,
  stepMinutes,
  TimeCounts,
  timeStep,
  unpackSteps,
} from '../../server/storage/time-counts.ts';

describe('steps of time', () => {
  const durations = fc.oneof(
    fc.integer({ min: 0, max: 7_200_000 }),
    fc.integer({ min: -90_000, max: 2 ** 38 }),
  );

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
      fc.property(fc.array(durations.map(timeStep), { maxLength: 300 }), (steps) => {
        const unpacked = new TimeCounts();
        unpackSteps(packSteps(steps), unpacked);
        const again: number[] = [];
        for (let at = 0; at < unpacked.length; at += 1)
          for (let n = 0; n < (unpacked.counts[at] ?? 0); n += 1)
            again.push(unpacked.steps[at] ?? Number.NaN);
        expect(again).toEqual([...steps].sort((a, b) => a - b));
      }),
    );
  });

  test('are added to counts as they come out of the packing, and told apart at a target', () => {
    fc.assert(
      fc.property(fc.array(durations.map(timeStep), { maxLength: 300 }), fc.nat(40_000), (steps, last) => {
        const into = new Int32Array(20_000);
        const beyond: number[] = [];
        const added = addSteps(packSteps(steps), into, last, (step, count) => {
          for (let n = 0; n < count; n += 1) beyond.push(step);
        });
        const inside = steps.filter((step) => step >= 0 && step < into.length);
        expect(added.size).toBe(steps.length);
        expect(added.upToLast).toBe(steps.filter((step) => step <= last).length);
        expect(added.highest).toBe(inside.reduce((highest, step) => Math.max(highest, step), -1));
        for (const step of inside) expect(into[step]).toBe(inside.filter((each) => each === step).length);
        expect(beyond).toEqual(steps.filter((step) => !inside.includes(step)).sort((a, b) => a - b));
      }),
    );
  });
});
