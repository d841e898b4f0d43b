import type { DocumentFormat } from '../../common/protocol/formats.ts';
import { docxOf } from './page-docx.ts';
import { pdfOf } from './page-pdf.ts';
import type { PaperDocument } from './paper.ts';
import { paperDocxOf } from './paper-docx.ts';
import { paperPdfOf } from './paper-pdf.ts';
import { paperSheetsOf } from './paper-sheets.ts';
import type { ReportDocument } from './report-document.ts';
import { spreadsheetOf } from './spreadsheet.ts';

type Writers<T> = Readonly<Record<DocumentFormat, (document: T) => Promise<Buffer>>>;

const WRITERS: Writers<ReportDocument> = { xlsx: spreadsheetOf, docx: docxOf, pdf: pdfOf };
const PAPER_WRITERS: Writers<PaperDocument> = { xlsx: paperSheetsOf, docx: paperDocxOf, pdf: paperPdfOf };

/** Writes a document in a format. The libraries behind it are slow to load: only the document thread calls this. */
export function render(document: ReportDocument | PaperDocument, format: DocumentFormat): Promise<Buffer> {
  return 'kind' in document ? PAPER_WRITERS[format](document) : WRITERS[format](document);
}
