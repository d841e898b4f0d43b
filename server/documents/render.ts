import { docxOf } from './page-docx.ts';
import { pdfOf } from './page-pdf.ts';
import type { DocumentFormat, ReportDocument } from './report-document.ts';
import { spreadsheetOf } from './spreadsheet.ts';

const WRITERS: Readonly<Record<DocumentFormat, (document: ReportDocument) => Promise<Buffer>>> = {
  xlsx: spreadsheetOf,
  docx: docxOf,
  pdf: pdfOf,
};

/** Writes a document in a format. The libraries behind it are slow to load: only the document thread calls this. */
export function render(document: ReportDocument, format: DocumentFormat): Promise<Buffer> {
  return WRITERS[format](document);
}
