import { z } from 'zod';
import { CallRuleAnswer, CallRuleRequest } from '../call-rules.ts';
import { FILE_TYPES } from '../formats.ts';
import type { Immutable } from '../immutable.ts';
import { Leave } from '../leave.ts';
import { LookAhead } from '../look-ahead.ts';
import { MonthPage, PlanStanding } from '../month.ts';
import { Officer, POSTING_STATES } from '../people.ts';
import { PlanRequest, PlanRun, StaffingPlan } from '../plan.ts';
import { PromiseKept } from '../plan-kept.ts';
import { LocalDate, Role } from '../primitives.ts';
import { RecordSpan } from '../record-span.ts';
import { RefusalBody } from '../refusal-body.ts';
import {
  OwnTurn,
  RosterAnswer,
  RosterDifference,
  RosterEdit,
  RosterNote,
  RosterRequest,
} from '../roster-draft.ts';
import { ErlangAnswer, ErlangQuestion } from '../staffing.ts';
import { WhatIfAnswer, WhatIfRequest } from '../what-if.ts';
import { type CallTable, Done } from './call.ts';

const Period = z
  .object({ from: LocalDate.default('0000-01-01'), to: LocalDate.default('9999-12-31') })
  .refine((query) => query.from <= query.to, 'the period ends before it starts');

export const KeptPlan = PlanRun.extend({ plan: StaffingPlan.nullable(), refusal: RefusalBody.nullable() });
/** A plan that was asked for, with its result, or why there is none. */
export type KeptPlan = Immutable<typeof KeptPlan>;

/** The same beside the hall as it is now. */
const StandingPlan = KeptPlan.extend({ standing: PlanStanding.nullable() });

const WhichPlan = z.strictObject({
  plan: z
    .string()
    .max(80)
    .regex(/^plan-[a-z0-9-]+$/)
    .optional(),
});

export const ShownOfficer = Officer.extend({
  displayName: z.string(),
  role: Role.nullable(),
  active: z.boolean(),
  hasPin: z.boolean(),
  recorded: z.boolean(),
  posting: z.object({ state: z.enum(POSTING_STATES), daysLeft: z.number().nullable() }),
  /** Set where the posting is not within what the home agency agreed to. */
  beyondAgreement: z.enum(['time', 'number']).nullable(),
  /** The agency's paying unit where the record names none. */
  paidBy: z.string(),
});
/** An officer as the console shows one: the account, the record, and where the posting stands today. */
export type ShownOfficer = Immutable<typeof ShownOfficer>;

const OfficersAnswer = z.object({
  officers: z.array(ShownOfficer),
  today: z.string(),
  warning: z.object({
    days: z.number(),
    ending: z.number(),
    ended: z.number(),
    beyondAgreement: z.number(),
  }),
});
export type OfficersAnswer = Immutable<typeof OfficersAnswer>;

export const RecordedSession = z.object({
  date: z.string(),
  counter: z.string(),
  openedAt: z.string(),
  /** Until when the officer was known to be there; null while it lasts. */
  closedAt: z.string().nullable(),
  /** False: another hand closed it, or the end of the day; null while it lasts. */
  closedByHand: z.boolean().nullable(),
  pausedMinutes: z.number(),
  served: z.number().int(),
});
/** One time at a counter. */
export type RecordedSession = Immutable<typeof RecordedSession>;

const OfficerSession = RecordedSession.extend({ counterLabel: z.string() });
export type OfficerSession = Immutable<typeof OfficerSession>;

const LeavesAnswer = z.object({
  leaves: z.array(Leave.extend({ name: z.string() })),
  today: z.string(),
});
export type LeavesAnswer = Immutable<typeof LeavesAnswer>;

/** Officials, plans of the staff, rosters. */
export const planningCalls = {
  'GET /officers': { operationId: 'listOfficers', response: OfficersAnswer },
  'GET /officers/:username/history': {
    operationId: 'listOfficerSessions',
    query: Period,
    response: z.object({ sessions: z.array(OfficerSession) }),
  },
  'GET /leaves': { operationId: 'listLeaves', query: Period, response: LeavesAnswer },
  'POST /staffing/erlang': { operationId: 'askErlang', body: ErlangQuestion, response: ErlangAnswer },
  'POST /staffing/plan': {
    operationId: 'makePlan',
    query: z.strictObject({ wait: z.enum(['yes', 'no']).default('yes') }),
    body: PlanRequest,
    /** The plan; 202 with its id alone where the caller does not wait. */
    response: z.union([StaffingPlan, z.object({ id: z.string() })]),
    status: [200, 202],
  },
  'GET /staffing/plans': { operationId: 'listPlans', response: z.object({ plans: z.array(PlanRun) }) },
  'GET /staffing/plans/:id': { operationId: 'readPlan', response: StandingPlan },
  'GET /record/span': { operationId: 'readRecordSpan', response: RecordSpan },
  'GET /staffing/month': { operationId: 'readMonth', query: WhichPlan, response: MonthPage },
  'GET /staffing/month/:kind/document/:format': {
    operationId: 'readMonthDocument',
    query: WhichPlan,
    files: FILE_TYPES.slice(1),
  },
  'GET /staffing/plans/:id/kept': {
    operationId: 'readPromiseKept',
    query: z.strictObject({ from: LocalDate.optional(), to: LocalDate.optional() }),
    response: PromiseKept,
  },
  'DELETE /staffing/plans/:id': { operationId: 'dropPlan', response: z.object({}) },
  'POST /staffing/what-if': { operationId: 'tryArrangements', body: WhatIfRequest, response: WhatIfAnswer },
  'POST /staffing/call-rules': {
    operationId: 'compareCallRules',
    body: CallRuleRequest,
    response: CallRuleAnswer,
  },
  'GET /look-ahead': { operationId: 'lookAhead', response: LookAhead },
  'POST /look-ahead/refuse': {
    operationId: 'refuseProposal',
    body: z.strictObject({ id: z.string().min(1).max(400) }),
    response: Done,
  },
  'GET /rosters': {
    operationId: 'listRosters',
    response: z.object({ rosters: z.array(RosterNote), today: z.string() }),
  },
  'POST /rosters': { operationId: 'makeRoster', body: RosterRequest, response: RosterAnswer, status: 201 },
  'GET /rosters/:id': { operationId: 'readRoster', response: RosterAnswer },
  'POST /rosters/:id/copy': { operationId: 'copyRoster', response: RosterAnswer, status: 201 },
  'POST /rosters/:id/edit': {
    operationId: 'editRoster',
    body: RosterEdit,
    /** `skipped`: turns that a wider change left as they were. */
    response: RosterAnswer.extend({ skipped: z.number().int() }),
  },
  'DELETE /rosters/:id': { operationId: 'removeRoster', response: z.object({}) },
  'POST /rosters/:id/confirm': {
    operationId: 'confirmRoster',
    body: z.strictObject({ revision: z.number().int() }),
    response: Done,
  },
  'POST /rosters/:id/withdraw': { operationId: 'withdrawRoster', response: Done },
  'GET /rosters/:id/difference': {
    operationId: 'readRosterDifference',
    query: z.object({ session: z.coerce.number().int().min(0).max(1440).optional() }),
    response: RosterDifference,
  },
  'GET /rosters/:id/document/:format': { operationId: 'readRosterDocument', files: FILE_TYPES.slice(1) },
  'GET /me/roster': { operationId: 'readOwnTurns', response: OwnTurn },
} as const satisfies CallTable;
