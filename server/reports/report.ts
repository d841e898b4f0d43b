import type { Database } from 'better-sqlite3';
import type { z } from 'zod';

/** What a report may look up besides the read tables: names that live in the hall's state. */
export interface ReportCatalogue {
  readonly fieldName: (code: string) => string | undefined;
  readonly agencyOf: (field: string) => string | null;
  /** Target wait in minutes; imported fields have the usual fifteen. */
  readonly targetMinutes: (field: string) => number;
}

export interface ReportResult {
  readonly rows: readonly Record<string, string | number | null>[];
  readonly totals: Record<string, string | number | null>;
}

/** A report: written once, here and nowhere else. Route, menu, CSV and contract test follow from it. */
export interface ReportDefinition<Params extends z.ZodType = z.ZodType> {
  readonly id: string;
  readonly title: string;
  readonly params: Params;
  /** Columns in order, for CSV and tables; the row's keys that are not named come first. */
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  run(db: Database, params: z.output<Params>, catalogue: ReportCatalogue): ReportResult;
}

/** Declares a report with its types inferred. */
export function defineReport<P extends z.ZodType>(report: ReportDefinition<P>): ReportDefinition {
  return report as unknown as ReportDefinition;
}
