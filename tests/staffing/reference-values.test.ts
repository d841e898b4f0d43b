import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { erlangA } from '../../server/staffing/formulas/erlang-a.ts';
import { erlangB } from '../../server/staffing/formulas/erlang-b.ts';
import { erlangC } from '../../server/staffing/formulas/erlang-c.ts';
import { generalService } from '../../server/staffing/formulas/kimura.ts';

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome.value;
}

/** Erlang C of arrivals and services an hour. */
function line(arrivalsPerHour: number, servicePerHour: number, counters: number, targetMinutes = 15) {
  return answerOf(erlangC({ arrivalsPerHour, servicePerHour, counters }, targetMinutes));
}

/** Equal in so many digits behind the point as the source prints, the last one give or take its rounding. */
function agrees(value: number, printed: string): void {
  const unit = 10 ** -(printed.split('.')[1]?.length ?? 0);
  expect(Math.abs(value - Number(printed)) / unit).toBeLessThan(0.6);
}

describe('Erlang C agrees with published values', () => {
  test('100 calls in half an hour of three minutes each, 14 agents, 20 s (package ErlangC)', () => {
    const state = line(200, 20, 14, 20 / 60);
    agrees(state.pWait, '0.1741319');
    agrees(state.serviceLevel, '0.88835');
    agrees(state.meanWaitMinutes * 60, '7.835937');
    agrees(state.occupancy, '0.7142857');
  });

  test('the same with 11 agents', () => {
    const state = line(200, 20, 11, 20 / 60);
    agrees(state.pWait, '0.6821182');
    agrees(state.serviceLevel, '0.3896138');
  });

  test('the same with 15 agents and a third of a minute (pyworkforce)', () => {
    const state = line(200, 20, 15, 0.33);
    agrees(state.pWait, '0.102');
    agrees(state.serviceLevel, '0.941');
    agrees(state.occupancy, '0.667');
  });

  test.each([
    [2, '0.245', '0.175'],
    [3, '0.058', '0.022'],
    [4, '0.011', '0.003'],
    [5, '0.002', '0.000'],
  ])('λ 10, μ 12 with %i counters (textbook table)', (counters, pWait, waiting) => {
    const state = line(10, 12, counters);
    agrees(state.pWait, pWait);
    agrees(state.meanWaiting, waiting);
  });

  test.each([
    [3.87, 8, '0.05009'],
    [4.08, 10, '0.01005'],
  ])('%f erlang on %i channels (TETRA table)', (offered, counters, pWait) => {
    agrees(line(offered, 1, counters).pWait, pWait);
  });

  test('λ 48 and μ 1 a minute on 50 agents (Garnett, Mandelbaum, Reiman)', () => {
    const state = line(48 * 60, 60, 50);
    agrees(state.meanWaitMinutes * 60, '20.83');
    agrees(state.meanWaiting, '16.67');
  });

  test('λ 2, μ 3, two counters: sixths, twenty-fourths, twelfths (Hillier, Lieberman)', () => {
    const state = line(2, 3, 2);
    expect(state.pWait).toBeCloseTo(1 / 6, 14);
    expect(state.meanWaitMinutes / 60).toBeCloseTo(1 / 24, 14);
    expect(state.meanWaiting).toBeCloseTo(1 / 12, 14);
  });

  test('λ 0.75, μ 1, two counters (Anderson, Sweeney, Williams)', () => {
    const state = line(0.75, 1, 2);
    agrees(state.pWait, '0.2045');
    agrees(state.meanWaitMinutes / 60, '0.1636');
    agrees(state.meanWaiting, '0.1227');
  });

  test.each([
    [5, 6, 1, '0.8333', '50.0', '0.3510'],
    [10, 6, 3, '0.2998', '2.248', '0.9594'],
    [12, 4, 4, '0.5094', '7.642', '0.8126'],
    [20, 6, 4, '0.657722', '9.86583', '0.758038'],
    [20, 6, 5, '0.326669', '1.96002', '0.973185'],
    [30, 6, 7, '0.3242', '1.621', '0.9839'],
    [60, 6, 12, '0.4494', '2.247', '0.9776'],
  ])('hall scale: λ %i, μ %i, %i officials', (arrivals, services, officials, pWait, minutes, level) => {
    const state = line(arrivals, services, officials, 15);
    agrees(state.pWait, pWait);
    agrees(state.meanWaitMinutes, minutes);
    agrees(state.serviceLevel, level);
  });

  test('refuses C(25, 20) = 0.261, a value that public test suites copy from each other', () => {
    // 0.261 belongs to no definition of Erlang C at 25 counters and 20 erlang: exact sums give 0.2091.
    const { pWait } = line(20, 1, 25);
    agrees(pWait, '0.2091');
    expect(Math.abs(pWait - 0.261)).toBeGreaterThan(0.05);
  });
});

describe('Erlang B', () => {
  test('refuses B(200, 180) = 0.012, the other wrong value in circulation', () => {
    // Exact rational arithmetic gives 0.01032; 0.012 is not even its rounding.
    const blocking = answerOf(erlangB(180, 200));
    agrees(blocking, '0.01032');
    expect(Math.abs(blocking - 0.012)).toBeGreaterThan(0.0015);
  });

  test.each([
    [1, 1],
    [3.3, 7],
    [20, 25],
    [60, 50],
  ])('is the truncated Poisson distribution: %f erlang on %i', (offered, counters) => {
    let weight = 1;
    let sum = 1;
    for (let k = 1; k <= counters; k++) {
      weight *= offered / k;
      sum += weight;
    }
    expect(answerOf(erlangB(offered, counters))).toBeCloseTo(weight / sum, 13);
  });
});

describe('Erlang A agrees with published values', () => {
  test('100 calls in half an hour of three minutes, patience five minutes, 14 agents (pyworkforce)', () => {
    const load = { arrivalsPerHour: 200, servicePerHour: 20, counters: 14 };
    const state = answerOf(erlangA(load, 5, 20 / 60));
    agrees(state.pWait, '0.14526');
    agrees(state.pAbandon, '0.013984');
    agrees(state.occupancy, '0.704297');
    agrees(state.meanWaitMinutes, '0.069919');
  });

  test('λ 48 and μ 1 a minute on 50 agents, patience two minutes (Garnett, Mandelbaum, Reiman)', () => {
    const load = { arrivalsPerHour: 48 * 60, servicePerHour: 60, counters: 50 };
    const state = answerOf(erlangA(load, 2, 1));
    agrees(state.pAbandon, '0.0309');
    agrees(state.meanWaitMinutes * 60, '3.71');
    agrees(state.occupancy, '0.930');
  });
});

describe('Kimura for general service', () => {
  const load = { arrivalsPerHour: 20, servicePerHour: 6, counters: 4 };

  test.each([
    [0, '5.07', 5.05],
    [0.5, '7.50', 7.37],
    [1.3, '11.26', 10.97],
    [2, '14.42', 14.03],
  ])('c² %f: the formula’s minutes, and within 3 %% of long simulations', (scv, printed, simulated) => {
    const { meanWaitMinutes } = answerOf(generalService(load, scv, 15));
    agrees(meanWaitMinutes, printed);
    expect(Math.abs(meanWaitMinutes / simulated - 1)).toBeLessThan(0.03);
  });

  test('is exact for one official: Pollaczek and Khinchine', () => {
    for (const scv of [0, 0.3, 1, 2.5]) {
      const single = { arrivalsPerHour: 5, servicePerHour: 6, counters: 1 };
      const exactHours = ((5 / 6) * (1 + scv)) / (2 * (6 - 5));
      expect(answerOf(generalService(single, scv, 15)).meanWaitMinutes).toBeCloseTo(exactHours * 60, 10);
    }
  });
});
