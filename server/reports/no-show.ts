import { compareKeys, share } from './figures.ts';
import { defineReport } from './report.ts';
import { grouped, hasLeft, PeriodParams, type TicketRow, ticketsOf } from './source.ts';

function figures(rows: readonly TicketRow[]) {
  const noShow = rows.filter((row) => row.state === 'no_show').length;
  const left = rows.filter(hasLeft).length;
  return {
    drawn: rows.length,
    noShow,
    noShowShare: share(noShow, rows.length),
    left,
    leftShare: share(left, rows.length),
  };
}

/** Who did not come when called, and who had gone before: by field. */
export const noShow = defineReport({
  id: 'no-show',
  title: 'Vắng mặt và bỏ về',
  params: PeriodParams,
  columns: [
    { key: 'drawn', title: 'Số phiếu' },
    { key: 'noShow', title: 'Gọi không đến' },
    { key: 'noShowShare', title: 'Tỷ lệ gọi không đến' },
    { key: 'left', title: 'Bỏ về trước khi gọi' },
    { key: 'leftShare', title: 'Tỷ lệ bỏ về' },
  ],
  run(db, { from, to }, catalogue) {
    const all = [...ticketsOf(db, from, to)];
    const rows = [...grouped(all, (row) => row.field)]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([field, of]) => ({ field, fieldName: catalogue.fieldName(field) ?? field, ...figures(of) }));
    return { rows, totals: figures(all) };
  },
});
