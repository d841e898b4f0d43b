import type { Worker } from 'node:worker_threads';
import type { ReportLanguage } from '../../common/protocol/formats.ts';
import { type Outcome, refused } from '../../common/protocol/refusals.ts';
import type { ListedReport } from '../../common/protocol/rest/reports.ts';
import { startThread } from '../threads/start-thread.ts';
import type { PlainCatalogue, ReportResult } from './report.ts';
import { checkReport, listReports, type ReportForm } from './report-desk.ts';
import type { ReportAnswer, ReportOrder, ReportThreadStart } from './report-thread.ts';

/** A report that is not there after so long is asked of a smaller span, or at night by the command line. */
const LIMIT_MS = 30_000;
/** After so long without work the thread and its memory are let go. */
const IDLE_MS = 60_000;
/** A thread that needs more ends instead of taking the hall's memory. */
const MEMORY_MB = 768;
/** More than so many waiting is no use to anybody. */
const MOST_WAITING = 20;

export interface ThreadReportDeskOptions {
  readonly file: string;
  /** Names and targets as they are now. */
  readonly catalogue: () => PlainCatalogue;
  readonly onError: (error: unknown, what: string) => void;
  readonly limitMs?: number;
}

type Answer = Outcome<{ json: ReportResult; csv?: string }>;

interface Job {
  readonly order: Omit<ReportOrder, 'catalogue'>;
  readonly resolve: (answer: Answer) => void;
}

const tooLong = (): Answer =>
  refused('report_too_long', 'the report took too long or too much memory; ask for a shorter period');
const cancelled = (): Answer => refused('report_cancelled', 'the report was called off');
const stopping = (): Answer => refused('shutting_down', 'the hall is stopping');

/**
 * Runs reports one after another on a thread of its own with its own read-only connection, so that no report delays a
 * call. The thread starts with the first report. One that takes too long, or that nobody waits for any more, is ended
 * with its thread, and so is one that needs too much memory; the next report gets a new thread. What the hall answered
 * before a report was asked for is in it: the hall answers after its commit, and a report reads what is committed when
 * it starts.
 */
export class ThreadReportDesk {
  private readonly options: ThreadReportDeskOptions;
  private readonly queue: Job[] = [];
  private running: Job | undefined;
  private thread: Worker | undefined;
  private limit: NodeJS.Timeout | undefined;
  private idle: NodeJS.Timeout | undefined;
  private readonly endings = new Set<Promise<unknown>>();
  private lastId = 0;
  private stopped = false;

  constructor(options: ThreadReportDeskOptions) {
    this.options = options;
  }

  list(language: ReportLanguage = 'vi'): readonly ListedReport[] {
    return listReports(language);
  }

  /** Refuses wrong parameters at once. @param signal calls the report off when nobody waits for it any more */
  async run(
    id: string,
    params: Record<string, string>,
    format: ReportForm,
    signal?: AbortSignal,
    language: ReportLanguage = 'vi',
  ): Promise<Answer> {
    if (this.stopped) return stopping();
    const checked = checkReport(id, params);
    if (!checked.ok) return checked;
    if (signal?.aborted) return cancelled();
    if (this.queue.length >= MOST_WAITING) return refused('throttled', 'too many reports are waiting');
    this.lastId += 1;
    const order = { id: this.lastId, report: id, params, format, language };
    return new Promise<Answer>((resolve) => {
      const job: Job = { order, resolve };
      signal?.addEventListener('abort', () => this.callOff(job), { once: true });
      this.queue.push(job);
      this.next();
    });
  }

  /** Ends the thread; reports under way are refused. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const job of this.queue.splice(0)) job.resolve(stopping());
    this.endThread(stopping());
    clearTimeout(this.idle);
    await Promise.all(this.endings);
  }

  private next(): void {
    if (this.running || this.stopped) return;
    const job = this.queue.shift();
    if (!job) {
      this.idle = setTimeout(() => this.endThread(stopping()), IDLE_MS);
      this.idle.unref();
      return;
    }
    clearTimeout(this.idle);
    this.running = job;
    this.thread ??= this.start();
    this.limit = setTimeout(() => {
      this.endThread(tooLong());
      this.next();
    }, this.options.limitMs ?? LIMIT_MS);
    this.thread.postMessage({ ...job.order, catalogue: this.options.catalogue() } satisfies ReportOrder);
  }

  private start(): Worker {
    const thread = startThread(import.meta.url, './report-thread', {
      workerData: { file: this.options.file } satisfies ReportThreadStart,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    thread.on('message', (answer: ReportAnswer) => {
      if (this.running?.order.id !== answer.id) return;
      if ('outcome' in answer) this.finish(answer.outcome);
      else this.fail(new Error(answer.fault));
    });
    const gone = (error: unknown) => {
      if (this.thread !== thread) return;
      this.thread = undefined;
      if (!this.running) return;
      if (isOutOfMemory(error)) this.finish(tooLong());
      else this.fail(error);
    };
    thread.on('error', gone);
    thread.on('exit', (code) => gone(new Error(`the report thread ended with ${code}`)));
    return thread;
  }

  private finish(answer: Answer): void {
    clearTimeout(this.limit);
    const job = this.running;
    this.running = undefined;
    job?.resolve(answer);
    this.next();
  }

  private fail(error: unknown): void {
    this.options.onError(error, 'report');
    this.finish(refused('internal', 'the report could not be made; it was logged'));
  }

  private callOff(job: Job): void {
    const at = this.queue.indexOf(job);
    if (at >= 0) {
      this.queue.splice(at, 1);
      job.resolve(cancelled());
    } else if (this.running === job) {
      this.endThread(cancelled());
      this.next();
    }
  }

  /** A report cannot be interrupted but with its thread. */
  private endThread(answer: Answer): void {
    clearTimeout(this.limit);
    const { thread, running } = this;
    this.thread = undefined;
    this.running = undefined;
    running?.resolve(answer);
    if (!thread) return;
    const ending = thread.terminate().finally(() => this.endings.delete(ending));
    this.endings.add(ending);
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
