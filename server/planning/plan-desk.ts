import { randomBytes } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { CallRuleAnswer, CallRuleRequest } from '../../common/protocol/call-rules.ts';
import type { PlanRequest, PlanRun, StaffingPlan } from '../../common/protocol/plan.ts';
import type { PromiseKept } from '../../common/protocol/plan-kept.ts';
import { type Outcome, type Refusal, refused } from '../../common/protocol/refusals.ts';
import type { KeptPlan } from '../../common/protocol/rest/planning.ts';
import type { WhatIfAnswer, WhatIfRequest } from '../../common/protocol/what-if.ts';
import type { KeptFiles } from '../storage/kept-files.ts';
import { startThread } from '../threads/start-thread.ts';
import type { HallFacts } from './hall-facts.ts';
import { PLANS_KEPT, planFolder, readPlans } from './plan-folder.ts';
import type { PlanAnswer, PlanNews, PlanOrder } from './plan-thread.ts';

/** Pieces of work that may wait, the one under way not counted. */
const WAITING_AT_MOST = 4;
/** A plan that needs more ends with an error instead of taking the hall's memory. */
const MEMORY_MB = 1024;

const CANCELLED: Refusal = { code: 'conflict', message: 'the plan was cancelled' };
const STOPPED: Refusal = {
  code: 'shutting_down',
  message: 'the hall was stopped before the plan was finished',
};

export interface PlanDeskOptions {
  /** The hall's database. */
  readonly file: string;
  readonly dataDir: string;
  /** The hall as it is when the work begins. */
  readonly facts: () => HallFacts;
  readonly nowMs: () => number;
  readonly onError: (error: unknown, what: string) => void;
}

interface Job {
  readonly work: PlanOrder['work'];
  readonly settle: (outcome: Outcome<PlanAnswer>) => void;
  readonly onStart: () => void;
  readonly onProgress: (progress: NonNullable<PlanRun['progress']>) => void;
  thread: Worker | null;
  settled: boolean;
}

interface OpenPlan {
  kept: KeptPlan;
  readonly job: Job;
  readonly finished: Promise<Outcome<StaffingPlan>>;
}

/** Plans and trials, one after the other on a thread that never delays a call. The latest plans are kept. */
export class PlanDesk {
  private readonly options: PlanDeskOptions;
  private readonly folder: KeptFiles<KeptPlan>;
  private readonly finished: KeptPlan[];
  private readonly open = new Map<string, OpenPlan>();
  private readonly queue: Job[] = [];
  private running: Job | null = null;
  private stopped = false;

  constructor(options: PlanDeskOptions) {
    this.options = options;
    this.folder = planFolder(options.dataDir);
    this.finished = readPlans(this.folder);
  }

  /** Puts a plan in line. Refused while too many wait. */
  ask(request: PlanRequest): Outcome<PlanRun> {
    const refusal = this.cannotTake();
    if (refusal) return { ok: false, refusal };
    const now = this.options.nowMs();
    const id = `plan-${now.toString(36)}-${randomBytes(4).toString('hex')}`;
    let settle: (outcome: Outcome<StaffingPlan>) => void = () => {};
    const finished = new Promise<Outcome<StaffingPlan>>((resolve) => {
      settle = resolve;
    });
    const change = (changes: Partial<KeptPlan>) => {
      const open = this.open.get(id);
      if (open) open.kept = { ...open.kept, ...changes };
    };
    const job: Job = {
      work: { kind: 'plan', request },
      thread: null,
      settled: false,
      onStart: () => change({ state: 'running', startedAt: this.instant() }),
      onProgress: (progress) => change({ progress }),
      settle: (outcome) => {
        const answer = outcome as Outcome<StaffingPlan>;
        this.close(id, answer);
        settle(answer);
      },
    };
    const kept: KeptPlan = {
      id,
      state: 'queued',
      request,
      askedAt: this.instant(),
      startedAt: null,
      finishedAt: null,
      progress: null,
      plan: null,
      refusal: null,
    };
    this.open.set(id, { kept, job, finished });
    this.queue.push(job);
    this.next();
    return { ok: true, value: runOf(this.find(id) ?? kept) };
  }

  /** The plan itself once it is finished; refused when it failed, was cancelled or is not known. */
  async outcomeOf(id: string): Promise<Outcome<StaffingPlan>> {
    const open = this.open.get(id);
    if (open) return open.finished;
    const kept = this.find(id);
    if (kept?.plan) return { ok: true, value: kept.plan };
    return kept?.refusal ? { ok: false, refusal: kept.refusal } : refused('not_found', `no plan ${id}`);
  }

  /** Tries arrangements; those at a page wait for the answer, so it goes before plans in line. @param gone aborts when nobody wants it any more */
  whatIf(request: WhatIfRequest, gone: AbortSignal): Promise<Outcome<WhatIfAnswer>> {
    return this.atOnce<WhatIfAnswer>({ kind: 'what-if', request }, gone);
  }

  /** Compares rules of calling, in the same way. */
  compareCallRules(request: CallRuleRequest, gone: AbortSignal): Promise<Outcome<CallRuleAnswer>> {
    return this.atOnce<CallRuleAnswer>({ kind: 'call-rules', request }, gone);
  }

  /** A plan's promise beside what happened since, in the same way. Refused for a plan that is not known or not finished. */
  promiseKept(
    id: string,
    request: { readonly from: string; readonly to: string },
    gone: AbortSignal,
  ): Promise<Outcome<PromiseKept>> {
    const plan = this.find(id)?.plan;
    return plan
      ? this.atOnce<PromiseKept>({ kind: 'kept', plan, request }, gone)
      : Promise.resolve(refused('not_found', `no finished plan ${id}`));
  }

  private atOnce<T>(work: PlanOrder['work'], gone: AbortSignal): Promise<Outcome<T>> {
    const refusal = this.cannotTake();
    if (refusal) return Promise.resolve({ ok: false, refusal });
    return new Promise((resolve) => {
      const job: Job = {
        work,
        thread: null,
        settled: false,
        onStart: () => {},
        onProgress: () => {},
        settle: (outcome) => resolve(outcome as Outcome<T>),
      };
      gone.addEventListener('abort', () => this.drop(job, CANCELLED), { once: true });
      this.queue.unshift(job);
      this.next();
    });
  }

  /** Newest first. */
  list(): PlanRun[] {
    return [...this.finished, ...[...this.open.values()].map((open) => open.kept)].reverse().map(runOf);
  }

  find(id: string): KeptPlan | undefined {
    return this.open.get(id)?.kept ?? this.finished.find((kept) => kept.id === id);
  }

  /** Cancels what is not finished, forgets what is. False when there is no such plan. */
  cancel(id: string): boolean {
    const open = this.open.get(id);
    if (open) {
      this.drop(open.job, CANCELLED);
      return true;
    }
    const at = this.finished.findIndex((kept) => kept.id === id);
    if (at < 0) return false;
    this.finished.splice(at, 1);
    this.folder.remove(id);
    return true;
  }

  /** Ends the work under way; what waits is refused. */
  async stop(): Promise<void> {
    this.stopped = true;
    const thread = this.running?.thread;
    for (const job of [...this.queue, ...(this.running ? [this.running] : [])]) this.drop(job, STOPPED);
    await thread?.terminate();
  }

  private cannotTake(): Refusal | null {
    if (this.stopped) return STOPPED;
    return this.queue.length >= WAITING_AT_MOST
      ? { code: 'planner_busy', message: `${this.queue.length} plans wait already` }
      : null;
  }

  private instant(): string {
    return new Date(this.options.nowMs()).toISOString();
  }

  private next(): void {
    if (this.running || this.stopped) return;
    const job = this.queue.shift();
    if (!job) return;
    this.running = job;
    try {
      const order: PlanOrder = { file: this.options.file, facts: this.options.facts(), work: job.work };
      const thread = startThread(import.meta.url, './plan-thread', {
        workerData: order,
        resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      });
      job.thread = thread;
      job.onStart();
      thread.on('message', (news: PlanNews) => {
        if (news.kind === 'result') this.settle(job, news.outcome);
        else if (!job.settled) job.onProgress({ done: news.done, total: news.total, step: news.step });
      });
      thread.on('error', (error) => this.fail(job, error));
      thread.on('exit', () => this.fail(job, new Error('the planning thread ended without an answer')));
    } catch (error) {
      this.fail(job, error);
    }
  }

  private fail(job: Job, error: unknown): void {
    if (job.settled) return;
    this.options.onError(error, 'plan');
    this.settle(job, refused('internal', 'the plan could not be worked out; the fault was logged'));
  }

  private settle(job: Job, outcome: Outcome<PlanAnswer>): void {
    if (job.settled) return;
    job.settled = true;
    if (this.running === job) this.running = null;
    job.settle(outcome);
    this.next();
  }

  private drop(job: Job, refusal: Refusal): void {
    const at = this.queue.indexOf(job);
    if (at >= 0) this.queue.splice(at, 1);
    const { thread } = job;
    this.settle(job, { ok: false, refusal });
    thread?.terminate().catch((error: unknown) => this.options.onError(error, 'plan'));
  }

  private close(id: string, outcome: Outcome<StaffingPlan>): void {
    const open = this.open.get(id);
    if (!open) return;
    this.open.delete(id);
    const refusal = outcome.ok ? null : outcome.refusal;
    const kept: KeptPlan = {
      ...open.kept,
      state: outcome.ok ? 'done' : refusal === CANCELLED ? 'cancelled' : 'failed',
      finishedAt: this.instant(),
      plan: outcome.ok ? outcome.value : null,
      refusal,
    };
    this.finished.push(kept);
    try {
      this.folder.keep(kept);
      for (const old of this.finished.splice(0, Math.max(0, this.finished.length - PLANS_KEPT)))
        this.folder.remove(old.id);
    } catch (error) {
      this.options.onError(error, 'plan');
    }
  }
}

function runOf({ plan: _plan, refusal: _refusal, ...run }: KeptPlan): PlanRun {
  return run;
}
