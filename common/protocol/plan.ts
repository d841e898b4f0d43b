import { z } from 'zod';
import { Discipline } from './catalogue.ts';
import { Code, LocalDate, saidLine } from './primitives.ts';
import { TARGET_SHARE } from './target-share.ts';

/** What citizens are promised: this share of them is called within so many minutes. */
export const PlanTarget = z.strictObject({
  /** 0 … 1; 1 is refused with a sentence, since nobody can promise it. */
  share: z.number().gt(0).max(1),
  minutes: z.number().min(0).max(480),
});

/** A driver of the load, for one field or for all: so many times the citizens, so many times the service. */
const PlanDriver = z.strictObject({
  field: Code.optional(),
  volume: z.number().min(0).max(5).optional(),
  service: z.number().min(0.1).max(5).optional(),
});

/** Dossiers that officials of a field work off between citizens: online ones, paper from the post. */
const PlanBackOffice = z.strictObject({
  field: Code,
  /** Dossiers a working day, and minutes that one takes. */
  perDay: z.number().min(0).max(10_000),
  minutes: z.number().min(0.1).max(240),
});

/** A question to the planner: how many officials, holding which fields together, for the demand recorded in a period. */
export const PlanRequest = z
  .strictObject({
    from: LocalDate,
    to: LocalDate,
    target: PlanTarget.default({ share: TARGET_SHARE, minutes: 15 }),
    /** Fields that one official may hold together at most. */
    maxFieldsPerOfficial: z.number().int().min(1).max(4).default(4),
    /** Officials that there are at most (the headcount); absent: as many as are needed. */
    cap: z.number().int().min(1).max(1000).optional(),
    /** Only these fields; absent: all with tickets in the period. */
    fields: z.array(Code).min(1).max(200).optional(),
    /** Break of every official in the middle of a session, minutes; officials of a group go one after the other. */
    breakMinutes: z.number().min(0).max(60).default(10),
    /** Demand of the record times this. */
    volumeFactor: z.number().min(0.1).max(5).default(1),
    /** Targets of fields that have their own. */
    fieldTargets: z
      .array(PlanTarget.extend({ field: Code }))
      .max(200)
      .default([]),
    /** Share of official-days on which an official is away and nobody stands in. */
    absence: z.number().min(0).max(0.5).default(0),
    /** What changes against the record: the land registry +30 %, a scanner that saves a fifth of a service. */
    drivers: z.array(PlanDriver).max(200).default([]),
    /** Second load of the officials, taken up when nobody waits; whoever comes waits until the dossier at hand is done. */
    backOffice: z.array(PlanBackOffice).max(200).default([]),
    /** Share of citizens who come by appointment, spread evenly over the open hours. */
    appointments: z.number().min(0).max(1).default(0),
    /** Share of days on which each field is to keep its target; 0: it is enough that all days together do. */
    keptOnDays: z.number().min(0).max(0.99).default(0.9),
    /** How far ahead the plan looks. */
    horizonMonths: z.number().int().min(1).max(36).default(3),
    /** Whether the register of qualified fields binds the groups. */
    qualifications: z.enum(['respect', 'ignore']).default('respect'),
    /** Days simulated for every candidate. */
    days: z.number().int().min(50).max(2000).default(300),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
  })
  .refine(({ from, to }) => from <= to, 'the period ends before it starts');
export type PlanRequest = z.infer<typeof PlanRequest>;

/** A sentence in both languages, with its key for programs. */
export interface PlanReason {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

/** What citizens of a field meet under an arrangement. Shares 0 … 1; null: nobody came. */
export interface PlanWait {
  readonly withinTargetShare: number | null;
  /** Half the width of its 95 % confidence interval. */
  readonly withinTargetHalfWidth: number | null;
  readonly meanMinutes: number | null;
  readonly p90Minutes: number | null;
}

/** Demand and officials of one half-hour of the day, on a working day of the record. */
export interface PlanSlot {
  /** Minute of the day on which it starts. */
  readonly minuteOfDay: number;
  readonly meanArrivals: number;
  /** Not exceeded on four of five days: what is planned for. */
  readonly p80Arrivals: number;
  /** Officials by formula for these arrivals, had the field officials of its own. */
  readonly officials: number;
}

export interface PlannedField {
  readonly code: string;
  readonly name: string;
  readonly agency: string | null;
  readonly tickets: number;
  readonly perDay: number;
  readonly serviceMinutes: number;
  readonly serviceScv: number;
  /** How the service time is known. */
  readonly serviceBasis: 'measured' | 'shrunk' | 'hall' | 'next-call' | 'fitted-from-calls' | 'assumed';
  /**
   * From the end of one visit to the next call of the field while somebody waits, as the recorded counters show it. Plans kept by
   * earlier versions have none.
   */
  readonly gapMinutes?: number;
  /**
   * Share of service and gap in which the recorded counters stood empty or served other fields although somebody waited: the replay
   * needs it, the plan's own officials are taken to be there.
   */
  readonly unattendedShare?: number;
  /** Variance ÷ mean of half-hour counts. */
  readonly dispersion: number;
  /** Error of the forecast on days not seen, citizens a day; null with a record too short to test. */
  readonly forecast: {
    readonly chosen: 'seasonal-naive' | 'level';
    readonly because: 'under-eight-weeks' | 'richer-wins' | 'baseline-holds';
    readonly mae: number;
    readonly baselineMae: number;
    /** Plans kept by earlier versions have none of the following. */
    readonly richerMae?: number;
    /** Days tested, each forecast from the days before it alone; citizens a day. */
    readonly days?: readonly {
      readonly date: string;
      readonly counted: number;
      readonly baseline: number;
      readonly richer: number;
    }[];
  } | null;
  readonly slots: readonly PlanSlot[];
  /** Officials that the field needs alone, found by simulation. */
  readonly officialsAlone: number;
  /** Place in `groups`; null for a field that could not be planned. */
  readonly group: number | null;
  readonly waitAlone: PlanWait;
  /** Alone with one official fewer; null where one is all there is, absent in plans of earlier versions. */
  readonly waitOneFewer?: PlanWait | null;
  /** On the days to come; its half width is that of `promise`. */
  readonly waitPlanned: PlanWait;
  /** 95 % interval of the share within target over a term to come; null: nobody comes. */
  readonly promise?: { readonly low: number; readonly high: number } | null;
  /** Share of the days to come on which the field keeps its target; null: nobody comes. */
  readonly keptOnDays?: number | null;
  readonly target?: { readonly share: number; readonly minutes: number };
  /** Growth a month that the plan counts on, as a share; 0 where the record proves none. */
  readonly growthPerMonth?: number;
  /** With the hall's present counters; null when none holds the field. */
  readonly waitPresent: PlanWait | null;
  readonly meetsTarget: boolean;
  readonly reasons: readonly PlanReason[];
}

export interface PlanGroup {
  /** Held by every official of the group. */
  readonly fields: readonly string[];
  /** Held when nothing waits in the group's own: second skill of a chain. */
  readonly helpingFields: readonly string[];
  readonly officials: number;
  /** Officials that its fields need alone, together. */
  readonly officialsAlone: number;
  /** Share of open time that its officials serve, gaps after visits and dossiers counted, 0 … 1. */
  readonly occupancy: number;
  readonly officialsBySlot: readonly { readonly minuteOfDay: number; readonly officials: number }[];
  /** Minutes a day in which an official of the group has neither citizen nor dossier. Plans of earlier versions have none. */
  readonly idleMinutes?: number;
  /** Dossiers a day asked of the group and done between citizens; absent: none is asked. */
  readonly backOffice?: { readonly asked: number; readonly done: number };
  /** Group that can stand in when the only official is on leave; null: none may, or two and more share the fields. */
  readonly coveredBy: number | null;
  readonly reasons: readonly PlanReason[];
}

export interface PlanCase {
  readonly kind: 'volume-plus-20' | 'volume-minus-20' | 'one-absent';
  /** For one absent: the group that misses an official. */
  readonly group: number | null;
  readonly worstField: string | null;
  readonly worstShare: number | null;
  /** Fields below the target then. */
  readonly fieldsMissing: readonly string[];
}

/** The record replayed with its own counters: share called within the target as recorded and as simulated. */
export interface PlanTwinField {
  readonly code: string;
  readonly citizens: number;
  readonly recordedShare: number;
  readonly simulatedShare: number;
  /** Within three points of each other. */
  readonly ok: boolean;
}

/** How likely every field keeps its target on enough days of the term with so many officials. */
export interface PlanRiskPoint {
  readonly officials: number;
  readonly probability: number;
}

/** Officials of a group that nobody on the register is qualified for: so many have to be trained or found. */
export interface PlanTraining {
  /** Place in `groups`. */
  readonly group: number;
  readonly missing: number;
}

export interface StaffingPlan {
  readonly from: string;
  readonly to: string;
  readonly target: { readonly share: number; readonly minutes: number };
  readonly seed: number;
  readonly recordedDays: number;
  readonly tickets: number;
  readonly simulatedDays: number;
  readonly sessions: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  readonly fields: readonly PlannedField[];
  readonly groups: readonly PlanGroup[];
  readonly officialsAlone: number;
  readonly officials: number;
  /** Officials alone less officials planned, with its 95 % interval over the days of the record. */
  readonly saved: { readonly officials: number; readonly low: number; readonly high: number };
  /** Counters manned today less officials planned, with its interval; null: no counter holds a field of the record. */
  readonly savedToday?: {
    readonly today: number;
    readonly officials: number;
    readonly low: number;
    readonly high: number;
  } | null;
  /** Share of all citizens called within the target, 0 … 1; null: nobody came, or the hall has no counters today. */
  readonly overall: {
    readonly alone: number | null;
    readonly planned: number | null;
    readonly present: number | null;
  };
  /** Absent in plans of earlier versions. */
  readonly twin?: { readonly fields: readonly PlanTwinField[] };
  readonly absence?: number;
  readonly drivers?: PlanRequest['drivers'];
  readonly backOffice?: PlanRequest['backOffice'];
  readonly appointments?: number;
  readonly horizonMonths?: number;
  /** Share of days on which each field is to keep its target, and days of a term that `promise` speaks of. */
  readonly keptOnDays?: number;
  readonly promiseDays?: number;
  /** Rising; one of them is the plan. */
  readonly risk?: readonly PlanRiskPoint[];
  /** Whether there are headcount, qualified people and counters for it. */
  readonly feasible?: boolean;
  readonly training?: readonly PlanTraining[];
  readonly cap: { readonly asked: number; readonly needed: number; readonly met: boolean } | null;
  readonly sensitivity: readonly PlanCase[];
  /** The sentence for the Chairman first, then what must be known about the figures. */
  readonly reasons: readonly PlanReason[];
  /** What makes the whole plan doubtful; it stands before the first sentence too. */
  readonly doubts?: readonly PlanReason[];
  readonly warnings: readonly PlanReason[];
}

export const PLAN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A plan that was asked for, and how far it has come. */
export interface PlanRun {
  readonly id: string;
  readonly state: PlanState;
  readonly request: PlanRequest;
  readonly askedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly progress: { readonly done: number; readonly total: number; readonly step: string } | null;
}

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

export interface WhatIfOutcome {
  readonly name: string;
  readonly officials: number;
  readonly fields: readonly { readonly code: string; readonly name: string; readonly wait: PlanWait }[];
  readonly overall: PlanWait;
  /** Of priority classes and of all others; null where nobody came. */
  readonly priorityWait: PlanWait | null;
  readonly ordinaryWait: PlanWait | null;
}

export interface WhatIfAnswer {
  readonly recordedDays: number;
  readonly simulatedDays: number;
  readonly scenarios: readonly WhatIfOutcome[];
}
