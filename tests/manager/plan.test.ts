import { describe, expect, test } from 'vitest';
import {
  type PlanGroup,
  type PlannedField,
  PlanRequest,
  type PlanWait,
  type StaffingPlan,
} from '../../common/protocol/plan.ts';
import { type AskedPlan, answerLines, askedLines } from '../../manager/plan/compared.ts';
import { errorWords } from '../../manager/plan/forecast-error.ts';
import { busiestSlot, loadOf, questionsOf } from '../../manager/plan/formulas.ts';
import { formOf, planBody, planFault, presetRange, USUAL_FORM } from '../../manager/plan/plan-question.ts';
import { csvOf, fieldTable, slotTable } from '../../manager/plan/plan-tables.ts';
import {
  arrivalsOf,
  chairmanSentence,
  clockOf,
  groupLetter,
  peakOf,
  pictureOf,
  shareWords,
  wholeShare,
} from '../../manager/plan/plan-view.ts';

const WAIT: PlanWait = {
  withinTargetShare: 0.92,
  withinTargetHalfWidth: 0.01,
  meanMinutes: 3,
  p90Minutes: 12,
};
const SLOTS = [420, 450, 480, 510, 540, 570];

function field(code: string, name: string, group: number | null, arrivals: readonly number[]): PlannedField {
  return {
    code,
    name,
    agency: null,
    tickets: 100,
    perDay: arrivals.reduce((sum, each) => sum + each, 0),
    serviceMinutes: 10,
    serviceScv: 1.5,
    serviceBasis: 'measured',
    dispersion: 1.2,
    forecast: null,
    slots: arrivals.map((mean, at) => ({
      minuteOfDay: SLOTS[at] ?? 0,
      meanArrivals: mean,
      p80Arrivals: Math.ceil(mean * 1.4),
      officials: Math.ceil(mean),
    })),
    officialsAlone: 2,
    group,
    waitAlone: WAIT,
    waitPlanned: WAIT,
    waitPresent: null,
    meetsTarget: true,
    reasons: [],
  };
}

function group(fields: readonly string[], officials: readonly number[]): PlanGroup {
  return {
    fields,
    helpingFields: [],
    officials: Math.max(...officials),
    officialsAlone: 6,
    occupancy: 0.5,
    officialsBySlot: officials.map((each, at) => ({ minuteOfDay: SLOTS[at] ?? 0, officials: each })),
    coveredBy: null,
    reasons: [],
  };
}

const PLAN: StaffingPlan = {
  from: '2026-09-01',
  to: '2026-11-20',
  target: { share: 0.9, minutes: 15 },
  seed: 1,
  recordedDays: 57,
  tickets: 300,
  simulatedDays: 300,
  sessions: [{ fromMinute: 450, toMinute: 570 }],
  fields: [
    field('dat-dai', 'Đất đai', 0, [0, 2, 4, 4, 1, 0]),
    field('ho-tich', 'Hộ tịch', 1, [0, 1, 2, 1, 1, 0]),
    field('thue', 'Thuế', 1, [0, 1, 1, 1, 0, 0]),
  ],
  groups: [group(['dat-dai'], [1, 2, 4, 4, 1, 1]), group(['ho-tich', 'thue'], [1, 2, 2, 2, 1, 1])],
  officialsAlone: 8,
  officials: 6,
  saved: { officials: 2, low: 1, high: 3 },
  cap: null,
  overall: { alone: 0.95, planned: 0.93, present: null },
  sensitivity: [
    { kind: 'one-absent', group: 0, worstField: 'dat-dai', worstShare: 0.7, fieldsMissing: ['dat-dai'] },
  ],
  reasons: [],
  warnings: [],
};

describe('the sentence for the Chairman', () => {
  test('says who is needed when, and what one fewer would mean, as one would say it', () => {
    expect(chairmanSentence(PLAN)).toBe(
      'Đất đai cần 4 người từ 8:00 đến 9:00; 3 người thì chỉ 70% được gọi trong 15 phút, dưới mục tiêu 90%.',
    );
  });

  test('names the field that suffers where officials share several', () => {
    const plan = {
      ...PLAN,
      groups: [group(['dat-dai', 'thue'], [1, 2, 4, 4, 1, 1])],
    };
    expect(chairmanSentence(plan)).toContain(
      '3 người thì ở Đất đai chỉ 70% được gọi trong 15 phút, dưới mục tiêu 90%',
    );
  });

  test('a share that meets the target is not told as a fault, and one that misses it never reads as if it met it', () => {
    const absent = (worstShare: number | null) =>
      chairmanSentence({
        ...PLAN,
        sensitivity: [{ kind: 'one-absent', group: 0, worstField: 'dat-dai', worstShare, fieldsMissing: [] }],
      });
    expect(absent(0.97)).toContain('3 người vẫn được 97% trong 15 phút (mục tiêu 90%)');
    expect(absent(0.8996)).toContain('chỉ 89,9% được gọi trong 15 phút, dưới mục tiêu 90%');
    expect(absent(null)).toBe('Đất đai cần 4 người từ 8:00 đến 9:00.');
    expect(chairmanSentence({ ...PLAN, sensitivity: [] })).toBe('Đất đai cần 4 người từ 8:00 đến 9:00.');
  });

  test('one official a group is told as such, a group busy all day as all day', () => {
    const one = { ...PLAN, officials: 2, groups: [group(['dat-dai'], [1, 1]), group(['thue'], [1, 1])] };
    expect(chairmanSentence(one)).toBe('Mỗi nhóm chỉ cần một người; cả bộ phận cần 2 người.');
    const all = { ...PLAN, sensitivity: [], groups: [group(['dat-dai'], [4, 4, 4, 4, 4, 4])] };
    expect(chairmanSentence(all)).toBe('Đất đai cần 4 người suốt giờ làm việc.');
  });
});

describe('the picture of a plan', () => {
  test('shows the half-hours in which the hall is open or somebody comes, groups above their fields', () => {
    const picture = pictureOf(PLAN, 'officials');
    expect(picture.starts.map(clockOf)).toEqual(['7:30', '8:00', '8:30', '9:00']);
    expect(picture.bands.map((band) => band.rows.map((row) => row.name))).toEqual([
      ['Đất đai · 4 người'],
      ['Nhóm B · 2 người', 'Hộ tịch', 'Thuế'],
    ]);
    expect(picture.bands[0]?.rows[0]?.values).toEqual([2, 4, 4, 1]);
    expect(picture.most.group).toBe(4);
  });

  test('arrivals of a group are those of its fields together', () => {
    const [, second] = pictureOf(PLAN, 'mean').bands;
    expect(second?.rows[0]?.values).toEqual([2, 3, 2, 1]);
  });

  test('no officials stand where nobody comes', () => {
    const lunch = { ...PLAN, sessions: [{ fromMinute: 420, toMinute: 600 }] };
    expect(pictureOf(lunch, 'officials').bands[0]?.rows[0]?.values).toEqual([0, 2, 4, 4, 1, 0]);
  });

  test('fields without a group have a band of their own', () => {
    const plan = { ...PLAN, fields: [...PLAN.fields, field('khac', 'Khác', null, [0, 1, 0, 0, 0, 0])] };
    expect(pictureOf(plan, 'officials').bands.at(-1)).toMatchObject({
      group: null,
      rows: [{ name: 'Khác' }],
    });
  });

  test('a plan without fields draws nothing and does not break', () => {
    const empty = { ...PLAN, fields: [], groups: [] };
    expect(pictureOf(empty, 'officials')).toMatchObject({ starts: [], bands: [] });
  });

  test('letters go on after Z, and the longest stretch of the most is the peak', () => {
    expect([0, 25, 26, 52].map(groupLetter)).toEqual(['A', 'Z', 'A2', 'A3']);
    const slots = [3, 4, 3, 4, 4, 2].map((officials, at) => ({ minuteOfDay: 480 + at * 30, officials }));
    expect(peakOf(slots)).toEqual({ officials: 4, fromMinute: 570, toMinute: 630 });
    expect(peakOf([])).toBeNull();
  });

  test('the busy day of the hall lies between the mean and its fields’ busy days together', () => {
    const { mean, high } = arrivalsOf(PLAN, null);
    const apart = PLAN.fields.map((each) => arrivalsOf(PLAN, each.code).high);
    for (const [at, value] of high.entries()) {
      expect(value).toBeGreaterThanOrEqual(mean[at] ?? Number.NaN);
      expect(value).toBeLessThanOrEqual(apart.reduce((sum, each) => sum + (each[at] ?? 0), 0) + 1);
    }
  });

  test('a share below the target is never written as if it had reached it', () => {
    expect(wholeShare(0.8999)).toBe('89%');
    expect(shareWords({ ...WAIT, withinTargetShare: 0.89999 })).toBe('89,9%');
    expect(shareWords(null)).toBe('–');
    expect(shareWords({ ...WAIT, withinTargetShare: null })).toBe('–');
  });
});

describe('tables of a plan as files', () => {
  test('one line a field with its group, and one a half-hour', () => {
    const table = fieldTable(PLAN);
    expect(table.rows).toHaveLength(3);
    expect(table.rows.every((row) => row.length === table.head.length)).toBe(true);
    expect(slotTable(PLAN).rows).toHaveLength(18);
  });

  test('names with commas and quotes stay whole, and what a spreadsheet would calculate is made harmless', () => {
    expect(
      csvOf({
        head: ['a', 'b'],
        rows: [
          ['x, "y"', '=1+1'],
          [null, -1.5],
        ],
      }),
    ).toBe('a,b\r\n"x, ""y""",\'=1+1\r\n,-1.5\r\n');
  });
});

describe('the question to the planner', () => {
  const form = {
    from: '2026-09-01',
    to: '2026-11-20',
    sharePercent: 90,
    minutes: 15,
    cap: null,
    counters: 'respect' as const,
    maxFields: 4,
    breakMinutes: 10,
    volumePercent: 120,
    qualifications: 'respect' as const,
    absencePercent: 5,
    keptDays: 9,
    keptOf: 10,
    movePrice: 0.3,
    horizonMonths: 6,
    appointmentPercent: 20,
    targets: [
      { id: 1, field: 'thue', sharePercent: 95, minutes: 10 },
      { id: 2, field: '', sharePercent: 95, minutes: 10 },
    ],
    fields: ['dat-dai', 'thue'],
    trained: [{ holds: ['dat-dai'], learns: 'thue', officials: 2 }],
    drivers: [
      { id: 1, field: 'dat-dai', volumePercent: 130, servicePercent: 100, dossiers: 12, dossierMinutes: 7 },
      { id: 2, field: '', volumePercent: 100, servicePercent: 80, dossiers: 5, dossierMinutes: 7 },
      { id: 3, field: 'thue', volumePercent: 100, servicePercent: 100, dossiers: 0, dossierMinutes: 7 },
    ],
  };

  test('presets end today or follow the calendar and the administrative month', () => {
    expect(presetRange('weeks-8', '2026-11-27')).toEqual({ from: '2026-10-03', to: '2026-11-27' });
    expect(presetRange('administrative', '2026-11-27')).toEqual({ from: '2026-11-15', to: '2026-12-14' });
    expect(presetRange('free', '2026-11-27')).toBeNull();
  });

  test('an empty headcount is not sent; shares and factors travel as shares', () => {
    expect(planBody(form)).not.toHaveProperty('cap');
    expect(planBody({ ...form, cap: 12 })).toMatchObject({
      cap: 12,
      target: { share: 0.9, minutes: 15 },
      volumeFactor: 1.2,
      absence: 0.05,
      keptOnDays: 0.9,
      movePrice: 0.3,
      fieldTargets: [{ field: 'thue', share: 0.95, minutes: 10 }],
      fields: ['dat-dai', 'thue'],
      trained: [{ holds: ['dat-dai'], learns: 'thue', officials: 2 }],
      horizonMonths: 6,
      appointments: 0.2,
      // A second load is that of a field; none is none.
      backOffice: [{ field: 'dat-dai', perDay: 12, minutes: 7 }],
      // What changes nothing is not sent; without a field it is for all.
      drivers: [
        { field: 'dat-dai', volume: 1.3, service: 1 },
        { volume: 1, service: 0.8 },
      ],
    });
  });

  test('a kept question stands in the form again, and asked again is the same question', () => {
    const request = PlanRequest.parse(planBody({ ...form, cap: 12 }));
    expect(PlanRequest.parse(planBody(formOf(request)))).toEqual(request);
    expect(formOf(request)).toMatchObject({ keptDays: 9, keptOf: 10, absencePercent: 5, cap: 12 });
    expect(formOf({ ...request, keptOnDays: 0.95 })).toMatchObject({ keptDays: 19, keptOf: 20 });
    expect(formOf({ ...request, keptOnDays: 0.93 })).toMatchObject({ keptDays: 93, keptOf: 100 });
    const usual = PlanRequest.parse({ from: '2026-09-01', to: '2026-11-20' });
    expect(formOf(usual)).toEqual({ from: '2026-09-01', to: '2026-11-20', ...USUAL_FORM });
  });

  test.each([
    [{ from: '2026-12-01' }, 'wrongPeriod'],
    [{ from: '' }, 'wrongPeriod'],
    [{ sharePercent: 100 }, 'wrongTarget'],
    [{ minutes: Number.NaN }, 'wrongTarget'],
    [{ targets: [{ id: 1, field: 'thue', sharePercent: 100, minutes: 5 }] }, 'wrongTarget'],
    [{ keptDays: 10 }, 'wrongDays'],
    [{ keptOf: 0 }, 'wrongDays'],
    [{ keptDays: Number.NaN }, 'wrongDays'],
    [{}, null],
  ])('%j is told before it is sent: %s', (more, fault) => {
    expect(planFault({ ...form, ...more })).toBe(fault);
  });
});

describe('plans side by side', () => {
  const asked = (id: string, more: Partial<PlanRequest>, plan: Partial<StaffingPlan> = {}): AskedPlan => ({
    id,
    request: PlanRequest.parse({ from: '2026-09-01', to: '2026-11-20', ...more }),
    plan: { ...PLAN, ...plan },
  });

  test('tell only what was asked differently, in the words of the form', () => {
    const lines = askedLines([
      asked('a', {}),
      asked('b', {
        absence: 0.05,
        trained: [{ holds: ['dat-dai'], learns: 'thue', officials: 2 }],
        fieldTargets: [{ field: 'dat-dai', share: 0.95, minutes: 10 }],
      }),
    ]);
    expect(lines.map(({ label }) => label)).toEqual([
      'Mục tiêu riêng của lĩnh vực',
      'Đào tạo thêm',
      'Cán bộ vắng không người thay (%)',
    ]);
    expect(lines.at(-1)?.cells).toEqual(['0 %', '5 %']);
    expect(askedLines([asked('a', {}), asked('b', {})])).toEqual([]);
  });

  test('tell what comes of it, with the difference from the first', () => {
    const lines = answerLines([
      asked('a', {}),
      asked('b', { absence: 0.05 }, { officials: PLAN.officials + 2, moves: 3 }),
    ]);
    const cells = (label: string) => lines.find((line) => line.label === label);
    expect(cells('Số cán bộ')?.cells[1]).toBe(`${PLAN.officials + 2} (+2)`);
    expect(cells('Số cán bộ')?.differs).toBe(true);
    expect(cells('Lĩnh vực đổi người giữ so với nay')?.cells).toEqual(['0', '3 (+3)']);
    expect(cells('Mỗi lĩnh vực bố trí riêng')?.differs).toBe(false);
    expect(answerLines([])).toEqual([]);
  });
});

describe('letters and formulas of a field', () => {
  test('the busiest half-hour as λ, μ, a and n, with one official fewer and one more', () => {
    const land = PLAN.fields[0] as PlannedField;
    expect(busiestSlot(land)).toBe(480);
    const load = loadOf(land, 480);
    expect(load).toEqual({
      arrivalsPerHour: 12,
      servicePerHour: 6,
      serviceScv: 1.5,
      offered: 2,
      counters: 4,
    });
    expect(questionsOf(load, PLAN.target).map((each) => each.counters)).toEqual([3, 4, 5]);
    expect(questionsOf({ ...load, counters: 1 }, PLAN.target).map((each) => each.counters)).toEqual([1, 2]);
    expect(questionsOf(load, PLAN.target)[0]?.spread.serviceScv).toBe(1.5);
  });
});

describe('an error of the forecast', () => {
  test('stands with its share of whoever comes; where nobody comes, or nothing was tried, without', () => {
    expect(errorWords(9, 40)).toBe('9 (22,5%)');
    expect(errorWords(9, 0)).toBe('9');
    expect(errorWords(undefined, 40)).toBe('–');
  });
});
