import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { CallRuleAnswer, CallRuleRequest } from '../../common/protocol/call-rules.ts';
import {
  type PlanRequest,
  PlanRequest as PlanRequestSchema,
  type StaffingPlan,
} from '../../common/protocol/plan.ts';
import type { PromiseKept } from '../../common/protocol/plan-kept.ts';
import { accepted, type Outcome } from '../../common/protocol/refusals.ts';
import type { WhatIfAnswer, WhatIfRequest } from '../../common/protocol/what-if.ts';
import { compareCallRules, textbookCallRules } from '../staffing/plan/call-rules.ts';
import { makePlan } from '../staffing/plan/make-plan.ts';
import { promiseKept } from '../staffing/plan/promise-kept.ts';
import { whatIf } from '../staffing/plan/what-if.ts';
import { stepBack } from '../threads/step-back.ts';
import type { HallFacts } from './hall-facts.ts';
import { recordQuestion } from './record-question.ts';
import { recordedWeeks } from './recorded-weeks.ts';

/** What the thread is told at its start. */
export interface PlanOrder {
  /** The hall's database, opened for reading alone. */
  readonly file: string;
  readonly facts: HallFacts;
  readonly work:
    | { readonly kind: 'plan'; readonly request: PlanRequest }
    | { readonly kind: 'what-if'; readonly request: WhatIfRequest }
    | { readonly kind: 'call-rules'; readonly request: CallRuleRequest }
    | {
        readonly kind: 'kept';
        readonly plan: StaffingPlan;
        readonly request: { readonly from: string; readonly to: string };
      };
}

export type PlanAnswer = StaffingPlan | WhatIfAnswer | CallRuleAnswer | PromiseKept;

/** What the thread tells. */
export type PlanNews =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly step: string }
  | { readonly kind: 'result'; readonly outcome: Outcome<PlanAnswer> };

/** So often at most the hall is told how far the work is. */
const TOLD_EVERY_MS = 200;

function periodOf({ hall }: CallRuleRequest): { from: string; to: string } {
  if (hall.kind !== 'record') throw new Error('a hall of the textbooks has no period');
  return hall;
}

function answerOf({ file, facts, work }: PlanOrder): Outcome<PlanAnswer> {
  let toldMs = 0;
  const tell = (done: number, total: number, step: string) => {
    const nowMs = Date.now();
    if (nowMs - toldMs < TOLD_EVERY_MS) return;
    toldMs = nowMs;
    parentPort?.postMessage({ kind: 'progress', done, total, step } satisfies PlanNews);
  };
  if (work.kind === 'call-rules' && work.request.hall.kind === 'textbook')
    return textbookCallRules(work.request.hall, work.request);
  const db = new Sqlite(file, { readonly: true });
  try {
    if (work.kind === 'kept')
      return accepted(
        promiseKept(work.plan, recordedWeeks(db, facts, work.plan, work.request), work.request),
      );
    const { from, to } = work.kind === 'call-rules' ? periodOf(work.request) : work.request;
    const request = work.kind === 'plan' ? work.request : PlanRequestSchema.parse({ from, to });
    const question = recordQuestion(db, facts, request);
    if (!question.ok) return question;
    const onDay = (done: number, total: number) => tell(done, total, 'cases');
    switch (work.kind) {
      case 'plan':
        return makePlan(question.value, ({ done, total, step }) => tell(done, total, step));
      case 'what-if':
        return whatIf(question.value, work.request, onDay);
      case 'call-rules':
        return compareCallRules(question.value, work.request, onDay);
    }
  } finally {
    db.close();
  }
}

stepBack();
const outcome = answerOf(workerData as PlanOrder);
parentPort?.postMessage({ kind: 'result', outcome } satisfies PlanNews);
