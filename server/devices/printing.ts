import type {
  CancelledPrint,
  PrintJob,
  PrintLate,
  PrintReason,
  PrintResult,
} from '../../common/protocol/hardware.ts';
import type { HallEvent, LoggedEvent } from '../domain/events.ts';
import { delayJob, type PrintJobState, settleJob } from '../domain/print-jobs.ts';
import type { Hall } from '../hall/hall.ts';
import { waitingAheadOf } from '../hall/ticket-view.ts';
import type { Languages } from '../languages/languages.ts';
import { slipOf } from './slip.ts';

/** A printer somewhere: in this process or behind an agent. */
export interface PrinterRoute {
  /** Takes the job; true once it is safe in a spool. The same job again is not printed again. */
  submit(job: PrintJob, printer: string): Promise<boolean>;
  /** Takes it back out of the spool, unless its paper is coming out; its end is told as any other. */
  cancel(job: CancelledPrint): void;
}

/** News about a ticket's paper for the kiosk that drew it and for staff. */
export interface PrintNews {
  readonly ticketId: string;
  readonly number: string;
  readonly print: 'printed' | 'unconfirmed' | 'failed' | 'late';
  readonly reason?: string;
  /** The device that drew the ticket; null: not a device. */
  readonly device: string | null;
}

export interface PrintingOptions {
  readonly hall: Hall;
  readonly timeZone: string;
  /** Where a printer of this name is; undefined: nowhere now. */
  readonly routeOf: (printer: string) => PrinterRoute | undefined;
  /** Why this printer cannot print right now; null: it can, or says nothing. */
  readonly obstacleOf: (printer: string) => PrintReason | null;
  /** What the QR code on the paper leads to; empty: no code. */
  readonly addressOf: (ticketId: string) => string;
  /** How it is looked up by hand; null: not at all. */
  readonly lookUpOf: (ticketId: string) => { readonly address: string; readonly code: string } | null;
  readonly languages: Languages;
  readonly tell: (news: PrintNews) => void;
  readonly onError: (error: unknown, what: string) => void;
}

/** After so many ms without paper the kiosk shows the number itself. */
const LATE_MS = 5_000;
/** So often printers with open jobs are looked at … */
const REVIEW_MS = 2_000;
/** … and a job whose printer could not print for so long is failed in the record [PRINT3]: 15 s at the latest. */
const PATIENCE_MS = 8_000;

interface Tracked {
  /** As it was when it was taken up; whether it is still wanted, the state tells. */
  readonly job: Omit<PrintJobState, 'cancelled' | 'replaced' | 'reason'>;
  /** What the kiosk was last told that is in the way; null: nothing yet. */
  told: PrintReason | null;
  /** How long its printer has been seen unable to print, ms. */
  stuckMs: number;
  timer: NodeJS.Timeout | undefined;
}

const ENDS_WISH: ReadonlySet<HallEvent['type']> = new Set([
  'ticket:called',
  'ticket:finished',
  'ticket:no-show',
  'ticket:cancelled',
  'ticket:expired',
  'ticket:print-asked',
]);

/**
 * Turns committed tickets into print jobs and what printers say into facts of the log. Runs after the commit only:
 * a ticket without paper exists, paper without a ticket cannot [PRINT1]. Which job goes to which printer stands in the
 * record alone, so that a restart sends each to the same spool, which knows it by its id.
 */
export class Printing {
  private readonly options: PrintingOptions;
  private readonly tracked = new Map<string, Tracked>();
  /** Words that are being written down: the same told again meanwhile is the same. */
  private readonly settling = new Map<string, Promise<void>>();
  private unsubscribe: (() => void) | undefined;
  private reviews: NodeJS.Timeout | undefined;

  constructor(options: PrintingOptions) {
    this.options = options;
  }

  /** Follows the log from now on, and takes up every job that the record has no end of, at its own printer. */
  start(): void {
    const { hall } = this.options;
    this.unsubscribe = hall.subscribe((events) => {
      for (const logged of events) this.follow(logged);
    });
    for (const job of [...hall.state.printJobs.values()]) this.take(job);
    this.reviews = setInterval(() => this.review(), REVIEW_MS);
    this.reviews.unref();
  }

  stop(): void {
    this.unsubscribe?.();
    clearInterval(this.reviews);
    for (const each of this.tracked.values()) clearTimeout(each.timer);
    this.tracked.clear();
  }

  /** Sends a printer that has just come (back) what it is to print and what it is not. */
  resend(printer: string): void {
    for (const each of this.tracked.values()) if (each.job.printer === printer) void this.send(each);
  }

  /** Whether a spool is to keep this job: it has no end in the record, and its paper is still wanted. */
  isWanted(jobId: string): boolean {
    return this.options.hall.state.printJobs.get(jobId)?.cancelled === false;
  }

  /** How many jobs wait for a result. */
  get pendingCount(): number {
    return this.tracked.size;
  }

  /**
   * A printer's word on a job; repeated words are harmless.
   * @throws Error when the record could not take it: the word must come again
   */
  settle(result: PrintResult): Promise<void> {
    const { jobId } = result;
    const underway = this.settling.get(jobId);
    if (underway) return underway;
    const settled = this.writeDown(result).finally(() => this.settling.delete(jobId));
    this.settling.set(jobId, settled);
    return settled;
  }

  private async writeDown(result: PrintResult): Promise<void> {
    const { hall, tell } = this.options;
    const job = hall.state.printJobs.get(result.jobId);
    const events = settleJob(hall.state, result);
    if (events.length > 0) await this.options.hall.record(events);
    this.forget(result.jobId);
    if (!job || events[0]?.type !== 'ticket:print-settled' || result.reason === 'cancelled') return;
    tell({
      ticketId: job.ticketId,
      number: job.number,
      print: result.outcome,
      device: job.device,
      ...(result.reason === undefined ? {} : { reason: result.reason }),
    });
  }

  /** A printer that could not print in time: the person in front of it is told, the job stays. */
  late(news: Pick<PrintLate, 'jobId' | 'reason'>): void {
    const known = this.tracked.get(news.jobId);
    if (!known || known.told === news.reason || !this.isWanted(news.jobId)) return;
    known.told = news.reason;
    clearTimeout(known.timer);
    this.options.tell({
      ticketId: known.job.ticketId,
      number: known.job.number,
      print: 'late',
      reason: news.reason,
      device: known.job.device,
    });
    // A slow line still prints, and whoever was away for a moment may be back; the rest needs a person.
    if (news.reason !== 'slow' && news.reason !== 'offline' && news.reason !== 'disconnected')
      this.delay(known, news.reason);
  }

  private follow({ event }: LoggedEvent): void {
    if (ENDS_WISH.has(event.type) && 'ticketId' in event) this.cancelOf(event.ticketId);
    if (event.type !== 'ticket:issued' && event.type !== 'ticket:print-asked') return;
    for (const job of this.options.hall.state.printJobs.values())
      if (job.ticketId === event.ticketId && !this.tracked.has(job.jobId)) this.take(job);
  }

  private take(job: PrintJobState): void {
    const { jobId } = job;
    const tracked: Tracked = { job, told: null, stuckMs: 0, timer: undefined };
    tracked.timer = setTimeout(() => this.late({ jobId, reason: 'slow' }), LATE_MS);
    tracked.timer.unref();
    this.tracked.set(jobId, tracked);
    void this.send(tracked);
  }

  private cancelOf(ticketId: string): void {
    for (const { job } of this.tracked.values())
      if (job.ticketId === ticketId && !this.isWanted(job.jobId))
        this.options.routeOf(job.printer)?.cancel(cancelled(job));
  }

  private forget(jobId: string): void {
    clearTimeout(this.tracked.get(jobId)?.timer);
    this.tracked.delete(jobId);
  }

  private async send({ job }: Tracked): Promise<void> {
    const { jobId, printer } = job;
    const route = this.options.routeOf(printer);
    if (!route) return this.late({ jobId, reason: 'offline' });
    if (!this.isWanted(jobId)) return route.cancel(cancelled(job));
    const printable = this.jobOf(job);
    if (!printable) return;
    try {
      const taken = await route.submit(printable, printer);
      // It may have been called while it was on its way into the spool.
      if (!this.isWanted(jobId)) route.cancel(cancelled(job));
      if (!taken) this.late({ jobId, reason: 'offline' });
    } catch (error) {
      this.options.onError(error, 'print');
      this.late({ jobId, reason: 'offline' });
    }
  }

  private jobOf({ jobId, ticketId, waitingAhead, reprint }: Tracked['job']): PrintJob | undefined {
    const { hall, timeZone, languages } = this.options;
    const ticket = hall.state.tickets.get(ticketId);
    if (!ticket) return undefined;
    const slip = slipOf(hall.state, ticket, {
      waitingAhead: waitingAhead ?? waitingAheadOf(hall.state, ticket),
      timeZone,
      reprint,
      languages,
      trackingUrl: hall.publicAddress === '' ? '' : this.options.addressOf(ticketId),
      lookUp: this.options.lookUpOf(ticketId),
    });
    return { jobId, ticketId, slip, copies: 1, submittedAt: hall.clock.nowMs() };
  }

  /** Looks at the printers of all open jobs; what stays stuck is failed in the record, with its reason. */
  private review(): void {
    const { hall, routeOf, obstacleOf } = this.options;
    for (const each of [...this.tracked.values()]) {
      const { printer, jobId } = each.job;
      // Dropped with its day, or ended by a word that came another way.
      if (!hall.state.printJobs.has(jobId)) {
        this.forget(jobId);
        continue;
      }
      const reason = routeOf(printer) ? obstacleOf(printer) : 'offline';
      each.stuckMs = reason === null ? 0 : each.stuckMs + REVIEW_MS;
      if (reason !== null && each.stuckMs >= PATIENCE_MS) this.delay(each, reason);
    }
  }

  private delay({ job }: Tracked, reason: PrintReason): void {
    const events = delayJob(this.options.hall.state, job.jobId, reason);
    if (events.length > 0)
      this.options.hall.record(events).catch((error: unknown) => this.options.onError(error, 'print'));
  }
}

const cancelled = ({ jobId, ticketId, printer }: CancelledPrint): CancelledPrint => ({
  jobId,
  ticketId,
  printer,
});
