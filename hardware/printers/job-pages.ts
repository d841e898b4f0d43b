import type { PrintReason } from '../../common/protocol/hardware.ts';
import type { Clock } from '../clock.ts';
import type { HardwareLog } from '../log.ts';
import type { Raster } from './layout/raster.ts';
import { renderSeal } from './layout/seal-layout.ts';
import { renderTestPage } from './layout/test-page.ts';
import type { renderTicket } from './layout/ticket-layout.ts';
import type { PrinterModel } from './printer-model.ts';
import type { PrinterSpec } from './printer-spec.ts';
import type { Spool } from './spool.ts';
import type { PrintedPage } from './transports/transport.ts';

export interface JobPagesOptions {
  readonly spec: PrinterSpec;
  readonly model: PrinterModel;
  readonly draw: typeof renderTicket;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly log: HardwareLog;
}

/** What a job shows on paper: the slip from the spool, or the installer's page, which is nobody's ticket. */
export class JobPages {
  private readonly options: JobPagesOptions;
  private readonly testPages = new Map<string, Raster>();
  private count = 0;

  constructor(options: JobPagesOptions) {
    this.options = options;
  }

  /** Draws a page for the installer. @returns its job's id, which no spool knows */
  addTestPage(printedAtText: string): string {
    const { spec, model } = this.options;
    this.count += 1;
    const jobId = `test-page ${this.count}`;
    this.testPages.set(
      jobId,
      renderTestPage(
        { printerName: spec.name, modelTitle: model.title, transport: spec.transport, printedAtText },
        model.widthDots,
      ),
    );
    return jobId;
  }

  /** False: it was no test page. */
  endTestPage(jobId: string): boolean {
    return this.testPages.delete(jobId);
  }

  /**
   * The page of a job, or why it cannot be printed any more.
   * @throws Error when the job is not in the spool: a queue that knows more than the disk is a bug
   */
  pageOf(jobId: string): PrintedPage | PrintReason {
    const testPage = this.testPages.get(jobId);
    if (testPage !== undefined) return { number: 'IN-THU', raster: testPage };
    const { spool, clock, model, log, draw } = this.options;
    const spooled = spool.get(jobId);
    if (spooled === undefined) throw new Error(`job ${jobId} is queued but not in the spool`);
    if (spool.isStale(spooled, clock.now())) return 'stale';
    const { slip } = spooled.job;
    try {
      return {
        number: slip.number,
        raster: 'kind' in slip ? renderSeal(slip, model.widthDots) : draw(slip, model.widthDots),
        file: { atMs: spooled.acceptedAt, jobId },
      };
    } catch (error) {
      log.warn({ jobId, err: error }, 'slip could not be drawn');
      return 'unreadable_slip';
    }
  }
}
