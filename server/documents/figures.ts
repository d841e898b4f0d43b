import { writtenFigure } from '../../common/measures/figure-form.ts';
import type { MeasureKind } from '../../common/measures/measure.ts';
import { shortDay } from './period-words.ts';
import type { CellKind, DocumentCell } from './report-document.ts';

/** A cell as it is written on a page; nothing known is a dash. */
export function onPage(cell: DocumentCell, kind: CellKind): string {
  if (cell === null || cell === '') return '–';
  if (typeof cell === 'number') return writtenFigure(cell, isFigure(kind) ? kind : 'count');
  if (kind === 'date') return shortDay(cell);
  if (kind === 'month') return cell.split('-').reverse().join('/');
  return cell;
}

/** Whether the column is set to the right, digits under digits. */
export const isFigure = (kind: CellKind): kind is MeasureKind =>
  kind === 'count' || kind === 'decimal' || kind === 'share';
