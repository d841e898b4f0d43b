import { describe, expect, test } from 'vitest';
import { candidates, confirm, look } from '../../server/staffing/lookahead/look.ts';
import type { AheadCounter, Habits, PresentHall } from '../../server/staffing/lookahead/present.ts';
import { drawFuture, levelOf, roll } from '../../server/staffing/lookahead/roll.ts';
import { seededRandom } from '../support/seeded-random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = 9 * HOUR;
const EFFORT = { screening: 12, confirming: 40 };

const counter = (
  own: number,
  mayServe: readonly number[],
  parts: Partial<AheadCounter> = {},
): AheadCounter => ({
  code: `q${own}`,
  primary: [own],
  helping: [],
  busy: null,
  pausedForMs: null,
  ordinaryStreak: 0,
  mayServe,
  loan: null,
  ...parts,
});

const habits = (perHalfHour: readonly number[], minutes = 6): Habits => ({
  days: 8,
  fields: perHalfHour.map((mean) => ({
    people: { service: { kind: 'lognormal', meanMs: minutes * MINUTE, scv: 0.3 }, priorityShare: 0.1 },
    gapMs: 30_000,
    bySlot: new Array<number>(48).fill(mean),
    dispersion: 1.2,
  })),
});

/** Two fields: a line of the first, and a counter of the second that nobody waits for. */
function hall(waiting: number, parts: Partial<PresentHall> = {}): PresentHall {
  return {
    nowMs: NINE,
    fields: [
      { code: 'tax', targetMs: 15 * MINUTE },
      { code: 'land', targetMs: 15 * MINUTE },
    ],
    counters: [counter(0, [0]), counter(1, [0, 1])],
    waiting: Array.from({ length: waiting }, (_, at) => ({
      field: 0,
      orderedAtMs: NINE - (waiting - at) * 20_000,
      priority: false,
      missed: false,
      reservedFor: null,
    })),
    rule: { discipline: { kind: 'accumulating', weight: 5 }, help: 'when-empty' },
    noShow: { endsAfterCalls: 3, returnsAfterMs: 45_000, unansweredMs: 45_000 },
    hours: [{ fromMs: 7 * HOUR, toMs: 11.5 * HOUR }],
    drawn: [20, 2],
    ...parts,
  };
}
const QUIET = habits([2, 0.5]);

describe('the look ahead', () => {
  test('an idle counter whose officer is trained is proposed, with a gain beyond what single futures differ by', () => {
    const { proposal, because, fields } = look(hall(8), QUIET, 1, [], EFFORT);
    expect(because).toBeNull();
    expect(proposal).toMatchObject({ counter: 1, field: 0 });
    expect([...(proposal?.primary ?? []), ...(proposal?.helping ?? [])].sort()).toEqual([0, 1]);
    expect(proposal?.gain).toBeGreaterThan(proposal?.spread ?? 0);
    expect(proposal?.share).toBeGreaterThan((proposal?.shareWithout ?? 1) + 0.05);
    expect(fields[0]?.share).toBeLessThan(0.9);
    expect((proposal?.untilMs ?? 0) % (15 * MINUTE)).toBe(0);
  });

  test('the same state and seed foretell the same, to the last figure', () => {
    const one = look(hall(8), QUIET, 7, [], EFFORT);
    expect(look(hall(8), QUIET, 7, [], EFFORT)).toEqual(one);
    expect(look(hall(8), QUIET, 8, [], EFFORT).fields).not.toEqual(one.fields);
  });

  test('what is said of a proposal can be worked out again from it alone', () => {
    const present = hall(8);
    const { proposal } = look(present, QUIET, 1, [], EFFORT);
    const futures = Array.from({ length: EFFORT.confirming }, (_, each) =>
      drawFuture(present, QUIET, 1 + EFFORT.confirming + each),
    );
    const { counter: place = 0, field = 0, primary = [], helping = [], untilMs = 0 } = proposal ?? {};
    expect(confirm(present, QUIET, futures, { counter: place, field, primary, helping, untilMs })).toEqual(
      proposal,
    );
  });

  test.each([
    ['nobody else is trained', { counters: [counter(0, [0]), counter(1, [1])] }, 'nobody-qualified'],
    [
      'the one who is trained has a break',
      { counters: [counter(0, [0]), counter(1, [0, 1], { pausedForMs: MINUTE })] },
      'nobody-qualified',
    ],
    ['the hall closes in a moment', { hours: [{ fromMs: 7 * HOUR, toMs: NINE }] }, 'over'],
    ['nobody waits', { waiting: [] as never }, 'fine'],
  ])('where %s nothing is proposed, and it is said why', (_, parts, because) => {
    const quiet = habits([0.2, 0.2]);
    expect(look(hall(8, parts as Partial<PresentHall>), quiet, 1, [], EFFORT)).toMatchObject({
      proposal: null,
      because,
    });
  });

  test('a counter as busy as the one in need is left where it is', () => {
    const both = hall(8);
    const busy: PresentHall = {
      ...both,
      waiting: [...both.waiting, ...both.waiting.map((each) => ({ ...each, field: 1 }))],
    };
    expect(look(busy, habits([2, 2]), 1, [], EFFORT)).toMatchObject({ proposal: null, because: 'no-gain' });
  });

  test('what was refused is not proposed again, and another way is', () => {
    const three = hall(10, {
      counters: [counter(0, [0]), counter(1, [0, 1]), counter(1, [0, 1], { code: 'q2' })],
    });
    const first = look(three, QUIET, 1, [], EFFORT).proposal;
    expect(first).not.toBeNull();
    const refused = [{ counter: first?.counter ?? 0, field: 0 }];
    const second = look(three, QUIET, 1, refused, EFFORT);
    expect(second.proposal?.counter).not.toBe(first?.counter);
    const all = [1, 2].map((place) => ({ counter: place, field: 0 }));
    expect(look(three, QUIET, 1, all, EFFORT)).toMatchObject({ proposal: null, because: 'refused' });
  });

  test('those who cannot be called before closing are counted', () => {
    const late = hall(30, { hours: [{ fromMs: 7 * HOUR, toMs: NINE + 30 * MINUTE }] });
    const { fields, closesAtMs } = look(late, habits([0, 0]), 1, [], EFFORT);
    expect(closesAtMs).toBe(NINE + 30 * MINUTE);
    // One counter calls about five in half an hour.
    expect(fields[0]?.unserved).toBeGreaterThan(20);
    expect(fields[0]?.unserved).toBeLessThan(28);
    expect(fields[1]?.unserved).toBe(0);
  });

  test('over a break nobody calls, and those who wait are called after it', () => {
    const hours = [
      { fromMs: 7 * HOUR, toMs: NINE + 10 * MINUTE },
      { fromMs: NINE + 60 * MINUTE, toMs: 12 * HOUR },
    ];
    const present = hall(6, { hours });
    const none = habits([0, 0]);
    const outcome = roll(present, none, drawFuture(present, none, 3), NINE + 5 * MINUTE, null, 'closing');
    expect(outcome.people[0]).toBe(6);
    expect(outcome.unserved[0]).toBe(0);
    expect(outcome.inTime[0]).toBeLessThan(4);
  });

  test('an office that is busier than usual today is taken to stay so, as far as the numbers tell', () => {
    const usual = habits([2, 2]);
    const came = (count: number) => levelOf(hall(0, { drawn: [count, 0] }), usual);
    expect(came(72)).toBeCloseTo(1, 9);
    expect(came(144)).toBeCloseTo(156 / 84, 9);
    expect(levelOf(hall(0, { drawn: [0, 0] }), { days: 0, fields: habits([0, 0]).fields })).toBe(1);
  });

  test('a lent counter gives its field back at the end: after it the field is as alone as without', () => {
    const present = hall(0, { hours: [{ fromMs: 7 * HOUR, toMs: 17 * HOUR }], drawn: [162, 0] });
    const busy = habits([9, 0]);
    const future = drawFuture(present, busy, 5);
    const lending = { counter: 1, field: 0, primary: [0], helping: [1] };
    const inTime = (untilMs: number | null) =>
      roll(
        present,
        busy,
        future,
        NINE + 4 * HOUR,
        untilMs === null ? null : { ...lending, untilMs },
        'closing',
      ).inTime[0] ?? 0;
    const [none, half, four] = [inTime(null), inTime(NINE + 30 * MINUTE), inTime(NINE + 4 * HOUR)];
    expect(half).toBeGreaterThan(none);
    expect(four).toBeGreaterThan(half + 5);
  });

  test('of many halls by chance: no counter is proposed a field that its officer may not serve, none loses one of its own, and no end lies in a break', () => {
    let proposed = 0;
    for (let seed = 1; seed <= 40; seed += 1) {
      const random = seededRandom(seed);
      const fields = 3 + Math.floor(random() * 3);
      const present = hall(0, {
        fields: Array.from({ length: fields }, (_, at) => ({ code: `f${at}`, targetMs: 15 * MINUTE })),
        drawn: new Array<number>(fields).fill(5),
        counters: Array.from({ length: fields + 1 }, (_, at) =>
          counter(
            at % fields,
            Array.from({ length: fields }, (_unused, field) => field).filter(() => random() < 0.5),
            { code: `q${at}` },
          ),
        ),
        waiting: Array.from({ length: 25 }, (_, at) => ({
          field: Math.floor(random() ** 2 * fields),
          orderedAtMs: NINE - at * 15_000,
          priority: random() < 0.1,
          missed: false,
          reservedFor: null,
        })),
        hours: [{ fromMs: 7 * HOUR, toMs: NINE + 50 * MINUTE }],
      });
      const { proposal } = look(present, habits(new Array<number>(fields).fill(1)), seed, [], {
        screening: 6,
        confirming: 12,
      });
      for (let field = 0; field < fields; field += 1)
        for (const each of candidates(present, field, [])) {
          const own = present.counters[each.counter];
          expect(own?.mayServe).toContain(field);
          expect([...each.primary, ...each.helping].sort()).toEqual([...(own?.primary ?? []), field].sort());
          expect(each.untilMs).toBeLessThanOrEqual(NINE + 50 * MINUTE);
        }
      if (proposal === null) continue;
      proposed += 1;
      expect(present.counters[proposal.counter]?.mayServe).toContain(proposal.field);
      expect(proposal.gain).toBeGreaterThan(proposal.spread);
    }
    expect(proposed).toBeGreaterThan(5);
  });
});
