import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { LocalDate } from '../../common/protocol/primitives.ts';
import { compareKeys, mean, minutes, rounded } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { grouped, isPeriod, PERIOD, PERIOD_WRONG, present, type TicketRow, ticketsOf } from './source.ts';

const DAY_MS = 86_400_000;
const shifted = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** The span of the same length that ends the day before. */
function spanBefore(from: string, to: string): { from: string; to: string } {
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS) + 1;
  return { from: shifted(from, -days), to: shifted(from, -1) };
}

const ComparisonParams = z
  .strictObject({
    ...PERIOD,
    beforeFrom: LocalDate.optional().meta({ title: 'So với từ ngày' }),
    beforeTo: LocalDate.optional().meta({ title: 'So với đến ngày' }),
  })
  .refine(isPeriod, PERIOD_WRONG)
  .refine(
    ({ beforeFrom, beforeTo }) => (beforeFrom === undefined) === (beforeTo === undefined),
    'give both ends of the period to compare with, or none',
  )
  .refine(
    ({ beforeFrom, beforeTo }) =>
      beforeFrom === undefined || beforeTo === undefined || isPeriod({ from: beforeFrom, to: beforeTo }),
    PERIOD_WRONG,
  );

/** Days on which the hall had anybody: what two spans of unlike length are compared by. */
const workingDaysOf = (rows: readonly TicketRow[]): number => new Set(rows.map((row) => row.local_date)).size;

interface Span {
  readonly rows: readonly TicketRow[];
  /** Of the whole hall, also where the rows are of one field. */
  readonly workingDays: number;
}

const perDay = ({ rows, workingDays }: Span): number | null =>
  workingDays === 0 ? null : rounded(rows.length / workingDays, 2);

/** Change of what came on a working day: a month with Tết is not a fall in demand. */
function changeOf(now: Span, before: Span): number | null {
  if (now.workingDays === 0 || before.workingDays === 0 || before.rows.length === 0) return null;
  const daily = (span: Span) => span.rows.length / span.workingDays;
  return rounded(daily(now) / daily(before) - 1, 4);
}

function figures(now: Span, before: Span) {
  const waitNow = mean(present(now.rows, 'wait_ms'));
  const waitBefore = mean(present(before.rows, 'wait_ms'));
  return {
    drawn: now.rows.length,
    drawnBefore: before.rows.length,
    workingDays: now.workingDays,
    workingDaysBefore: before.workingDays,
    perDay: perDay(now),
    perDayBefore: perDay(before),
    changeShare: changeOf(now, before),
    served: now.rows.filter((row) => row.state === 'done').length,
    servedBefore: before.rows.filter((row) => row.state === 'done').length,
    waitMeanMinutes: minutes(waitNow),
    waitMeanBeforeMinutes: minutes(waitBefore),
    waitDifferenceMinutes:
      waitNow === null || waitBefore === null ? null : rounded((waitNow - waitBefore) / 60_000, 2),
  };
}

const readAll = (db: Database, span: { from: string; to: string }) => [...ticketsOf(db, span.from, span.to)];

/** Two periods side by side by field; without a second one, with the days just before. */
export const comparison = defineReport({
  id: 'comparison',
  title: 'So sánh hai kỳ',
  params: ComparisonParams,
  columns: [
    measure('drawn'),
    measure('drawnBefore'),
    measure('workingDays'),
    measure('workingDaysBefore'),
    measure('perDay'),
    measure('perDayBefore'),
    measure('changeShare'),
    measure('served'),
    measure('servedBefore'),
    measure('waitMeanMinutes'),
    measure('waitMeanBeforeMinutes'),
    measure('waitDifferenceMinutes'),
  ],
  // Each part of the period is held against the whole of the one before.
  partOf: ({ from, to, beforeFrom, beforeTo }, part) => {
    const before = spanBefore(from, to);
    return { ...part, beforeFrom: beforeFrom ?? before.from, beforeTo: beforeTo ?? before.to };
  },
  run(db, { from, to, beforeFrom, beforeTo }, catalogue) {
    const before =
      beforeFrom === undefined || beforeTo === undefined
        ? spanBefore(from, to)
        : { from: beforeFrom, to: beforeTo };
    const [nowRows, beforeRows] = [readAll(db, { from, to }), readAll(db, before)];
    const [nowBy, beforeBy] = [grouped(nowRows, (row) => row.field), grouped(beforeRows, (row) => row.field)];
    const [days, daysBefore] = [workingDaysOf(nowRows), workingDaysOf(beforeRows)];
    const both = (now: readonly TicketRow[], then: readonly TicketRow[]) =>
      figures({ rows: now, workingDays: days }, { rows: then, workingDays: daysBefore });
    const rows = [...new Set([...nowBy.keys(), ...beforeBy.keys()])]
      .sort((a, b) => compareKeys([a], [b]))
      .map((field) => ({
        field,
        fieldName: catalogue.fieldName(field) ?? field,
        ...both(nowBy.get(field) ?? [], beforeBy.get(field) ?? []),
      }));
    return { rows, totals: both(nowRows, beforeRows) };
  },
});
