import type {
  PrinterState,
  PrintJob,
  PrintLate,
  PrintOutcome,
  PrintReason,
  PrintResult,
} from '../../common/protocol/hardware.ts';
import type { Clock } from '../clock.ts';
import type { HardwareLog } from '../log.ts';
import { encodeBody, encodeCut } from './escpos-encoder.ts';
import { JobPages } from './job-pages.ts';
import { LateNews } from './late-news.ts';
import type { renderTicket } from './layout/ticket-layout.ts';
import { transition } from './printer-machine.ts';
import {
  initialMachine,
  isAway,
  type MachineEffect,
  type MachineEvent,
  type MachineState,
  standsStill,
  type TimerName,
} from './printer-machine-state.ts';
import type { PrinterModel } from './printer-model.ts';
import type { PrinterSpec } from './printer-spec.ts';
import type { Spool, SpooledJob } from './spool.ts';
import { obstacle } from './status/printer-facts.ts';
import { type FramingState, initialFraming, takeStatusBytes } from './status/status-framing.ts';
import {
  automaticStatusOn,
  paperStatusRequest,
  processIdRequest,
  realTimeStatusRequest,
} from './status/status-requests.ts';
import { LinePace } from './transports/line-pace.ts';
import type { PrintedPage, Transport } from './transports/transport.ts';

const dotsPerMm = 8;
/** Cutting and the printer's own reaction, on top of the way of the paper. */
const paperExtraMs = 400;

/** A stop waits no longer for the paper that is coming out. */
const stopWithinMs = 1_500;

type SendEffect = Extract<MachineEffect, { do: 'send' }>;

export interface PrinterSessionOptions {
  readonly spec: PrinterSpec;
  readonly model: PrinterModel;
  readonly transport: Transport;
  readonly draw: typeof renderTicket;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: HardwareLog;
  onState(state: PrinterState): void;
  onResult(result: PrintResult): void;
  onLate(late: PrintLate): void;
}

/** Runs the effects of one printer's state machine: link, timers, spool and news. */
export class PrinterSession {
  private readonly options: PrinterSessionOptions;
  private machine: MachineState = initialMachine;
  private framing: FramingState = initialFraming;
  private readonly timers = new Map<TimerName, () => void>();
  private readonly late: LateNews;
  private readonly pace = new LinePace();
  private readonly pages: JobPages;
  private readonly work = new Set<Promise<void>>();
  private records: Promise<void> = Promise.resolve();
  private running = false;
  private linkNumber = 0;
  /** How long the paper of the job in hand takes to come out. */
  private paperMs = 0;
  private lastPrintedAt: number | undefined;
  private faultSince: number | undefined;
  private jobEnded: () => void = () => undefined;
  private published = '';

  constructor(options: PrinterSessionOptions) {
    this.options = options;
    this.pages = new JobPages(options);
    const { clock, spool, spec, onLate } = options;
    this.late = new LateNews(
      clock,
      () => (this.machine.link === 'open' ? (obstacle(this.machine.facts) ?? 'slow') : 'disconnected'),
      (jobId, reason) => {
        const ticketId = spool.get(jobId)?.job.ticketId;
        if (ticketId !== undefined) onLate({ jobId, ticketId, printer: spec.name, reason });
      },
    );
  }

  /** Takes up what the spool holds, then opens the link. Jobs of an earlier day are failed as stale. */
  async start(): Promise<void> {
    const { spool, clock, transport } = this.options;
    await spool.load(clock.now());
    this.running = true;
    transport.onData((bytes) => this.take(bytes));
    transport.onClose(() => this.lost(this.linkNumber));
    const left = spool.pending();
    for (const spooled of left) {
      const { jobId } = spooled.job;
      if (spool.isStale(spooled, clock.now())) this.settle(jobId, 'failed', 'stale');
      // Its cut may have left before the end of the process: nobody knows, and a second paper is worse than a doubt.
      else if (spooled.cutting === true) this.settle(jobId, 'unconfirmed', 'no_confirmation');
      else this.enqueue(spooled);
    }
    this.dispatch({ type: 'start', uncut: left[0]?.job.jobId ?? null });
  }

  /** Closes the link once the paper that is coming out is out; pending jobs stay in the spool for the next start. */
  async stop(): Promise<void> {
    this.hold();
    await this.paperInHand();
    this.running = false;
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
    this.late.stop();
    await this.options.transport.close();
    await Promise.allSettled(this.work);
  }

  /** Resolves when the job is safe on disk. One that was settled before is answered by its result again. */
  async submit(job: PrintJob): Promise<void> {
    const { spool, clock } = this.options;
    const { isNew, spooled } = await spool.accept(job, clock.now());
    if (isNew) this.enqueue(spooled);
    else if (spooled.settled !== undefined)
      this.announce(spooled, spooled.settled.outcome, spooled.settled.reason);
  }

  /** Takes a job back that is not on its way to the paper; false when it is, or is not pending here. */
  cancel(jobId: string): boolean {
    const job = this.machine.job;
    const inHand = job?.jobId === jobId && standsStill(job.step) && !job.writing;
    const waits = this.machine.queue.includes(jobId) || inHand;
    if (!waits) return false;
    this.dispatch({ type: 'removed', jobId });
    this.settle(jobId, 'failed', 'cancelled');
    return true;
  }

  /** As `cancel`; a job that has an end already tells it again. */
  takeBack(jobId: string): void {
    const spooled = this.options.spool.get(jobId);
    if (spooled?.settled === undefined) this.cancel(jobId);
    else this.announce(spooled, spooled.settled.outcome, spooled.settled.reason);
  }

  /** No job is begun until `release`; the one in hand is finished. */
  hold(): void {
    this.machine = { ...this.machine, held: true };
  }

  release(): void {
    if (this.running) this.dispatch({ type: 'held', held: false });
    else this.machine = { ...this.machine, held: false };
  }

  /** Jobs in the spool that have no end yet. */
  pendingJobs(): string[] {
    return this.options.spool.pending().map((spooled) => spooled.job.jobId);
  }

  /** Prints a page for the installer; nobody's ticket, so it is neither spooled nor reported. */
  printTestPage(printedAtText: string): void {
    const jobId = this.pages.addTestPage(printedAtText);
    this.dispatch({ type: 'queued', jobId });
  }

  /** The slip of a job of today that the spool still knows. */
  find(jobId: string): SpooledJob | undefined {
    return this.options.spool.get(jobId);
  }

  state(): PrinterState {
    const { facts, queue, job } = this.machine;
    const { spec } = this.options;
    return {
      name: spec.name,
      model: spec.model,
      transport: spec.transport,
      online: !isAway(this.machine) && !facts.offline,
      paper: facts.paper,
      cover: facts.cover,
      error: facts.error,
      queued: queue.length + (job === null ? 0 : 1),
      ...(this.lastPrintedAt === undefined ? {} : { lastPrintedAt: this.lastPrintedAt }),
      ...(this.faultSince === undefined ? {} : { faultSince: this.faultSince }),
    };
  }

  private enqueue(spooled: SpooledJob): void {
    const { jobId } = spooled.job;
    if (!this.running) return;
    this.late.begin(jobId);
    this.dispatch({ type: 'queued', jobId });
  }

  private dispatch(event: MachineEvent): void {
    if (!this.running) return;
    const next = transition(this.machine, event, {
      model: this.options.model,
      writesConfirm: this.options.transport.writesConfirm,
    });
    this.machine = next.state;
    for (const effect of next.effects) this.run(effect);
    this.publish();
  }

  private run(effect: MachineEffect): void {
    switch (effect.do) {
      case 'open':
        this.track(this.open());
        return;
      case 'close':
        this.linkNumber += 1;
        this.pace.forget();
        this.track(this.options.transport.close());
        return;
      case 'report-automatically':
        this.track(this.write(automaticStatusOn()));
        return;
      case 'ask':
        this.track(this.write(realTimeStatusRequest(effect.topic)));
        return;
      case 'send':
        this.track(effect.part === 'cut' ? this.sendCut(effect) : this.sendDots(effect));
        return;
      case 'again':
        void this.mark(effect.jobId, false);
        return;
      case 'settle':
        this.settle(effect.jobId, effect.outcome, effect.reason);
        return;
      case 'timer':
        this.timers.get(effect.timer)?.();
        this.timers.set(
          effect.timer,
          this.options.clock.setTimer(effect.delayMs + this.waitForDotsMs(effect.afterDots), () => {
            this.timers.delete(effect.timer);
            this.dispatch({ type: 'timer', timer: effect.timer });
          }),
        );
        return;
      case 'no-timer':
        this.timers.get(effect.timer)?.();
        this.timers.delete(effect.timer);
        return;
    }
  }

  private waitForDotsMs(which: 'always' | 'measured' | undefined): number {
    if (which === undefined) return 0;
    return which === 'always' ? this.pace.allowanceMs : this.pace.measuredAllowanceMs;
  }

  private track(work: Promise<void>): void {
    const done = work.finally(() => this.work.delete(done));
    this.work.add(done);
  }

  private take(bytes: Buffer): void {
    const { state, frames } = takeStatusBytes(this.framing, bytes);
    this.framing = state;
    for (const frame of frames) this.dispatch({ type: 'frame', frame });
  }

  private async open(): Promise<void> {
    const { transport, log, spec } = this.options;
    this.linkNumber += 1;
    const link = this.linkNumber;
    this.framing = initialFraming;
    try {
      await transport.open();
      if (this.running) this.dispatch({ type: 'opened' });
      else await transport.close();
    } catch (error) {
      if (this.machine.openFailures === 0)
        log.warn({ printer: spec.name, err: error }, 'printer not reachable');
      this.lost(link);
    }
  }

  /** The link of that number has ended; one that has been replaced already is of no interest. */
  private lost(link: number): void {
    if (link !== this.linkNumber) return;
    this.linkNumber += 1;
    this.dispatch({ type: 'closed' });
  }

  private async write(bytes: Buffer, page?: PrintedPage): Promise<void> {
    const link = this.linkNumber;
    try {
      await this.options.transport.write(bytes, page);
    } catch (error) {
      if (link !== this.linkNumber || !this.running) return;
      this.options.log.warn({ printer: this.options.spec.name, err: error }, 'writing to printer failed');
      await this.options.transport.close().catch(() => undefined);
      this.lost(link);
    }
  }

  private async sendDots({ jobId, mark, part, cutFirst }: SendEffect): Promise<void> {
    const { model, transport, clock } = this.options;
    const page = this.pages.pageOf(jobId);
    if (typeof page === 'string') {
      // The transition that asked for this is still being run; the next one waits for its end.
      await Promise.resolve();
      this.dispatch({ type: 'removed', jobId });
      this.settle(jobId, 'failed', page);
      return;
    }
    const pieces = [encodeBody(page.raster, model)];
    if (cutFirst) pieces.unshift(encodeCut(model));
    if (part === 'whole') pieces.push(encodeCut(model), this.confirmationRequest(mark));
    const bytes = Buffer.concat(pieces);
    const paperMs = (page.raster.height / dotsPerMm / model.speedMmPerSecond) * 1_000 + paperExtraMs;
    this.paperMs = paperMs;
    const link = this.linkNumber;
    // Files of a virtual printer are written anew under the same name: nothing is doubled.
    if (part === 'whole' && !transport.writesConfirm) await this.mark(jobId, true);
    this.pace.begin(bytes.length, clock.now());
    await this.write(bytes, page);
    if (link === this.linkNumber) this.dispatch({ type: 'written', mark, part, paperMs });
  }

  private async sendCut({ jobId, mark, part }: SendEffect): Promise<void> {
    const { model, clock } = this.options;
    this.pace.delivered(clock.now());
    const link = this.linkNumber;
    await this.mark(jobId, true);
    if (link !== this.linkNumber) return;
    await this.write(Buffer.concat([encodeCut(model), this.confirmationRequest(mark)]));
    if (link === this.linkNumber) this.dispatch({ type: 'written', mark, part, paperMs: this.paperMs });
  }

  private confirmationRequest(mark: number): Buffer {
    const { model, transport } = this.options;
    if (transport.writesConfirm) return Buffer.alloc(0);
    if (model.confirmation === 'gs-r') return paperStatusRequest();
    return model.confirmation === 'process-id' ? processIdRequest(mark) : Buffer.alloc(0);
  }

  /** Writes down whether a job's cut may have left; a full disk does not keep the paper back. */
  private mark(jobId: string, cutting: boolean): Promise<void> {
    const { spool, log } = this.options;
    const marked = spool
      .markCutting(jobId, cutting)
      .catch((error: unknown) => log.warn({ jobId, err: error }, 'a job could not be marked in the spool'));
    this.track(marked);
    return marked;
  }

  /** Resolves when no paper is coming out any more, at the latest after `stopWithinMs`. */
  private paperInHand(): Promise<void> {
    const comes = () => {
      const step = this.machine.job?.step;
      return step === 'cutting' || step === 'confirming';
    };
    if (!this.running || !comes()) return Promise.resolve();
    return new Promise((resolve) => {
      const limit = setTimeout(resolve, stopWithinMs);
      this.jobEnded = () => {
        clearTimeout(limit);
        resolve();
      };
    });
  }

  private settle(jobId: string, outcome: PrintOutcome, reason?: PrintReason): void {
    const { spool, clock, log } = this.options;
    this.late.end(jobId);
    this.jobEnded();
    if (outcome === 'printed') this.lastPrintedAt = clock.now();
    if (this.pages.endTestPage(jobId)) return;
    const spooled = spool.get(jobId);
    if (spooled === undefined) return;
    const at = clock.now();
    // One after the other: results are told in the order in which the paper came out.
    this.records = this.records
      .then(() => spool.settle(jobId, { outcome, at, ...(reason === undefined ? {} : { reason }) }))
      .catch((error: unknown) =>
        log.warn({ jobId, err: error }, 'the end of a job could not be written down'),
      )
      .then(() => this.announce(spooled, outcome, reason))
      .then(() => spool.forgetOld(at))
      .catch((error: unknown) => log.warn({ err: error }, 'the spool could not be tidied'));
    this.track(this.records);
  }

  private announce(spooled: SpooledJob, outcome: PrintOutcome, reason?: PrintReason): void {
    const { jobId, ticketId } = spooled.job;
    this.options.onResult({
      jobId,
      ticketId,
      printer: this.options.spec.name,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  private publish(): void {
    const { link, facts, openFailures } = this.machine;
    const reason = link === 'open' ? obstacle(facts) : openFailures > 0 ? 'disconnected' : null;
    if (reason === null) this.faultSince = undefined;
    else this.faultSince ??= this.options.clock.now();
    // Paper, cover and faults need a person: whoever waits at the kiosk is told at once, not in five seconds.
    if (reason === 'paper_out' || reason === 'cover_open' || reason === 'printer_error')
      this.late.lookAtAll();
    const state = this.state();
    const text = JSON.stringify(state);
    if (text === this.published) return;
    this.published = text;
    this.options.onState(state);
  }
}
