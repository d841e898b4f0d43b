import { describe, expect, test } from 'vitest';
import { type CounterVisit, meanGaps, readCycles } from '../../server/staffing/demand/counter-cycles.ts';
import { sharingCounters, together } from '../../server/staffing/demand/shared-counters.ts';
import { fitCycle, spreadDistance, type TwinLine, twinShares } from '../../server/staffing/demand/twin.ts';
import { citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { runDay } from '../../server/staffing/simulation/day-run.ts';
import { batchInterval } from '../../server/staffing/simulation/interval.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import {
  exponential,
  type ServiceTime,
  serviceDrawer,
} from '../../server/staffing/simulation/service-time.ts';
import { poissonCitizens, textbookHall, waitsMinutes } from './long-run.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const TARGET = 15 * MINUTE;
const RULES = {
  rule: { discipline: { kind: 'strict' }, help: 'when-empty' },
  noShow: { endsAfterCalls: 1, returnsAfterMs: 0, unansweredMs: 45_000 },
} as const;

/** A recorded line of one field: what the simulator lived with a known cycle, its waits written down. */
function livedLine(
  counters: number,
  perHour: number,
  service: ServiceTime,
  gapMs: number,
  days: number,
  seed: number,
): TwinLine {
  const arrivals = seededRandom(seed, 1);
  const draw = serviceDrawer(service, seededRandom(seed, 2));
  const desks = Array.from({ length: counters }, () => ({ primary: [0], helping: [], away: [] }));
  const sessions = [{ fromMs: 8 * HOUR, toMs: 16 * HOUR }];
  return {
    fields: [0],
    days: Array.from({ length: days }, () => {
      const people: { arrivesAtMs: number; field: number; serviceMs: number }[] = [];
      for (let atMs = 8 * HOUR; atMs < 16 * HOUR; atMs += (HOUR / perHour) * exponential(arrivals))
        people.push({ arrivesAtMs: atMs, field: 0, serviceMs: draw() });
      const citizens = citizensOf(people);
      const run = runDay(
        { fields: [{ targetMs: TARGET, gapMs }], counters: desks, ...RULES, sessions, atClose: 'serve-out' },
        citizens,
      );
      return {
        sessions,
        counters: desks,
        citizens: people.map(({ arrivesAtMs }, at) => ({
          atMs: arrivesAtMs,
          field: 0,
          waitMs: (run.calledAtMs[at] as number) - arrivesAtMs,
          priority: false,
          noShow: false,
        })),
      };
    }),
  };
}

describe('the time between two citizens in the simulation', () => {
  test('lengthens waits as a vacation after every service does, by Pollaczek and Khinchine', () => {
    const [perHour, serviceMs, gapMs] = [5, 8 * MINUTE, 1.5 * MINUTE];
    const citizens = poissonCitizens(300_000, perHour, { kind: 'exponential', meanMs: serviceMs }, 5);
    const hall = { ...textbookHall(1), fields: [{ targetMs: TARGET, gapMs }] };
    const waits = batchInterval(waitsMinutes(citizens, runDay(hall, citizens)), 30, 0.9995);
    const heldMs = serviceMs + gapMs;
    const rho = (perHour * heldMs) / HOUR;
    const secondMoment = heldMs ** 2 + serviceMs ** 2;
    const exact = ((perHour / HOUR) * secondMoment) / (2 * (1 - rho)) / MINUTE;
    expect(Math.abs(waits.mean - exact)).toBeLessThanOrEqual(waits.halfWidth);
    expect(waits.halfWidth / exact).toBeLessThan(0.12);
    // Without the gap the line would be a third shorter: the interval does not hold that.
    const without =
      ((perHour / HOUR) * 2 * serviceMs ** 2) / (2 * (1 - (perHour * serviceMs) / HOUR)) / MINUTE;
    expect(waits.mean - waits.halfWidth).toBeGreaterThan(without);
  });
});

describe('work without a citizen in the simulation', () => {
  test('costs citizens half of a piece on average, as multiple vacations do', () => {
    const [perHour, serviceMs, jobMs] = [4, 8 * MINUTE, 6 * MINUTE];
    const citizens = poissonCitizens(200_000, perHour, { kind: 'exponential', meanMs: serviceMs }, 8);
    const hall = { ...textbookHall(1), backOffice: { jobs: 100_000_000, jobMs } };
    const waits = batchInterval(waitsMinutes(citizens, runDay(hall, citizens)), 30, 0.9995);
    const rho = (perHour * serviceMs) / HOUR;
    const exact = (((perHour / HOUR) * 2 * serviceMs ** 2) / (2 * (1 - rho)) + jobMs / 2) / MINUTE;
    expect(Math.abs(waits.mean - exact)).toBeLessThanOrEqual(waits.halfWidth);
    expect(waits.halfWidth / exact).toBeLessThan(0.08);
  });

  test('is done no more often than there is of it', () => {
    const citizens = poissonCitizens(2_000, 4, { kind: 'exponential', meanMs: 8 * MINUTE }, 8);
    const { jobsDone } = runDay({ ...textbookHall(1), backOffice: { jobs: 7, jobMs: MINUTE } }, citizens);
    expect(jobsDone).toBe(7);
  });
});

describe('what passes between two calls of a counter', () => {
  const visit = (issued: number, called: number, ended: number | null, more: Partial<CounterVisit> = {}) => ({
    field: 0,
    issuedAtMs: issued * MINUTE,
    calledAtMs: called * MINUTE,
    endedAtMs: ended === null ? null : ended * MINUTE,
    noShow: false,
    ...more,
  });

  test('counts the gap only where the next citizen had waited already, and takes a long one for an absence', () => {
    const { gapsMs, unattendedShare, awayFromMs } = readCycles(
      [
        [
          visit(0, 1, 6),
          visit(2, 7.5, 12), // waited: 1.5 minutes of gap
          visit(20, 20, 25), // came after the end: idle for want of people
          visit(21, 26, 31), // waited: 1 minute
          visit(22, 61, 66), // waited half an hour before an empty counter
        ],
      ],
      1,
    );
    expect(gapsMs[0]).toEqual([1.5 * MINUTE, MINUTE]);
    expect(awayFromMs).toBe(6 * MINUTE);
    expect(unattendedShare).toBeCloseTo(30 / (30 + 2.5 + 15), 6);
  });

  test('measures a whole cycle where no end is known, and what a no-show costs by itself', () => {
    const series = [
      [visit(0, 10, null), visit(5, 17, null), visit(6, 24, null), visit(30, 30, null)],
      [0, 1, 2, 3, 4, 5].map((at) => visit(0, 40 + at, null, { noShow: true })),
    ];
    const { cyclesMs, unansweredMs } = readCycles(series, 1);
    expect(cyclesMs[0]).toEqual([7 * MINUTE, 7 * MINUTE]);
    expect(unansweredMs).toBe(MINUTE);
  });

  test('leans on the hall where a field shows few, and on what is assumed where the hall does', () => {
    const many = Array.from({ length: 300 }, () => 2 * MINUTE);
    const [often = 0, once = 0, never = 0] = meanGaps([many, [4 * MINUTE], []], MINUTE);
    expect(often).toBeGreaterThan(1.95 * MINUTE);
    expect(once).toBeGreaterThan(never);
    expect(once).toBeLessThan(2.2 * MINUTE);
    expect(meanGaps([[]], MINUTE)).toEqual([MINUTE]);
  });
});

describe('a record replayed with its own counters', () => {
  const service: ServiceTime = { kind: 'lognormal', meanMs: 8 * MINUTE, scv: 1 };

  test.each([
    [1, 5, 1.5],
    [3, 16, 1.5],
    [2, 13, 0],
  ])(
    'gives back the cycle it was lived with: %i counters, %i an hour, %d minutes between two',
    (counters, perHour, gap) => {
      const line = livedLine(counters, perHour, service, gap * MINUTE, 60, 3);
      const shape = { scv: 1, serviceOf: (cycleMs: number) => cycleMs - gap * MINUTE };
      const cycleMs = fitCycle(line, shape, TARGET, RULES, true) ?? 0;
      expect(Math.abs(cycleMs / ((8 + gap) * MINUTE) - 1)).toBeLessThan(0.05);
      const served = { service: { ...service, meanMs: cycleMs - gap * MINUTE }, gapMs: gap * MINUTE };
      const [share] = twinShares(line, [served], [TARGET], RULES);
      expect(Math.abs((share?.simulatedShare ?? 0) - (share?.recordedShare ?? 1))).toBeLessThan(0.02);
    },
  );

  test('does not give the recorded waits when the gap is left out', () => {
    const line = livedLine(3, 16, service, 1.5 * MINUTE, 40, 4);
    const [share] = twinShares(line, [{ service, gapMs: 0 }], [TARGET], RULES);
    expect((share?.simulatedShare ?? 0) - (share?.recordedShare ?? 1)).toBeGreaterThan(0.05);
  });

  test('tells a constant service from a spread one by how waits are spread', () => {
    const line = livedLine(2, 13, { kind: 'lognormal', meanMs: 8 * MINUTE, scv: 1.3 }, 0, 80, 6);
    const distanceWith = (scv: number) => {
      const shape = { scv, serviceOf: (cycleMs: number) => cycleMs };
      return spreadDistance(line, fitCycle(line, shape, TARGET, RULES, true) ?? 0, shape, RULES);
    };
    expect(distanceWith(1.3)).toBeLessThan(distanceWith(0.25));
  });

  test('tells nothing of services where counters were there that the record does not list', () => {
    const line = livedLine(3, 16, service, 0, 30, 9);
    // The record lists a counter in the afternoon alone.
    const away = [{ fromMs: 0, toMs: 13 * HOUR }];
    const listed = { primary: [0], helping: [], away };
    const hidden = { ...line, days: line.days.map((day) => ({ ...day, counters: [listed] })) };
    const shape = { scv: 1, serviceOf: (cycleMs: number) => cycleMs };
    expect(fitCycle(hidden, shape, TARGET, RULES, false)).toBeNull();
    expect(fitCycle(line, shape, TARGET, RULES, false)).not.toBeNull();
  });

  test('has nothing to fit where nobody came', () => {
    const shape = { scv: 1, serviceOf: (cycleMs: number) => cycleMs };
    expect(fitCycle({ fields: [0], days: [] }, shape, TARGET, RULES, false)).toBeNull();
    expect(twinShares({ fields: [0], days: [] }, [{ service, gapMs: 0 }], [TARGET], RULES)).toEqual([]);
  });
});

describe('counters listed for several fields', () => {
  const changes = (offset: number, count: number) =>
    Array.from({ length: count }, (_, at) => ({ fromMs: offset + at * HOUR, open: 1 + (at % 2) }));

  test('are the same counters where they open and close in the same moments', () => {
    const a = changes(0, 30);
    const own = changes(7 * MINUTE, 30);
    const few = changes(0, 4);
    expect(sharingCounters([a, a, own, few])).toEqual([[0, 1], [0, 1], [2], [3]]);
  });

  test('count once when their fields are taken together', () => {
    expect(
      together([
        [
          { fromMs: 0, open: 1 },
          { fromMs: 10, open: 3 },
        ],
        [{ fromMs: 5, open: 2 }],
      ]).map(({ fromMs, open }) => [fromMs, open]),
    ).toEqual([
      [0, 1],
      [5, 2],
      [10, 3],
    ]);
  });
});
