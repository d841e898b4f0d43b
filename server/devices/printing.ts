import type { PrintJob, PrintLate, PrintResult } from '../../common/protocol/hardware.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { Hall } from '../hall/hall.ts';
import { trackingUrl, waitingAheadOf } from '../hall/ticket-view.ts';
import { slipOf } from './slip.ts';

/** A printer somewhere: in this process or behind an agent. */
export interface PrinterRoute {
  /** Takes the job; true once it is safe in a spool. */
  submit(job: PrintJob, printer: string): Promise<boolean>;
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
  readonly tell: (news: PrintNews) => void;
  readonly onError: (error: unknown, what: string) => void;
  /** After so many ms without paper the kiosk shows the number itself. */
  readonly lateAfterMs?: number;
}

interface Pending {
  readonly printer: string;
  readonly number: string;
  readonly device: string | null;
  readonly job: PrintJob;
  late: boolean;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Turns committed tickets into print jobs and what printers say into facts of the log. Runs after the commit only:
 * a ticket without paper exists, paper without a ticket cannot [PRINT1].
 */
export class Printing {
  private readonly options: PrintingOptions;
  private readonly pending = new Map<string, Pending>();
  private unsubscribe: (() => void) | undefined;

  constructor(options: PrintingOptions) {
    this.options = options;
  }

  /** Follows the log from now on, and sends again what was pending when the server stopped. */
  start(): void {
    const { hall } = this.options;
    this.unsubscribe = hall.subscribe((events) => {
      for (const logged of events) this.follow(logged);
    });
    for (const ticket of hall.state.tickets.values())
      if (ticket.print === 'pending')
        this.send(ticket.id, hall.state.settings.defaultPrinter, null, ticket.id, false);
  }

  stop(): void {
    this.unsubscribe?.();
    for (const each of this.pending.values()) clearTimeout(each.timer);
    this.pending.clear();
  }

  /** Jobs without a result yet, for a printer that has just come (back). */
  resend(printer: string): void {
    for (const each of this.pending.values()) if (each.printer === printer) void this.submit(each);
  }

  /** How many jobs wait for a result. */
  get pendingCount(): number {
    return this.pending.size;
  }

  /** A printer's word on a job; repeated words are harmless. */
  async settle(result: PrintResult): Promise<void> {
    const known = this.pending.get(result.jobId);
    if (!known) return;
    clearTimeout(known.timer);
    this.pending.delete(result.jobId);
    await this.options.hall.record([
      {
        type: 'ticket:print-settled',
        ticketId: result.ticketId,
        printer: result.printer,
        outcome: result.outcome,
        reason: result.reason ?? null,
      },
    ]);
    this.options.tell({
      ticketId: result.ticketId,
      number: known.number,
      print: result.outcome,
      device: known.device,
      ...(result.reason === undefined ? {} : { reason: result.reason }),
    });
  }

  /** A printer that could not print in time: the person in front of it is told, the job stays. */
  late(news: Pick<PrintLate, 'jobId' | 'reason'>): void {
    const known = this.pending.get(news.jobId);
    if (!known || known.late) return;
    known.late = true;
    clearTimeout(known.timer);
    this.options.tell({
      ticketId: known.job.ticketId,
      number: known.number,
      print: 'late',
      reason: news.reason,
      device: known.device,
    });
  }

  private follow(logged: LoggedEvent): void {
    const { event } = logged;
    if (event.type === 'ticket:issued' && event.printer !== null)
      this.send(event.ticketId, event.printer, logged.device, event.ticketId, false, event.waitingAhead);
    if (event.type === 'ticket:print-asked')
      this.send(
        event.ticketId,
        event.printer,
        logged.device,
        `${event.ticketId}-${logged.sequence}`,
        event.reprint,
      );
  }

  private send(
    ticketId: string,
    printer: string,
    device: string | null,
    jobId: string,
    reprint: boolean,
    waitingAhead?: number,
  ): void {
    const { hall, timeZone } = this.options;
    const ticket = hall.state.tickets.get(ticketId);
    if (!ticket || this.pending.has(jobId)) return;
    const base = hall.publicAddress;
    const slip = slipOf(hall.state, ticket, {
      waitingAhead: waitingAhead ?? waitingAheadOf(hall.state, ticket),
      timeZone,
      reprint,
      trackingUrl: base ? trackingUrl(base, ticket.trackingToken) : '',
    });
    const job: PrintJob = { jobId, ticketId, slip, copies: 1, submittedAt: hall.clock.nowMs() };
    const pending: Pending = { printer, number: ticket.number, device, job, late: false, timer: undefined };
    pending.timer = setTimeout(() => this.late({ jobId, reason: 'slow' }), this.options.lateAfterMs ?? 5_000);
    pending.timer.unref();
    this.pending.set(jobId, pending);
    void this.submit(pending);
  }

  private async submit(pending: Pending): Promise<void> {
    const route = this.options.routeOf(pending.printer);
    if (!route) return this.late({ jobId: pending.job.jobId, reason: 'offline' });
    try {
      const taken = await route.submit(pending.job, pending.printer);
      if (!taken) this.late({ jobId: pending.job.jobId, reason: 'offline' });
    } catch (error) {
      this.options.onError(error, 'print');
      this.late({ jobId: pending.job.jobId, reason: 'offline' });
    }
  }
}
