import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import { type Citizen, citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { runDay } from '../../server/staffing/simulation/day-run.ts';
import type { SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { bruteForceDay } from './brute-force-hall.ts';

const MINUTE = 60_000;
const OUTCOMES = ['', 'served', 'no-show', 'left', 'unserved'];

const disciplines: readonly Discipline[] = [
  { kind: 'accumulating', weight: 5 },
  { kind: 'head-start', minutes: 20 },
  { kind: 'interleave', ordinaryPerPriority: 2 },
  { kind: 'strict' },
];

/** A small hall of any make, from a seed. */
function anyHall(seed: number): SimulatedHall {
  const random = seededRandom(seed, 7);
  const upTo = (most: number) => Math.floor(random() * (most + 1));
  const fields = Array.from({ length: 1 + upTo(3) }, () => ({ targetMs: (2 + upTo(15)) * MINUTE }));
  const some = (share: number) => fields.flatMap((_, place) => (random() < share ? [place] : []));
  return {
    fields,
    counters: Array.from({ length: 1 + upTo(4) }, () => {
      const primary = some(0.5);
      const fromMs = random() * 120 * MINUTE;
      return {
        primary,
        helping: some(0.4).filter((place) => !primary.includes(place)),
        away:
          random() < 0.4
            ? [
                { fromMs, toMs: fromMs + 20 * MINUTE },
                { fromMs: fromMs + 60 * MINUTE, toMs: fromMs + 75 * MINUTE },
              ]
            : [],
      };
    }),
    rule: {
      discipline: disciplines[upTo(3)] ?? { kind: 'strict' },
      help: random() < 0.5 ? 'when-empty' : 'beyond-target',
    },
    noShow: { endsAfterCalls: 1 + upTo(2), returnsAfterMs: 200_000 * random(), unansweredMs: 30_000 },
    sessions: [
      { fromMs: 0, toMs: 90 * MINUTE },
      { fromMs: 120 * MINUTE, toMs: 200 * MINUTE },
    ],
    atClose: random() < 0.5 ? 'serve-out' : 'send-home',
  };
}

function anyCitizens(hall: SimulatedHall, count: number, seed: number): Citizen[] {
  const random = seededRandom(seed, 8);
  const load = 0.3 + random();
  const patient = random() < 0.5;
  const list = Array.from({ length: count }, () => ({
    arrivesAtMs: -10 * MINUTE + random() * 215 * MINUTE,
    field: Math.floor(random() * hall.fields.length),
    priority: random() < 0.3 ? 1 : 0,
    serviceMs: (-Math.log(random()) * 170 * MINUTE * hall.counters.length * load) / count,
    absences: random() < 0.2 ? 1 + Math.floor(random() * 3) : 0,
    patienceMs: patient ? Number.POSITIVE_INFINITY : -Math.log(random()) * 30 * MINUTE,
  }));
  return list.sort((a, b) => a.arrivesAtMs - b.arrivesAtMs);
}

describe('the simulator and a brute-force hall written apart from it', () => {
  test('give every citizen of every small hall the same call, counter and end', () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 90 }), (seed, count) => {
        const hall = anyHall(seed);
        const citizens = anyCitizens(hall, count, seed);
        const run = runDay(hall, citizensOf(citizens));
        const simulated = citizens.map((_, at) => ({
          calledAtMs: run.calledAtMs[at],
          servedAtMs: run.servedAtMs[at],
          counter: run.counter[at],
          outcome: OUTCOMES[run.outcome[at] ?? 0],
        }));
        for (const { outcome } of simulated) ends.set(`${outcome}`, (ends.get(`${outcome}`) ?? 0) + 1);
        expect(simulated).toEqual(bruteForceDay(hall, citizens));
      }),
      { numRuns: 400, seed: 4 },
    );
    // The comparison is worth something only if every kind of end occurred.
    expect([...ends.keys()].sort()).toEqual(['left', 'no-show', 'served', 'unserved']);
  });
});
