import type { ReadList } from '../../common/protocol/procedure-versions.ts';
import { csvTable, DELIMITERS, textOf } from './csv-table.ts';
import { findHead } from './list-head.ts';
import { type Table, UnreadableList } from './list-table.ts';
import { type ListSetting, readList } from './read-list.ts';

/** Beginnings by which files tell what they are, whatever their name says. */
const ZIP = Buffer.from('PK');
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const PDF = Buffer.from('%PDF');

const begins = (file: Buffer, mark: Buffer) => file.subarray(0, mark.length).equals(mark);

/**
 * The procedures of a list file: XLSX, or text with columns parted by semicolon, tab or comma. What the file is, is
 * told by its content. Throws UnreadableList for a file that is no list.
 */
export async function readFile(file: Buffer, setting: ListSetting): Promise<ReadList> {
  if (file.length === 0) throw new UnreadableList('empty_list');
  if (begins(file, OLD_OFFICE)) throw new UnreadableList('old_office');
  if (begins(file, PDF)) throw new UnreadableList('not_a_list');
  if (begins(file, ZIP)) {
    // The library is slow to load, and a text needs it not.
    const { xlsxTables } = await import('./xlsx-tables.ts');
    return readList(await xlsxTables(file), setting);
  }
  return readList([textTable(textOf(file))], setting);
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
