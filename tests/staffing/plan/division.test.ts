import { describe, expect, test } from 'vitest';
import type { StaffingPlan } from '../../../common/protocol/plan.ts';
import { movesOf } from '../../../server/staffing/plan/alternatives.ts';
import { anchorOf } from '../../../server/staffing/plan/anchor.ts';
import { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { divideFields } from '../../../server/staffing/plan/divide-fields.ts';
import { findTeams } from '../../../server/staffing/plan/find-teams.ts';
import { makePlan } from '../../../server/staffing/plan/make-plan.ts';
import { PeakWork } from '../../../server/staffing/plan/peak-work.ts';
import { planDays } from '../../../server/staffing/plan/plan-days.ts';
import { qualificationsOf } from '../../../server/staffing/plan/qualification-worth.ts';
import type { PlanQuestion } from '../../../server/staffing/plan/question.ts';
import { Resamples } from '../../../server/staffing/plan/resamples.ts';
import { StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import type { Tally } from '../../../server/staffing/plan/tally.ts';
import { exhaustive, hallByChance } from './exhaustive.ts';
import { madeQuestion, planned } from './made-question.ts';

const groupsOf = (plan: StaffingPlan) => plan.groups.map(({ fields }) => fields.join('+')).sort();

/** Groups and officials as they are proved, without what a plan tells beside them. */
function proved(question: PlanQuestion) {
  const fields = question.fields.map((_, field) => field);
  const { verified, needed, division } = findTeams(question, planDays(question), fields, () => undefined);
  const teams = verified.flatMap(({ unit }) => unit);
  return {
    groups: teams.map((team) => team.fields.join('+')).sort(),
    officials: needed,
    moves: movesOf(division, teams),
    counters: teams.flatMap((team) =>
      Array.from({ length: team.officials }, () => ({ primary: team.fields, helping: [] })),
    ),
  };
}

/** The search for groups alone, on a pool of the recorded days. */
function divided(question: PlanQuestion) {
  const pool = new DayPool(question, 1);
  const search = new StaffSearch(question, pool);
  const singles = question.fields.map((_, field) => ({
    fields: [field],
    officials: search.sizeOf([field]).officials,
    helping: [],
  }));
  return { search, division: divideFields(search, pool, singles, () => undefined) };
}

const QUIET = Array.from({ length: 5 }, () => ({ perHour: 3, minutes: 10 }));

describe('a division that stays', () => {
  test.each([1, 2])(
    'hall %i: made again with other chances on the counters it asked for, it keeps its groups, at most one official apart',
    (hall) => {
      const question = hallByChance(7, hall);
      const first = proved(question);
      for (const streams of [1, 2]) {
        const again = proved({ ...question, present: first.counters, streams });
        expect(again.groups).toEqual(first.groups);
        expect(Math.abs(again.officials - first.officials)).toBeLessThanOrEqual(1);
        expect(again.moves).toBe(0);
      }
    },
    240_000,
  );

  test('today’s hands are left as they are unless a change saves enough, and the change has its price', () => {
    // Any two of five equal fields go together as well as any other two.
    const held = [
      [0, 4],
      [1, 3],
    ];
    const question = {
      ...madeQuestion(QUIET, { days: 100, maxFieldsPerOfficial: 2 }),
      present: held.map((primary) => ({ primary, helping: [] })),
    };
    const { division } = divided(question);
    const together = division.teams.map(({ fields }) => fields.join()).filter((fields) => fields.length > 1);
    expect(together).toEqual(expect.arrayContaining(['0,4', '1,3']));
    // Where each holds a field of his own, and people may be moved for nothing, fields are joined all the same.
    const alone = QUIET.map((_, field) => ({ primary: [field], helping: [] }));
    const dear = { ...question, present: alone, request: { ...question.request, movePrice: 2 } };
    expect(divided(dear).division.teams).toHaveLength(5);
    const free = { ...question, present: alone, request: { ...question.request, movePrice: 0 } };
    expect(divided(free).division.teams.length).toBeLessThan(5);
    const { others } = divided({ ...dear, request: { ...dear.request, movePrice: 1 } }).division;
    expect(others.map(({ kind }) => kind)).toContain('fewest');
  });

  test('without counters the anchor joins fields by the record alone, never beyond what may be held', () => {
    const question = { ...madeQuestion(QUIET), mayShare: (a: number, b: number) => a < 2 === b < 2 };
    const { kind, groups } = anchorOf(question, new PeakWork(question), [0, 1, 2, 3, 4]);
    expect(kind).toBe('record');
    expect(groups.flat().sort()).toEqual([0, 1, 2, 3, 4]);
    for (const group of groups) expect(new Set(group.map((field) => field < 2)).size).toBe(1);
    expect(groups.length).toBeLessThan(5);
    const officers = QUIET.map((_, field) => ({ qualified: new Set([field]) }));
    expect(anchorOf({ ...question, officers }, new PeakWork(question), [0, 1, 2]).groups).toHaveLength(3);
  });
});

describe('the record drawn anew', () => {
  /** One field on twenty recorded days, so many of which keep their target, each simulated four times. */
  function kept(good: number): Tally {
    const days = Array.from({ length: 80 }, (_, day) => day % 20);
    return {
      days: 80,
      fields: [0],
      arrived: [Uint16Array.from(days, () => 10)],
      inTime: [Uint16Array.from(days, (source) => (source < good ? 10 : 5))],
      sources: Uint16Array.from(days),
      waitSumMs: [0],
      called: [0],
      waitsMs: null,
      busyMs: 0,
      openMs: 0,
      jobsDone: 0,
    };
  }

  test('is always enough where it is on every day, never where it is on none, and half the time at the line', () => {
    const question = madeQuestion([{ perHour: 2, minutes: 5 }], {}, { days: 20 });
    const pool = { sourceOf: (day: number) => day % 20 } as unknown as DayPool;
    // 16 good days of 20 are exactly nine tenths of the citizens in time.
    const search = new StaffSearch(question, new DayPool(question, 1), 0);
    const resamples = new Resamples(search, pool);
    expect(resamples.enough(kept(20))).toBe(1);
    expect(resamples.enough(kept(2))).toBe(0);
    const atTheLine = resamples.enough(kept(16));
    expect(atTheLine).toBeGreaterThan(0.3);
    expect(atTheLine).toBeLessThan(0.75);
    expect(resamples.enough(kept(18))).toBeGreaterThan(atTheLine);
  });
});

describe('other divisions and their price', () => {
  test('with two fields an official as few as trying every such division', () => {
    const question = hallByChance(6, 2);
    const { search, division } = divided(question);
    const few = division.others.find(({ kind }) => kind === 'few-fields') ?? division;
    for (const { fields } of few.teams) expect(fields.length).toBeLessThanOrEqual(few === division ? 4 : 2);
    const most2 = { ...question, request: { ...question.request, maxFieldsPerOfficial: 2 } };
    const officials = few.teams.reduce((sum, team) => sum + team.officials, 0);
    expect(officials).toBe(exhaustive(new StaffSearch(most2, new DayPool(most2, 1)), 6));
    expect(search.simulated).toBeGreaterThan(0);
  }, 60_000);

  test('stand in the plan with their price, each once and never the plan itself', () => {
    const plan = planned(makePlan(madeQuestion(QUIET, { days: 100 })));
    const names = (plan.alternatives ?? []).map(({ groups }) =>
      groups
        .map(({ fields }) => fields.join('+'))
        .sort()
        .join(' '),
    );
    expect(names.length).toBeGreaterThan(0);
    expect(new Set([...names, groupsOf(plan).join(' ')]).size).toBe(names.length + 1);
    for (const { more, moves } of plan.alternatives ?? []) {
      expect(more).toBeGreaterThan(-0.5);
      expect(moves).toBeNull();
    }
    const merged = plan.groups.filter(({ fields }) => fields.length > 1);
    for (const { savesIn } of merged) expect(savesIn).toBeGreaterThan(0.5);
  });
});

describe('what a qualification is worth', () => {
  test('as many officials as are missing without it, and what nobody holds yet is told of', () => {
    const question = madeQuestion(
      [QUIET[0], QUIET[1], QUIET[2]].flatMap((field) => field ?? []),
      { days: 100 },
    );
    const { search, division } = divided(question);
    const alone = search.sizeOf([0]).officials;
    const pair = search.sizeOf([0, 1]).officials;
    const all = search.sizeOf([0, 1, 2]).officials;
    const [dearest] = qualificationsOf(search, division, [
      { fields: [0, 1, 2], officials: all, helping: [] },
    ]);
    expect(dearest).toMatchObject({ planned: true, officials: all, known: null });
    expect(Math.abs((dearest?.saves ?? 0) - (pair + alone - all))).toBeLessThan(1);
    const officers = [0, 1, 2].flatMap((field) => [
      { qualified: new Set([field]) },
      { qualified: new Set([field]) },
    ]);
    const register = divided({ ...question, officers });
    const wanted = qualificationsOf(register.search, register.division, register.division.teams);
    expect(wanted.length).toBeGreaterThan(0);
    for (const each of wanted) {
      expect(each).toMatchObject({ planned: false, known: 0 });
      expect(each.saves).toBeGreaterThan(0.3);
    }
  });
});
