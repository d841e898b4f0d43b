import { z } from 'zod';
import { dayColumns } from '../storage/local-calendar.ts';
import { compareKeys } from './figures.ts';
import { defineReport, measure, type ReportCatalogue } from './report.ts';
import { isPeriod, PERIOD, PERIOD_WRONG, silentBatches } from './source.ts';
import { readTotals, TICKET_DIMENSIONS, volumeTickets } from './volume-source.ts';
import { figuresOf, Tally } from './volume-tally.ts';

export type VolumeDimension = keyof typeof TICKET_DIMENSIONS;

export const isDimension = (text: string): text is VolumeDimension => Object.hasOwn(TICKET_DIMENSIONS, text);

const VolumeParams = z
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

/** Dimensions that follow from the field and the day of a ticket: what totals can be grouped by. */
export const OF_TOTALS: ReadonlySet<VolumeDimension> = new Set<VolumeDimension>([
  'field',
  'agency',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'period',
  'weekday',
]);
/** Those of them that divide the half of a month. */
export const OF_DAYS: ReadonlySet<VolumeDimension> = new Set<VolumeDimension>(['day', 'week', 'weekday']);

type Key = (string | number | null)[];

/** Groups as they come up, each with the field of its first ticket. */
class Groups {
  readonly all = new Map<string, { key: Key; field: string; tally: Tally }>();
  private readonly by: readonly VolumeDimension[];
  private readonly catalogue: ReportCatalogue;

  constructor(by: readonly VolumeDimension[], catalogue: ReportCatalogue) {
    this.by = by;
    this.catalogue = catalogue;
  }

  of(field: string, columnOf: (column: string) => string | number | null): Tally {
    const key = this.by.map((dimension) =>
      dimension === 'agency' ? this.catalogue.agencyOf(field) : columnOf(TICKET_DIMENSIONS[dimension]),
    );
    const text = JSON.stringify(key);
    let group = this.all.get(text);
    if (!group) {
      group = { key, field, tally: new Tally() };
      this.all.set(text, group);
    }
    return group.tally;
  }
}

/** The figures of volume, in a hall and at the hub. */
export const VOLUME_COLUMNS = [
  measure('drawn'),
  measure('called'),
  measure('served'),
  measure('noShow'),
  measure('left'),
  measure('transactions'),
  measure('waitMeanMinutes'),
  measure('waitP50Minutes'),
  measure('waitP90Minutes'),
  measure('withinTargetShare'),
  measure('serviceMeanMinutes'),
  measure('serviceP90Minutes'),
] as const;

/** Volume of tickets by any dimensions: what the directive sizes the staff from (S1). */
export const volume = defineReport({
  id: 'volume',
  title: 'Khối lượng giao dịch',
  params: VolumeParams,
  columns: VOLUME_COLUMNS,
  run(db, params, catalogue) {
    const { by, from, to } = params;
    const groups = new Groups(by, catalogue);
    const silent = silentBatches(db);
    if (by.every((dimension) => OF_TOTALS.has(dimension)))
      readTotals(
        db,
        { from, to },
        by.some((dimension) => OF_DAYS.has(dimension)) ? 'day' : 'half',
        (row, first, batch) => {
          const columns: Readonly<Record<string, string | number>> = {
            ...dayColumns(first),
            local_date: first,
          };
          groups
            .of(row.field, (column) => (column === 'field' ? row.field : (columns[column] ?? null)))
            .addTotals(row, catalogue.targetMinutes(row.field), !silent.has(batch));
        },
      );
    else
      for (const row of volumeTickets(db, from, to))
        groups
          .of(row.field, (column) => row[column] ?? null)
          .addTicket(row, catalogue.targetMinutes(row.field), !silent.has(row.batch ?? ''));
    const sorted = [...groups.all.values()].sort((a, b) => compareKeys(a.key, b.key));
    const figures = figuresOf(sorted.map((group) => group.tally));
    const rows = sorted.map((group, at) => ({
      ...Object.fromEntries(by.map((dimension, place) => [dimension, group.key[place] ?? null])),
      ...(by.includes('field') ? { fieldName: catalogue.fieldName(group.field) ?? group.field } : {}),
      ...figures.groups[at],
    }));
    return { rows, totals: figures.totals };
  },
});
