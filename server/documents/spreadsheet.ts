import Excel from 'exceljs';
import { titleIn } from '../reports/english.ts';
import { shortDay } from './period-words.ts';
import type { CellKind, DocumentCell, DocumentColumn, ReportDocument } from './report-document.ts';

/** Excel takes no longer name of a sheet, counted in UTF-16. */
const SHEET_NAME_LENGTH = 31;
const INFO_SHEET = 'Thông tin';

/** How Excel shows each kind. */
export const CELL_FORMATS: Readonly<Record<CellKind, string>> = {
  // As text also after somebody edits the cell: "=1+1" never becomes a formula.
  text: '@',
  count: '#,##0',
  decimal: '#,##0.0',
  share: '0.0%',
  date: 'dd/mm/yyyy',
  month: 'mm/yyyy',
};

/** A name that Excel takes for a sheet: no forbidden characters, not too long, never empty. */
export function sheetName(title: string): string {
  const allowed = title
    .normalize('NFC')
    .replace(/[:\\/?*[\]\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '');
  let name = '';
  for (const character of allowed) {
    if (name.length + character.length > SHEET_NAME_LENGTH) break;
    name += character;
  }
  name = name.replace(/[' ]+$/, '');
  // "History" is Excel's own.
  return name === '' || /^history$/i.test(name) ? 'Báo cáo' : name;
}

/** A value as Excel keeps it: days and months are dates. */
export function typedValue(cell: DocumentCell, kind: CellKind): string | number | Date | null {
  if (cell === null) return null;
  if (typeof cell === 'string' && kind === 'date') return new Date(`${cell}T00:00:00Z`);
  if (typeof cell === 'string' && kind === 'month') return new Date(`${cell}-01T00:00:00Z`);
  return cell;
}

/** Characters that a column shows without cutting, from its title and what stands in it. */
function widthOf(document: ReportDocument, at: number, column: DocumentColumn): number {
  const longestWord = Math.max(...column.title.split(' ').map((word) => word.length));
  if (column.kind !== 'text') return Math.max(12, longestWord + 4);
  const longest = document.rows.reduce((most, row) => Math.max(most, String(row[at] ?? '').length), 0);
  return Math.min(48, Math.max(14, column.title.length + 4, longest + 2));
}

const THIN = { style: 'thin', color: { argb: 'FFBFBFBF' } } as const;
const BORDER = { top: THIN, bottom: THIN, left: THIN, right: THIN };

function fillInfo(sheet: Excel.Worksheet, document: ReportDocument): void {
  sheet.getColumn(1).width = 22;
  sheet.getColumn(2).width = 90;
  // One printed page, as wide as its two columns are.
  sheet.pageSetup = {
    paperSize: 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 1,
  };
  const say = (text: string) => titleIn(document.language ?? 'vi', text);
  const add = (label: string, value: string | number | Date | null, format = '@') => {
    if (value === null || value === '') return;
    const row = sheet.addRow([say(label), value]);
    row.getCell(1).font = { bold: true };
    row.getCell(2).numFmt = format;
    row.getCell(2).alignment = { horizontal: 'left', vertical: 'top', wrapText: true };
    row.getCell(1).alignment = { vertical: 'top' };
  };
  const heading = sheet.addRow([document.title]);
  heading.font = { bold: true, size: 16 };
  add('Cơ quan cấp trên', document.superiorName);
  add('Đơn vị', document.hallName);
  add('Kỳ báo cáo', document.periodWords);
  if (document.period) {
    add('Từ ngày', typedValue(document.period.from, 'date'), CELL_FORMATS.date);
    add('Đến ngày', typedValue(document.period.to, 'date'), CELL_FORMATS.date);
  }
  add('Phân theo', document.groupedBy);
  add('Số dòng', document.rows.length, CELL_FORMATS.count);
  add('Người lập', document.madeBy);
  add('Lập lúc', new Date(`${document.madeAt}:00Z`), 'hh:mm dd/mm/yyyy');
  document.notes.forEach((note, at) => {
    add(at === 0 ? 'Ghi chú' : ' ', note);
  });
}

function fillTable(sheet: Excel.Worksheet, document: ReportDocument): void {
  const { columns, rows, totals } = document;
  columns.forEach((column, at) => {
    const own = sheet.getColumn(at + 1);
    own.width = widthOf(document, at, column);
    own.numFmt = CELL_FORMATS[column.kind];
  });
  const header = sheet.addRow(columns.map((column) => column.title));
  header.height = 48;
  header.eachCell((cell) => {
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF7' } };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: 'center' };
    cell.border = BORDER;
    cell.numFmt = '@';
  });
  for (const row of rows) {
    const added = sheet.addRow(columns.map((column, at) => typedValue(row[at] ?? null, column.kind)));
    // A text of several lines would stand on one.
    row.forEach((cell, at) => {
      if (typeof cell === 'string' && cell.includes('\n'))
        added.getCell(at + 1).alignment = { wrapText: true, vertical: 'top' };
    });
  }
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: rows.length + 1, column: Math.max(1, columns.length) },
  };
  if (totals) {
    const last = sheet.addRow(
      columns.map((column, at) =>
        at === 0
          ? titleIn(document.language ?? 'vi', 'Tổng cộng')
          : typedValue(totals[at] ?? null, column.kind),
      ),
    );
    for (let at = 1; at <= columns.length; at += 1) {
      const cell = last.getCell(at);
      cell.font = { bold: true };
      cell.border = { top: { style: 'medium' } };
    }
    last.getCell(1).numFmt = '@';
  }
  for (const { label, cells } of document.foot ?? []) {
    const row = sheet.addRow(columns.map((_, at) => (at === 0 ? label : (cells[at] ?? ''))));
    for (let at = 1; at <= columns.length; at += 1) {
      row.getCell(at).numFmt = '@';
      row.getCell(at).alignment = { horizontal: at === 1 ? 'left' : 'right', wrapText: true };
    }
  }
}

/** A report as a workbook: a sheet that says what it is, and the table. Values keep their types. */
export async function spreadsheetOf(document: ReportDocument): Promise<Buffer> {
  const book = new Excel.Workbook();
  book.creator = document.hallName;
  book.title = document.title;
  book.created = new Date(`${document.madeAt}:00Z`);
  book.modified = book.created;
  fillInfo(book.addWorksheet(titleIn(document.language ?? 'vi', INFO_SHEET)), document);
  const name = sheetName(document.title);
  const wide = document.columns.length > 8;
  const sheet = book.addWorksheet(name === INFO_SHEET ? 'Báo cáo' : name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: wide ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
  });
  fillTable(sheet, document);
  sheet.headerFooter.oddFooter = `&L${footerText(document)}&R&P/&N`;
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** In a sheet's footer "&" is a command, so it is doubled. */
function footerText(document: ReportDocument): string {
  const [date = '', time = ''] = document.madeAt.split('T');
  return `${document.hallName} – ${time} ${shortDay(date)}`.replaceAll('&', '&&').slice(0, 200);
}
