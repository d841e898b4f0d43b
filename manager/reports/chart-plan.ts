import { measureOf } from '../../common/measures/measure.ts';
import type { ReportResult } from '../../common/protocol/rest/reports.ts';
import { type Column, isDimension, type Names, rowName, shownCell, TIMES } from './cells.ts';
import type { Row } from './report.ts';

/** What is to be drawn, without saying with which tool. */
export type ChartPlan =
  | {
      readonly kind: 'bars';
      readonly names: readonly string[];
      readonly values: readonly (number | null)[];
      /** The same figure of the period before, where the report compares two. */
      readonly before?: { readonly key: string; readonly values: readonly (number | null)[] };
      /** True when only the largest rows are drawn. */
      readonly cut: boolean;
    }
  | {
      readonly kind: 'lines';
      readonly names: readonly string[];
      readonly values: readonly (number | null)[];
      readonly band: {
        readonly low: readonly (number | null)[];
        readonly high: readonly (number | null)[];
      } | null;
    }
  | {
      readonly kind: 'heat';
      readonly across: readonly string[];
      readonly down: readonly string[];
      /** Column, row, value. */
      readonly cells: readonly (readonly [number, number, number])[];
      /** Cells hold the sum of several rows of the table, of several fields for example. */
      readonly summed: boolean;
    };

/** The figure that people look at first, by report. */
const FIRST_FIGURE: Readonly<Record<string, readonly string[]>> = {
  volume: ['drawn'],
  waiting: ['waitP90Minutes', 'waitMeanMinutes'],
  arrivals: ['meanPerDay'],
  counters: ['served', 'busyShare'],
  procedures: ['transactions', 'drawn'],
  satisfaction: ['satisfiedShare', 'ratings'],
  'no-show': ['noShowShare'],
  purpose: ['drawn'],
  'estimate-error': ['meanErrorMinutes'],
  'duty-days': ['dutyDays'],
  'device-downtime': ['downMinutes'],
};
const MOST_BARS = 20;

/** The key of the figure to draw; null: there is none. @param wanted what a person chose, if anything */
export function figureOf(report: string, columns: readonly Column[], wanted: string): string | null {
  const figures = columns.filter((each) => each.figure).map((each) => each.key);
  return [wanted, ...(FIRST_FIGURE[report] ?? []), ...figures].find((key) => figures.includes(key)) ?? null;
}

/** What to draw of a report: a heat map of weekday and half-hour, lines over time, else bars; null: nothing. */
export function planChart(
  answer: ReportResult,
  columns: readonly Column[],
  figure: string,
  names: Names,
): ChartPlan | null {
  const dimensions = columns.filter((each) => isDimension(each.key)).map((each) => each.key);
  const { rows } = answer;
  if (rows.length === 0) return null;
  if (dimensions.includes('weekday') && dimensions.includes('slot')) {
    const summed = mostInOneCell(rows);
    // A mean of several rows is not the sum of their means: these stay rows.
    if (summed === 1 || isAdditive(figure)) return heat(rows, figure, names, summed > 1);
  }
  const only = dimensions.length === 1 ? dimensions[0] : undefined;
  if (only !== undefined && TIMES.includes(only) && rows.length > 1) {
    const valuesOf = (key: string) => rows.map((row) => numberOf(row, key));
    const waits =
      figure.startsWith('wait') && rows.every((row) => 'waitP50Minutes' in row && 'waitP90Minutes' in row);
    return {
      kind: 'lines',
      names: rows.map((row) => shownCell(only, row, names)),
      values: valuesOf(figure),
      band: waits ? { low: valuesOf('waitP50Minutes'), high: valuesOf('waitP90Minutes') } : null,
    };
  }
  const largest = [...rows].sort((a, b) => (numberOf(b, figure) ?? -1) - (numberOf(a, figure) ?? -1));
  const labelled = columns.filter((each) => !each.figure).slice(0, 1);
  const nameOf = (row: Row) =>
    rowName(columns, row, names) || labelled.map((each) => String(row[each.key] ?? '')).join();
  const drawn = largest.slice(0, MOST_BARS);
  const before = beforeOf(columns, figure);
  return {
    kind: 'bars',
    names: drawn.map(nameOf),
    values: drawn.map((row) => numberOf(row, figure)),
    ...(before === undefined
      ? {}
      : { before: { key: before, values: drawn.map((row) => numberOf(row, before)) } }),
    cut: drawn.length < rows.length,
  };
}

/** The column that holds a figure's value of the period before; undefined: there is none. */
const beforeOf = (columns: readonly Column[], figure: string): string | undefined =>
  [`${figure}Before`, figure.replace(/Minutes$/, 'BeforeMinutes')].find(
    (key) => key !== figure && columns.some((column) => column.key === key),
  );

function numberOf(row: Row, key: string): number | null {
  const value = row[key];
  return typeof value === 'number' ? value : null;
}

/** Figures of several rows that may be added: counts, and means a day of counts. */
const ADDED_MEANS: ReadonlySet<string> = new Set(['meanPerDay', 'perDay', 'perDayBefore']);
const NOT_ADDED: ReadonlySet<string> = new Set(['targetMinutes', 'days', 'workingDays', 'workingDaysBefore']);
const isAdditive = (figure: string): boolean =>
  ADDED_MEANS.has(figure) || (measureOf(figure)?.kind === 'count' && !NOT_ADDED.has(figure));

/** Rows of the table that share a weekday and half-hour, at most. */
function mostInOneCell(rows: readonly Row[]): number {
  const counts = new Map<string, number>();
  for (const { weekday, slot } of rows) {
    const cell = `${String(weekday)}/${String(slot)}`;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}

function heat(rows: readonly Row[], figure: string, names: Names, summed: boolean): ChartPlan {
  const distinct = (key: string) =>
    [...new Set(rows.map((row) => Number(row[key])))].filter(Number.isFinite).sort((a, b) => a - b);
  const slots = distinct('slot');
  const first = slots[0] ?? 0;
  // Half-hours in which nobody came stand in the picture too: a gap is news.
  const across = Array.from({ length: (slots.at(-1) ?? first) - first + 1 }, (_, at) => first + at);
  const down = distinct('weekday');
  const sums = new Map<string, number>();
  for (const row of rows) {
    const at = `${Number(row.slot) - first}/${down.indexOf(Number(row.weekday))}`;
    sums.set(at, (sums.get(at) ?? 0) + (numberOf(row, figure) ?? 0));
  }
  return {
    kind: 'heat',
    summed,
    across: across.map((slot) => shownCell('slot', { slot }, names).slice(0, 5)),
    down: down.map((weekday) => shownCell('weekday', { weekday }, names)),
    cells: [...sums].map(([at, value]) => {
      const [x = 0, y = 0] = at.split('/').map(Number);
      return [x, y, value] as const;
    }),
  };
}
