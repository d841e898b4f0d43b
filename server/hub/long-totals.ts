import type pg from 'pg';
import { inWords, Tally } from '../reports/volume-tally.ts';
import { lastStepWithin, PackedTimes } from '../storage/packed-times.ts';
import { SUMS, Sum, type TotalRow, type TotalSums } from '../storage/ticket-totals.ts';
import { copyRows } from './copy-rows.ts';
import type { Change, Row } from './scratch.ts';

/** Stands for all fields together. */
export const ALL_FIELDS = '';
export type LongScale = 'month' | 'year';

/** What long totals hold beside their packed times. */
export interface LongRow extends TotalSums {
  readonly hall: string;
  readonly scale: LongScale;
  readonly from_date: string;
  readonly field: string;
  /** Waits within the target of their field. */
  readonly within: number;
  /** JSON of the report's own figures. */
  readonly figures: string;
}

type Packed = TotalRow & { readonly within: number };

/** Columns of long totals without their packed times, of a table `t`. */
export const LONG_COLUMNS = ['hall', 'scale', 'from_date', 'field', ...SUMS, 'within', 'figures']
  .map((name) => `t."${name}"`)
  .join(', ');

/** The minutes within which people of a field should be called. */
export type TargetOf = (field: string) => number;

/** Days of tickets and of totals that a piece of the log changed. */
export function changedDays(changes: readonly Change[]): Set<string> {
  const days = new Set<string>();
  for (const { table, before, after } of changes) {
    const column =
      table.name === 'tickets' ? 'local_date' : table.name === 'totalled_spans' ? 'from_date' : null;
    if (column === null) continue;
    const add = (row: Row) => void days.add(String(row[column]));
    before.forEach(add);
    after.forEach(add);
  }
  return days;
}

/** Whether totals of days were made or became stale: only then can a month be complete that was not. */
export const settles = (changes: readonly Change[]): boolean =>
  changes.some(({ table }) => table.name === 'totalled_spans');

/** Takes away the long totals in which days lie. Inside the caller's transaction. */
export async function outdateLong(
  client: pg.ClientBase,
  hall: string,
  days: ReadonlySet<string>,
): Promise<void> {
  const months = [...new Set([...days].map((day) => `${day.slice(0, 7)}-01`))];
  const years = [...new Set([...days].map((day) => `${day.slice(0, 4)}-01-01`))];
  await client.query(
    `DELETE FROM long_totals WHERE hall = $1 AND
      ((scale = 'month' AND from_date = ANY($2)) OR (scale = 'year' AND from_date = ANY($3)))`,
    [hall, months, years],
  );
}

/**
 * Makes the totals of months and years that are over and complete and have none. Inside the caller's transaction.
 * @param today the hall's day; null: it has none yet
 * @returns the newest month of which totals may tell, YYYY-MM; '': none
 */
export async function rollLong(
  client: pg.ClientBase,
  hall: string,
  targetOf: TargetOf,
  today: string | null,
): Promise<string> {
  const { rows } = await client.query<{ month: string; kept: boolean; whole: boolean }>(
    `WITH months AS (
      SELECT left(d.local_date, 7) AS month, bool_and(s.from_date IS NOT NULL) AS whole FROM ticket_days d
      LEFT JOIN totalled_spans s ON s.hall = d.hall AND s.batch = '' AND s.scale = 'half' AND s.stale = 0
        AND s.from_date = left(d.local_date, 8) || CASE WHEN right(d.local_date, 2) < '15' THEN '01' ELSE '15' END
      WHERE d.hall = $1 GROUP BY 1
    )
    SELECT m.month, m.whole, t.hall IS NOT NULL AS kept FROM months m
    LEFT JOIN long_totals t ON t.hall = $1 AND t.scale = 'month' AND t.from_date = m.month || '-01' AND t.field = ''
    WHERE m.month < (SELECT max(month) FROM (SELECT month FROM months UNION ALL SELECT left($2, 7)) AS known)
    ORDER BY 1`,
    [hall, today],
  );
  const newYears = new Set<string>();
  for (const { month, kept, whole } of rows) {
    if (kept || !whole) continue;
    const halves = await packedOf(
      client,
      `SELECT t.field, ${SUMS_OF_T}, t.waits, t.services FROM ticket_totals t
        WHERE t.hall = $1 AND t.batch = '' AND t.scale = 'half' AND t.from_date = ANY($2)`,
      [hall, [`${month}-01`, `${month}-15`]],
    );
    await keep(client, hall, 'month', `${month}-01`, withTargets(halves, targetOf));
    newYears.add(month.slice(0, 4));
  }
  const newest = rows.filter(({ kept, whole }) => kept || whole).at(-1)?.month ?? '';
  await rollYears(client, hall, rows, newYears, today ?? newest);
  // A year that is over is told as a whole: a day of it that comes late may lie in a month without totals.
  const year = newest.slice(0, 4);
  return newest !== '' && year < (today ?? newest).slice(0, 4) ? `${year}-12` : newest;
}

async function rollYears(
  client: pg.ClientBase,
  hall: string,
  months: readonly { month: string; kept: boolean; whole: boolean }[],
  changed: ReadonlySet<string>,
  today: string,
): Promise<void> {
  // The last month of a year may have been complete before the year was over.
  const before = String(Number(today.slice(0, 4)) - 1);
  for (const year of new Set([...changed, before])) {
    const own = months.filter(({ month }) => month.startsWith(year));
    if (year >= today.slice(0, 4) || own.length === 0 || own.some(({ kept, whole }) => !kept && !whole))
      continue;
    const from = `${year}-01-01`;
    const known = await client.query(
      "SELECT 1 FROM long_totals WHERE hall = $1 AND scale = 'year' AND from_date = $2 LIMIT 1",
      [hall, from],
    );
    if (known.rowCount !== 0) continue;
    const parts = await packedOf(
      client,
      `SELECT t.field, ${SUMS_OF_T}, t.within, t.waits, t.services FROM long_totals t
        WHERE t.hall = $1 AND t.scale = 'month' AND left(t.from_date, 4) = $2 AND t.field <> ''`,
      [hall, year],
    );
    await keep(client, hall, 'year', from, parts as Packed[]);
  }
}

const SUMS_OF_T = SUMS.map((name) => `t."${name}"`).join(', ');

async function packedOf(
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[],
): Promise<(TotalRow & { within?: number })[]> {
  const { rows } = await client.query<TotalRow & { within?: number }>(text, [...values]);
  return rows;
}

const withTargets = (rows: readonly TotalRow[], targetOf: TargetOf): Packed[] =>
  rows.map((row) => ({
    ...row,
    within: new PackedTimes(row.waits).upTo(lastStepWithin(targetOf(row.field))),
  }));

/** Writes the totals of a span, by field and of all fields, added up from those of its parts. */
async function keep(
  client: pg.ClientBase,
  hall: string,
  scale: LongScale,
  from: string,
  parts: readonly Packed[],
): Promise<void> {
  const fields = [...new Set(parts.map(({ field }) => field))].sort();
  const rows = [ALL_FIELDS, ...fields].map((field) => {
    const own = field === ALL_FIELDS ? parts : parts.filter((part) => part.field === field);
    const sum = new Sum();
    for (const part of own) sum.addTotals(part);
    const total = sum.row(field);
    const within = own.reduce((all, part) => all + part.within, 0);
    const tally = new Tally();
    tally.addCounted(total, within, new PackedTimes(total.waits), new PackedTimes(total.services));
    return [
      ...[hall, scale, from, field],
      ...SUMS.map((name) => total[name]),
      ...[within, JSON.stringify(inWords(tally)), total.waits, total.services],
    ];
  });
  await copyRows(
    client,
    'long_totals',
    [
      ...['hall', 'scale', 'from_date', 'field'],
      ...SUMS.map((name) => `"${name}"`),
      ...['within', 'figures', 'waits', 'services'],
    ],
    rows,
  );
}
