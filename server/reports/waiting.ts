import { compareKeys, mean, minutes, nearestRank, share } from './figures.ts';
import { defineReport, measure, type ReportCatalogue } from './report.ts';
import { grouped, PeriodParams, present, type TicketRow, ticketsOf } from './source.ts';

function figures(rows: readonly TicketRow[], catalogue: ReportCatalogue) {
  const waits = present(rows, 'wait_ms');
  const services = present(rows, 'service_ms');
  const within = rows.filter(
    (row) => row.wait_ms !== null && row.wait_ms <= catalogue.targetMinutes(row.field) * 60_000,
  ).length;
  return {
    called: waits.length,
    waitMeanMinutes: minutes(mean(waits)),
    waitP50Minutes: minutes(nearestRank(waits, 0.5)),
    waitP90Minutes: minutes(nearestRank(waits, 0.9)),
    withinTargetShare: share(within, waits.length),
    serviceMeanMinutes: minutes(mean(services)),
    serviceP50Minutes: minutes(nearestRank(services, 0.5)),
    serviceP90Minutes: minutes(nearestRank(services, 0.9)),
  };
}

/** How long people wait and are served, by field, against the field's target. */
export const waiting = defineReport({
  id: 'waiting',
  title: 'Thời gian chờ và phục vụ',
  params: PeriodParams,
  columns: [
    measure('targetMinutes'),
    measure('called'),
    measure('waitMeanMinutes'),
    measure('waitP50Minutes'),
    measure('waitP90Minutes'),
    measure('withinTargetShare'),
    measure('serviceMeanMinutes'),
    measure('serviceP50Minutes'),
    measure('serviceP90Minutes'),
  ],
  run(db, { from, to }, catalogue) {
    const all = [...ticketsOf(db, from, to)];
    const rows = [...grouped(all, (row) => row.field)]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([field, of]) => ({
        field,
        fieldName: catalogue.fieldName(field) ?? field,
        targetMinutes: catalogue.targetMinutes(field),
        ...figures(of, catalogue),
      }));
    return { rows, totals: figures(all, catalogue) };
  },
});
