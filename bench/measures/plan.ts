import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StaffingPlan } from '../../common/protocol/plan.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { exponential } from '../../server/staffing/simulation/service-time.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { told } from '../figure.ts';
import { type HallChild, startHallChild } from '../hall-child.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { median, percentile } from '../statistics.ts';

const FIELDS = 30;
const COUNTERS = 40;
const ZONE = 'Asia/Ho_Chi_Minh';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Calls come one after the other with so much time between: far more than forty clerks make. */
const CALL_EVERY_MS = 20;
const PLAN_LIMIT_S = 10;

const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
const clock = (ms: number) => `${two(ms / HOUR_MS)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;

/** Citizens a day: three busy fields, a middle, and a long tail of a few. */
const perDayOf = (field: number) => (field < 3 ? 120 : field < 10 ? 45 : field < 20 ? 15 : 4);

function record(dates: readonly string[]): string {
  const random = seededRandom(4);
  const rows = ['date,field,number,issued_at,called_at,finished_at,outcome'];
  for (const date of dates)
    for (let field = 0; field < FIELDS; field++) {
      const gapMs = (8 * HOUR_MS) / perDayOf(field);
      let number = 0;
      for (let atMs = 8 * HOUR_MS + gapMs * exponential(random); atMs < 16 * HOUR_MS; ) {
        number += 1;
        const serviceMs = Math.min(HOUR_MS, 120_000 + exponential(random) * 480_000);
        rows.push(
          `${date},f${field},${field}-${number},${clock(atMs)},${clock(atMs + 60_000)},${clock(atMs + 60_000 + serviceMs)},done`,
        );
        atMs += gapMs * exponential(random);
      }
    }
  return rows.join('\n');
}

async function bring(folder: string, text: string): Promise<void> {
  const file = join(folder, 'record.csv');
  writeFileSync(file, text);
  const calendar = new HallCalendar(ZONE);
  const store = new SqliteEventStore(openDatabase(join(folder, DATABASE_FILE)), calendar);
  const place = { store, calendar, batches: new ImportBatches(store.db) };
  const result = await importTickets(place, {
    file,
    profile: OWN_FORMAT,
    dryRun: false,
    skipBad: false,
    nowMs: Date.now(),
  });
  store.close();
  if (result.outcome !== 'imported') throw new Error(JSON.stringify(result));
}

/** Calls one after the other until asked to end. @returns how long each took, ms */
async function callUntil(hall: HallChild, counter: string, ended: () => boolean): Promise<number[]> {
  const tookMs: number[] = [];
  while (!ended()) {
    const start = performance.now();
    const answer = await fetch(`${hall.url}/api/v1/counters/${counter}/call-next`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hall.token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`a call was answered ${answer.status}`);
    tookMs.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
  }
  return tookMs;
}

async function planOnce(hall: HallChild, from: string, to: string, seed: number): Promise<StaffingPlan> {
  const answer = await fetch(`${hall.url}/api/v1/staffing/plan`, {
    method: 'POST',
    headers: { authorization: `Bearer ${hall.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ from, to, seed }),
  });
  const body = (await answer.json()) as StaffingPlan;
  if (answer.status !== 200) throw new Error(`the plan was answered ${JSON.stringify(body)}`);
  return body;
}

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const rounds = quick ? 1 : 3;
  const idleMs = quick ? 5_000 : 15_000;
  const hall = await startHallChild(folder);
  try {
    const [counter = ''] = hall.counters;
    const today = Date.now();
    const dates = Array.from({ length: 40 }, (_, at) =>
      new Date(today - (60 - at) * DAY_MS).toISOString().slice(0, 10),
    ).filter((date) => ![0, 6].includes(new Date(date).getUTCDay()));
    const [from = '', to = ''] = [dates[0], dates.at(-1)];
    say(`${FIELDS} fields, ${COUNTERS} counters, ${dates.length} recorded days`);
    await bring(folder, record(dates));
    await hall.child.ask(
      'addCounters',
      Array.from({ length: COUNTERS - hall.counters.length }, (_, at) => ({
        code: `them-${at}`,
        primaryFields: [hall.fields[at % hall.fields.length] ?? ''],
      })),
    );
    await hall.child.ask('fillLine', { counter, tickets: quick ? 800 : 3_000 });
    const opened = await fetch(`${hall.url}/api/v1/counters/${counter}/open`, {
      method: 'POST',
      headers: { authorization: `Bearer ${hall.token}`, 'content-type': 'application/json' },
      body: '{}',
    });
    if (!opened.ok) throw new Error(`the counter was not opened: ${opened.status}`);
    const idle: number[] = [];
    const busy: number[] = [];
    const seconds: number[] = [];
    let made: StaffingPlan | undefined;
    for (let round = 1; round <= rounds; round++) {
      const until = performance.now() + idleMs / rounds;
      idle.push(...(await callUntil(hall, counter, () => performance.now() > until)));
      let done = false;
      const start = performance.now();
      const planned = planOnce(hall, from, to, round).finally(() => {
        done = true;
      });
      const [calls, answer] = await Promise.all([callUntil(hall, counter, () => done), planned]);
      busy.push(...calls);
      made = answer;
      seconds.push((performance.now() - start) / 1000);
      say(`round ${round}/${rounds}: ${seconds.at(-1)?.toFixed(1)} s, ${answer.officials} officials`);
    }
    return {
      figures: [
        {
          name: `plan of ${FIELDS} fields and ${COUNTERS} counters, the hall calling meanwhile`,
          unit: 's',
          value: median(seconds),
          peer: null,
          limit: { of: 'value', kind: 'at-most', value: PLAN_LIMIT_S },
        },
        {
          name: 'slowest hundredth of calls while planning, against idle',
          unit: 'ms',
          value: percentile(busy, 0.99),
          peer: percentile(idle, 0.99),
          limit: { of: 'ratio', kind: 'at-most', value: 2 },
        },
        told('middle call while planning', 'ms', median(busy)),
        told('middle call, idle', 'ms', median(idle)),
      ],
      notes: [
        `${idle.length} calls idle, ${busy.length} while planning, one every ${CALL_EVERY_MS} ms; medians of ${rounds} plans.`,
        `The plan: ${made?.officials} officials where ${made?.officialsAlone} would be needed alone.`,
      ],
    };
  } finally {
    await hall.child.stop();
  }
}

/** How long a large hall's plan takes, and what calls feel of it. */
export const plan: Measure = {
  name: 'plan',
  title: 'A plan for 30 fields and 40 counters while the hall calls',
  run,
};
