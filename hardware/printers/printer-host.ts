import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import {
  type CancelledPrint,
  type PrinterState,
  PrintJob,
  type PrintLate,
  type PrintResult,
} from '../../common/protocol/hardware.ts';
import { type Clock, systemClock } from '../clock.ts';
import { type HardwareLog, silentLog } from '../log.ts';
import { renderTicket } from './layout/ticket-layout.ts';
import { loadPrinterModels, type PrinterModel } from './printer-model.ts';
import { PrinterSession } from './printer-session.ts';
import { createTransport, type PrinterSpec, parseTransport, type TransportAddress } from './printer-spec.ts';
import { Spool } from './spool.ts';
import type { Transport } from './transports/transport.ts';

export interface PrinterHostOptions {
  readonly printers: readonly PrinterSpec[];
  /** The spools lie in a folder of it, one for each printer. */
  readonly dataFolder: string;
  /** The hall's time zone, "Asia/Ho_Chi_Minh". */
  readonly timeZone: string;
  readonly clock?: Clock;
  readonly log?: HardwareLog;
  readonly models?: ReadonlyMap<string, PrinterModel>;
  /** For tests: another way from an address to a transport. */
  readonly transportOf?: (address: TransportAddress, clock: Clock, timeZone: string) => Transport;
  /** For tests: another way from a slip to dots. */
  readonly draw?: typeof renderTicket;
}

export interface PrinterHostEvents {
  /** A printer's state has changed. */
  state: [PrinterState];
  /** A job has ended; it may be told again when the same job is submitted again. */
  result: [PrintResult];
  /** A job has not come out in time; it stays pending, and a result still follows. */
  late: [PrintLate];
}

export type SpecRefusal = 'bad_transport' | 'unknown_model' | 'name_taken';
export type SubmitRefusal = 'unknown_printer' | 'invalid_job' | 'not_running' | 'spool_failed';
export type Answer<C extends string> = { readonly ok: true } | { readonly ok: false; readonly code: C };

/** What is wrong with a printer's set-up, or null. */
export function checkPrinterSpec(
  spec: PrinterSpec,
  models: ReadonlyMap<string, PrinterModel> = loadPrinterModels(),
): SpecRefusal | null {
  if (parseTransport(spec.transport) === null) return 'bad_transport';
  return models.has(spec.model) ? null : 'unknown_model';
}

/** The printers of one process: of an agent, or of the server itself for network and virtual printers. */
export class PrinterHost extends EventEmitter<PrinterHostEvents> {
  private readonly options: PrinterHostOptions;
  private readonly clock: Clock;
  private readonly log: HardwareLog;
  private readonly sessions = new Map<string, PrinterSession>();
  private models: ReadonlyMap<string, PrinterModel> = new Map();
  private running = false;
  private held = false;

  constructor(options: PrinterHostOptions) {
    super();
    this.options = options;
    this.clock = options.clock ?? systemClock;
    this.log = options.log ?? silentLog;
  }

  /**
   * Opens every printer; one that cannot be reached does not hold the others up.
   * @throws Error naming the printer whose set-up is wrong: that is for whoever wrote it to mend.
   */
  async start(): Promise<void> {
    this.models = this.options.models ?? loadPrinterModels();
    this.running = true;
    for (const spec of this.options.printers) {
      const added = await this.add(spec);
      if (!added.ok)
        throw new Error(`printer ${spec.name} (${spec.transport}, ${spec.model}): ${added.code}`);
    }
  }

  async stop(): Promise<void> {
    this.running = false;
    await Promise.all([...this.sessions.values()].map((session) => session.stop()));
    this.sessions.clear();
  }

  /** Adds a printer while running; its spool is that of the last printer of this name. */
  async add(spec: PrinterSpec): Promise<Answer<SpecRefusal>> {
    if (this.sessions.has(spec.name)) return { ok: false, code: 'name_taken' };
    const address = parseTransport(spec.transport);
    const model = this.models.get(spec.model);
    if (address === null) return { ok: false, code: 'bad_transport' };
    if (model === undefined) return { ok: false, code: 'unknown_model' };
    const { dataFolder, timeZone, transportOf = createTransport, draw = renderTicket } = this.options;
    const session = new PrinterSession({
      spec,
      model,
      transport: transportOf(address, this.clock, timeZone),
      draw,
      // Any name makes a folder name, and two names never the same one.
      spool: new Spool(join(dataFolder, 'spool', encodeURIComponent(spec.name)), timeZone),
      clock: this.clock,
      log: this.log,
      onState: (state) => this.emit('state', state),
      onResult: (result) => this.emit('result', result),
      onLate: (late) => this.emit('late', late),
    });
    this.sessions.set(spec.name, session);
    if (this.held) session.hold();
    await session.start();
    return { ok: true };
  }

  /** Stops a printer; what was pending stays in its spool. False when there is none of that name. */
  async remove(name: string): Promise<boolean> {
    const session = this.sessions.get(name);
    if (session === undefined) return false;
    this.sessions.delete(name);
    await session.stop();
    return true;
  }

  /**
   * Takes a job; `ok` means that it is safe on disk and will be printed, be it after a restart. The same job
   * again is not printed again.
   */
  async submit(job: PrintJob, printer: string): Promise<Answer<SubmitRefusal>> {
    if (!this.running) return { ok: false, code: 'not_running' };
    const session = this.sessions.get(printer);
    if (session === undefined) return { ok: false, code: 'unknown_printer' };
    const parsed = PrintJob.safeParse(job);
    if (!parsed.success) return { ok: false, code: 'invalid_job' };
    try {
      await session.submit(parsed.data);
      return { ok: true };
    } catch (error) {
      this.log.warn({ printer, jobId: job.jobId, err: error }, 'a job could not be written to the spool');
      return { ok: false, code: 'spool_failed' };
    }
  }

  /**
   * Prints the slip of an earlier job of today once more, with the mark of a reprint and the same number.
   * @param jobId the new job's id
   */
  async reprint(
    earlierJobId: string,
    jobId: string,
    printer?: string,
  ): Promise<Answer<SubmitRefusal | 'unknown_job'>> {
    for (const [name, session] of this.sessions) {
      const earlier = session.find(earlierJobId)?.job;
      if (earlier === undefined) continue;
      return this.submit(
        { ...earlier, jobId, slip: { ...earlier.slip, reprint: true }, submittedAt: this.clock.now() },
        printer ?? name,
      );
    }
    return { ok: false, code: 'unknown_job' };
  }

  /**
   * No job is begun until `release`: what a spool holds may be unwanted by now, and only the hall's record knows.
   * Jobs are taken in meanwhile, and the one in hand is finished.
   */
  hold(): void {
    this.held = true;
    for (const session of this.sessions.values()) session.hold();
  }

  /** What lies in the spools is wanted: printing goes on. */
  release(): void {
    this.held = false;
    for (const session of this.sessions.values()) session.release();
  }

  /** Jobs in all spools that have no end yet. */
  pendingJobs(): string[] {
    return [...this.sessions.values()].flatMap((session) => session.pendingJobs());
  }

  /**
   * Takes a job back, and tells its end in any case: cancelled when it waits or never came here, its earlier end when it
   * has one. While its paper is coming out nothing is told now; its end follows.
   */
  takeBack(job: CancelledPrint): void {
    for (const session of this.sessions.values()) {
      if (session.find(job.jobId) === undefined) continue;
      session.takeBack(job.jobId);
      return;
    }
    this.emit('result', { ...job, outcome: 'failed', reason: 'cancelled' });
  }

  /** Takes a waiting job back; false when no printer has it or it is on its way to the paper. */
  cancel(jobId: string): boolean {
    return [...this.sessions.values()].some((session) => session.cancel(jobId));
  }

  /** Queues the installer's page; false when there is no such printer. */
  printTestPage(printer: string): boolean {
    const session = this.sessions.get(printer);
    if (session === undefined) return false;
    const at = new Intl.DateTimeFormat('vi-VN', {
      timeZone: this.options.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    session.printTestPage(at.format(this.clock.now()));
    return true;
  }

  states(): PrinterState[] {
    return [...this.sessions.values()].map((session) => session.state());
  }
}
