import { PAGE, type PageTable } from './page-layout.ts';
import type { PaperBlock } from './paper.ts';

/** Width between the margins of an upright page. */
export const PAPER_MM = PAGE.widthMm - PAGE.leftMm - PAGE.rightMm;
export const PAPER_HEAD_MM = PAPER_MM * 0.41;
const NUMBER_SHARE = 0.8;

/** A table of a paper with its numbered rows, as pages draw it. */
export function pageTable(block: Extract<PaperBlock, { kind: 'table' }>): PageTable {
  const columns = [{ title: 'STT', share: NUMBER_SHARE, align: 'center' as const }, ...block.columns];
  const sum = columns.reduce((total, column) => total + column.share, 0);
  return {
    contentMm: PAPER_MM,
    tablePt: 11,
    headings: new Map(),
    totals: null,
    columns: columns.map(({ title, share, align }) => ({ title, align, widthMm: (share * PAPER_MM) / sum })),
    rows: block.rows.map((row, at) => [String(at + 1), ...row]),
  };
}
