import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PlanRequest } from '../../common/protocol/plan.ts';
import { WhatIfRequest } from '../../common/protocol/what-if.ts';
import { FIRST_SETTINGS } from '../../server/domain/state.ts';
import { PlanDesk } from '../../server/planning/plan-desk.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { bringRecord, madeRecord, workingDates } from './planned-hall.ts';

const FIELDS = [
  { code: 'dat-dai', perDay: 60, serviceMinutes: 12 },
  { code: 'ho-tich', perDay: 30, serviceMinutes: 8 },
  { code: 'thue', perDay: 4, serviceMinutes: 10 },
];
const request = (more: object = {}) =>
  PlanRequest.parse({ from: '2026-10-01', to: '2026-11-20', days: 50, ...more });

let folder = '';
let nowMs = Date.parse('2026-11-24T09:00:00+07:00');
const errors: unknown[] = [];
const desks: PlanDesk[] = [];

function desk(file = join(folder, DATABASE_FILE)): PlanDesk {
  const made = new PlanDesk({
    file,
    dataDir: folder,
    nowMs: () => {
      nowMs += 1000;
      return nowMs;
    },
    onError: (error) => errors.push(error),
    facts: () => ({
      fields: [],
      agencies: [],
      counters: [],
      officers: [],
      settings: FIRST_SETTINGS,
      calendar: new Map(),
      holidays: { yearly: [], dated: [] },
      timeZone: 'Asia/Ho_Chi_Minh',
      today: '2026-11-24',
    }),
  });
  desks.push(made);
  return made;
}

function ask(at: PlanDesk, more: object = {}): string {
  const asked = at.ask(request(more));
  if (!asked.ok) throw new Error(asked.refusal.message);
  return asked.value.id;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-plans-'));
  await bringRecord(folder, madeRecord(FIELDS, workingDates(12)));
});
afterEach(async () => {
  for (const each of desks.splice(0)) await each.stop();
  rmSync(join(folder, 'plans'), { recursive: true, force: true });
  errors.length = 0;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('plans on their own thread', () => {
  test('a plan is worked out, kept, and still there after a restart', async () => {
    const first = desk();
    const id = ask(first);
    const outcome = await first.outcomeOf(id);
    if (!outcome.ok) throw new Error(outcome.refusal.message);
    expect(outcome.value.fields.map((field) => field.code).sort()).toEqual(['dat-dai', 'ho-tich', 'thue']);
    expect(outcome.value.officials).toBeLessThanOrEqual(outcome.value.officialsAlone);
    expect(first.list()[0]).toMatchObject({ id, state: 'done' });
    await first.stop();
    const second = desk();
    expect(second.find(id)).toMatchObject({ state: 'done', plan: { officials: outcome.value.officials } });
    expect(await second.outcomeOf(id)).toEqual(outcome);
    expect(second.cancel(id)).toBe(true);
    expect(second.find(id)).toBeUndefined();
    expect(desk().find(id)).toBeUndefined();
  }, 240_000);

  test('the same question twice gives the same plan', async () => {
    const at = desk();
    const [one, two] = await Promise.all([ask(at), ask(at)].map((id) => at.outcomeOf(id)));
    expect(one).toEqual(two);
  }, 240_000);

  test('one runs, others wait, a fifth in line is refused, and a cancelled one makes room', async () => {
    const at = desk();
    const slow = { days: 2000 };
    const ids = [0, 1, 2, 3, 4].map(() => ask(at, slow));
    expect(at.list().map((run) => run.state)).toEqual(['queued', 'queued', 'queued', 'queued', 'running']);
    expect(at.ask(request())).toMatchObject({ ok: false, refusal: { code: 'planner_busy' } });
    const waiting = at.outcomeOf(ids[0] as string);
    expect(at.cancel(ids[0] as string)).toBe(true);
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
    expect(at.find(ids[0] as string)).toMatchObject({ state: 'cancelled', plan: null });
    expect(at.find(ids[1] as string)?.state).toBe('running');
    expect(at.ask(request()).ok).toBe(true);
    for (const id of ids) at.cancel(id);
  });

  test('whoever waits is answered when the hall stops', async () => {
    const at = desk();
    const waiting = at.outcomeOf(ask(at, { days: 2000 }));
    await at.stop();
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: 'shutting_down' } });
    expect(at.ask(request())).toMatchObject({ ok: false, refusal: { code: 'shutting_down' } });
  });

  test('a thread that cannot work ends the plan with a code, tells the log, and the next one runs', async () => {
    const broken = join(folder, 'broken.sqlite');
    writeFileSync(broken, 'no database');
    const at = desk(broken);
    const outcomes = await Promise.all([ask(at), ask(at)].map((id) => at.outcomeOf(id)));
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ ok: false, refusal: { code: 'internal' } });
    expect(errors.length).toBe(2);
    expect(at.list().map((run) => run.state)).toEqual(['failed', 'failed']);
  }, 180_000);

  test('keeps the latest twenty, and passes over a damaged file', async () => {
    const broken = join(folder, 'missing.sqlite');
    const at = desk(broken);
    for (let count = 0; count < 23; count++) {
      const id = ask(at);
      at.cancel(id);
    }
    expect(at.list().length).toBe(20);
    expect(readdirSync(join(folder, 'plans')).length).toBe(20);
    writeFileSync(join(folder, 'plans', 'plan-zz.json'), '{');
    expect(desk().list().length).toBe(20);
  });

  test('a trial of arrangements is answered; one that nobody waits for any more ends', async () => {
    const at = desk();
    const question = (days: number) =>
      WhatIfRequest.parse({
        from: '2026-10-01',
        to: '2026-11-20',
        days,
        scenarios: [{ name: 'Ghép', counters: [{ primaryFields: ['dat-dai', 'ho-tich'], officials: 3 }] }],
      });
    const answer = await at.whatIf(question(20), new AbortController().signal);
    if (!answer.ok) throw new Error(answer.refusal.message);
    expect(answer.value.scenarios[0]).toMatchObject({ name: 'Ghép', officials: 3 });
    const gone = new AbortController();
    const waiting = at.whatIf(question(500), gone.signal);
    gone.abort();
    expect(await waiting).toMatchObject({ ok: false, refusal: { code: 'conflict' } });
  }, 180_000);
});
