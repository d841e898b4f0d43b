import { z } from 'zod';
import { Basis } from '../basis.ts';
import { DOCUMENT_FORMATS, FILE_TYPES, REPORT_LANGUAGES } from '../formats.ts';
import type { Immutable } from '../immutable.ts';
import type { CallTable } from './call.ts';
import { Flag } from './query.ts';

export const ReportRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
/** One row of a report, by column. */
export type ReportRow = Immutable<typeof ReportRow>;

export const ReportResult = z.object({
  rows: z.array(ReportRow),
  totals: ReportRow,
  /** Where it was asked for. */
  basis: Basis.exactOptional(),
});
/** What a report found. */
export type ReportResult = Immutable<typeof ReportResult>;

const ParamSchema = z.looseObject({
  type: z.string().exactOptional(),
  enum: z.array(z.string()).exactOptional(),
  format: z.string().exactOptional(),
  pattern: z.string().exactOptional(),
  title: z.string().exactOptional(),
  description: z.string().exactOptional(),
  default: z.unknown().exactOptional(),
  /** Of `by`: what the report can be divided by. */
  dimensions: z.array(z.string()).exactOptional(),
});
/** What one parameter of a report may be. */
export type ParamSchema = Immutable<typeof ParamSchema>;

export const ListedReport = z.object({
  id: z.string(),
  title: z.string(),
  columns: z.array(z.object({ key: z.string(), title: z.string() })),
  /** JSON Schema of its parameters. */
  params: z.looseObject({
    properties: z.record(z.string(), ParamSchema).exactOptional(),
    required: z.array(z.string()).exactOptional(),
  }),
});
/** A report of the registry, as it is told to pages and integrators. */
export type ListedReport = Immutable<typeof ListedReport>;

export const Draft = z.object({
  id: z.string(),
  report: z.string(),
  kind: z.enum(['month', 'period']),
  period: z.string(),
  from: z.string(),
  to: z.string(),
  title: z.string(),
  /** ISO 8601 instant. */
  madeAt: z.string(),
  files: z.array(z.object({ format: z.enum(DOCUMENT_FORMATS), sizeBytes: z.number() })),
});
/** A draft of a monthly report, which the hall made by itself. */
export type Draft = Immutable<typeof Draft>;

export const reportCalls = {
  'GET /reports': {
    operationId: 'listReports',
    query: z.object({ language: z.enum(REPORT_LANGUAGES).default('vi') }),
    response: z.object({ reports: z.array(ListedReport) }),
  },
  'GET /reports/drafts': { operationId: 'listDrafts', response: z.object({ drafts: z.array(Draft) }) },
  'GET /reports/drafts/:id/:format': { operationId: 'readDraft', files: FILE_TYPES.slice(1) },
  'GET /reports/:id': {
    operationId: 'runReport',
    /** Beside these the parameters of the report, see `listReports`. */
    query: z.looseObject({
      format: z.enum(['json', 'csv', ...DOCUMENT_FORMATS]).default('json'),
      /** Of titles in CSV and workbooks; pages to sign are Vietnamese. */
      language: z.enum(REPORT_LANGUAGES).default('vi'),
      /** With what the figures rest on: days, figures a working day, intervals. Files always have it. */
      basis: Flag,
    }),
    response: ReportResult,
    files: FILE_TYPES,
  },
} as const satisfies CallTable;
