import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { officeQuestion, onOtherDays, planOf } from '../../bench/peers/office-plan.ts';
import type { PlanRequest } from '../../common/protocol/plan.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const two = (value: number) => String(value).padStart(2, '0');
const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

interface OddTicket {
  readonly date: string;
  readonly field: string;
  readonly drawnMinute: number;
  /** Null: never called. */
  readonly calledMinute: number | null;
  /** How long the snapshots were apart; absent: five minutes. */
  readonly apart?: number;
}

interface OddCounter {
  readonly date: string;
  readonly field: string;
  readonly minute: number;
  readonly open: number;
}

/** An office as the foreign files have it: brackets of five minutes, and counters beside. */
async function office(
  tickets: readonly OddTicket[],
  counters: readonly OddCounter[],
  ask: Partial<PlanRequest> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-odd-'));
  folders.push(folder);
  const numbers = new Map<string, number>();
  const bracket = (minute: number | null, apart: number) =>
    minute === null
      ? ','
      : `${clock(minute - (minute % apart))},${clock(minute - (minute % apart) + apart - 1)}`;
  const rows = tickets.map(({ date, field, drawnMinute, calledMinute, apart = 5 }) => {
    const number = (numbers.get(`${date} ${field}`) ?? 0) + 1;
    numbers.set(`${date} ${field}`, number);
    return `${date},${field},A,${number},${bracket(drawnMinute, apart)},${bracket(calledMinute, apart)}`;
  });
  const file = join(folder, 'odd.tickets.csv.gz');
  const names = [...new Set(tickets.map(({ field }) => field))];
  const write = (path: string, lines: readonly string[]) =>
    writeFileSync(path, path.endsWith('.gz') ? gzipSync(lines.join('\n')) : lines.join('\n'));
  write(file, ['date,field_id,letter,number,drawn_after,drawn_by,called_after,called_by', ...rows]);
  write(join(folder, 'odd.fields.csv'), [
    'field_id,letter,name',
    ...names.map((name) => `${name},A,Field ${name}`),
  ]);
  write(join(folder, 'odd.counters.csv.gz'), [
    'date,field_id,from,open_counters',
    ...counters.map(({ date, field, minute, open }) => `${date},${field},${clock(minute)},${open}`),
  ]);
  return officeQuestion(file, folder, { days: 50, ...ask });
}

const dates = (count: number) => Array.from({ length: count }, (_, at) => `2020-01-${two(at + 6)}`);

/** Citizens of a field, called as soon as one of `open` counters is free after `serviceMinutes`. */
function worked(
  field: string,
  days: readonly string[],
  perDay: number,
  open: number,
  serviceMinutes: number,
  hours: readonly [number, number] = [480, 960],
): { tickets: OddTicket[]; counters: OddCounter[] } {
  const random = seededRandom(11, field.length + perDay);
  const tickets = days.flatMap((date) => {
    const free = Array.from({ length: open }, () => hours[0]);
    return Array.from({ length: perDay }, () => hours[0] + random() * (hours[1] - hours[0] - 30))
      .sort((a, b) => a - b)
      .map((atMinute): OddTicket => {
        free.sort((a, b) => a - b);
        const calledMinute = Math.max(atMinute, free[0] ?? 0);
        free[0] = calledMinute + serviceMinutes * (0.5 + random());
        return {
          date,
          field,
          drawnMinute: Math.floor(atMinute),
          calledMinute: Math.min(1430, Math.floor(calledMinute)),
        };
      });
  });
  const counters = days.flatMap((date) => [
    { date, field, minute: hours[0], open },
    { date, field, minute: Math.min(1435, hours[1]), open: 0 },
  ]);
  return { tickets, counters };
}

async function soundPlan(question: Awaited<ReturnType<typeof office>>) {
  const plan = planOf(question);
  expect(plan.officials).toBeLessThanOrEqual(plan.officialsAlone);
  for (const { name, share, error } of onOtherDays(plan, question, 5))
    expect([name, share + 2 * error >= plan.target.share]).toEqual([name, true]);
  return plan;
}

describe('plans from odd records', () => {
  test('one field alone, and its service time is found from calls and counters', async () => {
    const { tickets, counters } = worked('1', dates(10), 60, 1, 8);
    const plan = await soundPlan(await office(tickets, counters));
    expect(plan.groups).toHaveLength(1);
    expect(plan.saved.officials).toBe(0);
    expect(plan.fields[0]?.serviceMinutes).toBeGreaterThan(6.5);
    expect(plan.fields[0]?.serviceMinutes).toBeLessThan(9.5);
  }, 120_000);

  test('one ticket a field and nothing else: a plan with a warning, all held by one or two', async () => {
    const tickets = ['1', '2', '3'].map(
      (field, at): OddTicket => ({
        date: '2020-01-06',
        field,
        drawnMinute: 500 + 100 * at,
        calledMinute: 505 + 100 * at,
      }),
    );
    const plan = await soundPlan(await office(tickets, []));
    expect(plan.officials).toBeLessThanOrEqual(2);
    expect(plan.warnings[0]?.code).toBe('one-day');
    for (const field of plan.fields) expect(field.reasons.map(({ code }) => code)).toContain('few-tickets');
  }, 120_000);

  test('an office that is open around the clock', async () => {
    const { tickets, counters } = worked('1', dates(6), 90, 2, 10, [5, 1400]);
    const plan = await soundPlan(await office(tickets, counters));
    const [session] = plan.sessions;
    expect((session?.toMinute ?? 0) - (session?.fromMinute ?? 0)).toBeGreaterThan(20 * 60);
  }, 120_000);

  test('waits of half a day, a field that is closed most of the time, and tickets that nobody called', async () => {
    const crowded = worked('1', dates(8), 120, 1, 12);
    const rare = worked('2', dates(8).slice(0, 2), 3, 1, 10);
    const uncalled = dates(8).map(
      (date): OddTicket => ({ date, field: '3', drawnMinute: 600, calledMinute: null }),
    );
    const question = await office(
      [...crowded.tickets, ...rare.tickets, ...uncalled],
      [...crowded.counters, ...rare.counters],
    );
    const plan = await soundPlan(question);
    expect(plan.fields.find(({ code }) => code === '1')?.officialsAlone).toBeGreaterThan(2);
    expect(plan.fields.map(({ officialsAlone }) => officialsAlone).every((each) => each >= 1)).toBe(true);
  }, 120_000);

  test('a series that jumps ahead is no crowd: the numbers are left out, and the plan says how many', async () => {
    const { tickets, counters } = worked('1', dates(8), 30, 2, 10);
    const jump = Array.from(
      { length: 60 },
      (): OddTicket => ({ date: '2020-01-08', field: '1', drawnMinute: 957, calledMinute: 957 }),
    );
    const without = planOf(await office(tickets, counters));
    const question = await office([...tickets, ...jump], counters);
    expect(question.skippedNumbers).toBe(58);
    const plan = await soundPlan(question);
    expect(plan.officials).toBeLessThanOrEqual(without.officials + 1);
    const said = plan.warnings.find(({ code }) => code === 'skipped-numbers');
    expect(said?.vi).toContain('58');
  }, 120_000);

  test('people drawn while the snapshots failed for an hour and a half are spread over all of it', async () => {
    const missed = Array.from(
      { length: 18 },
      (): OddTicket => ({ date: '2020-01-06', field: '1', drawnMinute: 600, calledMinute: 600, apart: 90 }),
    );
    const [day] = (await office(missed, [])).days;
    const times = day?.arrivals[0] ?? [];
    expect(times).toHaveLength(18);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(75 * 60_000);
  });
});
