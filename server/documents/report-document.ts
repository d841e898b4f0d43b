import type { ReportLanguage } from '../../common/protocol/formats.ts';
import type { Seal } from '../../common/protocol/seals.ts';
import type { PageWords } from './page-words.ts';

/** What a column holds: figures stay figures in a sheet, and are written the Vietnamese way on a page. */
export type CellKind = 'text' | 'count' | 'decimal' | 'share' | 'date' | 'month';

/** Dates are YYYY-MM-DD and months YYYY-MM, shares lie between 0 and 1. */
export type DocumentCell = string | number | null;

export interface DocumentColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: CellKind;
  /** Codes stand in the sheet, where they are joined with other sheets, but not on the page beside the name. */
  readonly onPage: boolean;
}

/** A report made ready for a sheet or a page: plain data, so that a thread can take it. */
export interface ReportDocument {
  /** Of the product's own words; absent: Vietnamese. */
  readonly language?: ReportLanguage;
  readonly reportId: string;
  /** Name of the report, such as "Khối lượng giao dịch". */
  readonly title: string;
  readonly hallName: string;
  readonly superiorName: string;
  readonly period: { readonly from: string; readonly to: string } | null;
  /** "tháng 11 năm 2026"; empty when the report has no period. */
  readonly periodWords: string;
  /** "Lĩnh vực, Tháng"; empty when the report is not grouped by choice. */
  readonly groupedBy: string;
  readonly madeBy: string;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly madeAt: string;
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly DocumentCell[])[];
  readonly totals: readonly DocumentCell[] | null;
  /** Lines below the totals: each measure a working day, and its doubt; in words, by column. */
  readonly foot?: readonly { readonly label: string; readonly cells: readonly string[] }[];
  /** Lines over the whole width of the table, each before a row, that divide it. */
  readonly headings?: readonly { readonly before: number; readonly text: string }[];
  /** On its side also with few columns. */
  readonly landscape?: boolean;
  /** What the note says was made: "Số liệu" where nothing else is named. */
  readonly made?: string;
  readonly notes: readonly string[];
  readonly page: PageWords;
  /** The record's newest seal when it was made; it stands in the foot of pages to sign. */
  readonly seal?: Seal;
}
