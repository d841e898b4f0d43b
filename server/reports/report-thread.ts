import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { catalogueOf, type PlainCatalogue, type ReportResult } from './report.ts';
import { LocalReportDesk, type ReportForm } from './report-desk.ts';

/** What the thread is told at its start. */
export interface ReportThreadStart {
  /** The database, which it only reads. */
  readonly file: string;
}

/** One report for the thread. */
export interface ReportOrder {
  readonly id: number;
  readonly report: string;
  readonly params: Readonly<Record<string, string>>;
  readonly format: ReportForm;
  readonly language: ReportLanguage;
  readonly catalogue: PlainCatalogue;
}

/** What the thread answers. */
export type ReportAnswer =
  | { readonly id: number; readonly outcome: Outcome<{ json: ReportResult; csv?: string }> }
  | { readonly id: number; readonly fault: string };

const { file } = workerData as ReportThreadStart;
const db = new Sqlite(file, { readonly: true, timeout: 5_000 });

parentPort?.on('message', (order: ReportOrder) => {
  void new LocalReportDesk(db, catalogueOf(order.catalogue, db))
    .run(order.report, order.params, order.format, order.language)
    .then((outcome): ReportAnswer => ({ id: order.id, outcome }))
    .catch(
      (error: unknown): ReportAnswer => ({
        id: order.id,
        fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
    )
    .then((answer) => parentPort?.postMessage(answer));
});
