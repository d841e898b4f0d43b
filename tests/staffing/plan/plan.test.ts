import { describe, expect, test } from 'vitest';
import { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { makePlan } from '../../../server/staffing/plan/make-plan.ts';
import { StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import { shareOf } from '../../../server/staffing/plan/tally.ts';
import { madeQuestion, planned, wholeHall } from './made-question.ts';

const FIVE_SMALL = Array.from({ length: 5 }, () => ({ perHour: 3, minutes: 10 }));
const MIXED = [
  { perHour: 12, minutes: 8, crowd: 6 },
  { perHour: 3, minutes: 12 },
  { perHour: 2, minutes: 15 },
  { perHour: 1, minutes: 10 },
  { perHour: 0.4, minutes: 20 },
  { perHour: 6, minutes: 6 },
];

describe('a staffing plan', () => {
  test('pools five small fields as the literature says: two each alone, far fewer together', () => {
    const question = madeQuestion(FIVE_SMALL, { maxFieldsPerOfficial: 4 });
    const plan = planned(makePlan(question));
    expect(plan.fields.map((field) => field.officialsAlone)).toEqual([2, 2, 2, 2, 2]);
    // Full pooling of all five takes 4; four at most and one apart takes 5 or 6.
    expect(plan.officials).toBeGreaterThanOrEqual(4);
    expect(plan.officials).toBeLessThanOrEqual(6);
    expect(plan.saved.officials).toBe(10 - plan.officials);
  });

  test('gives every field to exactly one group, and no official more fields than asked', () => {
    for (const most of [1, 2, 3, 4]) {
      const plan = planned(makePlan(madeQuestion(MIXED, { maxFieldsPerOfficial: most, days: 100 })));
      expect(plan.groups.flatMap((group) => group.fields).sort()).toEqual([
        'F1',
        'F2',
        'F3',
        'F4',
        'F5',
        'F6',
      ]);
      for (const group of plan.groups)
        expect(group.fields.length + group.helpingFields.length).toBeLessThanOrEqual(most);
      expect(plan.officials).toBeLessThanOrEqual(plan.officialsAlone);
      if (most === 1) expect(plan.saved).toEqual({ officials: 0, low: 0, high: 0 });
    }
  });

  test('meets its target for each field on days drawn with other seeds, the whole hall run at once', () => {
    const question = madeQuestion(MIXED);
    const plan = planned(makePlan(question));
    const fresh = new StaffSearch(question, new DayPool(question, 987_654));
    const tally = fresh.run(wholeHall(plan, question), { days: 1_000 });
    for (const place of tally.fields.keys()) {
      const { share, error } = shareOf(tally, place);
      expect(share + 2 * error).toBeGreaterThanOrEqual(0.9);
    }
  });

  test('needs each of its officials: with one fewer in a group some field of it misses the target', () => {
    const question = madeQuestion(MIXED);
    const plan = planned(makePlan(question));
    const search = new StaffSearch(question, new DayPool(question, question.request.seed));
    for (const group of plan.groups) {
      if (group.officials === 1 || plan.groups.some((other) => other.helpingFields.length > 0)) continue;
      const places = group.fields.map((code) => Number(code.slice(1)) - 1);
      expect(search.meets(search.tallyOf(places, group.officials - 1))).toBe(false);
    }
  });

  test('never lets an outside agency without agreement share its officials, and says so', () => {
    const outside = 1;
    const question = madeQuestion(
      MIXED,
      {},
      { mayShare: (a, b) => a === b || (a !== outside && b !== outside) },
    );
    const plan = planned(makePlan(question));
    const group = plan.groups.find((each) => each.fields.includes('F2'));
    expect(group?.fields).toEqual(['F2']);
    expect(group?.helpingFields).toEqual([]);
    expect(group?.reasons[0]?.code).toBe('agency-apart');
    expect(plan.groups.every((each) => !each.helpingFields.includes('F2'))).toBe(true);
    if (group?.officials === 1) expect(group.coveredBy).toBeNull();
  });

  test('merges only what officials on the register are qualified for', () => {
    const question = {
      ...madeQuestion(FIVE_SMALL),
      officers: [
        ...Array.from({ length: 5 }, () => ({ qualified: new Set([0, 1]) })),
        ...[2, 3, 4].flatMap((field) => [0, 1].map(() => ({ qualified: new Set([field]) }))),
      ],
    };
    const plan = planned(makePlan(question));
    for (const group of plan.groups)
      expect(
        [...group.fields, ...group.helpingFields].every((code) => code <= 'F2') || group.fields.length === 1,
      ).toBe(true);
    expect(plan.groups.some((group) => group.fields.length === 2)).toBe(true);
    expect(plan.warnings.map((warning) => warning.code)).not.toContain('not-enough-qualified');
  });

  test('says how many seats nobody is qualified for', () => {
    const plan = planned(
      makePlan({ ...madeQuestion(FIVE_SMALL, { days: 100 }), officers: [{ qualified: new Set([0]) }] }),
    );
    expect(plan.warnings.map((warning) => warning.code)).toContain('not-enough-qualified');
  });

  test('keeps to a headcount below what is needed, takes from where it hurts least, and names the fields that miss', () => {
    const question = madeQuestion(MIXED);
    const free = planned(makePlan(question));
    const plan = planned(makePlan(madeQuestion(MIXED, { cap: free.officials - 1 })));
    expect(plan.cap).toEqual({ asked: free.officials - 1, needed: free.officials, met: false });
    expect(plan.officials).toBe(free.officials - 1);
    expect(plan.reasons[1]?.code).toBe('cap-short');
    expect(plan.fields.some((field) => !field.meetsTarget)).toBe(true);
    for (const field of plan.fields)
      if (!field.meetsTarget) expect(plan.reasons[1]?.vi).toContain(field.name);
    const enough = planned(makePlan(madeQuestion(MIXED, { cap: free.officials })));
    expect(enough.cap?.met).toBe(true);
    expect(enough.officials).toBe(free.officials);
  });

  test('never plans for more officials than there are counters where these bind, and changes hands before it gives a target up', () => {
    const question = { ...madeQuestion(FIVE_SMALL, { days: 100 }), counters: 6 };
    const alone = FIVE_SMALL.map((_, field) => ({ primary: [field], helping: [] }));
    const dear = { ...question, present: alone, request: { ...question.request, movePrice: 2 } };
    const free = planned(makePlan(dear));
    expect(free.officials).toBeGreaterThan(6);
    expect(free.warnings.map(({ code }) => code)).toContain('few-counters');
    const bound = planned(makePlan({ ...dear, request: { ...dear.request, counters: 'respect' as const } }));
    expect(bound.officials).toBeLessThanOrEqual(6);
    expect(bound.cap).toMatchObject({ asked: 6, met: true });
    expect(bound.moves).toBeGreaterThan(0);
    expect(bound.fields.every(({ meetsTarget }) => meetsTarget)).toBe(true);
  });

  test('cannot go below one official for each group that may not share, and says the least', () => {
    const question = madeQuestion(FIVE_SMALL, { cap: 2, days: 100 }, { mayShare: (a, b) => a === b });
    const plan = planned(makePlan(question));
    expect(plan.officials).toBe(5);
    expect(plan.reasons[1]?.vi).toContain('ít nhất phải 5 người');
  });

  test('is the same for the same seed, to the last figure', () => {
    expect(makePlan(madeQuestion(MIXED, { days: 100 }))).toEqual(
      makePlan(madeQuestion(MIXED, { days: 100 })),
    );
  });

  test('grows with the volume, and its own cases show what a fifth more does', () => {
    const plan = planned(makePlan(madeQuestion(MIXED)));
    const busy = planned(makePlan(madeQuestion(MIXED, { volumeFactor: 1.5 })));
    expect(busy.officials).toBeGreaterThan(plan.officials);
    const worst = (kind: string) => plan.sensitivity.find((each) => each.kind === kind)?.worstShare ?? 0;
    expect(worst('volume-plus-20')).toBeLessThan(worst('volume-minus-20'));
    expect(plan.sensitivity.filter((each) => each.kind === 'one-absent')).toHaveLength(plan.groups.length);
  });

  test('explains every field and every group in both languages', () => {
    const plan = planned(makePlan(madeQuestion(MIXED)));
    for (const each of [...plan.fields, ...plan.groups]) {
      expect(each.reasons.length).toBeGreaterThan(0);
      for (const reason of each.reasons) {
        expect(reason.vi.normalize('NFC')).toBe(reason.vi);
        expect(reason.vi).not.toMatch(/undefined|NaN|null/);
        expect(reason.en).not.toMatch(/undefined|NaN|null/);
      }
    }
    expect(plan.reasons[0]?.vi).toContain(`cần ${plan.officials} cán bộ`);
  });

  test('shows waits with the counters that the hall has today beside those planned', () => {
    const question = {
      ...madeQuestion(FIVE_SMALL, { days: 100 }),
      present: [
        { primary: [0, 1], helping: [] },
        { primary: [2], helping: [1] },
      ],
    };
    const plan = planned(makePlan(question));
    expect(plan.fields[0]?.waitPresent?.meanMinutes).toBeGreaterThan(0);
    expect(plan.fields[3]?.waitPresent).toBeNull();
  });

  test('counts the wait of people at the door from the opening', () => {
    const early = madeQuestion([{ perHour: 3, minutes: 10 }], { days: 60 });
    const days = early.days.map((day) => ({
      ...day,
      arrivals: [[7 * 3_600_000, ...(day.arrivals[0] ?? [])]],
    }));
    const plan = planned(makePlan({ ...early, days }));
    expect(plan.fields[0]?.meetsTarget).toBe(true);
    expect(plan.fields[0]?.officialsAlone).toBe(2);
  });
});

describe('a plan from a poor record', () => {
  test('is refused with what is missing when the period holds no ticket', () => {
    const question = madeQuestion([{ perHour: 3, minutes: 10 }]);
    for (const days of [[], question.days.map((day) => ({ ...day, arrivals: [[]] }))]) {
      const outcome = makePlan({ ...question, days });
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not_enough_record' } });
    }
  });

  test('says of one day of data that other days are unknown, and plans with it', () => {
    const plan = planned(makePlan(madeQuestion(MIXED, { days: 100 }, { days: 1 })));
    expect(plan.warnings[0]?.code).toBe('one-day');
    expect(plan.saved.low).toBe(plan.saved.officials);
    expect(plan.officials).toBeGreaterThan(0);
  });

  test('plans a field with one ticket, says that it tells little, and lets somebody hold it beside others', () => {
    const question = madeQuestion(
      [
        { perHour: 8, minutes: 8 },
        { perHour: 1, minutes: 8 },
      ],
      { days: 100 },
    );
    const days = question.days.map((day, at) => ({
      ...day,
      arrivals: [day.arrivals[0] ?? [], at === 0 ? [9 * 3_600_000] : []],
    }));
    const plan = planned(makePlan({ ...question, days }));
    expect(plan.fields[1]?.tickets).toBe(1);
    expect(plan.fields[1]?.officialsAlone).toBe(1);
    expect(plan.fields[1]?.reasons.map((reason) => reason.code)).toContain('few-tickets');
    expect(plan.groups).toHaveLength(1);
  });

  test('leaves a field without any ticket unsized, and says that somebody has to hold it', () => {
    const question = madeQuestion(
      [
        { perHour: 8, minutes: 8 },
        { perHour: 1, minutes: 8 },
      ],
      { days: 100 },
    );
    const days = question.days.map((day) => ({ ...day, arrivals: [day.arrivals[0] ?? [], []] }));
    const plan = planned(makePlan({ ...question, days }));
    expect(plan.fields[1]).toMatchObject({ officialsAlone: 0, tickets: 0, meetsTarget: true });
    expect(plan.fields[1]?.reasons[0]?.code).toBe('no-tickets');
  });

  test('refuses a target of 100 %, which no number of officials can promise', () => {
    const outcome = makePlan(madeQuestion(MIXED, { target: { share: 1, minutes: 15 } }));
    expect(outcome).toMatchObject({ ok: false, refusal: { code: 'unreachable_target' } });
  });
});
