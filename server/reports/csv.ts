import { basisRows, writtenSpan } from '../../common/measures/basis-form.ts';
import { roundedFigure } from '../../common/measures/figure-form.ts';
import { measureOf } from '../../common/measures/measure.ts';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import type { ReportDefinition, ReportResult } from './report.ts';

/** A cell of CSV. Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A report as CSV with a byte order mark, so that Excel reads the Vietnamese right. */
export function csvOf(
  report: Pick<ReportDefinition, 'columns'>,
  result: ReportResult,
  total = 'Tổng cộng',
  language: ReportLanguage = 'vi',
): string {
  const named = new Set(report.columns.map((column) => column.key));
  const keys = [...new Set(result.rows.flatMap((row) => Object.keys(row)))].filter((key) => !named.has(key));
  const columns = [...keys.map((key) => ({ key, title: key })), ...report.columns];
  // The value is rounded as every page and sheet of the report writes it.
  const cellOf = (key: string, value: string | number | null) => {
    const figure = measureOf(key);
    return csvCell(typeof value === 'number' && figure ? roundedFigure(value, figure.kind) : value);
  };
  const lines = [columns.map((column) => csvCell(column.title)).join(',')];
  for (const row of result.rows)
    lines.push(columns.map((column) => cellOf(column.key, row[column.key] ?? null)).join(','));
  const totals: Record<string, string | number | null> = {
    ...result.totals,
    [columns[0]?.key ?? '']: total,
  };
  lines.push(columns.map((column) => cellOf(column.key, totals[column.key] ?? null)).join(','));
  const { basis } = result;
  if (basis !== undefined) {
    for (const { label, textOf } of basisRows(basis, language))
      lines.push(
        columns
          .map(({ key }, at) => csvCell(at === 0 ? label : measureOf(key) ? textOf(key) : null))
          .join(','),
      );
    lines.push(csvCell(writtenSpan(basis, language)));
  }
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
