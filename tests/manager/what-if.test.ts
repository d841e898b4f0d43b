import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WhatIfRequest } from '../../common/protocol/what-if.ts';
import { kindOf, ruleWord, sameRule, standardRule } from '../../manager/call-rules/rules.ts';
import { begin, record, redo, undo } from '../../manager/what-if/history.ts';
import { readWorkspace, writeWorkspace } from '../../manager/what-if/keep.ts';
import {
  addDesk,
  desksOf,
  desksOfPlan,
  give,
  hoursRight,
  move,
  neighbour,
  officialsOf,
  removeDesk,
  requestOf,
  type Scenario,
  scenarioOf,
  setHelp,
  staff,
  take,
  unheld,
  type Workspace,
} from '../../manager/what-if/scenario.ts';
import { leanest } from '../../manager/what-if/trial-results.tsx';

const counter = (primaryFields: string[], helpingFields: string[] = [], active = true) => ({
  primaryFields,
  helpingFields,
  active,
});
const START = scenarioOf(
  'Hiện nay',
  desksOf([
    counter(['dat-dai']),
    counter(['ho-tich', 'thue']),
    counter(['thue', 'ho-tich']),
    counter([], ['x'], false),
  ]),
);
const WORK: Workspace = {
  from: '2026-09-01',
  to: '2026-11-20',
  sharePercent: 90,
  minutes: 15,
  scenarios: [START],
  at: 0,
};
const held = (scenario: Scenario, field: string) =>
  scenario.desks.flatMap((desk) =>
    desk.own.includes(field) ? [`${desk.id}`] : desk.helping.includes(field) ? [`${desk.id}?`] : [],
  );

describe('officials and fields moved on paper', () => {
  test('counters that hold the same stand together; closed ones stay out', () => {
    expect(START.desks.map(({ own, officials }) => [own.length, officials])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(officialsOf(START)).toBe(3);
  });

  test('a plan’s chain becomes one official who helps beside those who do not', () => {
    const groups = [
      {
        fields: ['ho-tich'],
        helpingFields: ['dat-dai'],
        officials: 3,
        officialsAlone: 3,
        occupancy: 0.5,
        officialsBySlot: [],
        coveredBy: null,
        reasons: [],
      },
    ];
    expect(desksOfPlan({ groups })).toEqual([
      { id: 1, own: ['ho-tich'], helping: [], officials: 2 },
      { id: 2, own: ['ho-tich'], helping: ['dat-dai'], officials: 1 },
    ]);
  });

  test('a field is moved, given also, only helped, and taken away', () => {
    const moved = move(START, 'dat-dai', 1, 2);
    expect(held(moved, 'dat-dai')).toEqual(['2']);
    expect(held(give(START, 'dat-dai', 2), 'dat-dai')).toEqual(['1', '2']);
    const helps = setHelp(moved, 'dat-dai', 2, true);
    expect(held(helps, 'dat-dai')).toEqual(['2?']);
    expect(held(move(helps, 'dat-dai', 2, 1), 'dat-dai')).toEqual(['1?']);
    const dropped = take(moved, 'dat-dai', 2);
    expect(unheld(dropped, ['dat-dai', 'thue'])).toEqual(['dat-dai']);
    expect(held(move(dropped, 'dat-dai', null, 1), 'dat-dai')).toEqual(['1']);
    expect(move(START, 'dat-dai', 1, 1)).toBe(START);
  });

  test('places come and go, the last one stays, a place without officials holds nothing', () => {
    const more = addDesk(START);
    expect(more.desks.at(-1)).toMatchObject({ own: [], officials: 1 });
    expect(new Set(more.desks.map((desk) => desk.id)).size).toBe(3);
    const one = removeDesk(removeDesk(more, 2), 3);
    expect(removeDesk(one, 1).desks).toHaveLength(1);
    expect(unheld(staff(START, 1, -5), ['dat-dai'])).toEqual(['dat-dai']);
    expect([neighbour(START, 1, -1), neighbour(START, 1, 1), neighbour(START, 2, 1)]).toEqual([1, 2, 2]);
  });

  test('whatever is moved, no place has a field twice and what is asked is a right question', () => {
    const field = fc.constantFrom('dat-dai', 'ho-tich', 'thue', 'moi');
    const place = fc.integer({ min: 1, max: 4 });
    const step = fc.oneof(
      fc.tuple(field, place, place).map(
        ([f, a, b]) =>
          (s: Scenario) =>
            move(s, f, a, b),
      ),
      fc.tuple(field, place).map(
        ([f, a]) =>
          (s: Scenario) =>
            give(s, f, a),
      ),
      fc.tuple(field, place).map(
        ([f, a]) =>
          (s: Scenario) =>
            take(s, f, a),
      ),
      fc.tuple(field, place, fc.boolean()).map(
        ([f, a, h]) =>
          (s: Scenario) =>
            setHelp(s, f, a, h),
      ),
      fc.constant(addDesk),
      place.map((a) => (s: Scenario) => removeDesk(s, a)),
      fc.tuple(place, fc.integer({ min: -3, max: 3 })).map(
        ([a, by]) =>
          (s: Scenario) =>
            staff(s, a, by),
      ),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const end = steps.reduce((scenario, each) => each(scenario), START);
        for (const desk of end.desks) {
          const all = [...desk.own, ...desk.helping];
          expect(new Set(all).size).toBe(all.length);
        }
        const workspace = { ...WORK, scenarios: [end] };
        expect(WhatIfRequest.safeParse(requestOf(workspace)).success).toBe(true);
        expect(readWorkspace(writeWorkspace(workspace))).toEqual(workspace);
      }),
      { numRuns: 150 },
    );
  });

  test('sessions must end after they start and follow each other', () => {
    expect(hoursRight(null)).toBe(true);
    expect(hoursRight([{ fromMinute: 480, toMinute: 480 }])).toBe(false);
    expect(
      hoursRight([
        { fromMinute: 480, toMinute: 700 },
        { fromMinute: 690, toMinute: 900 },
      ]),
    ).toBe(false);
  });
});

describe('undo, redo and the link', () => {
  test('goes back and forth; a new change forgets what was undone', () => {
    const one = { ...WORK, minutes: 10 };
    const two = { ...WORK, minutes: 5 };
    const both = record(record(begin(WORK), one), two);
    expect(undo(undo(both)).now).toBe(WORK);
    expect(redo(undo(both)).now).toBe(two);
    expect(record(undo(both), WORK).ahead).toEqual([]);
    expect(undo(begin(WORK)).now).toBe(WORK);
    expect(redo(begin(WORK)).now).toBe(WORK);
  });

  test('Vietnamese names travel in the address; what is no workspace is none', () => {
    const named = { ...WORK, scenarios: [{ ...START, name: 'Ghép hộ tịch – đất đai ở quầy 2' }] };
    const text = writeWorkspace(named);
    expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(readWorkspace(text)).toEqual(named);
    expect(readWorkspace('')).toBeNull();
    expect(readWorkspace('khong-phai')).toBeNull();
    expect(readWorkspace(writeWorkspace({ ...WORK, at: 3 }))).toBeNull();
  });
});

describe('arrangements side by side', () => {
  const outcome = (officials: number, shares: readonly (number | null)[]) => ({
    name: '',
    officials,
    fields: shares.map((share, at) => ({
      code: `f${at}`,
      name: `f${at}`,
      wait: { withinTargetShare: share, withinTargetHalfWidth: null, meanMinutes: null, p90Minutes: null },
    })),
    overall: { withinTargetShare: 1, withinTargetHalfWidth: null, meanMinutes: null, p90Minutes: null },
    priorityWait: null,
    ordinaryWait: null,
  });
  const answer = (...scenarios: ReturnType<typeof outcome>[]) => ({
    recordedDays: 1,
    simulatedDays: 1,
    scenarios,
  });

  test('the best has the fewest officials with every field on target; fields without citizens do not count', () => {
    expect(
      leanest(answer(outcome(5, [0.95, 0.99]), outcome(4, [0.91, null]), outcome(3, [0.99, 0.5])), 0.9),
    ).toBe(1);
    expect(leanest(answer(outcome(3, [0.5])), 0.9)).toBeNull();
  });
});

describe('rules of calling in words', () => {
  test('first come is accumulating with weight one, and every rule says its figure', () => {
    expect(kindOf({ kind: 'accumulating', weight: 1 })).toBe('first');
    expect(ruleWord({ kind: 'accumulating', weight: 5 })).toBe('Tích lũy 5:1');
    expect(ruleWord({ kind: 'head-start', minutes: 30 })).toBe('Cộng sẵn 30 phút');
    expect(sameRule(standardRule('interleave'), { kind: 'interleave', ordinaryPerPriority: 1 })).toBe(true);
    expect(sameRule(standardRule('interleave'), { kind: 'interleave', ordinaryPerPriority: 2 })).toBe(false);
  });
});
