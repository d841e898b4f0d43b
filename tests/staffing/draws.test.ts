import { describe, expect, test } from 'vitest';
import {
  Agenda,
  AVAILABLE,
  FREE,
  idOf,
  kindOf,
  LEAVES,
  READY,
} from '../../server/staffing/simulation/agenda.ts';
import { type DayDemand, drawDay } from '../../server/staffing/simulation/day-draw.ts';
import {
  batchInterval,
  meanInterval,
  normalQuantile,
  studentQuantile,
} from '../../server/staffing/simulation/interval.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { type ServiceTime, serviceDrawer } from '../../server/staffing/simulation/service-time.ts';

const HOUR = 3_600_000;

function momentsOf(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}

describe('chance from a seed', () => {
  test('is even over its range and in its neighbours, in each of many streams', () => {
    for (let stream = 0; stream < 20; stream++) {
      const random = seededRandom(4, stream);
      const cells = new Float64Array(100);
      let before = random();
      for (let i = 0; i < 20_000; i++) {
        const next = random();
        const cell = Math.floor(before * 10) * 10 + Math.floor(next * 10);
        cells[cell] = (cells[cell] ?? 0) + 1;
        before = next;
      }
      const chiSquare = cells.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
      // 99 degrees of freedom: beyond 160 once in ten thousand.
      expect(chiSquare).toBeLessThan(160);
    }
  });

  test('tells neighbouring seeds and streams different stories', () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 50; seed++)
      for (let stream = 0; stream < 50; stream++) firsts.add(seededRandom(seed, stream)());
    expect(firsts.size).toBe(2500);
  });
});

describe('service times', () => {
  test.each([
    [{ kind: 'constant', meanMs: 600 }, 0],
    [{ kind: 'exponential', meanMs: 600 }, 1],
    [{ kind: 'lognormal', meanMs: 600, scv: 1.3 }, 1.3],
    [{ kind: 'gamma', meanMs: 600, scv: 0.4 }, 0.4],
    [{ kind: 'gamma', meanMs: 600, scv: 2.2 }, 2.2],
    [{ kind: 'measured', valuesMs: [300, 900] }, 0.25],
  ] as const satisfies readonly (readonly [ServiceTime, number])[])(
    '%j has its mean and its spread',
    (service, scv) => {
      const draw = serviceDrawer(service, seededRandom(9));
      const { mean, variance } = momentsOf(Array.from({ length: 200_000 }, draw));
      expect(Math.abs(mean / 600 - 1)).toBeLessThan(0.02);
      expect(Math.abs(variance / mean ** 2 - scv)).toBeLessThan(0.02 + scv * 0.08);
    },
  );

  test.each([
    { kind: 'exponential', meanMs: -1 },
    { kind: 'gamma', meanMs: 1, scv: 0 },
    { kind: 'lognormal', meanMs: 1, scv: Number.NaN },
    { kind: 'measured', valuesMs: [] },
  ] as const satisfies readonly ServiceTime[])('%j cannot be', (service) => {
    expect(() => serviceDrawer(service, seededRandom(1))).toThrow(RangeError);
  });
});

describe('the people of a day', () => {
  const slot = { fromMs: 8 * HOUR, toMs: 8.5 * HOUR, mean: 12 };
  const service = { kind: 'exponential', meanMs: 600_000 } as const;
  const demand: DayDemand = {
    people: [
      { service, priorityShare: 0.2, noShowShare: 0.1, lateShare: 0.1, patienceMeanMs: 1_800_000 },
      { service },
    ],
    slots: [
      { ...slot, field: 0, dispersion: 2.5 },
      { ...slot, field: 1 },
    ],
    crowds: [{ field: 1, atMs: 7.5 * HOUR, mean: 6 }],
  };
  const days = Array.from({ length: 3000 }, (_, seed) => drawDay(demand, seed));
  const counts = (field: number, from = 8 * HOUR) =>
    days.map(
      (day) => day.field.filter((each, at) => each === field && (day.arrivesAtMs[at] ?? 0) >= from).length,
    );

  test('come as many as expected, with the dispersion asked for', () => {
    const swinging = momentsOf(counts(0));
    expect(Math.abs(swinging.mean / 12 - 1)).toBeLessThan(0.03);
    expect(Math.abs(swinging.variance / swinging.mean - 2.5)).toBeLessThan(0.25);
    const even = momentsOf(counts(1));
    expect(Math.abs(even.mean / 12 - 1)).toBeLessThan(0.02);
    expect(Math.abs(even.variance / even.mean - 1)).toBeLessThan(0.1);
  });

  test('stand at the door at opening, in the crowd’s own number', () => {
    const atDoor = days.map((day) => day.arrivesAtMs.filter((ms) => ms === 7.5 * HOUR).length);
    expect(Math.abs(momentsOf(atDoor).mean - 6)).toBeLessThan(0.15);
  });

  test('are of the classes and manners asked for, in order of arrival', () => {
    let people = 0;
    const seen = { priority: 0, never: 0, late: 0 };
    for (const day of days.slice(0, 500)) {
      expect([...day.arrivesAtMs]).toEqual([...day.arrivesAtMs].sort((a, b) => a - b));
      for (let at = 0; at < day.count; at++) {
        if (day.field[at] !== 0) continue;
        people += 1;
        seen.priority += day.priority[at] ?? 0;
        if (day.absences[at] === 255) seen.never += 1;
        if (day.absences[at] === 1) seen.late += 1;
      }
    }
    expect(seen.priority / people).toBeCloseTo(0.2, 1);
    expect(Math.abs(seen.never / people - 0.1)).toBeLessThan(0.015);
    expect(Math.abs(seen.late / people - 0.1)).toBeLessThan(0.015);
  });

  test('of one field are the same whatever another field draws', () => {
    const other: DayDemand = {
      ...demand,
      slots: [{ ...slot, field: 0, mean: 50 }, ...demand.slots.slice(1)],
    };
    const ofField = (day: ReturnType<typeof drawDay>) =>
      [...day.arrivesAtMs].flatMap((ms, at) => (day.field[at] === 1 ? [[ms, day.serviceMs[at]]] : []));
    expect(ofField(drawDay(other, 7))).toEqual(ofField(drawDay(demand, 7)));
  });

  test('come more in all fields at once on a busy day', () => {
    const busy = Array.from({ length: 2000 }, (_, seed) => drawDay({ ...demand, dayScv: 0.1 }, seed));
    const even = momentsOf(busy.map((day) => day.field.filter((field) => field === 1).length));
    // Poisson of 18 with a factor of variance 0.1: 18 + 18² · 0.1.
    expect(Math.abs(even.variance / (18 + 32.4) - 1)).toBeLessThan(0.15);
  });
});

describe('the agenda', () => {
  test('gives events back soonest first, those of one moment by kind and number', () => {
    const agenda = new Agenda();
    const random = seededRandom(3);
    const expected: [number, number, number][] = [];
    for (let i = 0; i < 500; i++) {
      const event: [number, number, number] = [
        Math.floor(random() * 40),
        [READY, FREE, AVAILABLE, LEAVES][Math.floor(random() * 4)] ?? READY,
        i,
      ];
      expected.push(event);
      agenda.add(...event);
    }
    expected.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    const taken = expected.map(() => {
      const atMs = agenda.firstAtMs;
      const event = agenda.take();
      return [atMs, kindOf(event), idOf(event)];
    });
    expect(taken).toEqual(expected);
    expect(agenda.firstAtMs).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('confidence intervals', () => {
  test.each([
    [0.975, 1.959964],
    [0.995, 2.575829],
    [0.01, -2.326348],
    [0.5, 0],
  ])('normal quantile %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 6);
  });

  test.each([
    [0.975, 1, 12.706],
    [0.975, 2, 4.303],
    [0.975, 4, 2.776],
    [0.975, 10, 2.228],
    [0.995, 29, 2.756],
    [0.975, 299, 1.968],
  ])('Student quantile %d at %i degrees', (p, freedom, t) => {
    expect(Math.abs(studentQuantile(p, freedom) / t - 1)).toBeLessThan(0.005);
  });

  test('covers the truth about as often as it claims', () => {
    const random = seededRandom(12);
    let covered = 0;
    for (let run = 0; run < 2000; run++) {
      const { mean, halfWidth } = meanInterval(Array.from({ length: 12 }, () => random()));
      if (Math.abs(mean - 0.5) <= halfWidth) covered += 1;
    }
    expect(Math.abs(covered / 2000 - 0.95)).toBeLessThan(0.015);
  });

  test('says nothing from fewer than two values', () => {
    expect(meanInterval([])).toEqual({ mean: Number.NaN, halfWidth: Number.POSITIVE_INFINITY, count: 0 });
    expect(meanInterval([3])).toEqual({ mean: 3, halfWidth: Number.POSITIVE_INFINITY, count: 1 });
  });

  test('takes stretches of a long run as its values', () => {
    expect(batchInterval([1, 3, 5, 7, 100], 2)).toEqual(meanInterval([2, 6]));
  });
});
