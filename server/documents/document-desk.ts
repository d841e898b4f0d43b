import type { DocumentFormat, ReportLanguage } from '../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { titleIn } from '../reports/english.ts';
import { REPORTS } from '../reports/registry.ts';
import type { ReportDefinition, ReportResult } from '../reports/report.ts';
import type { NameLookUp } from './columns.ts';
import { documentIn } from './document-language.ts';
import type { DocumentMaker } from './document-maker.ts';
import { makeDocument } from './make-document.ts';
import type { PageWords } from './page-words.ts';
import { periodInWords } from './period-words.ts';

const TYPES: Readonly<Record<DocumentFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
};

/** Rows that a file takes. A page of more is not signed by anybody, and would be written for minutes. */
export const ROW_LIMITS: Readonly<Record<DocumentFormat, number>> = { xlsx: 200_000, docx: 3000, pdf: 3000 };

export interface DocumentDeskOptions {
  readonly maker: DocumentMaker;
  /** The hall's names as they are now. */
  readonly hall: () => { readonly hallName: string; readonly superiorName: string };
  readonly names: NameLookUp;
  readonly pageWords: () => PageWords;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
}

/** A report to be written, with the figures that the report desk answered. */
export interface DocumentOrder {
  readonly reportId: string;
  /** A report that is not in the registry of a hall, with notes of its own. */
  readonly report?: Pick<ReportDefinition, 'id' | 'title' | 'columns'> & {
    readonly notes: readonly string[];
  };
  readonly params: Readonly<Record<string, string>>;
  readonly result: ReportResult;
  readonly format: DocumentFormat;
  readonly madeBy: string;
  /** Of a workbook; pages to sign are Vietnamese. */
  readonly language?: ReportLanguage;
}

export interface WrittenDocument {
  readonly type: string;
  readonly content: Buffer;
  readonly fileName: string;
}

/** Name of a report's file: "Khối lượng giao dịch 2026-11-01 – 2026-11-30.pdf". */
export function documentFileName(
  title: string,
  params: Readonly<Record<string, string>>,
  format: string,
): string {
  const { from, to } = params;
  const dates = from === undefined || to === undefined ? '' : from === to ? ` ${from}` : ` ${from} – ${to}`;
  return `${title}${dates}.${format}`.normalize('NFC');
}

/** Writes results of the report desk as sheets and pages. */
export class DocumentDesk {
  private readonly options: DocumentDeskOptions;

  constructor(options: DocumentDeskOptions) {
    this.options = options;
  }

  /** Refuses a report that does not exist or has more rows than the format takes. */
  async write(order: DocumentOrder): Promise<Outcome<WrittenDocument>> {
    const report = order.report ?? REPORTS.find((each) => each.id === order.reportId);
    if (!report) return refused('not_found', `no report ${order.reportId}`);
    const limit = ROW_LIMITS[order.format];
    const { length } = order.result.rows;
    if (length > limit)
      return refused('invalid_input', `${length} rows are too many for ${order.format}; it takes ${limit}`, {
        rows: length,
        limit,
      });
    const language = order.format === 'xlsx' ? (order.language ?? 'vi') : 'vi';
    const { hallName, superiorName } = this.options.hall();
    const made = makeDocument(
      report,
      order.params,
      order.result,
      {
        hallName,
        superiorName,
        names: this.options.names,
        page: this.options.pageWords(),
        madeBy: order.madeBy,
        madeAt: this.options.now(),
      },
      language,
    );
    const document = { ...made, notes: [...(order.report?.notes ?? []), ...made.notes] };
    const content = await this.options.maker.make(documentIn(language, document), order.format);
    const fileName = documentFileName(titleIn(language, report.title), order.params, order.format);
    return { ok: true, value: { type: TYPES[order.format], content, fileName } };
  }

  /** A title for lists: "Khối lượng giao dịch tháng 11 năm 2026". */
  titleOf(reportId: string, from: string, to: string): string {
    const title = REPORTS.find((each) => each.id === reportId)?.title ?? reportId;
    return `${title} ${periodInWords(from, to)}`;
  }
}

/** The media type of a document. */
export const documentType = (format: DocumentFormat): string => TYPES[format];
