import { describe, expect, test } from 'vitest';
import { backtest, forecast } from '../../server/staffing/demand/backtest.ts';
import { countQuantile, dispersionOf } from '../../server/staffing/demand/dispersion.ts';
import { type RecordedDay, slotShares } from '../../server/staffing/demand/history.ts';
import { levelModel } from '../../server/staffing/demand/level-model.ts';
import { seasonalNaive } from '../../server/staffing/demand/seasonal-naive.ts';
import { fitServices } from '../../server/staffing/demand/service-fit.ts';
import { drawDay } from '../../server/staffing/simulation/day-draw.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { exponential, gamma, serviceDrawer } from '../../server/staffing/simulation/service-time.ts';

const SHAPE = [3, 5, 4, 2, 1, 4, 3, 2];
const SHAPE_ALL = 24;

/** Working days from a Monday on, by a level a day, Mondays a third heavier. */
function record(days: number, levelOf: (day: number, field: number) => number, seed = 1): RecordedDay[] {
  const random = seededRandom(seed);
  return Array.from({ length: days }, (_, at) => {
    const weekday = 1 + (at % 5);
    const counts = [0, 1].map((field) =>
      SHAPE.map((share) => {
        const mean = (levelOf(at, field) * (weekday === 1 ? 4 / 3 : 1) * share) / SHAPE_ALL;
        let count = 0;
        for (let sum = exponential(random); sum < mean; sum += exponential(random)) count += 1;
        return count;
      }),
    );
    return { date: `day ${at}`, weekday, daysToTet: null, counts };
  });
}

const total = (slots: readonly number[] | undefined) => (slots ?? []).reduce((sum, count) => sum + count, 0);

describe('the forecast of a day', () => {
  test('knows Mondays and the shape of the day, by both models', () => {
    const past = record(100, (_, field) => (field === 0 ? 80 : 6));
    for (const model of [seasonalNaive, levelModel]) {
      const monday = model(past, { weekday: 1, daysToTet: null });
      const friday = model(past, { weekday: 5, daysToTet: null });
      expect(total(monday[0]) / total(friday[0])).toBeGreaterThan(1.15);
      expect(Math.abs(total(friday[0]) / 80 - 1)).toBeLessThan(0.12);
      expect((friday[0]?.[1] ?? 0) / total(friday[0])).toBeCloseTo(5 / SHAPE_ALL, 1);
    }
  });

  test('a field of a handful of tickets takes its shape from the hall', () => {
    const past = record(3, (_, field) => (field === 0 ? 300 : 1));
    const shares = slotShares(past, 1);
    expect(total(shares)).toBeCloseTo(1, 12);
    for (const [slot, share] of shares.entries())
      expect(Math.abs(share - (SHAPE[slot] ?? 0) / SHAPE_ALL)).toBeLessThan(0.06);
  });

  test('stays with the baseline under eight weeks', () => {
    const found = backtest(record(39, () => 50));
    expect(found.map(({ chosen, because }) => [chosen, because])).toEqual([
      ['seasonal-naive', 'under-eight-weeks'],
      ['seasonal-naive', 'under-eight-weeks'],
    ]);
  });

  test('takes the richer model where it wins on days it has not seen, and only there', () => {
    // On a steady level the mean of many days beats the median of eight.
    const steady = backtest(record(150, () => 60, 3));
    expect(steady[0]?.richer.dayMae).toBeLessThan(steady[0]?.baseline.dayMae ?? 0);
    expect(steady[0]?.chosen).toBe('level');
    // A sudden step is where a long memory may lose: whatever the errors say is what is chosen.
    const step = backtest(record(100, (day) => (day < 62 ? 20 : 200), 5));
    for (const field of step)
      expect(field.chosen === 'level').toBe(
        field.richer.dayMae < field.baseline.dayMae * 0.98 && field.richer.slotMae <= field.baseline.slotMae,
      );
  });

  test('no forecast sees the day it is asked for', () => {
    const days = record(39, () => 40);
    const last = days.at(-1);
    if (!last) throw new Error('no days');
    const changed = { ...last, counts: last.counts.map((slots) => slots.map(() => 1000)) };
    const honest = backtest([...days.slice(0, -1), changed]);
    const expectedLast = honest[0]?.pairs.slice(-SHAPE.length).map((pair) => pair.expected);
    expect(expectedLast).toEqual(
      backtest(days)[0]
        ?.pairs.slice(-SHAPE.length)
        .map((pair) => pair.expected),
    );
  });

  test('each field is forecast by its own choice; nothing comes of an empty record', () => {
    const days = record(60, () => 40);
    const mixed = forecast(days, { weekday: 2, daysToTet: null }, [
      { chosen: 'level' },
      { chosen: 'seasonal-naive' },
    ]);
    expect(mixed[0]).toEqual(levelModel(days, { weekday: 2, daysToTet: null })[0]);
    expect(mixed[1]).toEqual(seasonalNaive(days, { weekday: 2, daysToTet: null })[1]);
    expect(backtest([])).toEqual([]);
    expect(forecast([], { weekday: 2, daysToTet: null }, [])).toEqual([]);
  });

  test('the weeks around Tết are another season', () => {
    const days = record(120, () => 60).map((day, at) =>
      at >= 60 && at < 65
        ? { ...day, daysToTet: at - 67, counts: day.counts.map((slots) => slots.map((count) => count * 3)) }
        : day,
    );
    const usual = levelModel(days, { weekday: 3, daysToTet: null });
    const before = levelModel(days, { weekday: 3, daysToTet: -4 });
    expect(Math.abs(total(usual[0]) / 60 - 1)).toBeLessThan(0.15);
    expect(total(before[0]) / total(usual[0])).toBeGreaterThan(2.4);
  });
});

describe('the spread of counts', () => {
  test('is found as it was drawn, and a short record is taken for Poisson', () => {
    const random = seededRandom(8);
    const pairs = Array.from({ length: 4000 }, () => {
      const mean = 6 * gamma(random, 1.5 / 6);
      let counted = 0;
      for (let sum = exponential(random); sum < mean; sum += exponential(random)) counted += 1;
      return { counted, expected: 6 };
    });
    expect(Math.abs(dispersionOf(pairs) - 2.5)).toBeLessThan(0.2);
    expect(dispersionOf([{ counted: 9, expected: 3 }])).toBeLessThan(1.7);
    expect(dispersionOf([])).toBe(1);
  });

  test.each([
    [4, 1, 0.8, 6],
    [0.5, 1, 0.8, 1],
    [10, 1, 0.5, 10],
    [0, 1, 0.8, 0],
    [10_000, 1, 0.5, 10_000],
  ])('quantile of mean %d and dispersion %d at %d is %i', (mean, dispersion, share, count) => {
    expect(countQuantile(mean, dispersion, share)).toBe(count);
  });

  test('the eightieth percentile is not exceeded in four of five simulated slots', () => {
    for (const [mean, dispersion] of [
      [12, 2.5],
      [5, 1.4],
    ] as const) {
      const most = countQuantile(mean, dispersion, 0.8);
      let within = 0;
      let below = 0;
      for (let seed = 0; seed < 3000; seed++) {
        const { count } = drawDay(
          {
            people: [{ service: { kind: 'constant', meanMs: 1 } }],
            slots: [{ field: 0, fromMs: 0, toMs: 1000, mean, dispersion }],
            crowds: [],
          },
          seed,
        );
        if (count <= most) within += 1;
        if (count < most) below += 1;
      }
      expect(within / 3000).toBeGreaterThan(0.775);
      expect(below / 3000).toBeLessThan(0.825);
    }
  });
});

describe('service times from the record', () => {
  const drawn = (meanMs: number, count: number, seed: number) => {
    const draw = serviceDrawer({ kind: 'lognormal', meanMs, scv: 1.5 }, seededRandom(seed));
    return Array.from({ length: count }, draw);
  };

  test('fields with many services keep their own, those with few lean on the hall', () => {
    const fits = fitServices(
      [drawn(600_000, 800, 1), drawn(300_000, 800, 2), drawn(900_000, 4, 3), []],
      480_000,
    );
    expect(fits.map((fit) => fit.basis)).toEqual(['measured', 'measured', 'shrunk', 'hall']);
    expect(Math.abs((fits[0]?.meanMs ?? 0) / 600_000 - 1)).toBeLessThan(0.12);
    expect(Math.abs((fits[3]?.meanMs ?? 0) / 450_000 - 1)).toBeLessThan(0.12);
    expect(fits[2]?.scv).toBeGreaterThan(1);
  });

  test('one field with one ticket, and a hall with none, still have a service time', () => {
    expect(fitServices([[120_000]], 480_000)[0]).toMatchObject({ basis: 'shrunk', count: 1 });
    expect(fitServices([[], []], 480_000).map((fit) => fit.meanMs)).toEqual([480_000, 480_000]);
    expect(fitServices([], 480_000)).toEqual([]);
  });
});
