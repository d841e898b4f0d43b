import Excel from 'exceljs';
import type { PaperDocument, PaperSheet } from './paper.ts';
import { CELL_FORMATS, sheetName, typedValue } from './spreadsheet.ts';

const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
/** Lines that a title may take. */
const HEADER_PT = 32;

function addSheet(book: Excel.Workbook, { name, columns, rows }: PaperSheet): void {
  const sheet = book.addWorksheet(sheetName(name), {
    views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  });
  columns.forEach((column, at) => {
    const own = sheet.getColumn(at + 1);
    own.width = column.width;
    own.numFmt = CELL_FORMATS[column.kind];
    own.alignment = { vertical: 'top', wrapText: true };
  });
  const header = sheet.addRow(columns.map((column) => column.title));
  header.height = HEADER_PT;
  header.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    cell.border = { top: THIN, bottom: THIN, left: THIN, right: THIN };
    cell.numFmt = '@';
  });
  for (const row of rows) sheet.addRow(columns.map((column, at) => typedValue(row[at] ?? null, column.kind)));
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: rows.length + 1, column: Math.max(1, columns.length) },
  };
}

/** The sheets that go with a paper, as a workbook. */
export async function paperSheetsOf(paper: PaperDocument): Promise<Buffer> {
  const book = new Excel.Workbook();
  book.creator = paper.hallName;
  book.title = paper.title;
  book.created = new Date(`${paper.madeAt}:00Z`);
  book.modified = book.created;
  for (const sheet of paper.sheets) addSheet(book, sheet);
  return Buffer.from(await book.xlsx.writeBuffer());
}
