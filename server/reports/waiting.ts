import { compareKeys, mean, minutes, nearestRank, share } from './figures.ts';
import { defineReport, type ReportCatalogue } from './report.ts';
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
    { key: 'targetMinutes', title: 'Mục tiêu chờ (phút)' },
    { key: 'called', title: 'Đã gọi' },
    { key: 'waitMeanMinutes', title: 'Chờ trung bình (phút)' },
    { key: 'waitP50Minutes', title: 'Chờ trung vị (phút)' },
    { key: 'waitP90Minutes', title: 'Chín phần mười chờ không quá (phút)' },
    { key: 'withinTargetShare', title: 'Tỷ lệ trong mục tiêu' },
    { key: 'serviceMeanMinutes', title: 'Phục vụ trung bình (phút)' },
    { key: 'serviceP50Minutes', title: 'Phục vụ trung vị (phút)' },
    { key: 'serviceP90Minutes', title: 'Chín phần mười phục vụ không quá (phút)' },
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
