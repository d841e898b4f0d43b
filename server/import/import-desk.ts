import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
import type { ImportOrder, ImportRun, ListedBatch } from '../../common/protocol/imports.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { ActorStamp } from '../domain/events.ts';
import type { Clock, HallCalendar } from '../hall/clock.ts';
import type { Hall } from '../hall/hall.ts';
import { startThread } from '../threads/start-thread.ts';
import { ImportBatches } from './import-batches.ts';
import type { ImportNews, ImportWork } from './import-thread.ts';

/** A year of a large hall as CSV has some 90 MB. */
const IMPORT_BYTES = 200 * 1024 * 1024;
/** Files that wait for a person's word; the oldest goes for a newer one. */
const MOST_FILES = 5;
/** The disk keeps so much for the record itself. */
const FREE_BYTES = 512 * 1024 * 1024;
const MEMORY_MB = 512;

export interface ImportDeskOptions {
  readonly db: Database;
  readonly hall: Pick<Hall, 'record' | 'state'>;
  readonly dataDir: string;
  readonly calendar: HallCalendar;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly onError: (error: unknown, what: string) => void;
  /** Largest file, bytes. */
  readonly mostBytes?: number;
}

const EMPTY_ORDER: ImportOrder = { profile: { name: '' }, skipBad: false, skipKnown: false };

type Job = Pick<ImportWork, 'file' | 'order' | 'keep'> & {
  readonly actor: ActorStamp;
  readonly change: (changes: Partial<ImportRun>) => void;
};

/** Files with tickets of earlier days: received, checked and taken in, each piece of work on a thread of its own. */
export class ImportDesk {
  private readonly options: ImportDeskOptions;
  private readonly folder: string;
  private readonly kept: ImportBatches;
  private readonly runs = new Map<string, ImportRun>();
  private thread:
    | { readonly run: string | null; readonly worker: Worker; readonly ended: Promise<void> }
    | undefined;
  /** Waits until rows of a removed batch are gone. */
  private next: (() => void) | undefined;
  private readonly endings = new Set<Promise<void>>();
  private stopped = false;

  constructor(options: ImportDeskOptions) {
    this.options = options;
    this.folder = join(options.dataDir, 'imports');
    this.kept = new ImportBatches(options.db);
    // Files of an earlier start belong to nobody any more.
    rmSync(this.folder, { recursive: true, force: true });
  }

  list(): ImportRun[] {
    return [...this.runs.values()];
  }

  find(id: string): ImportRun | undefined {
    return this.runs.get(id);
  }

  /** Batches that are in the record, newest days first. */
  batches(): ListedBatch[] {
    return this.kept
      .list()
      .filter((batch) => batch.state === 'complete')
      .map(({ id, file, rows, firstDate, lastDate }) => ({ id, file, rows, firstDate, lastDate }))
      .reverse();
  }

  /**
   * Keeps a file as it arrives. Refused where it is too large, or the disk too full for it.
   * @param declaredBytes what the sender says of its size; 0: nothing
   */
  async receive(name: string, content: Readable, declaredBytes = 0): Promise<Outcome<ImportRun>> {
    const most = this.options.mostBytes ?? IMPORT_BYTES;
    if (declaredBytes > most) return refused('payload_too_large', `a file has at most ${most} bytes`);
    mkdirSync(this.folder, { recursive: true });
    const { bavail, bsize } = statfsSync(this.folder);
    if (bavail * bsize < FREE_BYTES + most)
      return refused('storage_failed', 'the disk is too full for the file');
    await this.makeRoom();
    const id = `file-${randomBytes(8).toString('hex')}`;
    const path = this.pathOf(id);
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        // What is too much is read away, so that the refusal arrives; nobody sends for ever.
        if (bytes > 2 * most) done(new RangeError('far too large'));
        else done(null, bytes > most ? undefined : chunk);
      },
    });
    try {
      await pipeline(content, counted, createWriteStream(path, { mode: 0o600 }));
      if (bytes > most) throw new RangeError('too large');
    } catch (error) {
      rmSync(path, { force: true });
      if (error instanceof RangeError)
        return refused('payload_too_large', `a file has at most ${most} bytes`);
      if ((error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE')
        return refused('invalid_input', 'the file did not arrive whole');
      this.options.onError(error, 'import');
      return refused('storage_failed', 'the file could not be kept');
    }
    const run: ImportRun = {
      id,
      file: name,
      bytes,
      state: 'waiting',
      progress: 0,
      result: null,
      unreadable: null,
    };
    this.runs.set(id, run);
    return accepted(run);
  }

  private async makeRoom(): Promise<void> {
    for (const [id] of this.runs) {
      if (this.runs.size < MOST_FILES) return;
      if (this.thread?.run !== id) await this.drop(id);
    }
  }

  /** Begins to read a file; `find` tells how far it is. */
  check(id: string, order: ImportOrder): Outcome<ImportRun> {
    return this.begin(id, order, false, { kind: 'system', id: 'import' });
  }

  /** Begins to bring a file in. */
  take(id: string, order: ImportOrder, actor: ActorStamp): Outcome<ImportRun> {
    return this.begin(id, order, true, actor);
  }

  private begin(id: string, order: ImportOrder, keep: boolean, actor: ActorStamp): Outcome<ImportRun> {
    const run = this.runs.get(id);
    if (run === undefined) return refused('not_found', 'no such file');
    if (run.state === 'taken') return accepted(run);
    if (this.stopped) return refused('shutting_down', 'the hall is stopping');
    const sweeping = this.thread?.run === null;
    if ((this.thread !== undefined && !sweeping) || this.next !== undefined)
      return refused('conflict', 'another file is being read');
    const change = (changes: Partial<ImportRun>) => {
      const now = this.runs.get(id);
      if (now !== undefined) this.runs.set(id, { ...now, ...changes });
    };
    change({ state: keep ? 'taking' : 'checking', progress: 0, unreadable: null });
    const job = { file: { path: this.pathOf(id), name: run.file }, order, keep, actor, change };
    // Rows of a removed batch go first; that takes no longer than their number asks.
    if (sweeping) this.next = () => this.start(id, job);
    else this.start(id, job);
    return accepted(this.runs.get(id) ?? run);
  }

  /** Drops a file and what is under way with it. */
  async drop(id: string): Promise<Outcome<null>> {
    if (!this.runs.has(id)) return refused('not_found', 'no such file');
    const wasTaking = this.runs.get(id)?.state === 'taking';
    this.runs.delete(id);
    if (this.thread?.run === id) {
      const { worker, ended } = this.thread;
      await worker.terminate();
      await ended;
    }
    rmSync(this.pathOf(id), { force: true });
    if (wasTaking) this.sweep();
    return accepted(null);
  }

  /** Removes a batch from every report at once; its rows go in the background. */
  async remove(batchId: string, actor: ActorStamp): Promise<Outcome<{ file: string; rows: number }>> {
    const batch = this.kept.find(batchId);
    if (batch?.state !== 'complete') return refused('not_found', 'no such import');
    await this.options.hall.record([{ type: 'import:removed', batch: batchId }], actor);
    this.sweep();
    return accepted({ file: batch.file, rows: batch.rows });
  }

  /** Ends what is under way; it leaves nothing that counts. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.thread?.worker.terminate();
    await Promise.all(this.endings);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private sweep(): void {
    // The next import sweeps as well, so that a thread at work is not waited for.
    if (this.thread !== undefined || this.stopped) return;
    this.start(null, {
      file: null,
      order: EMPTY_ORDER,
      keep: false,
      actor: { kind: 'system', id: 'import' },
      change: () => {},
    });
  }

  private free(worker: Worker): void {
    if (this.thread?.worker !== worker) return;
    this.thread = undefined;
    const { next } = this;
    this.next = undefined;
    if (!this.stopped) next?.();
  }

  private pathOf(id: string): string {
    // Packed files are told by their first bytes.
    return join(this.folder, id);
  }

  private start(run: string | null, { actor, change, ...job }: Job): void {
    const { dataDir, calendar, clock, hall } = this.options;
    const worker = startThread(import.meta.url, './import-thread', {
      workerData: {
        ...job,
        dataDir,
        timeZone: calendar.zone,
        nowMs: clock.nowMs(),
        fields: [...hall.state.fields.values()].map(({ code, name, nameEn }) => ({ code, name, nameEn })),
      } satisfies ImportWork,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const fail = (error: unknown) => {
      this.options.onError(error, 'import');
      change({ state: 'failed' });
    };
    let told = false;
    worker.on('message', (news: ImportNews) => {
      if ('progress' in news) return change({ progress: news.progress });
      if ('record' in news) {
        void hall.record([news.record], actor).then(
          () => worker.postMessage('recorded'),
          (error: unknown) => {
            fail(error);
            void worker.terminate();
          },
        );
        return undefined;
      }
      told = true;
      // Its lock is free: the next piece of work need not wait for the thread to end.
      this.free(worker);
      if ('fault' in news) return fail(new Error(news.fault));
      if ('busy' in news) return change({ state: 'failed' });
      if ('unreadable' in news)
        return change({ state: 'unreadable', unreadable: news.unreadable, result: null });
      const { result } = news;
      // What came in stands in the record; the file may hold more than it needs to.
      if (result?.outcome === 'imported' && job.file !== null) rmSync(job.file.path, { force: true });
      return change({ state: result?.outcome === 'imported' ? 'taken' : 'checked', progress: 1, result });
    });
    const ended = new Promise<void>((resolve) => {
      worker.once('error', (error) => {
        told = true;
        fail(error);
      });
      worker.once('exit', () => {
        if (!told) change({ state: 'failed' });
        this.free(worker);
        resolve();
      });
    });
    this.thread = { run, worker, ended };
    this.endings.add(ended);
    void ended.then(() => this.endings.delete(ended));
  }
}
