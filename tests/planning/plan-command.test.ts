import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { run } from '../../server/cli/main.ts';
import { bringRecord, madeRecord, workingDates } from './planned-hall.ts';

const DATES = workingDates(12);
let folder = '';
let empty = '';

async function motcua(...args: string[]) {
  const said = { out: '', err: '' };
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += String(text);
    return true;
  });
  const status = await run(args);
  return { status, ...said };
}
const plan = (...args: string[]) =>
  motcua('plan', '--from', '2026-10-01', '--to', '2026-11-20', '--days', '50', '--data', folder, ...args);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-plan-command-'));
  empty = mkdtempSync(join(tmpdir(), 'motcua-plan-empty-'));
  const fields = [
    { code: 'dat-dai', perDay: 50, serviceMinutes: 12 },
    { code: 'ho-tich', perDay: 6, serviceMinutes: 8 },
    { code: 'thue', perDay: 4, serviceMinutes: 10 },
  ];
  await bringRecord(folder, madeRecord(fields, DATES));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  for (const each of [folder, empty]) rmSync(each, { recursive: true, force: true });
});

describe('motcua plan', () => {
  test('tells the Chairman first, then tables in Vietnamese', async () => {
    const { status, out, err } = await plan();
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toMatch(/^\p{Lu}/u);
    expect(out).toContain('cán bộ');
    expect(out).toContain('NHÓM CÁN BỘ');
    expect(out).toContain('dat-dai');
    expect(out).not.toMatch(/undefined|NaN|null/);
    expect(out).toBe(out.normalize('NFC'));
  }, 60_000);

  test('gives the whole plan as JSON, the same for the same seed', async () => {
    const one = await plan('--format', 'json', '--share', '90%', '--minutes', '15', '--seed', '3');
    const two = await plan('--format', 'json', '--share', '0.9', '--minutes', '15', '--seed', '3');
    expect(one.status).toBe(0);
    const answer = JSON.parse(one.out) as StaffingPlan;
    expect(answer).toMatchObject({
      seed: 3,
      recordedDays: DATES.length,
      target: { share: 0.9, minutes: 15 },
    });
    expect(two.out).toBe(one.out);
  }, 60_000);

  test('answers bad questions with one sentence and the right status', async () => {
    const target = await plan('--share', '100%');
    expect(target.status).toBe(1);
    expect(target.err.trim().split('\n').length).toBe(1);
    const none = await motcua('plan', '--from', '2025-01-01', '--to', '2025-02-01', '--data', folder);
    expect(none.status).toBe(1);
    expect(none.err.trim().length).toBeGreaterThan(15);
    const folderless = await motcua('plan', '--from', '2025-01-01', '--to', '2025-02-01', '--data', empty);
    expect([folderless.status, folderless.err]).toEqual([1, `There is no record in ${empty}.\n`]);
    expect((await motcua('plan', '--from', '2026-10-01')).status).toBe(2);
    expect((await plan('--cap', 'nhiều')).status).toBe(2);
    expect((await plan('--max-fields', '9')).status).toBe(2);
  }, 60_000);

  test('below the needed headcount it says what is needed', async () => {
    const { status, out, err } = await plan('--cap', '1', '--format', 'json');
    if (status === 1) expect(err.trim().length).toBeGreaterThan(15);
    else expect((JSON.parse(out) as StaffingPlan).cap).toMatchObject({ asked: 1, met: false });
  }, 60_000);
});
