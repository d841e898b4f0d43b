import Excel from 'exceljs';
import type { ImportNote } from '../../common/protocol/imports.ts';
import { type ListCell, type Table, type TableRow, UnreadableList } from './list-table.ts';
import { repack, unpack } from './unpack.ts';

/** Parts of a sheet that hold no cells. Some programs write them in ways over which the reader stumbles. */
const NO_CELLS = [
  'autoFilter',
  'conditionalFormatting',
  'dataValidations',
  'drawing',
  'extLst',
  'headerFooter',
  'hyperlinks',
  'legacyDrawing',
  'pageSetup',
  'picture',
  'printOptions',
  'rowBreaks',
  'sheetProtection',
  'tableParts',
];

const WORKBOOK = 'xl/workbook.xml';
/** What is read: pictures, drawings, comments and tables have no text of a list. */
const READ =
  /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|theme\/[^/]+\.xml|worksheets\/[^/]+\.xml))$/i;

/** A sheet that can be seen. */
export interface Sheet {
  readonly name: string;
  readonly table: Table;
}

/** The sheets of a workbook, and what a reader of it would not see. */
export interface Workbook {
  readonly tables: readonly Sheet[];
  /** Hidden rows and columns of a sheet, merged cells, hidden sheets. @param headRow what lies above it is no data */
  notesOf(sheet: string, headRow: number): ImportNote[];
}

/** So many rows, columns and sheets are named. */
const NAMED = 20;

/** The sheets of an XLSX file that can be seen, as tables. Throws UnreadableList. */
export async function xlsxBook(file: Buffer): Promise<Workbook> {
  const parts = unpack(file);
  if (!parts.has(WORKBOOK)) throw new UnreadableList('not_a_list');
  for (const name of parts.keys()) if (!READ.test(name)) parts.delete(name);
  const book = new Excel.Workbook();
  try {
    const plain = repack(parts);
    await book.xlsx.load(
      plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.byteLength) as ArrayBuffer,
      { ignoreNodes: NO_CELLS },
    );
  } catch (error) {
    throw new UnreadableList('broken_file', error instanceof Error ? error.message.slice(0, 100) : '');
  }
  const hidden = book.worksheets.filter((sheet) => sheet.state !== 'visible').map((sheet) => sheet.name);
  const read = book.worksheets.filter((sheet) => sheet.state === 'visible').map(readSheet);
  return {
    tables: read.map(({ name, table }) => ({ name, table })),
    notesOf: (name, headRow) => {
      const sheet = read.find((each) => each.name === name);
      const below = (rows: ReadonlyMap<string, number> = new Map()) =>
        [...rows].filter(([, row]) => row > headRow).map(([what]) => what);
      return [
        note('hidden_sheet', hidden),
        note('hidden_row', below(sheet?.hiddenRows)),
        note('hidden_column', [...(sheet?.hiddenColumns ?? [])]),
        note('merged_cells', below(sheet?.merged)),
      ].filter(({ count }) => count > 0);
    },
  };
}

const note = (kind: ImportNote['kind'], where: readonly string[]): ImportNote => ({
  kind,
  count: where.length,
  where: where.slice(0, NAMED),
});

/** A sheet with what of it a reader does not see: what → the last row that it concerns. */
interface SeenSheet extends Sheet {
  readonly hiddenRows: ReadonlyMap<string, number>;
  readonly hiddenColumns: ReadonlySet<string>;
  readonly merged: ReadonlyMap<string, number>;
}

function readSheet(sheet: Excel.Worksheet): SeenSheet {
  const rows: TableRow[] = [];
  const hiddenRows = new Map<string, number>();
  const hiddenColumns = new Set<string>();
  const merged = new Map<string, number>();
  const hiddenAt = new Map<number, boolean>();
  sheet.eachRow((row, number) => {
    const cells = new Map<number, ListCell>();
    row.eachCell((cell, column) => {
      if (cell.isMerged) merged.set(cell.master.address, number);
      const read = cellOf(cell.value);
      if (read === null || read.text.trim() === '') return;
      cells.set(column - 1, read);
      const hidden = hiddenAt.get(column) ?? sheet.getColumn(column).hidden === true;
      hiddenAt.set(column, hidden);
      if (hidden) hiddenColumns.add(sheet.getColumn(column).letter);
    });
    if (cells.size === 0) return;
    rows.push({ row: number, cells });
    if (row.hidden) hiddenRows.set(String(number), number);
  });
  return { name: sheet.name, table: rows, hiddenRows, hiddenColumns, merged };
}

/** A cell of a merged area reads as the whole area does. */
function cellOf(value: Excel.CellValue): ListCell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'text', text: String(value).toUpperCase() };
  if (value instanceof Date) return { kind: 'date', text: dayOf(value), moment: momentOf(value) };
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula', text: formulaText(value) };
  if ('error' in value) return { kind: 'error', text: String(value.error) };
  if ('richText' in value)
    return { kind: 'text', text: value.richText.map((piece) => piece.text ?? '').join('') };
  if ('text' in value) return cellOf(value.text as Excel.CellValue);
  return null;
}

const formulaText = (value: object): string =>
  `=${'formula' in value ? String(value.formula) : ''}`.slice(0, 100);

/** A day, a time of day where there is no day, or both; a spreadsheet's own zone does not exist. */
function momentOf(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const [day = '', time = ''] = new Date(Math.round(date.getTime() / 1000) * 1000)
    .toISOString()
    .slice(0, 19)
    .split('T');
  // Times without a day count from the day before the calendar of spreadsheets begins.
  if (day < '1900-01-02') return time;
  return time === '00:00:00' ? day : `${day} ${time}`;
}

const dayOf = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10));
