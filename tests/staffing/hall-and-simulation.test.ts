import { describe, expect, test } from 'vitest';
import type { Discipline } from '../../common/protocol/catalogue.ts';
import type { CallRule } from '../../server/domain/call-order.ts';
import { type Citizen, citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { runDay } from '../../server/staffing/simulation/day-run.ts';
import type { Period, SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { workDay } from './worked-day.ts';

const MINUTE = 60_000;
const OPENS = 7.5 * 60 * MINUTE;
const CLOSES = OPENS + 100 * MINUTE;
const DAYS = 25;

const DISCIPLINES: readonly Discipline[] = [
  { kind: 'accumulating', weight: 5 },
  { kind: 'head-start', minutes: 20 },
  { kind: 'strict' },
  { kind: 'interleave', ordinaryPerPriority: 2 },
];
const RULES = DISCIPLINES.flatMap((discipline) =>
  (['when-empty', 'beyond-target'] as const).map((help): CallRule => ({ discipline, help })),
);

/** A busy morning of a small hall: breaks, absences, people who lose patience, priority for every third. */
function randomDay(seed: number, rule: CallRule) {
  const random = seededRandom(seed);
  const between = (from: number, to: number) => from + random() * (to - from);
  const whole = (from: number, to: number) => Math.floor(between(from, to + 1));
  const fieldCount = whole(2, 4);
  const fields = Array.from({ length: fieldCount }, () => ({ targetMs: whole(3, 12) * MINUTE }));
  const counters = Array.from({ length: whole(2, 4) }, (_, place) => {
    const own = place % fieldCount;
    const others = fields.flatMap((_, field) => (field === own ? [] : field));
    const primary = [own, ...others.filter(() => random() < 0.3)];
    const away: Period[] = [];
    if (random() < 0.5) {
      const fromMs = Math.round(between(OPENS, CLOSES));
      away.push({ fromMs, toMs: fromMs + Math.round(between(2, 15) * MINUTE) });
    }
    return { primary, helping: others.filter((field) => !primary.includes(field) && random() < 0.6), away };
  });
  const hall: SimulatedHall = {
    fields,
    counters,
    rule,
    noShow: {
      endsAfterCalls: whole(1, 3),
      returnsAfterMs: whole(0, 200) * 1000,
      unansweredMs: Math.round(between(20, 60) * 1000),
    },
    sessions: [{ fromMs: OPENS, toMs: CLOSES }],
    atClose: random() < 0.5 ? 'serve-out' : 'send-home',
  };
  const people = Array.from({ length: whole(30, 70) }, (): Citizen => {
    const absences = random() < 0.3 ? whole(1, 3) : 0;
    return {
      // Half of them in a rush: several at one moment, some before the doors open.
      arrivesAtMs:
        random() < 0.2
          ? OPENS - 5 * MINUTE + whole(0, 10) * MINUTE
          : Math.round(between(OPENS - 10 * MINUTE, CLOSES)),
      field: whole(0, fieldCount - 1),
      priority: random() < 0.35 ? 1 : 0,
      serviceMs: Math.round(between(1, 9) * MINUTE),
      absences,
      ...(random() < 0.2 ? { patienceMs: Math.round(between(1, 40) * MINUTE) } : {}),
    };
  });
  return { hall, citizens: citizensOf(people) };
}

describe('the hall and its simulation call the same people at the same moments', () => {
  test.each(RULES.map((rule, at) => ({ name: `${rule.discipline.kind}, help ${rule.help}`, rule, at })))(
    '[CALL2] [CALL3] [CALL4] [CALL5] [CALL6] [CALL7] $name',
    ({ rule, at }) => {
      let called = 0;
      let absent = 0;
      let left = 0;
      for (let day = 1; day <= DAYS; day += 1) {
        const { hall, citizens } = randomDay(at * 1_000 + day, rule);
        const simulated = runDay(hall, citizens);
        const worked = workDay(hall, citizens);
        expect({ day, ...worked }).toEqual({
          day,
          calledAtMs: simulated.calledAtMs,
          servedAtMs: simulated.servedAtMs,
          counter: simulated.counter,
          outcome: simulated.outcome,
        });
        called += worked.calledAtMs.filter((each) => !Number.isNaN(each)).length;
        absent += worked.outcome.filter((each) => each === 2).length;
        left += worked.outcome.filter((each) => each === 3).length;
      }
      // The days are full enough to prove something.
      expect(called).toBeGreaterThan(DAYS * 20);
      expect(absent).toBeGreaterThan(10);
      expect(left).toBeGreaterThan(10);
    },
  );
});
