import { describe, expect, test } from 'vitest';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { erlangC } from '../../server/staffing/formulas/erlang-c.ts';
import { citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { type DayDemand, drawDay } from '../../server/staffing/simulation/day-draw.ts';
import { NO_SHOW, runDay, SERVED, UNSERVED } from '../../server/staffing/simulation/day-run.ts';
import { summaryOf } from '../../server/staffing/simulation/day-summary.ts';
import { type SimulatedHall, simulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import { batchInterval, meanInterval } from '../../server/staffing/simulation/interval.ts';
import { smallTemplate } from '../support/small-hall.ts';
import { poissonCitizens, textbookHall, waitsMinutes } from './long-run.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const MORNING = { fromMs: 7.5 * HOUR, toMs: 11.5 * HOUR };
const AFTERNOON = { fromMs: 13.5 * HOUR, toMs: 17 * HOUR };

function hallOf(counters: number, more: Partial<SimulatedHall> = {}): SimulatedHall {
  return { ...textbookHall(counters), sessions: [MORNING, AFTERNOON], ...more };
}

/** One field of 30 an hour, ten minutes each, with a crowd at the door. */
function morningDemand(crowd: number, perHour = 30): DayDemand {
  return {
    people: [{ service: { kind: 'exponential', meanMs: 10 * MINUTE } }],
    slots: [MORNING, AFTERNOON].map((session) => ({
      ...session,
      field: 0,
      mean: (perHour * (session.toMs - session.fromMs)) / HOUR,
    })),
    crowds: [{ field: 0, atMs: MORNING.fromMs, mean: crowd }],
  };
}

describe('a whole day of a hall', () => {
  test('opens on a crowd that no steady state knows: 98 % by Erlang, two thirds in the first half-hour', () => {
    const steady = erlangC({ arrivalsPerHour: 30, servicePerHour: 6, counters: 7 }, 15);
    expect(steady.ok && steady.value.serviceLevel).toBeGreaterThan(0.98);
    const shares: number[] = [];
    for (let day = 0; day < 900; day++) {
      const citizens = drawDay(morningDemand(20), day);
      const run = runDay(hallOf(7), citizens);
      const early = MORNING.fromMs + 30 * MINUTE;
      const first = summaryOf(citizens, run, 15 * MINUTE, (at) => (citizens.arrivesAtMs[at] ?? 0) < early);
      shares.push(first.withinTargetShare);
    }
    const { mean, halfWidth } = meanInterval(shares);
    expect(halfWidth).toBeLessThan(0.02);
    expect(Math.abs(mean - 0.68)).toBeLessThan(0.04);
  });

  test('serves out after closing, or sends home; the lines of the afternoon start empty', () => {
    const list = Array.from({ length: 12 }, (_, at) => ({
      arrivesAtMs: MORNING.toMs - 30 * MINUTE + at * MINUTE,
      field: 0,
      serviceMs: 10 * MINUTE,
    }));
    const late = { arrivesAtMs: AFTERNOON.fromMs + MINUTE, field: 0, serviceMs: MINUTE };
    const citizens = citizensOf([...list, late]);
    const patient = runDay(hallOf(1), citizens);
    expect([...patient.outcome]).toEqual(new Array(13).fill(SERVED));
    expect(patient.endedAtMs[0]).toBe(MORNING.toMs - 30 * MINUTE + 120 * MINUTE);
    const strict = runDay(hallOf(1, { atClose: 'send-home' }), citizens);
    expect([...strict.outcome]).toEqual([SERVED, SERVED, SERVED, ...new Array(9).fill(UNSERVED), SERVED]);
    expect(strict.calledAtMs[12]).toBe(late.arrivesAtMs);
  });

  test('a counter on its break finishes who is there and calls nobody', () => {
    const away = [{ fromMs: 8 * HOUR, toMs: 8.5 * HOUR }];
    const hall = hallOf(1, { counters: [{ primary: [0], helping: [], away }] });
    const at = (hour: number, minutes = 10) => ({
      arrivesAtMs: hour * HOUR,
      field: 0,
      serviceMs: minutes * MINUTE,
    });
    const run = runDay(hall, citizensOf([at(7.9, 20), at(8.1), at(8.6)]));
    expect([...run.calledAtMs].map((ms) => ms / HOUR)).toEqual([7.9, 8.5, 8.5 + 1 / 6]);
  });

  test('whoever does not answer costs the counter its time, comes back in line, and ends as no-show', () => {
    const noShow = { endsAfterCalls: 2, returnsAfterMs: 5 * MINUTE, unansweredMs: MINUTE };
    const person = { arrivesAtMs: 8 * HOUR, field: 0, serviceMs: 10 * MINUTE };
    const run = runDay(
      hallOf(1, { noShow }),
      citizensOf([
        { ...person, absences: 1 },
        { ...person, arrivesAtMs: 8 * HOUR + 1, absences: 9 },
        { ...person, arrivesAtMs: 8 * HOUR + 2 },
      ]),
    );
    expect([...run.outcome]).toEqual([SERVED, NO_SHOW, SERVED]);
    // 08:00 nobody, 08:01 nobody, 08:02 the third until 08:12, then the first again.
    expect([...run.servedAtMs].map((ms) => (ms - 8 * HOUR) / MINUTE)).toEqual([12, Number.NaN, 2]);
  });

  test('a counter helps another field only when its own is empty, or beyond target where the hall says so', () => {
    const counters = [
      { primary: [0], helping: [1], away: [] },
      { primary: [1], helping: [], away: [] },
    ];
    const fields = [{ targetMs: 15 * MINUTE }, { targetMs: 5 * MINUTE }];
    const at = (minute: number, field: number) => ({
      arrivesAtMs: 8 * HOUR + minute * MINUTE,
      field,
      serviceMs: 20 * MINUTE,
    });
    const people = citizensOf([at(0, 0), at(0, 1), at(1, 1), at(15, 0)]);
    const whenEmpty = runDay(hallOf(2, { counters, fields }), people);
    expect([...whenEmpty.counter]).toEqual([0, 1, 1, 0]);
    const rule = { discipline: { kind: 'strict' }, help: 'beyond-target' } as const;
    const beyond = runDay(hallOf(2, { counters, fields, rule }), people);
    expect([...beyond.counter]).toEqual([0, 1, 0, 0]);
  });

  test('a field that nobody serves stays unserved, and is counted so', () => {
    const hall = hallOf(1, { fields: [{ targetMs: 1 }, { targetMs: 1 }] });
    const citizens = citizensOf([{ arrivesAtMs: 8 * HOUR, field: 1, serviceMs: MINUTE }]);
    expect(summaryOf(citizens, runDay(hall, citizens), 15 * MINUTE)).toMatchObject({
      arrived: 1,
      called: 0,
      unserved: 1,
      withinTargetShare: 0,
    });
  });

  test('takes fields, counters and rules of a real hall’s catalogue', () => {
    const { fields, counters } = smallTemplate();
    const rules = {
      discipline: { kind: 'accumulating', weight: 5 },
      help: 'when-empty',
      noShow: { endsAfterCalls: 3, returnsAfterSeconds: 45 },
    } as const;
    const { hall, places } = simulatedHall(
      { fields, counters, rules },
      { sessions: [MORNING], atClose: 'serve-out' },
    );
    expect([...places.keys()]).toEqual(['ho-tich', 'chung-thuc', 'dat-dai']);
    expect(hall.counters.map(({ primary, helping }) => [primary, helping])).toEqual([
      [[0, 1], [2]],
      [[2], []],
    ]);
    expect(hall.noShow.returnsAfterMs).toBe(45_000);
  });
});

describe('the priority rules, one citizen in five elderly (λ 20, μ 6, four officials)', () => {
  const citizens = poissonCitizens(
    400_000,
    20,
    { kind: 'exponential', meanMs: 600_000 },
    61,
    (columns, at, random) => {
      columns.priority[at] = random() < 0.2 ? 1 : 0;
    },
  );

  test.each([
    [{ kind: 'strict' }, 1.8, 11.7],
    // A hall-wide alternation would give 3.9 and 11.2; the hall counts at each counter [CALL4].
    [{ kind: 'interleave', ordinaryPerPriority: 1 }, 4.6, 11.0],
    [{ kind: 'accumulating', weight: 5 }, 3.6, 11.2],
    [{ kind: 'head-start', minutes: 30 }, 3.5, 11.3],
    [{ kind: 'head-start', minutes: 0 }, 9.7, 9.7],
  ] as const satisfies readonly (readonly [Discipline, number, number])[])(
    '%j: the elderly wait about %d minutes, the others about %d',
    (discipline, elderly, others) => {
      const waits = waitsMinutes(citizens, runDay(textbookHall(4, discipline), citizens));
      const meanOf = (priority: number) =>
        meanInterval(waits.filter((_, at) => citizens.priority[at] === priority));
      expect(Math.abs(meanOf(1).mean / elderly - 1)).toBeLessThan(0.12);
      expect(Math.abs(meanOf(0).mean / others - 1)).toBeLessThan(0.08);
    },
  );

  // With C the share that waits: W0 = C/(nμ); Cobham 1954 for strict, Kleinrock 1964 for accumulating priority.
  const steady = erlangC({ arrivalsPerHour: 20, servicePerHour: 6, counters: 4 }, 15);
  const shared = steady.ok ? steady.value.meanWaitMinutes : Number.NaN;
  const high = 4 / 24;
  const low = 16 / 24;
  const strictHigh = (shared * (1 - 20 / 24)) / (1 - high);
  const weighedLow = shared / (1 - high * (1 - 1 / 5));

  test.each([
    ['strict', { kind: 'strict' }, strictHigh, strictHigh / (1 - 20 / 24)],
    [
      'accumulating',
      { kind: 'accumulating', weight: 5 },
      shared - low * weighedLow * (1 - 1 / 5),
      weighedLow,
    ],
  ] as const)(
    '%s priority meets its exact means within the confidence interval',
    (_name, discipline, elderly, others) => {
      const waits = waitsMinutes(citizens, runDay(textbookHall(4, discipline), citizens));
      for (const [priority, exact] of [
        [1, elderly],
        [0, others],
      ] as const) {
        const ofClass = waits.filter((_, at) => citizens.priority[at] === priority);
        const found = batchInterval(ofClass, 30, 0.999);
        expect(Math.abs(found.mean - exact)).toBeLessThanOrEqual(found.halfWidth);
        expect(found.halfWidth / exact).toBeLessThan(0.15);
      }
    },
  );
});

describe('the same people in every hall compared', () => {
  test('the same seed tells the same day, another seed another', () => {
    const demand = morningDemand(20);
    expect(drawDay(demand, 5)).toEqual(drawDay(demand, 5));
    expect(drawDay(demand, 6)).not.toEqual(drawDay(demand, 5));
    const citizens = drawDay(demand, 5);
    expect(runDay(hallOf(6), citizens)).toEqual(runDay(hallOf(6), citizens));
  });

  test('comparing two halls on the same days takes far fewer days than on days of their own', () => {
    const levelOf = (counters: number, seed: number) => {
      const citizens = drawDay(morningDemand(20), seed);
      return summaryOf(citizens, runDay(hallOf(counters), citizens), 15 * MINUTE).withinTargetShare;
    };
    const days = Array.from({ length: 60 }, (_, day) => day);
    const same = meanInterval(days.map((day) => levelOf(7, day) - levelOf(6, day)));
    const apart = meanInterval(days.map((day) => levelOf(7, day) - levelOf(6, day + 1000)));
    expect(same.mean - same.halfWidth).toBeGreaterThan(0);
    expect(same.halfWidth).toBeLessThan(apart.halfWidth * 0.85);
  });
});
