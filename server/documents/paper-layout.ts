import { PAGE, type PageTable } from './page-layout.ts';
import type { PaperBlock, PaperDocument } from './paper.ts';

/** Width between the margins of an upright page. */
export const PAPER_MM = PAGE.widthMm - PAGE.leftMm - PAGE.rightMm;
export const PAPER_HEAD_MM = PAPER_MM * 0.41;
const NUMBER_SHARE = 0.8;
/** What stands on every page of a paper that cannot be signed. */
export const DRAFT_MARK = 'DỰ THẢO';

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI'];

/** The lines over an annex: its number where there are several, its title, and the paper that it goes with. */
export function annexHead(paper: PaperDocument, at: number): readonly [string, string, string] {
  const annexes = paper.annexes ?? [];
  const number = annexes.length > 1 ? `Phụ lục ${ROMAN[at] ?? at + 1}` : 'Phụ lục';
  const type = paper.page.documentType.toLocaleLowerCase('vi');
  const kind = type.slice(0, 1).toLocaleUpperCase('vi') + type.slice(1);
  return [
    number,
    annexes[at]?.title ?? '',
    `(Kèm theo ${kind} ${paper.page.numberLine.replace(/^Số: ?/, 'số ')} ngày …… tháng …… năm ……… của ${paper.hallName})`,
  ];
}

/** "Kính gửi: …"; empty for a paper that is put before nobody. */
export const addresseeLine = ({ page }: PaperDocument): string =>
  page.addressee === '' ? '' : `Kính gửi: ${page.addressee}.`;

/** A table of a paper with its numbered rows, as pages draw it. */
export function pageTable(block: Extract<PaperBlock, { kind: 'table' }>): PageTable {
  const columns = [{ title: 'STT', share: NUMBER_SHARE, align: 'center' as const }, ...block.columns];
  const sum = columns.reduce((total, column) => total + column.share, 0);
  return {
    contentMm: PAPER_MM,
    tablePt: 11,
    headings: new Map(),
    totals: null,
    foot: [],
    columns: columns.map(({ title, share, align }) => ({ title, align, widthMm: (share * PAPER_MM) / sum })),
    rows: block.rows.map((row, at) => [String(at + 1), ...row]),
  };
}
