import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { erlangA } from '../../server/staffing/formulas/erlang-a.ts';
import { erlangB } from '../../server/staffing/formulas/erlang-b.ts';
import { erlangC } from '../../server/staffing/formulas/erlang-c.ts';
import { generalService } from '../../server/staffing/formulas/kimura.ts';
import type { Load } from '../../server/staffing/formulas/load.ts';
import { smallestStaff } from '../../server/staffing/formulas/smallest-staff.ts';
import { steadyState } from '../../server/staffing/formulas/steady-state.ts';

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : outcome.refusal.code);
const load = (arrivalsPerHour: number, servicePerHour: number, counters: number): Load => ({
  arrivalsPerHour,
  servicePerHour,
  counters,
});

/** Erlang C in exact fractions of big integers: offered load p/q on n counters. */
function exactErlangC(p: bigint, q: bigint, n: number): number {
  // Weights of the states over a common denominator q^n · n!, from k to k + 1 times p / (q (k + 1)).
  let weight = 1n;
  for (let k = 1n; k <= BigInt(n); k++) weight *= q * k;
  let below = 0n;
  for (let k = 0n; k < BigInt(n); k++) {
    below += weight;
    weight = (weight * p) / (q * (k + 1n));
  }
  // C = w n / (n − a) ÷ (below + w n / (n − a)).
  const top = weight * BigInt(n) * q;
  const bottom = below * (BigInt(n) * q - p) + top;
  return Number((top * 10n ** 20n) / bottom) / 1e20;
}

describe('the formulas are stable in large halls and near saturation', () => {
  test.each([
    [1000, 999_000n, 1000n],
    [1000, 999_999n, 1000n],
    [1000, 900n, 1n],
    [500, 4_999_999n, 10_000n],
    [40, 3_999_999n, 100_000n],
  ])('%i counters at %d/%d erlang, as in exact fractions', (counters, p, q) => {
    const offered = Number(p) / Number(q);
    const state = answerOf(erlangC(load(offered, 1, counters), 15));
    expect(state.pWait / exactErlangC(p, q, counters)).toBeCloseTo(1, 8);
  });

  test('no load below capacity gives anything but shares and finite waits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1 - 1e-9, noNaN: true }),
        fc.double({ min: 0.01, max: 600, noNaN: true }),
        fc.double({ min: 0.1, max: 1e5, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (counters, occupancy, services, patience, scv) => {
          const given = load(occupancy * counters * services, services, counters);
          const states = [
            answerOf(erlangC(given, 15)),
            answerOf(generalService(given, scv, 15)),
            answerOf(erlangA(given, patience, 15)),
          ];
          for (const state of states) {
            for (const share of [state.pWait, state.serviceLevel, state.occupancy]) {
              expect(share).toBeGreaterThanOrEqual(0);
              expect(share).toBeLessThanOrEqual(1 + 1e-12);
            }
            expect(state.meanWaitMinutes).toBeGreaterThanOrEqual(0);
            expect(state.meanWaitMinutes).toBeLessThan(Number.POSITIVE_INFINITY);
          }
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });

  test('patience keeps every overload finite, also fifty times too much for a thousand counters', () => {
    const state = answerOf(erlangA(load(300_000, 6, 1000), 30, 15));
    expect(state.occupancy).toBeCloseTo(1, 9);
    expect(state.pAbandon).toBeCloseTo(1 - 6000 / 300_000, 9);
    expect(state.serviceLevel).toBeLessThan(1e-9);
  });
});

describe('the formulas agree with each other', () => {
  test('endless patience is Erlang C, its service level too', () => {
    for (const [arrivals, counters] of [
      [20, 4],
      [10, 3],
      [60, 12],
      [23.5, 4],
    ] as const) {
      const given = load(arrivals, 6, counters);
      const patient = answerOf(erlangC(given, 15));
      const nearly = answerOf(erlangA(given, 1e9, 15));
      expect(nearly.pWait).toBeCloseTo(patient.pWait, 4);
      expect(nearly.meanWaitMinutes / patient.meanWaitMinutes).toBeCloseTo(1, 4);
      expect(nearly.serviceLevel).toBeCloseTo(patient.serviceLevel, 4);
    }
  });

  test('with a target beyond every wait, all are served in time but those who left', () => {
    for (const [arrivals, counters, patience] of [
      [20, 4, 10],
      [60, 4, 5],
      [200, 4, 60],
    ] as const) {
      const state = answerOf(erlangA(load(arrivals, 6, counters), patience, 1e5));
      expect(state.serviceLevel).toBeCloseTo(1 - state.pAbandon, 8);
    }
  });

  test('patience as long as a service makes the hall a Poisson number of citizens', () => {
    // With θ = μ every citizen present leaves at rate μ: M/M/∞, whose states are Poisson with mean a.
    const offered = 5;
    const state = answerOf(erlangA(load(30, 6, 4), 10, 15));
    let weight = Math.exp(-offered);
    let below = 0;
    for (let k = 0; k < 4; k++) {
      below += weight;
      weight *= offered / (k + 1);
    }
    expect(state.pWait).toBeCloseTo(1 - below, 12);
  });

  test('exponential service is the same line by Kimura', () => {
    const given = load(20, 6, 4);
    const exponential = answerOf(erlangC(given, 15));
    const general = answerOf(generalService(given, 1, 15));
    expect(general.meanWaitMinutes).toBeCloseTo(exponential.meanWaitMinutes, 10);
    expect(general.serviceLevel).toBeCloseTo(exponential.serviceLevel, 12);
  });

  test('an hour in which nobody comes has no wait', () => {
    const empty = { pWait: 0, meanWaitMinutes: 0, serviceLevel: 1, occupancy: 0 };
    expect(answerOf(erlangC(load(0, 6, 1), 0))).toMatchObject(empty);
    expect(answerOf(generalService(load(0, 6, 1), 2, 0))).toMatchObject(empty);
    expect(answerOf(erlangA(load(0, 6, 1), 10, 0))).toMatchObject({ ...empty, pAbandon: 0 });
  });
});

describe('a load that outgrows its officials is a coded answer', () => {
  test.each([
    [24, 6, 4],
    [25, 6, 4],
    [1e6, 6, 1000],
  ])('λ %d, μ %d, n %d has no steady state, and the answer says how many it takes', (a, s, n) => {
    for (const outcome of [erlangC(load(a, s, n), 15), generalService(load(a, s, n), 2, 15)]) {
      expect(outcome.ok ? null : outcome.refusal).toMatchObject({
        code: 'unstable',
        details: { countersNeeded: Math.floor(a / s) + 1 },
      });
    }
  });

  test('with patience the same load has an answer', () => {
    expect(codeOf(steadyState(load(25, 6, 4), 15, { patienceMinutes: 30 }))).toBe('ok');
  });

  test.each([
    ['no number', load(Number.NaN, 6, 4)],
    ['negative arrivals', load(-1, 6, 4)],
    ['endless arrivals', load(Number.POSITIVE_INFINITY, 6, 4)],
    ['no service', load(10, 0, 4)],
    ['half an official', load(1, 6, 1.5)],
    ['nobody', load(1, 6, 0)],
  ])('%s is refused as input', (_what, given) => {
    expect(codeOf(erlangC(given, 15))).toBe('invalid_input');
    expect(codeOf(erlangA(given, 10, 15))).toBe('invalid_input');
    expect(codeOf(generalService(given, 1, 15))).toBe('invalid_input');
  });

  test('wrong targets, patience and spread are refused as input', () => {
    expect(codeOf(erlangC(load(1, 6, 1), -1))).toBe('invalid_input');
    expect(codeOf(erlangA(load(1, 6, 1), 0, 15))).toBe('invalid_input');
    expect(codeOf(generalService(load(1, 6, 1), -0.1, 15))).toBe('invalid_input');
    expect(codeOf(erlangB(-1, 3))).toBe('invalid_input');
    expect(codeOf(erlangB(1, 2.5))).toBe('invalid_input');
  });
});

describe('the smallest number of officials', () => {
  const target = { share: 0.9, minutes: 15 };

  test('meets the target, and one less does not, for every kind of line', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 400, noNaN: true }),
        fc.double({ min: 1, max: 30, noNaN: true }),
        fc.constantFrom({}, { serviceScv: 0.3 }, { serviceScv: 2 }, { patienceMinutes: 20 }),
        fc.constantFrom(0.5, 0.8, 0.9, 0.99),
        (arrivalsPerHour, servicePerHour, facts, share) => {
          const asked = { arrivalsPerHour, servicePerHour };
          const { counters, state } = answerOf(smallestStaff({ ...asked, ...facts }, { share, minutes: 15 }));
          expect(state.serviceLevel).toBeGreaterThanOrEqual(share);
          if (counters === 1) return;
          const less = steadyState({ ...asked, counters: counters - 1 }, 15, facts);
          if (less.ok) expect(less.value.serviceLevel).toBeLessThan(share);
          else expect(less.refusal.code).toBe('unstable');
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });

  test('for the hall of the reference table: λ 20, μ 6 takes five officials for 90 %', () => {
    expect(answerOf(smallestStaff({ arrivalsPerHour: 20, servicePerHour: 6 }, target)).counters).toBe(5);
  });

  test('no arrivals still take one official, ninety-nine thousand erlang are found as well', () => {
    expect(answerOf(smallestStaff({ arrivalsPerHour: 0, servicePerHour: 6 }, target)).counters).toBe(1);
    const large = answerOf(smallestStaff({ arrivalsPerHour: 5_970, servicePerHour: 6 }, target));
    expect(large.counters).toBe(997);
  });

  test('a promise to every single citizen cannot be kept, and is refused as such', () => {
    const all = smallestStaff({ arrivalsPerHour: 20, servicePerHour: 6 }, { share: 1, minutes: 15 });
    expect(codeOf(all)).toBe('unreachable_target');
  });

  test.each([
    [0, 15],
    [1.2, 15],
    [Number.NaN, 15],
    [0.9, -1],
  ])('a target of share %d within %d minutes is refused as input', (share, minutes) => {
    expect(codeOf(smallestStaff({ arrivalsPerHour: 20, servicePerHour: 6 }, { share, minutes }))).toBe(
      'invalid_input',
    );
  });
});
