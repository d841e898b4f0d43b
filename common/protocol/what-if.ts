import { z } from 'zod';
import { Discipline } from './catalogue.ts';
import type { Immutable } from './immutable.ts';
import { PlanTarget, PlanWait } from './plan.ts';
import { Code, LocalDate, saidLine } from './primitives.ts';
import { TARGET_SHARE } from './target-share.ts';

const MinuteOfDay = z.number().int().min(0).max(1440);

/** One arrangement of officials to be tried on paper. */
export const WhatIfScenario = z.strictObject({
  name: saidLine(80),
  counters: z
    .array(
      z.strictObject({
        primaryFields: z.array(Code).max(200),
        helpingFields: z.array(Code).max(200).default([]),
        /** Officials who work like this. */
        officials: z.number().int().min(0).max(200).default(1),
      }),
    )
    .min(1)
    .max(200),
  /** Absent: as the hall calls today. */
  discipline: Discipline.optional(),
  help: z.enum(['when-empty', 'beyond-target']).optional(),
  volumeFactor: z.number().min(0.1).max(5).default(1),
  /** Hours of every day, in order; absent: those of the record. */
  sessions: z
    .array(
      z
        .strictObject({ fromMinute: MinuteOfDay, toMinute: MinuteOfDay })
        .refine(({ fromMinute, toMinute }) => fromMinute < toMinute, 'a session ends after it starts'),
    )
    .min(1)
    .max(4)
    .refine(
      (all) => all.every((each, at) => at === 0 || (all[at - 1]?.toMinute ?? 0) <= each.fromMinute),
      'sessions follow each other',
    )
    .optional(),
  breakMinutes: z.number().min(0).max(60).default(10),
});

export type WhatIfScenario = z.infer<typeof WhatIfScenario>;

/** Up to four arrangements, met by the same simulated citizens. */
export const WhatIfRequest = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    target: PlanTarget.default({ share: TARGET_SHARE, minutes: 15 }),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
    days: z.number().int().min(20).max(500).default(100),
    scenarios: z.array(WhatIfScenario).min(1).max(4),
  })
  .refine(({ from, to }) => from <= to, 'the period ends before it starts')
  .refine(
    ({ scenarios }) =>
      scenarios.every((each) => each.counters.reduce((sum, { officials }) => sum + officials, 0) <= 400),
    'a scenario has at most 400 officials',
  );

export type WhatIfRequest = z.infer<typeof WhatIfRequest>;

export const WhatIfOutcome = z.object({
  name: z.string(),
  officials: z.number(),
  fields: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      wait: PlanWait,
    }),
  ),
  overall: PlanWait,
  /** Of priority classes and of all others; null where nobody came. */
  priorityWait: PlanWait.nullable(),
  ordinaryWait: PlanWait.nullable(),
});
export type WhatIfOutcome = Immutable<typeof WhatIfOutcome>;

export const WhatIfAnswer = z.object({
  recordedDays: z.number(),
  simulatedDays: z.number(),
  scenarios: z.array(WhatIfOutcome),
});
export type WhatIfAnswer = Immutable<typeof WhatIfAnswer>;
