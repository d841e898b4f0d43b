import { isFigure, onPage } from './figures.ts';
import type { DocumentCell, DocumentColumn, ReportDocument } from './report-document.ts';

/** The page of NĐ 30/2020, in mm and points. */
export const PAGE = {
  widthMm: 210,
  heightMm: 297,
  topMm: 20,
  bottomMm: 20,
  leftMm: 30,
  rightMm: 15,
  headPt: 12,
  mottoPt: 13,
  bodyPt: 13,
  recipientsTitlePt: 12,
  recipientsPt: 11,
  firstLineMm: 10,
  /** Length of the rules under the motto, the unit and the title. */
  mottoRuleMm: 55,
  unitRuleMm: 26,
  titleRuleMm: 40,
} as const;

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';

/** A page lies on its side from so many columns on. */
const WIDE_ABOVE = 8;
const NUMBER_COLUMN_MM = 10;
/** A day as 24/11/2026 stands on one line. */
const DATE_MM = 23;

/** One column of the table on the page. */
export interface PageColumn {
  readonly title: string;
  readonly widthMm: number;
  readonly align: 'left' | 'right' | 'center';
}

/** Everything of a page that does not depend on the file format. */
export interface PageLayout {
  readonly landscape: boolean;
  readonly contentMm: number;
  readonly headLeftMm: number;
  readonly tablePt: number;
  readonly columns: readonly PageColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Headings over the whole width, by the row before which they stand. */
  readonly headings: ReadonlyMap<number, string>;
  /** The totals after the cell "Tổng cộng", which takes up `spanned` columns. */
  readonly totals: { readonly spanned: number; readonly cells: readonly string[] } | null;
  /** Lines below the totals, laid out as these are. */
  readonly foot: readonly {
    readonly label: string;
    readonly spanned: number;
    readonly cells: readonly string[];
  }[];
  readonly subject: string;
  readonly basis: string;
  readonly closing: string;
}

/** The head of a page needs no more of a document than this. */
export type PageHead = Pick<ReportDocument, 'hallName' | 'superiorName' | 'page'>;

/** The body above the one that issues the paper; empty: none is named. */
export const superiorOf = ({ page, superiorName }: PageHead): string =>
  page.issuer === '' ? page.issuerSuperior || superiorName : page.issuerSuperior;

/** What a table on a page is drawn from. */
export type PageTable = Pick<
  PageLayout,
  'columns' | 'rows' | 'headings' | 'totals' | 'foot' | 'tablePt' | 'contentMm'
>;

/** A column of sentences may be so many times as wide as one of short words. */
const MOST_TIMES = 3;
/** A column of words no longer than this needs only half of the usual width. */
const BRIEF_LETTERS = 12;
/** Room that a column of words wants beside figures; less where there are many of these. */
const WORDS_MM = { usual: 42, tight: 36, brief: 20, tightFrom: 10 } as const;

const isBrief = (cells: readonly DocumentCell[]): boolean =>
  cells.every((each) => String(each ?? '').length <= BRIEF_LETTERS);

/** Letters that stand in a narrow column without being broken often. */
const SHORT_LETTERS = 14;

/** How much of the free width a column of words takes, by how much stands in it. */
function weightOf(cells: readonly DocumentCell[]): number {
  if (cells.length > 0 && isBrief(cells)) return WORDS_MM.brief / WORDS_MM.usual;
  const letters = cells.reduce<number>((sum, each) => sum + String(each ?? '').length, 0);
  return Math.min(MOST_TIMES, Math.max(1, letters / Math.max(1, cells.length) / SHORT_LETTERS));
}

function widths(
  columns: readonly DocumentColumn[],
  cellsOf: (at: number) => readonly DocumentCell[],
  contentMm: number,
): number[] {
  const free = contentMm - NUMBER_COLUMN_MM;
  const isDate = ({ kind }: DocumentColumn) => kind === 'date' || kind === 'month';
  const dates = columns.some((column) => column.kind === 'text') ? columns.filter(isDate).length : 0;
  const weights = columns.map((column, at) =>
    isFigure(column.kind) || (dates > 0 && isDate(column)) ? 0 : weightOf(cellsOf(at)),
  );
  const weight = weights.reduce((sum, each) => sum + each, 0);
  const texts = weights.filter((each) => each > 0).length;
  const figures = columns.length - texts - dates;
  const left = free - dates * DATE_MM;
  const wordsMm = columns.reduce((sum, _column, at) => {
    if ((weights[at] ?? 0) === 0) return sum;
    if ((weights[at] ?? 0) < 1) return sum + WORDS_MM.brief;
    return sum + (figures >= WORDS_MM.tightFrom ? WORDS_MM.tight : WORDS_MM.usual);
  }, 0);
  const figureMm =
    figures === 0
      ? 0
      : Math.min(26, Math.max(12.5, (left - (texts === 0 ? WORDS_MM.usual : wordsMm)) / figures));
  const textMm = texts === 0 ? 0 : (left - figures * figureMm) / weight;
  const shares = columns.map((column, at) => {
    const own = weights[at] ?? 0;
    if (own > 0) return Math.max(10, textMm * own);
    return isFigure(column.kind) ? figureMm : DATE_MM;
  });
  const sum = shares.reduce((total, each) => total + each, 0);
  return shares.map((each) => (each * free) / sum);
}

const lowerFirst = (text: string) => text.slice(0, 1).toLocaleLowerCase('vi') + text.slice(1);
const upperFirst = (text: string) => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1);

/** The Vietnamese names of a unit in capitals, as they stand in the head of a page. */
export const capitals = (text: string): string => text.toLocaleUpperCase('vi');

/** Lays a report out for paper. */
export function layOut(document: ReportDocument): PageLayout {
  const shown = document.columns.map((column, at) => ({ column, at })).filter((each) => each.column.onPage);
  const columns = shown.map((each) => each.column);
  const landscape = document.landscape ?? columns.length + 1 > WIDE_ABOVE;
  const contentMm = (landscape ? PAGE.heightMm : PAGE.widthMm) - PAGE.leftMm - PAGE.rightMm;
  const widthsMm = widths(
    columns,
    (at) => document.rows.map((row) => row[shown[at]?.at ?? 0] ?? null),
    contentMm,
  );
  const fill = (sentence: string) =>
    sentence
      .replaceAll('{hall}', document.hallName)
      .replaceAll('{title}', lowerFirst(document.title))
      .replaceAll('{period}', document.periodWords)
      .replace(/ +([,;.:])/g, '$1')
      .replace(/ {2,}/g, ' ');
  const firstFigure = columns.findIndex((column) => isFigure(column.kind));
  const leading = firstFigure < 0 ? columns.length : firstFigure;
  const { totals } = document;
  return {
    landscape,
    contentMm,
    headLeftMm: contentMm * 0.41,
    tablePt: columns.length > 11 ? 10.5 : landscape ? 11 : 12,
    columns: [
      { title: 'STT', widthMm: NUMBER_COLUMN_MM, align: 'center' },
      ...columns.map(
        (column, at): PageColumn => ({
          title: column.title,
          widthMm: widthsMm[at] ?? 0,
          align: isFigure(column.kind) ? 'right' : column.kind === 'text' ? 'left' : 'center',
        }),
      ),
    ],
    rows: document.rows.map((row, number) => [
      String(number + 1),
      ...shown.map(({ column, at }) => onPage(row[at] ?? null, column.kind)),
    ]),
    headings: new Map(document.headings?.map((each) => [each.before, each.text])),
    totals: totals && {
      spanned: leading + 1,
      cells: shown.slice(leading).map(({ column, at }) => onPage(totals[at] ?? null, column.kind)),
    },
    foot: (document.foot ?? []).map(({ label, cells }) => ({
      label,
      spanned: leading + 1,
      cells: shown.slice(leading).map(({ at }) => cells[at] ?? ''),
    })),
    subject: `${upperFirst(document.title)} ${document.periodWords}`.trim(),
    basis: upperFirst(fill(document.page.basis)),
    closing: upperFirst(fill(document.page.closing)),
  };
}

/** The list under "Nơi nhận": each with a dash, closed by semicolons and at last a full stop. */
export function recipientLines(recipients: readonly string[]): string[] {
  return recipients.map(
    (each, at) => `- ${each.replace(/[.;]\s*$/, '')}${at === recipients.length - 1 ? '.' : ';'}`,
  );
}

/** "Số liệu được lập lúc 08:00 ngày 24/11/2026." */
export function madeSentence(document: Pick<ReportDocument, 'madeAt' | 'made'>): string {
  const [date = '', time = ''] = document.madeAt.split('T');
  return `${document.made ?? 'Số liệu'} được lập lúc ${time} ngày ${date.split('-').reverse().join('/')}.`;
}
