import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { type Outcome, type RefusalCode, refused } from '../../common/protocol/refusals.ts';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { basisOf } from './basis.ts';
import { csvOf } from './csv.ts';
import { inLanguage, schemaIn, titleIn } from './english.ts';
import { REPORTS } from './registry.ts';
import type { ReportCatalogue, ReportDefinition, ReportResult } from './report.ts';
import { PERIOD_WRONG } from './source.ts';

/** The registry as it is told to pages and integrators. */
export function listReports(language: ReportLanguage = 'vi'): readonly ListedReport[] {
  return REPORTS.map((report) => ({
    id: report.id,
    title: titleIn(language, report.title),
    columns: inLanguage(report, language).columns,
    params: paramsIn(language, report.params),
  }));
}

/** A report's parameters as they are told to pages and integrators. */
export const paramsIn = (language: ReportLanguage, params: z.ZodType): ListedReport['params'] =>
  schemaIn(language, z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }));

/** What each parameter is most likely wrong by. */
const CODE_OF_PARAM: ReadonlyMap<string, RefusalCode> = new Map([
  ['from', 'bad_date'],
  ['to', 'bad_date'],
  ['beforeFrom', 'bad_date'],
  ['beforeTo', 'bad_date'],
  ['by', 'unknown_dimension'],
]);

/** Finds a report and parses its parameters; the refusal's code says which of them is wrong. */
export function checkReport(
  id: string,
  params: Readonly<Record<string, string>>,
): Outcome<{ report: ReportDefinition; params: unknown }> {
  const report = REPORTS.find((each) => each.id === id);
  if (!report) return refused('not_found', `no report ${id}`);
  const parsed = report.params.safeParse(params);
  if (parsed.success) return { ok: true, value: { report, params: parsed.data } };
  const { issues } = parsed.error;
  const first = issues[0];
  const code =
    first?.message === PERIOD_WRONG
      ? 'bad_period'
      : (CODE_OF_PARAM.get(String(first?.path[0] ?? '')) ?? 'invalid_input');
  return refused(code, `the parameters of ${id} are not valid`, {
    issues: issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  });
}

/** How a report is wanted: as rows, as rows with what they rest on, or as CSV, which has it too. */
export type ReportForm = 'json' | 'whole' | 'csv';

/** Runs reports of the registry on a connection, in the caller's thread. */
export class LocalReportDesk {
  private readonly db: Database;
  private readonly catalogue: ReportCatalogue;

  constructor(db: Database, catalogue: ReportCatalogue) {
    this.db = db;
    this.catalogue = catalogue;
  }

  async run(
    id: string,
    params: Readonly<Record<string, string>>,
    format: ReportForm,
    language: ReportLanguage = 'vi',
  ): Promise<Outcome<{ json: ReportResult; csv?: string }>> {
    const checked = checkReport(id, params);
    if (!checked.ok) return checked;
    const { report } = checked.value;
    // One moment of the record, whatever the hall writes meanwhile.
    const result = this.db.transaction(() => this.found(report, checked.value.params, format !== 'json'))();
    return {
      ok: true,
      value:
        format === 'csv'
          ? {
              json: result,
              csv: csvOf(inLanguage(report, language), result, titleIn(language, 'Tổng cộng'), language),
            }
          : { json: result },
    };
  }

  private found(report: ReportDefinition, params: unknown, withBasis: boolean): ReportResult {
    const result = report.run(this.db, params, this.catalogue);
    if (!withBasis || !isSpan(params)) return result;
    return { ...result, basis: basisOf(this.db, report, params, this.catalogue, result) };
  }
}

const isSpan = (params: unknown): params is { readonly from: string; readonly to: string } =>
  typeof params === 'object' && params !== null && 'from' in params && 'to' in params;
