import type { ListedProcedure, PublicListing } from '../../common/protocol/procedure-versions.ts';
import type { PageWords } from '../documents/page-words.ts';
import type { DocumentCell, DocumentColumn, ReportDocument } from '../documents/report-document.ts';
import { csvCell } from '../reports/csv.ts';
import { COLUMN_TITLES, type HeadColumn } from './list-head.ts';

/** The columns of a list that the hall writes, as it reads them. */
const LIST: readonly HeadColumn[] = [
  'code',
  'field',
  'name',
  'nameEn',
  'timeLimit',
  'fee',
  'papers',
  'words',
  'note',
  'effectiveFrom',
  'effectiveTo',
];

/** What a document says of its making. */
export interface ListSignature {
  readonly madeBy: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly madeAt: string;
  readonly page: PageWords;
}

/** Entries of a cell, one a line; a line break at the end tells a reader not to part a single one. */
function entries(list: readonly string[]): string {
  const single = list.length === 1 && /[;,]/.test(list[0] ?? '');
  return single ? `${list[0]}\n` : list.join('\n');
}

function cellOf(column: HeadColumn, procedure: ListedProcedure, field: string): DocumentCell {
  if (column === 'field') return field;
  if (column === 'papers' || column === 'words') return entries(procedure[column]);
  return procedure[column];
}

function rowsOf(listing: PublicListing): DocumentCell[][] {
  return listing.fields.flatMap((field) =>
    field.procedures.map((each) => LIST.map((column) => cellOf(column, each, field.name))),
  );
}

/** The list as CSV; read by the hall again it changes nothing. With a byte order mark for Excel. */
export function listCsv(listing: PublicListing): string {
  const lines = [LIST.map((column) => COLUMN_TITLES[column]), ...rowsOf(listing)].map((row) =>
    row.map((cell) => csvCell(cell)).join(','),
  );
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

const shortDay = (date: string) => date.split('-').reverse().join('/');

function bare(listing: PublicListing, signature: ListSignature) {
  return {
    reportId: 'procedure-list',
    title: 'Thủ tục hành chính',
    hallName: listing.hall.name.normalize('NFC'),
    superiorName: listing.hall.superior.normalize('NFC'),
    period: null,
    periodWords: `áp dụng từ ngày ${shortDay(listing.date)}`,
    groupedBy: '',
    ...signature,
    totals: null,
    notes: [],
    made: 'Danh mục',
  };
}

/** The list as a sheet in the columns that the hall reads. */
export function listSheet(listing: PublicListing, signature: ListSignature): ReportDocument {
  const kind = (column: HeadColumn) =>
    column === 'effectiveFrom' || column === 'effectiveTo' ? 'date' : 'text';
  return {
    ...bare(listing, signature),
    columns: LIST.map(
      (column): DocumentColumn => ({
        key: column,
        title: COLUMN_TITLES[column],
        kind: kind(column),
        onPage: true,
      }),
    ),
    rows: rowsOf(listing),
  };
}

const PAGE_COLUMNS: readonly DocumentColumn[] = [
  { key: 'code', title: 'Mã thủ tục', kind: 'text', onPage: true },
  { key: 'name', title: 'Tên thủ tục', kind: 'text', onPage: true },
  { key: 'papers', title: 'Thành phần hồ sơ', kind: 'text', onPage: true },
  { key: 'timeLimit', title: 'Thời hạn giải quyết', kind: 'text', onPage: true },
  { key: 'fee', title: 'Phí, lệ phí', kind: 'text', onPage: true },
  { key: 'effectiveFrom', title: 'Hiệu lực từ', kind: 'date', onPage: true },
];

function onPaper(procedure: ListedProcedure): DocumentCell[] {
  const { code, name, note, papers, timeLimit, fee, effectiveFrom, effectiveTo } = procedure;
  const until = effectiveTo === null ? '' : `\n(đến hết ngày ${shortDay(effectiveTo)})`;
  return [
    code,
    `${name}${until}${note === '' ? '' : `\nGhi chú: ${note}`}`,
    papers.map((each) => `- ${each}`).join('\n') || null,
    timeLimit || null,
    fee || null,
    effectiveFrom,
  ];
}

/** The list as a page to sign and to put up, divided by fields. */
export function listPage(listing: PublicListing, signature: ListSignature): ReportDocument {
  const headings: { before: number; text: string }[] = [];
  let before = 0;
  for (const field of listing.fields) {
    headings.push({ before, text: `Lĩnh vực: ${field.name} (${field.procedures.length} thủ tục)` });
    before += field.procedures.length;
  }
  return {
    ...bare(listing, signature),
    columns: PAGE_COLUMNS,
    rows: listing.fields.flatMap((field) => field.procedures.map(onPaper)),
    headings,
    landscape: true,
    notes: [
      'Phí, lệ phí và thời hạn ghi nguyên văn theo quyết định công bố; thời hạn giải quyết là của hồ sơ, không phải thời gian chờ tại nơi tiếp nhận.',
      'Ô có dấu "–" ở cột hiệu lực là thủ tục đã áp dụng từ trước khi lập danh mục.',
    ],
  };
}
