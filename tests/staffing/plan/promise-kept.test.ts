import { describe, expect, test } from 'vitest';
import { makePlan } from '../../../server/staffing/plan/make-plan.ts';
import {
  type FieldWeek,
  promiseKept,
  type RecordedWeek,
} from '../../../server/staffing/plan/promise-kept.ts';
import { seededRandom } from '../../../server/staffing/simulation/random.ts';
import { madeQuestion, planned } from './made-question.ts';

const PLAN = planned(
  makePlan(
    madeQuestion(
      [
        { perHour: 8, minutes: 8 },
        { perHour: 3, minutes: 12 },
      ],
      { days: 80, keptOnDays: 0.9, maxFieldsPerOfficial: 1 },
    ),
  ),
);
const PERIOD = { from: '2026-11-02', to: '2027-12-31' };
const expected = (code: string) =>
  PLAN.fields.find((field) => field.code === code)?.waitPlanned.withinTargetShare ?? 0;

function week(at: number, share: number, more: Partial<FieldWeek> = {}): RecordedWeek {
  const day = new Date(Date.parse('2026-11-02T00:00:00Z') + at * 7 * 86_400_000);
  const citizens = 300;
  return {
    monday: day.toISOString().slice(0, 10),
    days: 5,
    fields: [
      {
        code: 'F1',
        citizens,
        inTime: Math.round(citizens * share),
        serviceMinutes: 8,
        gapMinutes: 0,
        officials: PLAN.groups[0]?.officials ?? 1,
        ...more,
      },
    ],
  };
}

/** Weeks whose share lies about what was promised as the promise says, and lower by so many deviations. */
function weeksByChance(count: number, lowerBy: number, seed: number): RecordedWeek[] {
  const random = seededRandom(seed);
  const { low = 0, high = 1 } = PLAN.fields[0]?.promise ?? {};
  const deviation = ((high - low) / 2 / 1.96) * Math.sqrt((PLAN.promiseDays ?? 5) / 5);
  // Twelve uniform draws are as good as normal here.
  const draw = () => Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);
  return Array.from({ length: count }, (_, at) =>
    week(at, Math.min(1, expected('F1') + deviation * (draw() - lowerBy))),
  );
}

describe('a promise beside what happened', () => {
  test('a week as expected is held, names no cause and raises no alarm', () => {
    const { weeks, alarms } = promiseKept(PLAN, [week(0, expected('F1'))], PERIOD);
    expect(weeks[0]).toMatchObject({ monday: '2026-11-02', days: 5 });
    expect(weeks[0]?.fields[0]).toMatchObject({
      code: 'F1',
      citizens: 300,
      held: true,
      causes: [],
      alarm: false,
    });
    expect(alarms).toEqual([]);
  });

  test('a week that fell short says why, the heaviest cause first', () => {
    const perDay = PLAN.fields[0]?.perDay ?? 0;
    const officials = (PLAN.groups[0]?.officials ?? 1) * 0.5;
    const short = week(0, 0.2, {
      citizens: Math.round(perDay * 5 * 1.3),
      inTime: 40,
      serviceMinutes: 8.2,
      officials,
    });
    const [field] = promiseKept(PLAN, [short], PERIOD).weeks[0]?.fields ?? [];
    expect(field?.held).toBe(false);
    expect(field?.causes.map(({ kind }) => kind)).toEqual(['fewer-officials', 'more-citizens']);
    expect(field?.causes[0]?.factor).toBeCloseTo(0.5, 6);
    expect(field?.causes[1]?.factor).toBeCloseTo(1.3, 1);
  });

  test('what the record does not show is no cause', () => {
    const blind = week(0, 0.2, {
      serviceMinutes: null,
      gapMinutes: null,
      officials: null,
      citizens: 5,
      inTime: 1,
    });
    expect(promiseKept(PLAN, [blind], PERIOD).weeks[0]?.fields[0]?.causes).toEqual([]);
    const nobody = week(0, 0, { citizens: 0, inTime: 0 });
    expect(promiseKept(PLAN, [nobody], PERIOD).weeks[0]?.fields).toEqual([]);
  });

  test('years of weeks as promised raise hardly an alarm; a lasting fall of two deviations does within weeks', () => {
    let alarmed = 0;
    let soonest = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const calm = promiseKept(PLAN, weeksByChance(52, 0, seed), PERIOD);
      if (calm.weeks.some((each) => each.fields.some(({ alarm }) => alarm))) alarmed += 1;
      const fallen = promiseKept(PLAN, weeksByChance(30, 2, seed), PERIOD);
      soonest += fallen.weeks.findIndex((each) => each.fields.some(({ alarm }) => alarm)) + 1;
    }
    // By the textbook one year in seven alarms without cause, and a fall of two deviations takes 3.3 weeks.
    expect(alarmed).toBeLessThanOrEqual(12);
    expect(soonest / 40).toBeGreaterThan(2);
    expect(soonest / 40).toBeLessThan(5);
  });

  test('one very bad week is no lasting change, unless it goes on', () => {
    const bad = expected('F1') - 0.1;
    const once = promiseKept(PLAN, [week(0, bad), ...[1, 2, 3, 4, 5, 6].map((at) => week(at, 1))], PERIOD);
    expect(once.alarms).toEqual([]);
    const on = promiseKept(
      PLAN,
      [0, 1, 2, 3, 4, 5].map((at) => week(at, 0.5)),
      PERIOD,
    );
    expect(on.alarms).toEqual(['F1']);
  });
});
