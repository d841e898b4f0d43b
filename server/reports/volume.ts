import { z } from 'zod';
import { compareKeys, mean, minutes, nearestRank, share } from './figures.ts';
import { defineReport, type ReportCatalogue } from './report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG } from './source.ts';

/** Dimensions and the column each groups by. `agency` follows from the field. */
const DIMENSIONS = {
  field: 'field',
  procedure: 'procedure',
  agency: 'field',
  purpose: 'purpose',
  counter: 'counter',
  officer: 'officer',
  day: 'local_date',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  period: 'period',
  weekday: 'weekday',
  slot: 'slot',
} as const;

export type VolumeDimension = keyof typeof DIMENSIONS;

const isDimension = (text: string): text is VolumeDimension => Object.hasOwn(DIMENSIONS, text);

export const VolumeParams = z
  .strictObject({
    ...PERIOD,
    by: z
      .string()
      .default('field')
      .transform((text) => [...new Set(text.split(',').map((part) => part.trim()))])
      .pipe(z.array(z.string().refine(isDimension, 'no such dimension')).min(1).max(5))
      .transform((parts) => parts.filter(isDimension)),
  })
  .refine(isPeriod, PERIOD_WRONG);

interface Row {
  field: string;
  state: string;
  wait_ms: number | null;
  service_ms: number | null;
  transaction_count: number;
  called: number;
  [dimension: string]: string | number | null;
}

/** Figures of one group while it is being counted. */
class Tally {
  drawn = 0;
  called = 0;
  served = 0;
  noShow = 0;
  left = 0;
  transactions = 0;
  withinTarget = 0;
  readonly waits: number[] = [];
  readonly services: number[] = [];

  add(row: Row, targetMs: number): void {
    this.drawn += 1;
    if (row.called === 1) this.called += 1;
    if (row.state === 'done') this.served += 1;
    else if (row.state === 'no_show') this.noShow += 1;
    // Left: the ticket ended without its holder having been called.
    else if (row.called === 0 && (row.state === 'cancelled' || row.state === 'expired')) this.left += 1;
    this.transactions += row.transaction_count;
    if (row.wait_ms !== null) {
      this.waits.push(row.wait_ms);
      if (row.wait_ms <= targetMs) this.withinTarget += 1;
    }
    if (row.service_ms !== null) this.services.push(row.service_ms);
  }

  figures(): Record<string, number | null> {
    const waits = this.waits.sort((a, b) => a - b);
    const services = this.services.sort((a, b) => a - b);
    return {
      drawn: this.drawn,
      called: this.called,
      served: this.served,
      noShow: this.noShow,
      left: this.left,
      transactions: this.transactions,
      waitMeanMinutes: minutes(mean(waits)),
      waitP50Minutes: minutes(nearestRank(waits, 0.5)),
      waitP90Minutes: minutes(nearestRank(waits, 0.9)),
      withinTargetShare: share(this.withinTarget, waits.length),
      serviceMeanMinutes: minutes(mean(services)),
      serviceP90Minutes: minutes(nearestRank(services, 0.9)),
    };
  }
}

function keyOf(
  row: Row,
  by: readonly VolumeDimension[],
  catalogue: ReportCatalogue,
): (string | number | null)[] {
  return by.map((dimension) =>
    dimension === 'agency' ? catalogue.agencyOf(row.field) : (row[DIMENSIONS[dimension]] ?? null),
  );
}

const SELECT = `
  SELECT field, state, wait_ms, service_ms, transaction_count, called_at_ms IS NOT NULL AS called,
    procedure, purpose, counter, officer, local_date, week, month, quarter, year, period, weekday, slot
  FROM tickets
  WHERE local_date BETWEEN ? AND ?
    AND (batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))`;

/** Volume of tickets by any dimensions: what the directive sizes the staff from (S1). */
export const volume = defineReport({
  id: 'volume',
  title: 'Khối lượng giao dịch',
  params: VolumeParams,
  columns: [
    { key: 'drawn', title: 'Số phiếu' },
    { key: 'called', title: 'Đã gọi' },
    { key: 'served', title: 'Đã tiếp' },
    { key: 'noShow', title: 'Vắng mặt' },
    { key: 'left', title: 'Bỏ về' },
    { key: 'transactions', title: 'Giao dịch' },
    { key: 'waitMeanMinutes', title: 'Chờ trung bình (phút)' },
    { key: 'waitP50Minutes', title: 'Chờ trung vị (phút)' },
    { key: 'waitP90Minutes', title: 'Chờ P90 (phút)' },
    { key: 'withinTargetShare', title: 'Tỷ lệ trong hạn chờ' },
    { key: 'serviceMeanMinutes', title: 'Tiếp trung bình (phút)' },
    { key: 'serviceP90Minutes', title: 'Tiếp P90 (phút)' },
  ],
  run(db, params, catalogue) {
    const groups = new Map<string, { key: (string | number | null)[]; field: string; tally: Tally }>();
    const totals = new Tally();
    for (const each of db.prepare(SELECT).iterate(params.from, params.to)) {
      const row = each as Row;
      const key = keyOf(row, params.by, catalogue);
      const text = JSON.stringify(key);
      let group = groups.get(text);
      if (!group) {
        group = { key, field: row.field, tally: new Tally() };
        groups.set(text, group);
      }
      const targetMs = catalogue.targetMinutes(row.field) * 60_000;
      group.tally.add(row, targetMs);
      totals.add(row, targetMs);
    }
    const rows = [...groups.values()]
      .sort((a, b) => compareKeys(a.key, b.key))
      .map((group) => ({
        ...Object.fromEntries(params.by.map((dimension, at) => [dimension, group.key[at] ?? null])),
        ...(params.by.includes('field')
          ? { fieldName: catalogue.fieldName(group.field) ?? group.field }
          : {}),
        ...group.tally.figures(),
      }));
    return { rows, totals: totals.figures() };
  },
});
