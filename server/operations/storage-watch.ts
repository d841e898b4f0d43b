import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { HealthCheck } from '../../common/protocol/rest/hall.ts';
import { SealFile } from '../seal/seal-file.ts';
import type { CheckOrder, CheckResult } from '../storage/check-thread.ts';
import type { CheckpointOrder } from '../storage/checkpoint-thread.ts';
import { LARGEST_LOG_BYTES } from '../storage/database.ts';
import { type FileFault, RecordFiles } from '../storage/record-files.ts';
import type { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { startThread } from '../threads/start-thread.ts';

/** How often files and space are looked at. */
const LOOK_EVERY_MS = 2_000;
/** The log is worked into the database this often, so that a lost log loses a minute at most. */
const CHECKPOINT_EVERY_MS = 60_000;
/** The first check of the whole record waits until the hall has started; the next ones come this often at most … */
const FIRST_CHECK_AFTER_MS = 3_000;
const CHECK_EVERY_MS = 15 * 60_000;
/** … and take no more than this share of a processor and disk. */
const CHECK_SHARE = 0.02;
/** With less than this a write may fail at any moment. */
const FULL_BELOW_BYTES = 8 * 1024 * 1024;
/** A warning comes while there is still time to act: below a gigabyte, or without room for three copies of the record. */
const LOW_BELOW_BYTES = 1024 * 1024 * 1024;
const COPIES_NEEDED = 3;
/** After a failure this often a write is tried, until one succeeds. */
const PROBE_EVERY_MS = 5_000;

export interface StorageWatchOptions {
  readonly dataDir: string;
  readonly file: string;
  readonly store: SqliteEventStore;
  /** True while a foreign lock holds up the commits. */
  readonly isHeldUp: () => boolean;
  readonly onError: (error: unknown, what: string) => void;
}

function freeBytesOf(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** Watches whether what is recorded stays: space, files, locks, and the record itself as it stands on the disk. */
export class StorageWatch {
  private readonly options: StorageWatchOptions;
  private readonly files: RecordFiles;
  private fileFault: FileFault | null = null;
  private rescued: string | null = null;
  private result: CheckResult | null = null;
  private commitFault: string | null = null;
  private checkpointedMs = performance.now();
  private logSeenMs = 0;
  private checkAtMs: number;
  private probedMs = 0;
  private checking: Promise<void> | undefined;
  private checkpointing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(options: StorageWatchOptions) {
    this.options = options;
    this.files = new RecordFiles(options.file);
    this.checkAtMs = performance.now() + FIRST_CHECK_AFTER_MS;
  }

  start(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.checking;
    await this.checkpointing;
  }

  /** A commit failed: storage is not well until one succeeds. */
  commitFailed(error: unknown): void {
    this.commitFault = error instanceof Error ? error.message : String(error);
  }

  commitSucceeded(): void {
    this.commitFault = null;
  }

  /** Looks at the files now, and starts what is due. */
  look(): void {
    const nowMs = performance.now();
    this.lookAtFiles();
    if (this.commitFault !== null && nowMs - this.probedMs >= PROBE_EVERY_MS) this.probe(nowMs);
    if (this.fileFault !== null) return;
    if (nowMs - this.checkpointedMs >= CHECKPOINT_EVERY_MS) this.checkpointIfWritten(nowMs);
    if (nowMs >= this.checkAtMs) void this.check();
  }

  /** Whether a write would succeed now and what is written stays. */
  state(): HealthCheck {
    this.lookAtFiles();
    const freeBytes = freeBytesOf(this.options.dataDir);
    const about = { freeBytes };
    const not = (code: string, detail?: string): HealthCheck => ({
      ok: false,
      code,
      ...(detail === undefined ? {} : { detail }),
      ...about,
    });
    if (this.fileFault !== null) return not(this.fileFault, this.rescued ?? undefined);
    if (this.result?.damage) return not('damaged', this.result.damage);
    if (freeBytes !== null && freeBytes < FULL_BELOW_BYTES) return not('disk_full');
    if (this.commitFault !== null) return not('commit_failed', this.commitFault);
    if (this.options.isHeldUp()) return not('locked');
    const needed = Math.max(LOW_BELOW_BYTES, COPIES_NEEDED * this.files.size().bytes);
    return freeBytes !== null && freeBytes < needed
      ? { ok: true, warning: 'disk_low', ...about }
      : { ok: true, ...about };
  }

  /** A seal kept beside the record through which its log no longer passes. */
  get brokenSeal(): CheckResult['brokenSeal'] {
    return this.result?.brokenSeal ?? null;
  }

  /** Checks the whole record as it stands on the disk, on a thread. One that is under way goes on. */
  check(): Promise<void> {
    this.checking ??= this.runCheck().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async runCheck(): Promise<void> {
    const beganMs = performance.now();
    const { dataDir, file, onError } = this.options;
    try {
      const order: CheckOrder = { file, sealFile: new SealFile(dataDir).path };
      this.result = await answerOf<CheckResult>('../storage/check-thread', order);
      const { damage, brokenSeal } = this.result;
      if (damage !== null) onError(new Error(damage), 'record damaged');
      if (brokenSeal !== null) onError(new Error(`${brokenSeal.date}: ${brokenSeal.fault}`), 'seal broken');
    } catch (error) {
      onError(error, 'check of the record');
    }
    const tookMs = performance.now() - beganMs;
    this.checkAtMs = performance.now() + Math.max(CHECK_EVERY_MS, tookMs / CHECK_SHARE);
  }

  private lookAtFiles(): void {
    if (this.fileFault === 'file_replaced') return;
    const fault = this.files.fault();
    if (fault === null || fault === this.fileFault) return;
    this.fileFault = fault;
    const { store, onError } = this.options;
    onError(new Error(fault), 'record files');
    if (fault === 'log_deleted') {
      // Its content is still open: it is worked into the database now, and from here on with every commit.
      store.keepWithoutLog();
      return;
    }
    store.refuseCommits('the database file was deleted or replaced while it was open');
    void this.rescue();
  }

  /** What the open file holds is all that is left of the record: it is copied before the process can end. */
  private async rescue(): Promise<void> {
    const { dataDir, store, onError } = this.options;
    const stamp = new Date().toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
    const target = join(dataDir, 'backups', `rescued-${stamp}.sqlite`);
    try {
      await store.rescueTo(target);
      this.rescued = target;
    } catch (error) {
      onError(error, 'rescue of the record');
    }
  }

  private probe(nowMs: number): void {
    this.probedMs = nowMs;
    this.options.store.probe().then(
      () => this.commitSucceeded(),
      (error: unknown) => this.commitFailed(error),
    );
  }

  /** Works the write-ahead log into the database, on a thread, and cuts it back where it has grown. */
  checkpoint(): Promise<void> {
    const order: CheckpointOrder = { file: this.options.file, largestBytes: LARGEST_LOG_BYTES };
    this.checkpointing ??= answerOf<string>('../storage/checkpoint-thread', order)
      .then(
        () => undefined,
        (error: unknown) => this.options.onError(error, 'checkpoint'),
      )
      .finally(() => {
        this.checkpointing = undefined;
      });
    return this.checkpointing;
  }

  private checkpointIfWritten(nowMs: number): void {
    this.checkpointedMs = nowMs;
    const { logWrittenAtMs, logBytes } = this.files.size();
    if (logWrittenAtMs === this.logSeenMs && logBytes <= LARGEST_LOG_BYTES) return;
    this.logSeenMs = logWrittenAtMs;
    void this.checkpoint();
  }
}

/** Runs a thread that has one thing to say. */
function answerOf<T>(name: string, workerData: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const thread = startThread(import.meta.url, name, { workerData });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`${name} ended early with ${code}`)));
  });
}
