import type { PrintReason } from '../../common/protocol/hardware.ts';
import type { Clock } from '../clock.ts';

/** From acceptance until the kiosk stops waiting for paper and shows the number itself. */
const lateAfterMs = 5_000;

/**
 * Which jobs are late, and why: each reason is told once, and what is in the way is looked at again as long as the job
 * waits, since a printer that was away may come back without paper.
 */
export class LateNews {
  private readonly timers = new Map<string, () => void>();
  private readonly told = new Map<string, PrintReason>();
  private readonly clock: Clock;
  private readonly reasonNow: () => PrintReason;
  private readonly tell: (jobId: string, reason: PrintReason) => void;

  constructor(
    clock: Clock,
    reasonNow: () => PrintReason,
    tell: (jobId: string, reason: PrintReason) => void,
  ) {
    this.clock = clock;
    this.reasonNow = reasonNow;
    this.tell = tell;
  }

  /** A job waits for its paper from now on. */
  begin(jobId: string): void {
    this.timers.get(jobId)?.();
    this.timers.set(
      jobId,
      this.clock.setTimer(lateAfterMs, () => {
        this.begin(jobId);
        this.look(jobId);
      }),
    );
  }

  end(jobId: string): void {
    this.timers.get(jobId)?.();
    this.timers.delete(jobId);
    this.told.delete(jobId);
  }

  /** Something needs a person: whoever waits is told at once, not in five seconds. */
  lookAtAll(): void {
    for (const jobId of [...this.timers.keys()]) this.look(jobId);
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private look(jobId: string): void {
    const reason = this.reasonNow();
    const before = this.told.get(jobId);
    if (before === reason || (before !== undefined && reason === 'slow')) return;
    this.told.set(jobId, reason);
    this.tell(jobId, reason);
  }
}
