import Excel from 'exceljs';
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

/** The sheets of an XLSX file that can be seen, as tables. Throws UnreadableList. */
export async function xlsxTables(file: Buffer): Promise<Table[]> {
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
  return book.worksheets.filter((sheet) => sheet.state === 'visible').map(tableOf);
}

function tableOf(sheet: Excel.Worksheet): Table {
  const rows: TableRow[] = [];
  sheet.eachRow((row, number) => {
    const cells = new Map<number, ListCell>();
    row.eachCell((cell, column) => {
      const read = cellOf(cell.value);
      if (read !== null && read.text.trim() !== '') cells.set(column - 1, read);
    });
    if (cells.size > 0) rows.push({ row: number, cells });
  });
  return rows;
}

/** A cell of a merged area reads as the whole area does. */
function cellOf(value: Excel.CellValue): ListCell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'number') return { kind: 'number', text: String(value) };
  if (typeof value === 'boolean') return { kind: 'text', text: String(value).toUpperCase() };
  if (value instanceof Date) return { kind: 'date', text: dayOf(value) };
  if ('formula' in value || 'sharedFormula' in value) return { kind: 'formula', text: formulaText(value) };
  if ('error' in value) return { kind: 'error', text: String(value.error) };
  if ('richText' in value)
    return { kind: 'text', text: value.richText.map((piece) => piece.text ?? '').join('') };
  if ('text' in value) return cellOf(value.text as Excel.CellValue);
  return null;
}

const formulaText = (value: object): string =>
  `=${'formula' in value ? String(value.formula) : ''}`.slice(0, 100);

const dayOf = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10));
