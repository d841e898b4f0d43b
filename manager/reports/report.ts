import { staffWords } from '../../common/client/staff-language.ts';
import { reports as englishReports } from '../../common/i18n/en/reports.ts';
import { reports } from '../../common/i18n/vi/reports.ts';

export const sayReport = staffWords(reports, englishReports);

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;

/** What one parameter of a report may be, as the registry tells it. */
export interface ParamSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  /** Of `by`: what the report can be divided by; all that the page knows where it is not told. */
  readonly dimensions?: readonly string[];
}

/** One report of the registry. */
export interface ReportKind {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly params: {
    readonly properties?: Readonly<Record<string, ParamSchema>>;
    readonly required?: readonly string[];
  };
}

export interface ReportAnswer {
  readonly rows: readonly Row[];
  readonly totals: Row;
}
