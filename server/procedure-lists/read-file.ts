import type { ReadList } from '../../common/protocol/procedure-versions.ts';
import { KIND_BYTES, kindOf } from '../foreign/file-kind.ts';
import { csvTable, DELIMITERS, textOf } from './csv-table.ts';
import { findHead } from './list-head.ts';
import { type Table, UnreadableList } from './list-table.ts';
import { type ListSetting, readList } from './read-list.ts';

/**
 * The procedures of a list file: XLSX, or text with columns parted by semicolon, tab or comma. What the file is, is
 * told by its content. Throws UnreadableList for a file that is no list.
 */
export async function readFile(file: Buffer, setting: ListSetting): Promise<ReadList> {
  if (file.length === 0) throw new UnreadableList('empty_list');
  const kind = kindOf(file.subarray(0, KIND_BYTES));
  if (kind === 'workbook') {
    // The library is slow to load, and a text needs it not.
    const { xlsxBook } = await import('./xlsx-tables.ts');
    const book = await xlsxBook(file);
    const { list, at } = readList(
      book.tables.map(({ table }) => table),
      setting,
    );
    const sheet = book.tables[at]?.name ?? '';
    const others = book.tables.filter(({ name, table }) => name !== sheet && table.length > 0);
    const notes = book.notesOf(sheet, list.headRow);
    return {
      ...list,
      notes:
        others.length === 0
          ? notes
          : [...notes, { kind: 'other_sheet', count: others.length, where: others.map(({ name }) => name) }],
    };
  }
  if (kind !== 'text') throw new UnreadableList(kind === 'not_a_table' ? 'not_a_list' : kind);
  const { text, encoding } = textOf(file, setting.encoding);
  return { ...readList([textTable(text)], setting).list, encoding };
}

/** The text with the delimiter under which most columns are found. */
function textTable(text: string): Table {
  if (text.trim() === '') throw new UnreadableList('empty_list');
  let best: { table: Table; columns: number } | undefined;
  let fault: unknown;
  for (const delimiter of DELIMITERS)
    try {
      const table = csvTable(text, delimiter);
      const columns = findHead(table)?.at.size ?? 0;
      if (best === undefined || columns > best.columns) best = { table, columns };
    } catch (error) {
      fault ??= error;
    }
  if (best === undefined || (best.columns === 0 && fault !== undefined)) throw fault;
  return best.table;
}
