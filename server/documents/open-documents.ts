import Sqlite from 'better-sqlite3';
import type { Seal } from '../../common/protocol/seals.ts';
import type { HallState } from '../domain/state.ts';
import type { Clock, HallCalendar } from '../hall/clock.ts';
import { plainCatalogue } from '../reports/report.ts';
import { ThreadReportDesk } from '../reports/thread-report-desk.ts';
import { firstOwnDay, importedFieldName } from '../storage/own-and-imported.ts';
import { DocumentDesk } from './document-desk.ts';
import { DocumentMaker } from './document-maker.ts';
import { DraftFolder } from './draft-folder.ts';
import { localMinute, namesOf } from './hall-names.ts';
import { MonthlyDrafts } from './monthly-drafts.ts';
import { pageWordsOn } from './page-words.ts';

/** Reports and what is written from them; `stop` ends their threads and closes their connection. */
export interface OpenDocuments {
  readonly maker: DocumentMaker;
  readonly reports: ThreadReportDesk;
  readonly documents: DocumentDesk;
  readonly drafts: DraftFolder;
  readonly monthlyDrafts: MonthlyDrafts;
  /** Hall time, YYYY-MM-DDTHH:MM. */
  readonly now: () => string;
  readonly stop: () => Promise<void>;
}

/** Opens the reports of a running hall over its record, read-only, and the desks that make documents of them. */
export function openDocuments(options: {
  readonly file: string;
  readonly dataDir: string;
  readonly state: () => HallState;
  /** The seal that signed documents carry. */
  readonly newestSeal: () => Seal | null;
  readonly calendar: HallCalendar;
  readonly clock: Clock;
  readonly onError: (error: unknown, what: string) => void;
}): OpenDocuments {
  const { file, dataDir, state, calendar, clock, onError } = options;
  const db = new Sqlite(file, { readonly: true });
  const reports = new ThreadReportDesk({ file, catalogue: () => plainCatalogue(state()), onError });
  const maker = new DocumentMaker(options.newestSeal);
  const now = () => localMinute(calendar.momentOf(clock.nowMs()));
  const documents = new DocumentDesk({
    maker,
    hall: () => state().settings,
    names: namesOf(state, (code) => importedFieldName(db, code)),
    pageWords: () => pageWordsOn(dataDir, state().settings.signings, 'report', now().slice(0, 10)),
    now,
  });
  const drafts = new DraftFolder(dataDir);
  const monthlyDrafts = new MonthlyDrafts({
    folder: drafts,
    calendar,
    documents,
    run: async (report, params) => {
      const output = await reports.run(report, params, 'whole');
      return output.ok ? { ok: true, value: output.value.json } : output;
    },
    since: () => firstOwnDay(db),
    onError,
  });
  return {
    maker,
    reports,
    documents,
    drafts,
    monthlyDrafts,
    now,
    async stop() {
      await monthlyDrafts.stop();
      await maker.stop();
      await reports.stop();
      db.close();
    },
  };
}
