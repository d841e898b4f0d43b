import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { monthPage } from '../../server/month/month-decisions.ts';
import { planStanding } from '../../server/month/plan-standing.ts';
import type { HallFacts } from '../../server/planning/hall-facts.ts';
import { sampleFacts, samplePlan } from './sample-plan.ts';

const pageOf = (plan: StaffingPlan, facts: HallFacts) =>
  monthPage({
    planId: 'plan-1',
    plan,
    facts,
    from: '2026-12-07',
    to: '2027-01-03',
    posts: { all: plan.officials, empty: 0 },
    promised: null,
  });

const agency = {
  code: 'thue',
  name: 'Chi cục Thuế',
  kind: 'outside',
  needsAgreement: true,
  payingUnit: '',
  agreedFrom: '2026-01-01',
  agreedTo: null,
  agreedOfficers: 3,
  sharedFields: [] as string[],
  agreementNote: '',
  active: true,
} as const;

describe('a plan against the hall as it is', () => {
  test('is feasible only with qualified people, counters and agreements', () => {
    expect(planStanding(samplePlan(), sampleFacts())).toMatchObject({ verdict: 'feasible', faults: [] });
  });

  test('is not known to be feasible where nobody’s qualifications are registered', () => {
    const standing = planStanding(samplePlan(), sampleFacts({ officers: [] }));
    expect(standing.verdict).toBe('unknown');
    expect(standing.faults.map(({ code }) => code)).toEqual(['no-register']);
  });

  test('names the posts that nobody is qualified for, group by group', () => {
    const facts = sampleFacts();
    const standing = planStanding(samplePlan(), { ...facts, officers: facts.officers.slice(0, 2) });
    expect(standing.verdict).toBe('not-feasible');
    expect(standing.training).toEqual([{ group: 1, missing: 1, fields: ['ho-tich', 'thue'] }]);
  });

  test('an officer whose posting has ended or not begun fills no post', () => {
    const facts = sampleFacts();
    const officers = facts.officers.map((officer, at) =>
      at === 0 ? { ...officer, postedTo: '2026-11-01' } : officer,
    );
    expect(planStanding(samplePlan(), { ...facts, officers }).training).toHaveLength(1);
  });

  test('counts the counters that it needs and the hall has not', () => {
    const facts = sampleFacts();
    const counters = facts.counters.map((counter, at) => ({ ...counter, active: at > 0 }));
    const standing = planStanding(samplePlan(), { ...facts, counters });
    expect(standing.counters).toEqual({ needed: 3, present: 2 });
    expect(standing.faults[0]?.vi).toBe('Cần 3 quầy cùng lúc, hiện chỉ có 2: thiếu 1 quầy.');
  });

  test('an outside agency’s field held with others is a fault until its agreement names it', () => {
    const facts = sampleFacts();
    const fields = facts.fields.map((field) =>
      field.code === 'thue' ? { ...field, agency: 'thue' } : field,
    );
    const closed = planStanding(samplePlan(), { ...facts, fields, agencies: [agency] });
    expect(closed.verdict).toBe('not-feasible');
    expect(closed.notAgreed).toEqual([
      { group: 1, agency: 'thue', agencyName: 'Chi cục Thuế', fields: ['thue'] },
    ]);
    const open = { ...agency, sharedFields: ['thue'] };
    expect(planStanding(samplePlan(), { ...facts, fields, agencies: [open] }).verdict).toBe('feasible');
  });
});

describe('the decisions of a month', () => {
  test('one fewer is told by the field that misses, with its true share below its target', () => {
    const [staff] = pageOf(samplePlan(), sampleFacts()).decisions;
    expect(staff?.why.vi).toBe('2 người thì ở Hộ tịch chỉ 87 % được gọi trong 15 phút, dưới mục tiêu 90 %.');
  });

  test('where one fewer still meets the target, the reason is the days on which it would be kept', () => {
    const plan = samplePlan();
    const mild = {
      ...plan,
      sensitivity: plan.sensitivity.map((each) => ({ ...each, worstShare: 0.93, fieldsMissing: [] })),
      risk: [
        { officials: 2, probability: 0.612 },
        { officials: 3, probability: 0.95 },
      ],
    };
    const [staff] = pageOf(mild, sampleFacts()).decisions;
    expect(staff?.why.vi).toBe(
      'Bớt một người thì xác suất mọi lĩnh vực giữ được mục tiêu giảm từ 95 % (3 người) xuống 61,2 %.',
    );
  });

  test('what is refused is told by today’s counters, and as unknown without them', () => {
    const plan = samplePlan();
    const [today] = pageOf(plan, sampleFacts()).decisions;
    expect(today?.ifRefused.vi).toContain('71,4 % người dân được gọi trong 15 phút, chưa đạt');
    const [unknown] = pageOf(
      { ...plan, overall: { ...plan.overall, present: null } },
      sampleFacts(),
    ).decisions;
    expect(unknown?.ifRefused.code).toBe('refused-unknown');
  });

  test('people whose posting ends soon are a decision, and the lower end of who is there', () => {
    const facts = sampleFacts();
    const officers = facts.officers.map((officer, at) =>
      at === 0 ? { ...officer, postedTo: '2026-12-10' } : officer,
    );
    const page = pageOf(samplePlan(), { ...facts, officers });
    expect(page.present).toMatchObject({ value: 3, low: 2, high: 3 });
    expect(page.decisions.map(({ kind }) => kind)).toEqual(['staff', 'postings']);
    expect(page.decisions[1]?.what.vi).toContain('1 cán bộ');
  });

  test('are at most three, and the arrangement is always one of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 0, max: 3 }),
        fc.boolean(),
        fc.constantFrom(null, '2026-12-01'),
        (people, counters, agreed, ends) => {
          const facts = sampleFacts();
          const page = pageOf(samplePlan(), {
            ...facts,
            officers: facts.officers.slice(0, people).map((officer) => ({ ...officer, postedTo: ends })),
            counters: facts.counters.slice(0, counters),
            fields: facts.fields.map((field) =>
              field.code === 'thue' && !agreed ? { ...field, agency: 'thue' } : field,
            ),
            agencies: [agency],
          });
          const kinds = page.decisions.map(({ kind }) => kind);
          expect(kinds).toContain('staff');
          expect(kinds.length).toBeLessThanOrEqual(3);
          expect(new Set(kinds).size).toBe(kinds.length);
          expect(page.gap.value).toBe(page.needed.value - page.present.value);
          expect(page.gap.low).toBeLessThanOrEqual(page.gap.value);
          expect(page.gap.high).toBeGreaterThanOrEqual(page.gap.value);
          expect(page.standing.verdict === 'feasible').toBe(page.standing.faults.length === 0);
        },
      ),
    );
  });
});
