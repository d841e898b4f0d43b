import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import { csvOf } from './csv.ts';
import { REPORTS } from './registry.ts';
import type { ReportCatalogue, ReportResult } from './report.ts';

/** Runs reports of the registry on a read-only connection. */
export class LocalReportDesk {
  private readonly db: Database;
  private readonly catalogue: ReportCatalogue;

  constructor(db: Database, catalogue: ReportCatalogue) {
    this.db = db;
    this.catalogue = catalogue;
  }

  list() {
    return REPORTS.map((report) => ({
      id: report.id,
      title: report.title,
      columns: report.columns,
      params: z.toJSONSchema(report.params, { io: 'input', unrepresentable: 'any' }),
    }));
  }

  async run(
    id: string,
    params: Record<string, string>,
    format: 'json' | 'csv',
  ): Promise<Outcome<{ json: ReportResult; csv?: string }>> {
    const report = REPORTS.find((each) => each.id === id);
    if (!report) return refused('not_found', `no report ${id}`);
    const parsed = report.params.safeParse(params);
    if (!parsed.success)
      return refused('invalid_input', `the parameters of ${id} are not valid`, {
        issues: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
      });
    // One moment of the record, whatever the hall writes meanwhile.
    const result = this.db.transaction(() => report.run(this.db, parsed.data, this.catalogue))();
    return {
      ok: true,
      value: format === 'csv' ? { json: result, csv: csvOf(report, result) } : { json: result },
    };
  }
}
