import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallRuleAnswer } from '../../common/protocol/call-rules.ts';
import type { PlanRun, StaffingPlan } from '../../common/protocol/plan.ts';
import type { PromiseKept } from '../../common/protocol/plan-kept.ts';
import type { WhatIfAnswer } from '../../common/protocol/what-if.ts';
import { RestHall } from '../support/rest-hall.ts';
import { bringRecord, madeRecord, workingDates } from './planned-hall.ts';

const DATES = workingDates(15);
const FIELDS = [
  { code: 'dat-dai', perDay: 60, serviceMinutes: 12 },
  { code: 'ho-tich', perDay: 30, serviceMinutes: 8 },
  { code: 'thue', perDay: 4, serviceMinutes: 10 },
  { code: 'tu-phap', perDay: 3, serviceMinutes: 10 },
];
const PERIOD = { from: '2026-10-01', to: '2026-11-20', days: 50 };
const TARGET = { share: 0.9, minutes: 15 };

describe('POST /staffing/plan', () => {
  const hall = new RestHall();
  let boss = '';
  const plan = async (body: object, path = '/staffing/plan') => hall.ask(boss, 'POST', path, body);
  const runs = async () => (await hall.ask(boss, 'GET', '/staffing/plans')).body.plans as PlanRun[];
  const until = async (id: string, wanted: (run: PlanRun) => boolean) => {
    for (;;) {
      const run = (await hall.ask(boss, 'GET', `/staffing/plans/${id}`)).body as unknown as PlanRun;
      if (wanted(run)) return run;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  beforeAll(async () => {
    await hall.begin();
    boss = await hall.person('chu-tich', 'chairman');
    const lone = `${DATES[0]},mot-phieu,M-1,09:00:00,09:00:00,09:05:00,done`;
    await bringRecord(hall.folder, `${madeRecord(FIELDS, DATES)}\n${lone}`);
  });
  afterAll(() => hall.close());

  test('answers fields, groups, officials in all and saved, waits before and after, and reasons', async () => {
    const { status, body } = await plan({ ...PERIOD, target: TARGET });
    expect(status).toBe(200);
    const answer = body as unknown as StaffingPlan;
    expect(answer.recordedDays).toBe(DATES.length);
    expect(answer.fields.length).toBe(FIELDS.length + 1);
    expect(answer.officials).toBeLessThanOrEqual(answer.officialsAlone);
    expect(answer.saved.officials).toBe(answer.officialsAlone - answer.officials);
    expect(answer.groups.reduce((sum, group) => sum + group.officials, 0)).toBe(answer.officials);
    const tested = answer.fields.find((field) => field.code === 'dat-dai');
    expect(tested?.forecast?.days?.length).toBe(DATES.length - 10);
    expect(tested?.forecast?.days?.every((day) => day.counted > 0 && day.baseline > 0)).toBe(true);
    expect(tested?.waitOneFewer?.withinTargetShare).toBeLessThan(tested?.waitAlone.withinTargetShare ?? 0);
    expect(answer.reasons[0]?.vi.length).toBeGreaterThan(20);
    expect(answer.reasons[0]?.en.length).toBeGreaterThan(20);
  }, 240_000);

  test('with ?wait=no it answers an id at once; the plan is there later, in the list and by itself', async () => {
    const { status, body } = await plan({ ...PERIOD, seed: 5 }, '/staffing/plan?wait=no');
    expect(status).toBe(202);
    const id = String(body.id);
    expect((await runs())[0]).toMatchObject({ id, request: { seed: 5 } });
    const done = await until(id, (run) => run.state !== 'queued' && run.state !== 'running');
    expect(done).toMatchObject({ state: 'done', plan: { seed: 5 } });
    expect((await hall.ask(boss, 'DELETE', `/staffing/plans/${id}`)).status).toBe(200);
    expect((await hall.ask(boss, 'GET', `/staffing/plans/${id}`)).status).toBe(404);
  }, 240_000);

  test('tells what a plan promised beside what happened, week by week', async () => {
    const asked = await plan({ ...PERIOD, to: DATES[9] }, '/staffing/plan?wait=no');
    const id = String(asked.body.id);
    await until(id, ({ state }) => state === 'done');
    const path = `/staffing/plans/${id}/kept`;
    const { status, body } = await hall.ask(boss, 'GET', `${path}?to=${DATES[14]}`);
    expect(status).toBe(200);
    const kept = body as unknown as PromiseKept;
    expect(kept.from > (DATES[9] ?? '')).toBe(true);
    expect(kept.weeks.map(({ monday, days }) => [monday, days])).toEqual([[DATES[10], 5]]);
    const [land] = kept.weeks[0]?.fields ?? [];
    expect(land?.code).toBe('dat-dai');
    // All were called at once in this record.
    expect(land).toMatchObject({ share: 1, held: true, alarm: false });
    expect((await hall.ask(boss, 'GET', `${path}?from=2027-01-01&to=2026-12-31`)).body.weeks).toEqual([]);
    expect((await hall.ask(boss, 'GET', '/staffing/plans/none/kept')).status).toBe(404);
  });

  test('DELETE ends a plan under way, and so does hanging up', async () => {
    const { body } = await plan({ ...PERIOD, days: 2000 }, '/staffing/plan?wait=no');
    const id = String(body.id);
    expect((await hall.ask(boss, 'DELETE', `/staffing/plans/${id}`)).status).toBe(200);
    expect(await until(id, () => true)).toMatchObject({ state: 'cancelled' });
    const control = new AbortController();
    const asked = fetch(`${hall.running.url}/api/v1/staffing/plan`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${boss}` },
      body: JSON.stringify({ ...PERIOD, days: 2000, seed: 77 }),
      signal: control.signal,
    }).catch(() => null);
    const mine = async () => (await runs()).find((run) => run.request.seed === 77);
    while ((await mine()) === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    control.abort();
    await asked;
    const run = await mine();
    expect(await until(run?.id ?? '', (each) => each.state !== 'running')).toMatchObject({
      state: 'cancelled',
    });
  }, 180_000);

  test.each([
    ['no ticket in the period', { from: '2025-01-01', to: '2025-01-31' }],
    ['a target of 100 %', { target: { share: 1, minutes: 15 } }],
  ])('%s: a coded refusal that says what is missing', async (_what, more) => {
    const { status, code, body } = await plan({ ...PERIOD, ...more });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(code).not.toBe('internal');
    expect((body.error as { message: string }).message.length).toBeGreaterThan(15);
  });

  test.each([
    ['one day of data', { from: DATES[0], to: DATES[0] }],
    ['a cap below the minimum', { cap: 1 }],
    ['a field with one ticket', { fields: ['mot-phieu'] }],
  ])(
    '%s: the best that can be said, and a warning',
    async (_what, more) => {
      const { status, code, body } = await plan({ ...PERIOD, ...more });
      if (status !== 200) {
        expect([status, code]).toEqual([422, 'unreachable_target']);
        return;
      }
      const answer = body as unknown as StaffingPlan;
      expect(answer.warnings.length).toBeGreaterThan(0);
      expect(answer.warnings.every((each) => each.vi.length > 10 && each.en.length > 10)).toBe(true);
    },
    60_000,
  );

  test.each([
    { from: '2026-10-02', to: '2026-10-01' },
    { from: '2026-10-01' },
    { ...PERIOD, target: { share: 1.2, minutes: 15 } },
    { ...PERIOD, cap: 0 },
    { ...PERIOD, maxFieldsPerOfficial: 5 },
    { ...PERIOD, unknown: 1 },
  ])('refuses %j as input', async (body) => {
    expect(await plan(body)).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  test('refuses a field that nobody knows, by its code', async () => {
    expect(await plan({ ...PERIOD, fields: ['khong-co'] })).toMatchObject({
      status: 422,
      code: 'unknown_field',
    });
  });

  test('rules of calling meet the same people of the record, or of a hall of the textbooks', async () => {
    const rules = [{ kind: 'accumulating', weight: 1 }, { kind: 'strict' }];
    const counters = [{ primaryFields: FIELDS.map((field) => field.code), officials: 3 }];
    const hall = { kind: 'record', from: PERIOD.from, to: PERIOD.to, days: 40, priorityShare: 0.2, counters };
    const { status, body } = await plan({ hall, rules }, '/staffing/call-rules');
    expect(status).toBe(200);
    const answer = body as unknown as CallRuleAnswer;
    expect(answer.recordedDays).toBe(DATES.length);
    const [first, strict] = answer.rules;
    expect(first?.priority?.citizens).toBe(strict?.priority?.citizens);
    expect(strict?.priority?.meanMinutes).toBeLessThan(first?.priority?.meanMinutes ?? 0);
    expect(answer.advice.vi.length).toBeGreaterThan(20);
    const textbook = {
      kind: 'textbook',
      arrivalsPerHour: 20,
      servicePerHour: 6,
      counters: 4,
      citizens: 10_000,
    };
    expect(await plan({ hall: textbook, rules }, '/staffing/call-rules')).toMatchObject({ status: 200 });
  }, 60_000);

  test.each([
    ['nobody serves the fields', { counters: [{ primaryFields: ['khong-co'] }] }, 404, 'unknown_counter'],
    ['no ticket in the period', { from: '2025-01-01', to: '2025-01-31' }, 422, 'not_enough_record'],
  ])('rules of calling, %s: a coded refusal', async (_what, more, status, code) => {
    const hall = { kind: 'record', from: PERIOD.from, to: PERIOD.to, days: 20, ...more };
    expect(await plan({ hall, rules: [{ kind: 'strict' }] }, '/staffing/call-rules')).toMatchObject({
      status,
      code,
    });
  });

  test('what-if compares up to four arrangements side by side', async () => {
    const scenario = (name: string, counters: object[]) => ({ name, counters });
    const body = {
      from: PERIOD.from,
      to: PERIOD.to,
      scenarios: [
        scenario('Riêng', [{ primaryFields: ['thue'] }, { primaryFields: ['tu-phap'] }]),
        scenario('Ghép', [{ primaryFields: ['thue', 'tu-phap'], officials: 2 }]),
      ],
    };
    const { status, body: answer } = await plan(body, '/staffing/what-if');
    expect(status).toBe(200);
    const [apart, together] = (answer as unknown as WhatIfAnswer).scenarios;
    const wait = (of: typeof apart) =>
      of?.fields.find((field) => field.code === 'thue')?.wait.meanMinutes ?? 0;
    expect(wait(together)).toBeLessThan(wait(apart));
    const five = Array.from({ length: 5 }, () => body.scenarios[0]);
    expect(await plan({ ...body, scenarios: five }, '/staffing/what-if')).toMatchObject({ status: 400 });
  }, 180_000);

  test('is not for clerks', async () => {
    const clerk = await hall.person('can-bo', 'clerk');
    expect(await hall.ask(clerk, 'POST', '/staffing/plan', PERIOD)).toMatchObject({ status: 403 });
    expect(await hall.ask(clerk, 'GET', '/staffing/plans')).toMatchObject({ status: 403 });
  });
});
