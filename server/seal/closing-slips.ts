import type { PrintJob } from '../../common/protocol/hardware.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { SealedDay } from '../../common/protocol/seals.ts';
import type { PrinterRoute } from '../devices/printing.ts';
import type { Hall } from '../hall/hall.ts';
import { sealSlipOf } from './seal-slip.ts';

export interface ClosingSlipsOptions {
  readonly hall: Hall;
  readonly timeZone: string;
  /** Where a printer of this name is; undefined: nowhere now. */
  readonly routeOf: (printer: string) => PrinterRoute | undefined;
  /** The newest seal; null: none yet. */
  readonly newest: () => SealedDay | null;
  readonly onError: (error: unknown, what: string) => void;
}

/** A slip that no spool has taken in this time is asked for by hand: in the morning it would surprise. */
const WAITS_MS = 20 * 3_600_000;
const JOB = 'seal-';

/** Prints the closing slip of each sealed day at the hall's own printer. The spool knows a slip by its seal, and prints it once. */
export class ClosingSlips {
  private readonly options: ClosingSlipsOptions;
  private readonly waiting = new Map<string, { readonly seal: SealedDay; readonly reprint: boolean }>();
  private copies = 0;

  constructor(options: ClosingSlipsOptions) {
    this.options = options;
  }

  /** Takes up the newest seal again, should the hall have ended before a spool took it. */
  start(): void {
    const seal = this.options.newest();
    if (seal !== null) this.sealed(seal);
  }

  /** A day was sealed; one without tickets needs no paper. */
  sealed(seal: SealedDay): void {
    if (seal.tickets === 0 || !this.isRecent(seal)) return;
    this.waiting.set(`${JOB}${seal.sequence}`, { seal, reprint: false });
    this.retry();
  }

  /** Prints a seal once more, because somebody asked for it. Refused while the hall's printer is away. */
  async again(seal: SealedDay): Promise<Outcome<null>> {
    this.copies += 1;
    const jobId = `${JOB}${seal.sequence}-${this.options.hall.clock.nowMs()}-${this.copies}`;
    return (await this.submit(jobId, seal, true))
      ? accepted(null)
      : refused('unknown_printer', 'the printer of the hall is not there');
  }

  /** Offers what waits to its printer again: one has come back, or a while has passed. */
  retry(): void {
    for (const [jobId, { seal, reprint }] of this.waiting) {
      if (!this.isRecent(seal)) {
        this.waiting.delete(jobId);
        continue;
      }
      this.submit(jobId, seal, reprint).then(
        (taken) => {
          if (taken) this.waiting.delete(jobId);
        },
        (error: unknown) => this.options.onError(error, 'closing slip'),
      );
    }
  }

  /** Whether a job in a spool is a closing slip: these are never called off. */
  isWanted(jobId: string): boolean {
    return jobId.startsWith(JOB);
  }

  private isRecent(seal: SealedDay): boolean {
    return this.options.hall.clock.nowMs() - Date.parse(seal.sealedAt) < WAITS_MS;
  }

  private async submit(jobId: string, seal: SealedDay, reprint: boolean): Promise<boolean> {
    const { hall, timeZone, routeOf } = this.options;
    const printer = hall.state.settings.defaultPrinter;
    const nowMs = hall.clock.nowMs();
    const job: PrintJob = {
      jobId,
      ticketId: jobId,
      slip: sealSlipOf(hall.state, seal, { timeZone, printedAtMs: nowMs, reprint }),
      copies: 1,
      submittedAt: nowMs,
    };
    return (await routeOf(printer)?.submit(job, printer)) ?? false;
  }
}
