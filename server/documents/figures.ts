import { shortDay } from './period-words.ts';
import type { CellKind, DocumentCell } from './report-document.ts';

const COUNT = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat('vi-VN', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const SHARE = new Intl.NumberFormat('vi-VN', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** A cell as it is written on a page: 1.234, 12,5 and 95,3%; nothing known is a dash. */
export function onPage(cell: DocumentCell, kind: CellKind): string {
  if (cell === null || cell === '') return '–';
  if (typeof cell === 'number') {
    if (kind === 'share') return SHARE.format(cell);
    return kind === 'decimal' ? DECIMAL.format(cell) : COUNT.format(cell);
  }
  if (kind === 'date') return shortDay(cell);
  if (kind === 'month') return cell.split('-').reverse().join('/');
  return cell;
}

/** Whether the column is set to the right, digits under digits. */
export const isFigure = (kind: CellKind): boolean =>
  kind === 'count' || kind === 'decimal' || kind === 'share';
