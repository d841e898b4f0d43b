import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { PlanReason } from './plan.ts';

/** What a month may ask the Chairman to decide; what the arrangement rests on stands before it. */
export const DECISION_KINDS = ['training', 'agreement', 'counters', 'staff', 'postings'] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

/** Decisions that one page asks for at most. */
export const DECISIONS_MOST = 3;

const whole = z.number().int();

export const PlanStanding = z.object({
  /** `unknown`: nobody's qualifications are registered, so it cannot be said. */
  verdict: z.enum(['feasible', 'unknown', 'not-feasible']),
  /** Why it is not simply feasible, worst first; empty where it is. */
  faults: z.array(PlanReason),
  /** Officials of a group that nobody at the hall is qualified for. */
  training: z.array(z.object({ group: whole, missing: whole, fields: z.array(z.string()) })),
  /** Counters that the plan mans at once, and those in use. */
  counters: z.object({ needed: whole, present: whole }),
  /** Fields of an agency held with others' although its agreement does not name them. */
  notAgreed: z.array(
    z.object({ group: whole, agency: z.string(), agencyName: z.string(), fields: z.array(z.string()) }),
  ),
});
/** How a plan stands against the people, counters and agreements of the hall as they are now. */
export type PlanStanding = Immutable<typeof PlanStanding>;

const MonthFigure = z.object({
  value: whole,
  low: whole,
  high: whole,
  /** The doubt in words. */
  doubt: PlanReason,
});
/** A number of people with how far it can be trusted. */
export type MonthFigure = Immutable<typeof MonthFigure>;

const MonthDecision = z.object({
  kind: z.enum(DECISION_KINDS),
  what: PlanReason,
  why: PlanReason,
  ifRefused: PlanReason,
  /** Why its paper is a draft that cannot be signed yet; null: it can. */
  draft: PlanReason.nullable(),
});
/** One thing to be decided, with what speaks for it and what happens without it. */
export type MonthDecision = Immutable<typeof MonthDecision>;

export const MonthPage = z.object({
  /** The plan that it rests on. */
  plan: z.string(),
  planFrom: z.string(),
  planTo: z.string(),
  standing: PlanStanding,
  needed: MonthFigure,
  present: MonthFigure,
  /** Needed less present: above zero people are missing. */
  gap: MonthFigure,
  decisions: z.array(MonthDecision).max(DECISIONS_MOST),
  /** First and last day of the arrangement that would be signed. */
  from: z.string(),
  to: z.string(),
  /** The latest earlier plan whose promise can be held against what happened since. */
  promised: z.string().nullable(),
});
/** The Chairman's page: how many people are needed and there, and what is to be signed. */
export type MonthPage = Immutable<typeof MonthPage>;
