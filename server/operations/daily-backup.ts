import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { Copy } from '../../common/protocol/rest/console.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { copiesIn, copyIn, onBackupThread } from './backup-files.ts';

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

  /** All copies at hand with where they lie, newest first. */
  copies(): { readonly copies: readonly Copy[]; readonly folder: string; readonly dataDir: string } {
    return { copies: copiesIn(this.folder), folder: this.folder, dataDir: this.options.dataDir };
  }

  /** Makes a copy at once, beside the daily ones and never removed by itself. Refused while another is being made. */
  async makeNow(nowMs: number): Promise<Outcome<Copy>> {
    if (this.underway || this.stopped) return refused('conflict', 'a copy is being made already');
    const { date, minuteOfDay } = this.options.calendar.momentOf(nowMs);
    const two = (value: number) => String(value).padStart(2, '0');
    const at = `${two(Math.floor(minuteOfDay / 60))}${two(minuteOfDay % 60)}`;
    const name = `manual-${date}-${at}.sqlite`;
    const made = copyIn(this.folder, name);
    // Asked again within the minute: it is there.
    if (made) return accepted(made);
    mkdirSync(this.folder, { recursive: true });
    const target = join(this.folder, name);
    rmSync(`${target}.partial`, { force: true });
    let failed = false;
    this.underway = onBackupThread({ act: 'copy', dataDir: this.options.dataDir, target })
      .then(() => undefined)
      .catch((error: unknown) => {
        failed = true;
        this.options.onError(error, 'backup');
      })
      .finally(() => {
        this.underway = undefined;
      });
    await this.underway;
    const copy = copyIn(this.folder, name);
    return failed || !copy ? refused('storage_failed', 'the copy could not be made') : accepted(copy);
  }

  /** Whether a copy is whole, by SQLite's own check and the chain of its log. */
  async check(name: string): Promise<Outcome<{ whole: boolean; events: number; because: string }>> {
    if (copyIn(this.folder, name) === null) return refused('not_found', `no copy ${name}`);
    const answer = await onBackupThread({ act: 'check', file: join(this.folder, name) });
    return accepted(
      'events' in answer
        ? { whole: true, events: answer.events, because: '' }
        : { whole: false, events: 0, because: answer.because },
    );
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
    await onBackupThread({ act: 'copy', dataDir: this.options.dataDir, target });
    for (const old of superfluous(this.dates())) rmSync(this.fileOf(old), { force: true });
  }

  private fileOf(date: string): string {
    return join(this.folder, `daily-${date}.sqlite`);
  }
}
