import { type Figure, ratioOf, verdictOf } from './figure.ts';

const VERDICTS = { good: 'đạt / kept', missed: 'KHÔNG ĐẠT / MISSED', told: '–' } as const;
const HEAD = ['figure', 'measured', 'peer', 'ratio', 'limit', 'verdict'];

/** A number with three figures that count, and no more digits than it needs. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

function limitText({ limit, unit }: Figure): string {
  if (limit === null) return '';
  const sign = limit.kind === 'at-least' ? '≥' : '≤';
  return `${sign} ${shortNumber(limit.value)}${limit.of === 'ratio' ? ' ×' : ` ${unit}`}`;
}

function cellsOf(figure: Figure): string[] {
  const ratio = ratioOf(figure);
  const amount = (value: number) => `${shortNumber(value)} ${figure.unit}`;
  return [
    figure.name,
    amount(figure.value),
    figure.peer === null ? '' : amount(figure.peer),
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    limitText(figure),
    VERDICTS[verdictOf(figure)],
  ];
}

/** Figures as a table of fixed columns for a terminal. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 || column === HEAD.length - 1 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
