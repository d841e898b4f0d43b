import { z } from 'zod';
import { Discipline } from './catalogue.ts';
import type { PlanReason } from './plan.ts';
import { PlanTarget, WhatIfScenario } from './plan.ts';
import { LocalDate } from './primitives.ts';
import { TARGET_SHARE } from './target-share.ts';

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

/** What some citizens met under a rule; minutes of those called. */
export interface CallRuleWait {
  readonly citizens: number;
  /** 0 … 1 of all who came. */
  readonly withinTargetShare: number;
  readonly meanMinutes: number | null;
  readonly p90Minutes: number | null;
  readonly p95Minutes: number | null;
  /** What one in a thousand exceeds. */
  readonly p999Minutes: number | null;
}

export interface CallRuleOutcome {
  readonly discipline: Discipline;
  /** Of priority classes and of all others; null where nobody came. */
  readonly priority: CallRuleWait | null;
  readonly ordinary: CallRuleWait | null;
}

export interface CallRuleAnswer {
  /** Days of the record behind it; null for a hall of the textbooks. */
  readonly recordedDays: number | null;
  /** Citizens simulated for every rule. */
  readonly citizens: number;
  readonly rules: readonly CallRuleOutcome[];
  /** Place in `rules` of the one advised; null where nothing tells them apart. */
  readonly advised: number | null;
  readonly advice: PlanReason;
  readonly notes: readonly PlanReason[];
}
