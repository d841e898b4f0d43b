import type { ReportResult } from '../reports/report.ts';

/** A group of fewer visits than this could point at somebody. */
const SMALLEST_CELL = 5;

type Row = ReportResult['rows'][number];

/**
 * What a viewer sees of figures: groups with fewer than five tickets show that they are there and nothing else. Where one
 * group alone would be hidden, the next smallest goes with it, for it could be worked out from the sum.
 * @param dimensions keys that stay
 */
export function withoutSmallCells(result: ReportResult, dimensions: ReadonlySet<string>): ReportResult {
  const size = (row: Row) => Number(row.drawn ?? 0);
  const hidden = new Set(result.rows.filter((row) => size(row) < SMALLEST_CELL));
  if (hidden.size === 1 && result.rows.length > 1) {
    const next = [...result.rows].filter((row) => !hidden.has(row)).sort((a, b) => size(a) - size(b))[0];
    if (next !== undefined) hidden.add(next);
  }
  const bare = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, dimensions.has(key) ? value : null]));
  const all = Number(result.totals.drawn ?? 0);
  return {
    rows: result.rows.map((row) => (hidden.has(row) ? bare(row) : row)),
    totals: all < SMALLEST_CELL ? bare(result.totals) : result.totals,
  };
}
