import { compareKeys, mean, rounded, share } from './figures.ts';
import { defineReport } from './report.ts';
import { grouped, PeriodParams, type TicketRow, ticketsOf } from './source.ts';

const isAnswered = (row: TicketRow) =>
  row.estimate_low !== null && row.estimate_high !== null && row.wait_ms !== null;

function figures(rows: readonly TicketRow[]) {
  const answered = rows.filter(isAnswered);
  const errors = answered.map(
    (row) => (row.wait_ms ?? 0) / 60_000 - ((row.estimate_low ?? 0) + (row.estimate_high ?? 0)) / 2,
  );
  const inside = answered.filter((row) => {
    const waited = (row.wait_ms ?? 0) / 60_000;
    return waited >= (row.estimate_low ?? 0) && waited <= (row.estimate_high ?? 0);
  });
  const place = (value: number | null) => (value === null ? null : rounded(value, 2));
  const squares = mean(errors.map((error) => error ** 2));
  return {
    estimates: answered.length,
    biasMinutes: place(mean(errors)),
    meanErrorMinutes: place(mean(errors.map(Math.abs))),
    rmseMinutes: place(squares === null ? null : Math.sqrt(squares)),
    withinShare: share(inside.length, answered.length),
  };
}

/** How far the announced waits were from the real ones; the middle of the announced range counts. */
export const estimateError = defineReport({
  id: 'estimate-error',
  title: 'Sai số thời gian chờ đã báo',
  params: PeriodParams,
  columns: [
    { key: 'estimates', title: 'Số lần báo' },
    { key: 'biasMinutes', title: 'Lệch trung bình (phút, dương: chờ lâu hơn đã báo)' },
    { key: 'meanErrorMinutes', title: 'Sai số tuyệt đối trung bình (phút)' },
    { key: 'rmseMinutes', title: 'Sai số quân phương (phút)' },
    { key: 'withinShare', title: 'Tỷ lệ nằm trong khoảng đã báo' },
  ],
  run(db, { from, to }, catalogue) {
    const all = [...ticketsOf(db, from, to)];
    const rows = [...grouped(all.filter(isAnswered), (row) => row.drawn_field)]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([field, of]) => ({ field, fieldName: catalogue.fieldName(field) ?? field, ...figures(of) }));
    return { rows, totals: figures(all) };
  },
});
