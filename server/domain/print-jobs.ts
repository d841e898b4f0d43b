import type { PrintReason, PrintResult } from '../../common/protocol/hardware.ts';
import type { HallEvent, TicketIssued } from './events.ts';
import type { HallState, LiveTicket } from './state.ts';

/** One printing of one ticket that has no end yet. It outlives the ticket: its paper may still lie in a spool. */
export interface PrintJobState {
  readonly jobId: string;
  readonly ticketId: string;
  readonly number: string;
  /** The only printer that may print it. */
  readonly printer: string;
  /** The device that asked for it and is told of it; null: not a device. */
  readonly device: string | null;
  readonly reprint: boolean;
  /** How many stood before it when it was drawn; null: count them when it is printed. */
  readonly waitingAhead: number | null;
  /** Its ticket was called, has ended or is printed elsewhere: no paper is wanted any more. */
  cancelled: boolean;
  /** Another printing has taken its place: its end says nothing of the ticket's paper. */
  replaced: boolean;
  /** Why it is held up, as last recorded; null: it is not. */
  reason: string | null;
}

type PrintEvent = Extract<
  HallEvent,
  {
    type:
      | 'ticket:print-asked'
      | 'ticket:print-delayed'
      | 'ticket:print-settled'
      | 'ticket:print-dropped'
      | 'kiosk:printer-set';
  }
>;

/** The printer that a command without one means: the asking kiosk's own, else the hall's default. */
export function printerFor(state: HallState, named: string | undefined, ownPrinter: string | null): string {
  return named ?? ownPrinter ?? state.settings.defaultPrinter;
}

/** The unfinished printing of a ticket that still stands; undefined: none. */
export function openJobOf(state: HallState, ticketId: string): PrintJobState | undefined {
  for (const job of state.printJobs.values()) if (job.ticketId === ticketId && !job.cancelled) return job;
  return undefined;
}

/** Brings a drawn ticket's first paper into the state. */
export function openFirstJob(state: HallState, event: TicketIssued): void {
  if (event.printer === null) return;
  state.printJobs.set(event.ticketId, {
    jobId: event.ticketId,
    ticketId: event.ticketId,
    number: event.number,
    printer: event.printer,
    device: event.device ?? null,
    reprint: false,
    waitingAhead: event.waitingAhead,
    cancelled: false,
    replaced: false,
    reason: null,
  });
}

/** The ticket is called, has ended or is printed elsewhere: what waits in spools is not to come out. */
export function cancelJobsOf(state: HallState, ticketId: string): void {
  for (const job of state.printJobs.values()) if (job.ticketId === ticketId) job.cancelled = true;
}

/** A new day: what no printer has answered for until now is of no interest any more. */
export function dropCancelledJobs(state: HallState): void {
  for (const [id, job] of state.printJobs) if (job.cancelled) state.printJobs.delete(id);
}

/** Brings what became of paper into the state. @param sequence of the event, for logs from before jobs had ids */
export function applyPrint(state: HallState, event: PrintEvent, sequence: number): void {
  if (event.type === 'kiosk:printer-set') {
    if (event.printer === null) state.kioskPrinters.delete(event.deviceId);
    else state.kioskPrinters.set(event.deviceId, event.printer);
    return;
  }
  const ticket = state.tickets.get(event.ticketId);
  switch (event.type) {
    case 'ticket:print-asked': {
      const jobId = event.jobId ?? `${event.ticketId}-${sequence}`;
      for (const job of state.printJobs.values())
        if (job.ticketId === event.ticketId) Object.assign(job, { cancelled: true, replaced: true });
      if (!ticket) return;
      state.printJobs.set(jobId, {
        jobId,
        ticketId: ticket.id,
        number: ticket.number,
        printer: event.printer,
        device: event.device ?? null,
        reprint: event.reprint,
        waitingAhead: null,
        cancelled: false,
        replaced: false,
        reason: null,
      });
      mark(ticket, 'pending', null);
      return;
    }
    case 'ticket:print-delayed': {
      const job = state.printJobs.get(event.jobId);
      if (job) job.reason = event.reason;
      if (ticket) mark(ticket, 'failed', event.reason);
      return;
    }
    case 'ticket:print-settled':
      if (event.jobId === undefined) dropJobsOf(state, event.ticketId);
      else state.printJobs.delete(event.jobId);
      if (ticket) mark(ticket, event.outcome, event.outcome === 'printed' ? null : event.reason);
      return;
    case 'ticket:print-dropped':
      state.printJobs.delete(event.jobId);
      return;
  }
}

function mark(ticket: LiveTicket, print: LiveTicket['print'], reason: string | null): void {
  ticket.print = print;
  ticket.printReason = reason;
}

function dropJobsOf(state: HallState, ticketId: string): void {
  for (const [id, job] of state.printJobs) if (job.ticketId === ticketId) state.printJobs.delete(id);
}

/** Reasons as the record has them: for whoever waits for paper a printer without a link is offline. */
function recordedReason(reason: PrintReason): PrintReason {
  return reason === 'disconnected' ? 'offline' : reason;
}

/**
 * What a printer's word on a job adds to the log [PRINT1]: nothing when the job is not open (a word told twice, or one
 * of another day); a job that was replaced says nothing of the ticket's present paper.
 */
export function settleJob(state: HallState, result: PrintResult): readonly HallEvent[] {
  const job = state.printJobs.get(result.jobId);
  if (!job) return [];
  const { ticketId, jobId } = job;
  if (job.replaced)
    return [
      { type: 'ticket:print-dropped', ticketId, jobId, printer: result.printer, outcome: result.outcome },
    ];
  return [
    {
      type: 'ticket:print-settled',
      ticketId,
      jobId,
      printer: result.printer,
      outcome: result.outcome,
      reason: result.reason === undefined ? null : recordedReason(result.reason),
    },
  ];
}

/** What it adds to the log that a printer cannot print a job now [PRINT3]; nothing when that is known already. */
export function delayJob(state: HallState, jobId: string, reason: PrintReason): readonly HallEvent[] {
  const job = state.printJobs.get(jobId);
  const recorded = recordedReason(reason);
  if (!job || job.replaced || job.reason === recorded) return [];
  return [
    { type: 'ticket:print-delayed', ticketId: job.ticketId, jobId, printer: job.printer, reason: recorded },
  ];
}
