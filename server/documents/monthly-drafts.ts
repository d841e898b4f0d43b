import { Cron } from 'croner';
import { DOCUMENT_FORMATS, type DocumentFormat } from '../../common/protocol/formats.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { dayAfter } from '../domain/calendar.ts';
import type { HallCalendar } from '../hall/clock.ts';
import type { ReportResult } from '../reports/report.ts';
import type { DocumentDesk } from './document-desk.ts';
import type { DraftFolder } from './draft-folder.ts';
import { type DraftPeriod, endedPeriods } from './draft-periods.ts';

/** What is drafted of each period; of remarks and opinions only where there are any. */
const DRAFTED: readonly {
  readonly report: string;
  readonly params: Readonly<Record<string, string>>;
  /** So many days after the period's end: what is said of its last days is still to come. */
  readonly daysAfter: number;
  readonly isWorthIt: (result: ReportResult) => boolean;
}[] = [
  { report: 'volume', params: { by: 'field' }, daysAfter: 0, isWorthIt: () => true },
  { report: 'difficulties', params: {}, daysAfter: 0, isWorthIt: ({ rows }) => rows.length > 0 },
  {
    report: 'satisfaction',
    params: { by: 'field' },
    daysAfter: 7,
    isWorthIt: ({ totals }) => Number(totals.ratings) > 0,
  },
];
/** After an outage, periods of so many months are made up for. */
const MONTHS_BACK = 12;
/** Shortly after midnight the day that ended is closed in the record. */
const WHEN = '20 0 1,15 * *';
/** After a failure the disk is given so long to be mended. */
const AGAIN_AFTER_MS = 15 * 60_000;
const MAKER = 'Hệ thống (tự động)';

export interface MonthlyDraftsOptions {
  readonly folder: DraftFolder;
  readonly calendar: HallCalendar;
  readonly documents: DocumentDesk;
  readonly run: (report: string, params: Record<string, string>) => Promise<Outcome<ReportResult>>;
  /** First day on which this hall issued a ticket of its own; null before that. */
  readonly since: () => string | null;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Drafts the volume of work, the remarks on procedures and the opinions of citizens of every month and administrative month once it has ended, so that it lies in the console
 * when the Chairman looks for it. What an outage left out is made up for; a draft that is there is never made again.
 */
export class MonthlyDrafts {
  private readonly options: MonthlyDraftsOptions;
  private readonly schedule: Cron;
  private dueAtMs = 0;
  private underway: Promise<void> | undefined;
  private stopped = false;

  constructor(options: MonthlyDraftsOptions) {
    this.options = options;
    // Only asked for moments: it never starts a timer, since the hall's clock is not the machine's in a demonstration.
    this.schedule = new Cron(WHEN, { timezone: options.calendar.zone, paused: true });
  }

  /** Makes what is due. The first call after a start always looks. Resolves when it is made. */
  tick(nowMs: number): Promise<void> {
    if (this.underway || this.stopped || nowMs < this.dueAtMs) return this.underway ?? Promise.resolve();
    this.dueAtMs = this.schedule.nextRun(new Date(nowMs))?.getTime() ?? nowMs + AGAIN_AFTER_MS;
    this.underway = this.makeWhatIsDue(nowMs)
      .catch((error: unknown) => {
        this.dueAtMs = nowMs + AGAIN_AFTER_MS;
        if (!this.stopped) this.options.onError(error, 'monthly draft');
      })
      .finally(() => {
        this.underway = undefined;
      });
    return this.underway;
  }

  /** No more drafts are begun; waits for the one under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.underway;
  }

  private async makeWhatIsDue(nowMs: number): Promise<void> {
    const since = this.options.since();
    if (since === null) return;
    const today = this.options.calendar.momentOf(nowMs).date;
    for (const period of endedPeriods(today, since, MONTHS_BACK)) {
      for (const drafted of DRAFTED) {
        if (this.stopped) return;
        if (dayAfter(period.to, drafted.daysAfter) >= today) continue;
        if (!this.options.folder.has(idOf(drafted.report, period))) await this.make(drafted, period, nowMs);
      }
    }
  }

  private async make(
    { report, params: own, isWorthIt }: (typeof DRAFTED)[number],
    period: DraftPeriod,
    nowMs: number,
  ): Promise<void> {
    const { documents, folder, run } = this.options;
    const params = { from: period.from, to: period.to, ...own };
    const result = await run(report, params);
    if (!result.ok) throw new Error(result.refusal.message);
    if (!isWorthIt(result.value)) return;
    const files = new Map<DocumentFormat, Buffer>();
    for (const format of DOCUMENT_FORMATS) {
      const written = await documents.write({
        reportId: report,
        params,
        result: result.value,
        format,
        madeBy: MAKER,
      });
      if (!written.ok) throw new Error(written.refusal.message);
      files.set(format, written.value.content);
    }
    const note = {
      id: idOf(report, period),
      report,
      kind: period.kind,
      period: period.name,
      from: period.from,
      to: period.to,
      title: documents.titleOf(report, period.from, period.to),
      madeAt: new Date(nowMs).toISOString(),
    };
    await folder.keep(note, files);
  }
}

/** Name of a period's draft, in addresses and on the disk. */
const idOf = (report: string, period: DraftPeriod) => `${report}-${period.kind}-${period.name}`;
