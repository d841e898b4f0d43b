import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { erlangA } from '../../server/staffing/formulas/erlang-a.ts';
import { erlangC } from '../../server/staffing/formulas/erlang-c.ts';
import { generalService } from '../../server/staffing/formulas/kimura.ts';
import { LEFT } from '../../server/staffing/simulation/day-run.ts';
import { batchInterval, type MeanInterval } from '../../server/staffing/simulation/interval.ts';
import { exponential, type ServiceTime } from '../../server/staffing/simulation/service-time.ts';
import { longRun, poissonCitizens } from './long-run.ts';

const COUNT = 600_000;
const BATCHES = 30;
/** So wide that of all the comparisons below together one in a hundred runs would fail by chance; seeds are fixed. */
const LEVEL = 0.9995;
const tenMinutes: ServiceTime = { kind: 'exponential', meanMs: 600_000 };

function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

function covers(interval: MeanInterval, truth: number, relativeWidthAtMost: number): void {
  expect(Math.abs(interval.mean - truth)).toBeLessThanOrEqual(interval.halfWidth);
  // An interval that covers everything proves nothing.
  expect(interval.halfWidth / truth).toBeLessThan(relativeWidthAtMost);
}

const estimate = (series: Float64Array) => batchInterval(series, BATCHES, LEVEL);
const shareOf = (series: Float64Array, is: (value: number) => boolean) =>
  estimate(series.map((value) => (is(value) ? 1 : 0)));

/**
 * Mean number waiting in M/D/n by Crommelin's method: the number present one service time later is who was waiting
 * beyond the n in service, plus a Poisson number. Solved by iteration on a long enough vector.
 */
function crommelinMeanWaitMinutes(arrivalsPerHour: number, serviceMinutes: number, counters: number): number {
  const mean = (arrivalsPerHour * serviceMinutes) / 60;
  const size = 500;
  const poisson = new Float64Array(size);
  poisson[0] = Math.exp(-mean);
  for (let k = 1; k < size; k++) poisson[k] = (poisson[k - 1]! * mean) / k;
  let present = new Float64Array(size);
  present[0] = 1;
  for (let round = 0; round < 4000; round++) {
    const next = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const stay = Math.max(0, i - counters);
      const weight = present[i]!;
      if (weight < 1e-18) continue;
      for (let k = 0; stay + k < size && k < 60; k++) next[stay + k] = next[stay + k]! + weight * poisson[k]!;
    }
    const change = next.reduce((sum, value, i) => sum + Math.abs(value - present[i]!), 0);
    present = next;
    if (change < 1e-13) break;
  }
  const waiting = present.reduce((sum, value, i) => sum + Math.max(0, i - counters) * value, 0);
  return (waiting / arrivalsPerHour) * 60;
}

describe('the simulator meets exact values within its own confidence interval', () => {
  test.each([
    [5, 1, 0.16],
    [10, 3, 0.1],
    [20, 4, 0.16],
    [20, 5, 0.1],
    [30, 7, 0.1],
    [60, 12, 0.12],
  ])('M/M/n: λ %i an hour, ten minutes, %i officials', (arrivals, counters, width) => {
    const { waits } = longRun(counters, poissonCitizens(COUNT, arrivals, tenMinutes, 11 + counters));
    const exact = answerOf(erlangC({ arrivalsPerHour: arrivals, servicePerHour: 6, counters }, 15));
    covers(estimate(waits), exact.meanWaitMinutes, width);
    covers(
      shareOf(waits, (wait) => wait > 0),
      exact.pWait,
      0.06,
    );
    covers(
      shareOf(waits, (wait) => wait <= 15),
      exact.serviceLevel,
      0.06,
    );
  });

  test.each([
    [20, 4, 30],
    [30, 4, 20],
    [60, 12, 10],
  ])('M/M/n+M: λ %i an hour, %i officials, patience %i minutes', (arrivals, counters, patience) => {
    const citizens = poissonCitizens(COUNT, arrivals, tenMinutes, 21, (columns, at, random) => {
      columns.patienceMs[at] = exponential(random) * patience * 60_000;
    });
    const { run, waits } = longRun(counters, citizens);
    const exact = answerOf(erlangA({ arrivalsPerHour: arrivals, servicePerHour: 6, counters }, patience, 15));
    covers(estimate(Float64Array.from(run.outcome, (end) => (end === LEFT ? 1 : 0))), exact.pAbandon, 0.12);
    covers(
      shareOf(waits, (wait) => wait <= 15),
      exact.serviceLevel,
      0.05,
    );
    const untilEnd = waits.map((wait, at) =>
      Number.isNaN(wait) ? (citizens.patienceMs[at] as number) / 60_000 : wait,
    );
    covers(estimate(untilEnd), exact.meanWaitMinutes, 0.12);
  });

  test.each([
    [20, 4, 0.1],
    [30, 7, 0.1],
    [10, 2, 0.1],
  ])('M/D/n by Crommelin: λ %i an hour, %i officials', (arrivals, counters, width) => {
    const constant: ServiceTime = { kind: 'constant', meanMs: 600_000 };
    const { waits } = longRun(counters, poissonCitizens(COUNT, arrivals, constant, 31));
    covers(estimate(waits), crommelinMeanWaitMinutes(arrivals, 10, counters), width);
  });

  test.each([
    ['gamma', 0.5],
    ['lognormal', 1.3],
    ['lognormal', 2],
  ] as const)('M/G/1 by Pollaczek and Khinchine: %s with c² %d', (kind, scv) => {
    const service: ServiceTime = { kind, meanMs: 600_000, scv };
    const { waits } = longRun(1, poissonCitizens(COUNT, 4, service, 41));
    const exactMinutes = ((4 / 6) * (1 + scv) * 10) / (2 * (1 - 4 / 6));
    covers(estimate(waits), exactMinutes, 0.15);
  });

  test.each([
    [0, 5.05],
    [0.5, 7.37],
    [1.3, 10.97],
    [2, 14.03],
  ])('M/G/4 of the reference simulations: c² %d gives %d minutes, and Kimura is near', (scv, published) => {
    const service: ServiceTime =
      scv === 0 ? { kind: 'constant', meanMs: 600_000 } : { kind: 'gamma', meanMs: 600_000, scv };
    const { waits } = longRun(4, poissonCitizens(COUNT, 20, service, 51));
    const found = estimate(waits);
    covers(found, published, 0.2);
    const kimura = answerOf(generalService({ arrivalsPerHour: 20, servicePerHour: 6, counters: 4 }, scv, 15));
    expect(Math.abs(kimura.meanWaitMinutes / found.mean - 1)).toBeLessThan(0.06);
  });
});
