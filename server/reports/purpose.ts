import { compareKeys, mean, minutes, share } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { grouped, PeriodParams, present, type TicketRow, ticketsOf } from './source.ts';

function figures(rows: readonly TicketRow[], all: number) {
  return {
    drawn: rows.length,
    drawnShare: share(rows.length, all),
    served: rows.filter((row) => row.state === 'done').length,
    waitMeanMinutes: minutes(mean(present(rows, 'wait_ms'))),
    serviceMeanMinutes: minutes(mean(present(rows, 'service_ms'))),
  };
}

/** What people come for: to submit, to collect, to ask. */
export const purpose = defineReport({
  id: 'purpose',
  title: 'Mục đích đến',
  params: PeriodParams,
  columns: [
    measure('drawn'),
    measure('drawnShare'),
    measure('served'),
    measure('waitMeanMinutes'),
    measure('serviceMeanMinutes'),
  ],
  run(db, { from, to }) {
    const all = [...ticketsOf(db, from, to)];
    const rows = [...grouped(all, (row) => row.purpose)]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([key, of]) => ({ purpose: key, ...figures(of, all.length) }));
    return { rows, totals: figures(all, all.length) };
  },
});
