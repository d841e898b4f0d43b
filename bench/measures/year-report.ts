import { statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import type { ReportResult } from '../../server/reports/report.ts';
import { ThreadReportDesk } from '../../server/reports/thread-report-desk.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { told } from '../figure.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { median } from '../statistics.ts';
import { generateYear } from '../year-of-tickets.ts';

const TICKETS = 5_000_000;
const LIMIT_MS = 100;
const YEAR = 2025;
const FIELDS = Array.from({ length: 12 }, (_, at) => `linh-vuc-${at + 1}`);
const SPAN = { from: `${YEAR}-01-01`, to: `${YEAR}-12-31` };

const CATALOGUE = {
  fields: Object.fromEntries(FIELDS.map((code) => [code, { name: code, agency: null, targetMinutes: 15 }])),
  posts: {},
};
/** Reading every ticket is let go on for as long as it takes. */
const PATIENCE_MS = 600_000;

async function run({ quick, folder, say }: BenchRun): Promise<MeasureResult> {
  const tickets = quick ? 200_000 : TICKETS;
  const rounds = quick ? 3 : 15;
  const file = join(folder, DATABASE_FILE);
  const writing = openDatabase(file);
  // Only the reading is measured; the generated year need not survive a power cut.
  writing.pragma('synchronous = OFF');
  const totalMs = generateYear(writing, { year: YEAR, tickets, fields: FIELDS }, (done, days) => {
    if (done % 50 === 0) say(`${done} of ${days} days written`);
  });
  writing.close();
  const desk = new ThreadReportDesk({
    file,
    catalogue: () => CATALOGUE,
    limitMs: PATIENCE_MS,
    onError: (error) => say(String(error)),
  });
  const held = monitorEventLoopDelay({ resolution: 5 });
  try {
    const ask = async (by: string): Promise<{ result: ReportResult; ms: number }> => {
      const began = performance.now();
      const answer = await desk.run('volume', { ...SPAN, by }, 'json');
      const ms = performance.now() - began;
      if (!answer.ok) throw new Error(answer.refusal.message);
      return { result: answer.value.json, ms };
    };
    const timed = async (by: string, times: number) => {
      const all: number[] = [];
      for (let round = 0; round < times; round += 1) all.push((await ask(by)).ms);
      return { middle: median(all), slowest: Math.max(...all) };
    };
    const first = await ask('field,month');
    held.enable();
    const year = await timed('field,month', rounds);
    const byDay = await timed('field,day', 3);
    say('the same ticket by ticket');
    // Every generated ticket is of one purpose: the same groups, but not to be had from totals.
    const plain = await ask('field,month,purpose');
    held.disable();
    const same = isDeepStrictEqual(
      plain.result.rows.map(({ purpose: _purpose, ...row }) => row),
      first.result.rows,
    );
    if (!same) throw new Error('totals and tickets do not give the same figures');
    return {
      figures: [
        {
          name: `year of ${tickets} tickets by field and month`,
          unit: 'ms',
          value: year.middle,
          peer: plain.ms,
          limit: { of: 'value', kind: 'at-most', value: LIMIT_MS },
        },
        told('slowest of them', 'ms', year.slowest),
        told('longest that the main thread was held meanwhile', 'ms', held.max / 1e6),
        told('the first, with the start of the thread', 'ms', first.ms),
        told('by field and day', 'ms', byDay.middle),
        told('totalling a day in which so many came', 'ms', totalMs / 260),
        told('record on disk', 'MB', statSync(file).size / 1024 / 1024),
      ],
      notes: [
        `${first.result.rows.length} groups with P50 and P90; the last day is still under way and read ticket by ticket; medians of ${rounds}, as asked of the report thread.`,
        'The peer reads every ticket; both gave the same figures, compared cell by cell.',
        `${Math.round((year.middle / LIMIT_MS) * 100)} % of the ${LIMIT_MS} ms that are allowed.`,
      ],
    };
  } finally {
    await desk.stop();
  }
}

/** A year's volume by field and month. */
export const yearReport: Measure = {
  name: 'year-report',
  title: "A year's volume report by field and month",
  run,
};
