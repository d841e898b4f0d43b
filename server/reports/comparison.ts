import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { LocalDate } from '../../common/protocol/primitives.ts';
import { compareKeys, mean, minutes, rounded, share } from './figures.ts';
import { defineReport } from './report.ts';
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

function figures(now: readonly TicketRow[], before: readonly TicketRow[]) {
  const waitNow = mean(present(now, 'wait_ms'));
  const waitBefore = mean(present(before, 'wait_ms'));
  return {
    drawn: now.length,
    drawnBefore: before.length,
    difference: now.length - before.length,
    changeShare: share(now.length - before.length, before.length),
    served: now.filter((row) => row.state === 'done').length,
    servedBefore: before.filter((row) => row.state === 'done').length,
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
    { key: 'drawn', title: 'Số phiếu' },
    { key: 'drawnBefore', title: 'Số phiếu kỳ trước' },
    { key: 'difference', title: 'Chênh lệch' },
    { key: 'changeShare', title: 'Tăng, giảm' },
    { key: 'served', title: 'Đã tiếp' },
    { key: 'servedBefore', title: 'Đã tiếp kỳ trước' },
    { key: 'waitMeanMinutes', title: 'Chờ trung bình (phút)' },
    { key: 'waitMeanBeforeMinutes', title: 'Chờ trung bình kỳ trước (phút)' },
    { key: 'waitDifferenceMinutes', title: 'Chênh lệch chờ (phút)' },
  ],
  run(db, { from, to, beforeFrom, beforeTo }, catalogue) {
    const before =
      beforeFrom === undefined || beforeTo === undefined
        ? spanBefore(from, to)
        : { from: beforeFrom, to: beforeTo };
    const [nowRows, beforeRows] = [readAll(db, { from, to }), readAll(db, before)];
    const [nowBy, beforeBy] = [grouped(nowRows, (row) => row.field), grouped(beforeRows, (row) => row.field)];
    const rows = [...new Set([...nowBy.keys(), ...beforeBy.keys()])]
      .sort((a, b) => compareKeys([a], [b]))
      .map((field) => ({
        field,
        fieldName: catalogue.fieldName(field) ?? field,
        ...figures(nowBy.get(field) ?? [], beforeBy.get(field) ?? []),
      }));
    return { rows, totals: figures(nowRows, beforeRows) };
  },
});
