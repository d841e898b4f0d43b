import type { ListProblem, ListProblemReason } from '../../common/protocol/procedure-versions.ts';

/** What stands in a cell. Dates are YYYY-MM-DD; a formula is told apart, because its result may be stale. */
export interface ListCell {
  readonly kind: 'text' | 'number' | 'date' | 'formula' | 'error';
  readonly text: string;
  /** Of a date: with its time of day, YYYY-MM-DD HH:MM:SS; of a bare time HH:MM:SS. */
  readonly moment?: string;
}

/** A row of a sheet: its number as a spreadsheet counts, from 1, and its cells by column, from 0. Empty cells are absent. */
export interface TableRow {
  readonly row: number;
  readonly cells: ReadonlyMap<number, ListCell>;
}

/** A sheet of a workbook, or a whole CSV file. */
export type Table = readonly TableRow[];

/** What a file of another kind, a broken one or one beyond all bounds comes to: a problem of the file as a whole. */
export class UnreadableList extends Error {
  readonly problem: ListProblem;

  constructor(reason: ListProblemReason, value = '', row: number | null = null) {
    super(reason);
    this.problem = { row, column: null, reason, value };
  }
}
