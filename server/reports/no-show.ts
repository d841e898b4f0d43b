import { compareKeys, share } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { grouped, hasLeft, PeriodParams, silentBatches, type TicketRow, ticketsOf } from './source.ts';

/** No-shows are counted, and shared, among tickets of which it is known; unknown is null and never 0. */
function figures(rows: readonly TicketRow[], silent: ReadonlySet<string>) {
  const telling = rows.filter((row) => row.batch === null || !silent.has(row.batch));
  const noShow = telling.filter((row) => row.state === 'no_show').length;
  const left = rows.filter(hasLeft).length;
  return {
    drawn: rows.length,
    noShow: telling.length === 0 && rows.length > 0 ? null : noShow,
    noShowShare: share(noShow, telling.length),
    left,
    leftShare: share(left, rows.length),
    gaveUp: rows.reduce((sum, row) => sum + row.given_up, 0),
    letPass: rows.reduce((sum, row) => sum + row.let_pass_count, 0),
  };
}

/** Who did not come when called, who had gone before, who gave the number up or let others pass: by field. */
export const noShow = defineReport({
  id: 'no-show',
  title: 'Vắng mặt và bỏ về',
  params: PeriodParams,
  columns: [
    measure('drawn'),
    measure('noShow'),
    measure('noShowShare'),
    measure('left'),
    measure('leftShare'),
    measure('gaveUp'),
    measure('letPass'),
  ],
  run(db, { from, to }, catalogue) {
    const all = [...ticketsOf(db, from, to)];
    const silent = silentBatches(db);
    const rows = [...grouped(all, (row) => row.field)]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([field, of]) => ({
        field,
        fieldName: catalogue.fieldName(field) ?? field,
        ...figures(of, silent),
      }));
    return { rows, totals: figures(all, silent) };
  },
});
