import { z } from 'zod';
import {
  PRINT_OUTCOMES,
  PRINT_REASONS,
  PrintJob,
  type PrintOutcome,
  type PrintReason,
} from '../../common/protocol/hardware.ts';
import { localDay } from '../clock.ts';
import { DurableFolder } from '../durable-folder.ts';

const SpooledJob = z.object({
  order: z.number().int().min(0),
  job: PrintJob,
  acceptedAt: z.number().int(),
  /**
   * The command that makes a paper of it may have left. Whoever finds it so after a crash cannot know whether the paper
   * came, and does not print a second one.
   */
  cutting: z.boolean().optional(),
  settled: z
    .object({
      outcome: z.enum(PRINT_OUTCOMES),
      reason: z.enum(PRINT_REASONS).optional(),
      at: z.number().int(),
    })
    .optional(),
});

export type SpooledJob = z.infer<typeof SpooledJob>;

export interface Settlement {
  readonly outcome: PrintOutcome;
  readonly reason?: PrintReason;
  readonly at: number;
}

/** Settled jobs are kept this long, so that one sent a second time is recognised. */
const settledKeptMs = 26 * 3_600_000;
const orderDigits = 9;

/**
 * The jobs of one printer on disk, one file each. A job is accepted when its file is safe, and settled when
 * that is safe too; between the two it is pending, whatever happens to this process.
 */
export class Spool {
  private readonly folder: DurableFolder<typeof SpooledJob>;
  private readonly timeZone: string;
  private readonly jobs = new Map<string, SpooledJob>();
  private nextOrder = 0;

  constructor(folder: string, timeZone: string) {
    this.folder = new DurableFolder(folder, SpooledJob);
    this.timeZone = timeZone;
  }

  /** Reads the folder, and forgets what was settled long ago. */
  async load(now: number): Promise<void> {
    for (const [file, spooled] of await this.folder.load()) {
      if (spooled.settled !== undefined && now - spooled.settled.at > settledKeptMs) {
        await this.folder.remove(file);
        continue;
      }
      this.jobs.set(spooled.job.jobId, spooled);
      this.nextOrder = Math.max(this.nextOrder, spooled.order + 1);
    }
  }

  /**
   * Takes a job in; when it resolves the job is safe. A job id that is known is not taken again: the earlier
   * one is returned.
   */
  async accept(job: PrintJob, now: number): Promise<{ isNew: boolean; spooled: SpooledJob }> {
    const known = this.jobs.get(job.jobId);
    if (known !== undefined) return { isNew: false, spooled: known };
    const spooled: SpooledJob = { order: this.nextOrder, job, acceptedAt: now };
    this.nextOrder += 1;
    this.jobs.set(job.jobId, spooled);
    try {
      await this.folder.put(this.fileOf(spooled), spooled);
    } catch (error) {
      this.jobs.delete(job.jobId);
      throw error;
    }
    return { isNew: true, spooled };
  }

  /** Writes down what became of a job; a job that is settled already keeps its first end. */
  async settle(jobId: string, settlement: Settlement): Promise<void> {
    const spooled = this.jobs.get(jobId);
    if (spooled === undefined || spooled.settled !== undefined) return;
    const settled: SpooledJob = { ...spooled, settled: settlement };
    this.jobs.set(jobId, settled);
    await this.folder.put(this.fileOf(settled), settled);
  }

  /** Resolves when it is safe on disk whether this job's cut may have left. */
  async markCutting(jobId: string, cutting: boolean): Promise<void> {
    const spooled = this.jobs.get(jobId);
    if (spooled === undefined || spooled.settled !== undefined || (spooled.cutting ?? false) === cutting)
      return;
    const marked: SpooledJob = { ...spooled, cutting };
    this.jobs.set(jobId, marked);
    await this.folder.put(this.fileOf(marked), marked);
  }

  get(jobId: string): SpooledJob | undefined {
    return this.jobs.get(jobId);
  }

  /** Jobs not settled, oldest first. */
  pending(): SpooledJob[] {
    return [...this.jobs.values()]
      .filter((spooled) => spooled.settled === undefined)
      .sort((a, b) => a.order - b.order);
  }

  /**
   * A ticket of an earlier day of the hall: its number may belong to someone else by now. Counted from when
   * it was accepted here, since the server's clock may differ from this machine's.
   */
  isStale(spooled: SpooledJob, now: number): boolean {
    return localDay(spooled.acceptedAt, this.timeZone) !== localDay(now, this.timeZone);
  }

  /** Drops settled jobs of earlier days, so that a process that runs for months does not grow. */
  async forgetOld(now: number): Promise<void> {
    for (const spooled of [...this.jobs.values()]) {
      if (spooled.settled === undefined || now - spooled.settled.at <= settledKeptMs) continue;
      this.jobs.delete(spooled.job.jobId);
      await this.folder.remove(this.fileOf(spooled));
    }
  }

  private fileOf(spooled: SpooledJob): string {
    return `${String(spooled.order).padStart(orderDigits, '0')}-${spooled.job.jobId}`;
  }
}
