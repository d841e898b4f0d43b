import { readlinkSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import {
  type PlanRequest,
  PlanRequest as PlanRequestSchema,
  type StaffingPlan,
  type WhatIfAnswer,
  type WhatIfRequest,
} from '../../common/protocol/plan.ts';
import type { Outcome } from '../../common/protocol/refusals.ts';
import { makePlan } from '../staffing/plan/make-plan.ts';
import { whatIf } from '../staffing/plan/what-if.ts';
import type { HallFacts } from './hall-facts.ts';
import { recordQuestion } from './record-question.ts';

/** What the thread is told at its start. */
export interface PlanOrder {
  /** The hall's database, opened for reading alone. */
  readonly file: string;
  readonly facts: HallFacts;
  readonly work:
    | { readonly kind: 'plan'; readonly request: PlanRequest }
    | { readonly kind: 'what-if'; readonly request: WhatIfRequest };
}

/** What the thread tells. */
export type PlanNews =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly step: string }
  | { readonly kind: 'result'; readonly outcome: Outcome<StaffingPlan | WhatIfAnswer> };

/** So often at most the hall is told how far the work is. */
const TOLD_EVERY_MS = 200;

/** Lets the hall's own thread go first where both want the processor. Linux knows priorities of threads; elsewhere all is as it was. */
function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0 && thread !== process.pid) setPriority(thread, constants.priority.PRIORITY_LOW);
  } catch {
    // A system that does not let us is no reason not to plan.
  }
}

function answerOf({ file, facts, work }: PlanOrder): Outcome<StaffingPlan | WhatIfAnswer> {
  let toldMs = 0;
  const tell = (done: number, total: number, step: string) => {
    const nowMs = Date.now();
    if (nowMs - toldMs < TOLD_EVERY_MS) return;
    toldMs = nowMs;
    parentPort?.postMessage({ kind: 'progress', done, total, step } satisfies PlanNews);
  };
  const db = new Sqlite(file, { readonly: true });
  try {
    const { from, to } = work.request;
    const request = work.kind === 'plan' ? work.request : PlanRequestSchema.parse({ from, to });
    const question = recordQuestion(db, facts, request);
    if (!question.ok) return question;
    return work.kind === 'plan'
      ? makePlan(question.value, ({ done, total, step }) => tell(done, total, step))
      : whatIf(question.value, work.request, (done, total) => tell(done, total, 'cases'));
  } finally {
    db.close();
  }
}

stepBack();
const outcome = answerOf(workerData as PlanOrder);
parentPort?.postMessage({ kind: 'result', outcome } satisfies PlanNews);
