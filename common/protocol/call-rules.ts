import { z } from 'zod';
import { Discipline } from './catalogue.ts';
import type { Immutable } from './immutable.ts';
import { PlanReason, PlanTarget } from './plan.ts';
import { LocalDate } from './primitives.ts';
import { TARGET_SHARE } from './target-share.ts';
import { WhatIfScenario } from './what-if.ts';

/** The hall's own record: its days drawn again, met by its own counters unless others are named. */
const RecordHall = z.strictObject({
  kind: z.literal('record'),
  from: LocalDate,
  to: LocalDate,
  /** Absent: the counters that the hall has. */
  counters: WhatIfScenario.shape.counters.optional(),
  /** Share of citizens of priority classes; absent: as recorded. */
  priorityShare: z.number().min(0).max(1).optional(),
  volumeFactor: z.number().min(0.1).max(5).default(1),
  breakMinutes: z.number().min(0).max(60).default(10),
  /** Days simulated for every rule. */
  days: z.number().int().min(20).max(1000).default(200),
});

/** One line before equal officials that never close: what the textbooks calculate. */
const TextbookHall = z.strictObject({
  kind: z.literal('textbook'),
  arrivalsPerHour: z.number().positive().max(1000),
  /** Citizens that one official serves an hour while busy. */
  servicePerHour: z.number().positive().max(1000),
  counters: z.number().int().min(1).max(100),
  priorityShare: z.number().min(0).max(1).default(0.2),
  /** Squared coefficient of variation of the service time; 1 is exponential, 0 constant. */
  serviceScv: z.number().min(0).max(10).default(1),
  citizens: z.number().int().min(10_000).max(1_000_000).default(400_000),
});

/** Rules of calling to be compared on the same simulated citizens. */
export const CallRuleRequest = z.strictObject({
  hall: z
    .discriminatedUnion('kind', [RecordHall, TextbookHall])
    .refine((hall) => hall.kind !== 'record' || hall.from <= hall.to, 'the period ends before it starts'),
  /** First come is accumulating with weight 1. */
  rules: z.array(Discipline).min(1).max(6),
  target: PlanTarget.default({ share: TARGET_SHARE, minutes: 15 }),
  seed: z.number().int().min(0).max(4_294_967_295).default(1),
});

export type CallRuleRequest = z.infer<typeof CallRuleRequest>;

export type CallRuleRecordHall = z.infer<typeof RecordHall>;

export type CallRuleTextbookHall = z.infer<typeof TextbookHall>;

export const CallRuleWait = z.object({
  citizens: z.number(),
  /** 0 … 1 of all who came. */
  withinTargetShare: z.number(),
  meanMinutes: z.number().nullable(),
  p90Minutes: z.number().nullable(),
  p95Minutes: z.number().nullable(),
  /** What one in a thousand exceeds. */
  p999Minutes: z.number().nullable(),
});
/** What some citizens met under a rule; minutes of those called. */
export type CallRuleWait = Immutable<typeof CallRuleWait>;

export const CallRuleOutcome = z.object({
  discipline: Discipline,
  /** Of priority classes and of all others; null where nobody came. */
  priority: CallRuleWait.nullable(),
  ordinary: CallRuleWait.nullable(),
});
export type CallRuleOutcome = Immutable<typeof CallRuleOutcome>;

export const CallRuleAnswer = z.object({
  /** Days of the record behind it; null for a hall of the textbooks. */
  recordedDays: z.number().nullable(),
  /** Citizens simulated for every rule. */
  citizens: z.number(),
  rules: z.array(CallRuleOutcome),
  /** Place in `rules` of the one advised; null where nothing tells them apart. */
  advised: z.number().nullable(),
  advice: PlanReason,
  notes: z.array(PlanReason),
});
export type CallRuleAnswer = Immutable<typeof CallRuleAnswer>;
