import { readFileSync, statSync } from 'node:fs';
import type { ImportProfile } from '../../common/protocol/imports.ts';
import { cellText } from '../foreign/cell-text.ts';
import { type ListCell, type Table, UnreadableList } from '../procedure-lists/list-table.ts';
import { xlsxBook } from '../procedure-lists/xlsx-tables.ts';
import { ImportError } from './import-error.ts';
import { type SourceCell, type TicketFile, withoutTail } from './source.ts';
import { namesIn } from './ticket-head.ts';

/** A workbook is read as a whole into the memory; larger records come as CSV. */
const MOST_BYTES = 12 * 1024 * 1024;
const MOST_ROWS = 100_000;
const SEARCHED_ROWS = 30;

function sourceCell(cell: ListCell | undefined): SourceCell {
  if (cell === undefined) return '';
  if (cell.kind === 'formula') return { wrong: 'formula', text: cell.text };
  if (cell.kind === 'error') return { wrong: 'error_cell', text: cell.text };
  return cell.moment ?? cell.text;
}

const asText = (cell: SourceCell) => cellText(typeof cell === 'string' ? cell : cell.text);

function cellsOf(row: Table[number]): SourceCell[] {
  const width = Math.max(-1, ...row.cells.keys()) + 1;
  return Array.from({ length: width }, (_, at) => sourceCell(row.cells.get(at)));
}

/** Opens the sheet of a workbook whose head names most of a ticket's columns. Throws ImportError. */
export async function openTicketSheet(
  file: string,
  sha256: string,
  profile: ImportProfile,
): Promise<TicketFile> {
  if (statSync(file).size > MOST_BYTES) throw new ImportError('too_large');
  const book = await xlsxBook(readFileSync(file)).catch((error: unknown) => {
    if (!(error instanceof UnreadableList)) throw error;
    const { reason } = error.problem;
    throw new ImportError(
      reason === 'unpacks_too_large'
        ? 'too_large'
        : reason === 'not_a_list'
          ? 'not_a_table'
          : 'broken_workbook',
    );
  });
  const heads = book.tables.flatMap(({ name, table }) =>
    table.slice(0, SEARCHED_ROWS).map((row) => {
      const cells = withoutTail(cellsOf(row).map(asText));
      return { name, table, line: row.row, cells, names: namesIn(cells, profile) };
    }),
  );
  const best = heads.reduce<(typeof heads)[number] | undefined>(
    (found, each) => (found === undefined || each.names > found.names ? each : found),
    undefined,
  );
  if (best === undefined) throw new ImportError('empty_file');
  if (best.table.length > MOST_ROWS) throw new ImportError('too_many_rows', String(MOST_ROWS));
  const others = book.tables.filter(({ name, table }) => name !== best.name && table.length > 0);
  const rows = best.table.filter((row) => row.row > best.line);
  return {
    sha256,
    encoding: { encoding: 'utf-8', certain: true, offers: [] },
    delimiter: null,
    head: { line: best.line, cells: best.cells },
    notes: [
      ...book.notesOf(best.name, best.line),
      ...(others.length === 0
        ? []
        : [{ kind: 'other_sheet' as const, count: others.length, where: others.map(({ name }) => name) }]),
    ],
    async *rows(onShare) {
      for (const [at, row] of rows.entries()) {
        if (at % 1_000 === 0) onShare(at / rows.length);
        yield { line: row.row, cells: cellsOf(row) };
      }
    },
  };
}
