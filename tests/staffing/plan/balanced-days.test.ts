import { describe, expect, test } from 'vitest';
import { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { makePlan } from '../../../server/staffing/plan/make-plan.ts';
import { equalTeam, StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import { shareOf } from '../../../server/staffing/plan/tally.ts';
import { madeQuestion, planned, SESSIONS } from './made-question.ts';

const FIELDS = [
  { perHour: 9, minutes: 10, crowd: 5 },
  { perHour: 2, minutes: 12 },
];

describe('simulated days', () => {
  test('hold every recorded day equally often', () => {
    const pool = new DayPool(madeQuestion(FIELDS, {}, { days: 12 }), 4);
    const times = new Map<number, number>();
    for (let day = 0; day < 60; day++) {
      const source = pool.sourceOf(day);
      times.set(source, (times.get(source) ?? 0) + 1);
    }
    expect([...times.values()]).toEqual(Array.from({ length: 12 }, () => 5));
  });

  test('keep the number of people and who stood at the door, shift the others within their session', () => {
    const question = madeQuestion(FIELDS, {}, { days: 12 });
    const pool = new DayPool(question, 4);
    const openMs = SESSIONS[0]?.fromMs ?? 0;
    for (let day = 0; day < 48; day++) {
      const recorded = question.days[pool.sourceOf(day)]?.arrivals[0] ?? [];
      const drawn = [...pool.fieldDay(0, day).arrivesAtMs];
      expect(drawn).toHaveLength(recorded.length);
      expect(drawn.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => openMs));
      for (const session of SESSIONS) {
        const inside = (times: readonly number[]) =>
          times.filter((atMs) => atMs >= session.fromMs && atMs < session.toMs).length;
        expect(inside(drawn)).toBe(inside(recorded));
      }
    }
  });

  test('tell a share with an error that other seeds bear out', () => {
    const question = madeQuestion(FIELDS, {}, { days: 12 });
    const shares = Array.from({ length: 60 }, (_, seed) => {
      const search = new StaffSearch(question, new DayPool(question, 1_000 + seed));
      return shareOf(search.run(equalTeam([0, 1], 2), { days: 60 }), 0);
    });
    const mean = shares.reduce((sum, each) => sum + each.share, 0) / shares.length;
    const spread = Math.sqrt(
      shares.reduce((sum, each) => sum + (each.share - mean) ** 2, 0) / (shares.length - 1),
    );
    const told = shares.reduce((sum, each) => sum + each.error, 0) / shares.length;
    expect(told / spread).toBeGreaterThan(0.75);
    expect(told / spread).toBeLessThan(1.35);
  });
});

describe('what a plan warns of', () => {
  const codes = (more: object) =>
    planned(makePlan({ ...madeQuestion(FIELDS, { days: 50 }), ...more })).warnings.map(({ code }) => code);

  test('days about Tết, skipped numbers, and postings that end', () => {
    const question = madeQuestion(FIELDS, { days: 50 });
    const tet = question.days.map((day, at) => ({ ...day, daysToTet: at < 3 ? at - 10 : null }));
    expect(codes({ days: tet })).toContain('around-tet');
    expect(codes({ skippedNumbers: 12 })).toContain('skipped-numbers');
    expect(codes({})).toEqual(['no-twin', 'growth-untested', 'nobody-absent', 'counted-from-opening']);
  });

  test('seats that nobody can fill once the leaving are gone', () => {
    const both = new Set([0, 1]);
    const plan = planned(
      makePlan({
        ...madeQuestion(FIELDS, { days: 50 }),
        officers: [
          { qualified: both, leaving: true },
          ...Array.from({ length: 3 }, () => ({ qualified: both })),
        ],
        postingsEnding: { count: 1, first: '2026-12-15' },
      }),
    );
    const said = plan.warnings.find(({ code }) => code === 'postings-ending');
    expect(said?.vi).toContain('15/12/2026');
    expect(said?.vi).toContain(plan.officials > 3 ? 'thiếu thêm' : 'vẫn đủ chuyên môn');
  });

  test('never says that one fewer misses the target where it narrowly reaches it', () => {
    const plan = planned(makePlan(madeQuestion([...FIELDS, { perHour: 5, minutes: 7 }], { days: 100 })));
    for (const { reasons } of plan.fields)
      for (const { code, vi } of reasons) {
        const only = code === 'alone' ? /chỉ còn ([\d,]+) %/.exec(vi)?.[1] : undefined;
        if (only !== undefined) expect(Number(only.replace(',', '.'))).toBeLessThan(90);
      }
  });

  test('a headcount too small is told in the first sentence too: what share is reached, not that it is enough', () => {
    const plan = planned(makePlan(madeQuestion(FIELDS, { days: 50, cap: 1 })));
    expect(plan.reasons[0]?.vi).toContain('chưa đạt mục tiêu');
    expect(plan.overall.planned ?? 1).toBeLessThan(0.9);
    expect(plan.overall.alone ?? 0).toBeGreaterThan(0.9);
  });
});
