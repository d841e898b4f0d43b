import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HallCalendar } from '../hall/clock.ts';
import { startThread } from '../threads/start-thread.ts';
import type { BackupOrder } from './backup-thread.ts';

/** Copies of this many days are kept, and the first copy of each month for as many months. */
const DAYS_KEPT = 14;
const MONTHS_KEPT = 12;
/** The hall is closed by then; earlier only when the day before has no copy. */
const FROM_MINUTE_OF_DAY = 18 * 60;
/** After a failure the disk is given so long to be mended. */
const AGAIN_AFTER_MS = 15 * 60_000;

const NAME = /^daily-(\d{4}-\d{2}-\d{2})\.sqlite$/;

/** Which copies are no longer needed: all but the newest of the last days and the first of the last months. */
export function superfluous(dates: readonly string[]): string[] {
  const sorted = [...dates].sort();
  const firsts = sorted.filter((date, at) => sorted[at - 1]?.slice(0, 7) !== date.slice(0, 7));
  const kept = new Set([...sorted.slice(-DAYS_KEPT), ...firsts.slice(-MONTHS_KEPT)]);
  return sorted.filter((date) => !kept.has(date));
}

export interface DailyBackupOptions {
  readonly dataDir: string;
  readonly calendar: HallCalendar;
  readonly onError: (error: unknown, what: string) => void;
}

/**
 * Keeps checked copies of the record in the folder `backups` of the data folder: one a day after closing time, or at
 * the first moment after a night in which the machine was off. The copy is made on a thread of its own.
 */
export class DailyBackup {
  private readonly options: DailyBackupOptions;
  private readonly folder: string;
  private underway: Promise<void> | undefined;
  private notBeforeMs = 0;
  private stopped = false;

  constructor(options: DailyBackupOptions) {
    this.options = options;
    this.folder = join(options.dataDir, 'backups');
  }

  /** Dates of the copies at hand, oldest first. */
  dates(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .sort();
  }

  /** Whether the last copy could be made: the date of the newest, or `failed`. */
  state(nowMs: number): { ok: boolean; detail?: string } {
    if (nowMs < this.notBeforeMs) return { ok: false, detail: 'failed' };
    const newest = this.dates().at(-1);
    return newest === undefined ? { ok: true } : { ok: true, detail: newest };
  }

  /** Makes today's copy if it is due. Resolves when it is made, or at once when nothing is to do. */
  tick(nowMs: number): Promise<void> {
    if (this.underway || this.stopped || nowMs < this.notBeforeMs) return this.underway ?? Promise.resolve();
    this.underway = this.makeWhatIsDue(nowMs)
      .catch((error: unknown) => {
        this.notBeforeMs = nowMs + AGAIN_AFTER_MS;
        this.options.onError(error, 'backup');
      })
      .finally(() => {
        this.underway = undefined;
      });
    return this.underway;
  }

  /** Waits for a copy that is being made. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.underway;
  }

  /** The date for which a copy is to be made now. */
  private due(nowMs: number): string | null {
    const { calendar } = this.options;
    const { date, minuteOfDay } = calendar.momentOf(nowMs);
    const dates = this.dates();
    if (minuteOfDay >= FROM_MINUTE_OF_DAY) return dates.includes(date) ? null : date;
    const yesterday = calendar.momentOf(nowMs - 86_400_000).date;
    const newest = dates.at(-1);
    return newest === undefined || newest < yesterday ? yesterday : null;
  }

  private async makeWhatIsDue(nowMs: number): Promise<void> {
    const date = this.due(nowMs);
    if (date === null) return;
    mkdirSync(this.folder, { recursive: true });
    const target = this.fileOf(date);
    // What a power cut left of a copy is worth nothing.
    rmSync(`${target}.partial`, { force: true });
    const order: BackupOrder = { dataDir: this.options.dataDir, target };
    await new Promise<void>((resolve, reject) => {
      const thread = startThread(import.meta.url, './backup-thread', { workerData: order });
      thread.once('message', () => resolve());
      thread.once('error', reject);
      thread.once('exit', (code) => reject(new Error(`the backup ended early with ${code}`)));
    });
    for (const old of superfluous(this.dates())) rmSync(this.fileOf(old), { force: true });
  }

  private fileOf(date: string): string {
    return join(this.folder, `daily-${date}.sqlite`);
  }
}
