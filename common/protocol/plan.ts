import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Code, LocalDate } from './primitives.ts';
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

/** Officials taken to be trained: so many of those who hold some fields learn one more. */
const PlanTrained = z.strictObject({
  holds: z.array(Code).min(1).max(8),
  learns: Code,
  officials: z.number().int().min(1).max(200),
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
    /** Whether no more officials may be there at a time than the hall has counters; else the plan only warns of it. */
    counters: z.enum(['respect', 'ignore']).default('ignore'),
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
    /**
     * Officials that each field in other hands than today must save: how dear it is that people learn fields anew. 0: the fewest
     * officials, whoever has to move.
     */
    movePrice: z.number().min(0).max(2).default(0.5),
    /** Whether the register of qualified fields binds the groups. */
    qualifications: z.enum(['respect', 'ignore']).default('respect'),
    /** People who are to learn a field more; only where the register binds. */
    trained: z.array(PlanTrained).max(50).default([]),
    /** Days simulated for every candidate. */
    days: z.number().int().min(50).max(2000).default(300),
    seed: z.number().int().min(0).max(4_294_967_295).default(1),
  })
  .refine(({ from, to }) => from <= to, 'the period ends before it starts');

export type PlanRequest = z.infer<typeof PlanRequest>;

export const PlanReason = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
});
/** A sentence in both languages, with its key for programs. */
export type PlanReason = Immutable<typeof PlanReason>;

export const PlanWait = z.object({
  withinTargetShare: z.number().nullable(),
  /** Half the width of its 95 % confidence interval. */
  withinTargetHalfWidth: z.number().nullable(),
  meanMinutes: z.number().nullable(),
  p90Minutes: z.number().nullable(),
});
/** What citizens of a field meet under an arrangement. Shares 0 … 1; null: nobody came. */
export type PlanWait = Immutable<typeof PlanWait>;

export const PlanSlot = z.object({
  /** Minute of the day on which it starts. */
  minuteOfDay: z.number(),
  meanArrivals: z.number(),
  /** Not exceeded on four of five days: what is planned for. */
  p80Arrivals: z.number(),
  /** Officials by formula for these arrivals, had the field officials of its own. */
  officials: z.number(),
});
/** Demand and officials of one half-hour of the day, on a working day of the record. */
export type PlanSlot = Immutable<typeof PlanSlot>;

export const PlannedField = z.object({
  code: z.string(),
  name: z.string(),
  agency: z.string().nullable(),
  tickets: z.number(),
  perDay: z.number(),
  serviceMinutes: z.number(),
  serviceScv: z.number(),
  /** How the service time is known. */
  serviceBasis: z.enum(['measured', 'shrunk', 'hall', 'next-call', 'fitted-from-calls', 'assumed']),
  /**
   * From the end of one visit to the next call of the field while somebody waits, as the recorded counters show it. Plans kept by
   * earlier versions have none.
   */
  gapMinutes: z.number().exactOptional(),
  /**
   * Share of service and gap in which the recorded counters stood empty or served other fields although somebody waited: the replay
   * needs it, the plan's own officials are taken to be there.
   */
  unattendedShare: z.number().exactOptional(),
  /** Variance ÷ mean of half-hour counts. */
  dispersion: z.number(),
  /** Error of the forecast on days not seen, citizens a day; null with a record too short to test. */
  forecast: z
    .object({
      chosen: z.enum(['seasonal-naive', 'level']),
      because: z.enum(['under-eight-weeks', 'richer-wins', 'baseline-holds']),
      mae: z.number(),
      baselineMae: z.number(),
      /** Plans kept by earlier versions have none of the following. */
      richerMae: z.number().exactOptional(),
      /** Days tested, each forecast from the days before it alone; citizens a day. */
      days: z
        .array(
          z.object({
            date: z.string(),
            counted: z.number(),
            baseline: z.number(),
            richer: z.number(),
          }),
        )
        .exactOptional(),
    })
    .nullable(),
  slots: z.array(PlanSlot),
  /** Officials that the field needs alone, found by simulation. */
  officialsAlone: z.number(),
  /** Place in `groups`; null for a field that could not be planned. */
  group: z.number().nullable(),
  waitAlone: PlanWait,
  /** Alone with one official fewer; null where one is all there is, absent in plans of earlier versions. */
  waitOneFewer: PlanWait.nullable().exactOptional(),
  /** On the days to come; its half width is that of `promise`. */
  waitPlanned: PlanWait,
  /** 95 % interval of the share within target over a term to come; null: nobody comes. */
  promise: z
    .object({
      low: z.number(),
      high: z.number(),
    })
    .nullable()
    .exactOptional(),
  /** Share of the days to come on which the field keeps its target; null: nobody comes. */
  keptOnDays: z.number().nullable().exactOptional(),
  target: z
    .object({
      share: z.number(),
      minutes: z.number(),
    })
    .exactOptional(),
  /** Growth a month that the plan counts on, as a share; 0 where the record proves none. */
  growthPerMonth: z.number().exactOptional(),
  /** With the hall's present counters; null when none holds the field. */
  waitPresent: PlanWait.nullable(),
  meetsTarget: z.boolean(),
  reasons: z.array(PlanReason),
});
export type PlannedField = Immutable<typeof PlannedField>;

export const PlanGroup = z.object({
  /** Held by every official of the group. */
  fields: z.array(z.string()),
  /** Held when nothing waits in the group's own: second skill of a chain. */
  helpingFields: z.array(z.string()),
  officials: z.number(),
  /** Officials that its fields need alone, together. */
  officialsAlone: z.number(),
  /** Share of open time that its officials serve, gaps after visits and dossiers counted, 0 … 1. */
  occupancy: z.number(),
  officialsBySlot: z.array(
    z.object({
      minuteOfDay: z.number(),
      officials: z.number(),
    }),
  ),
  /**
   * When each official is there, as `officialsBySlot` was proved: minutes of the day; the last hours of a session go on until everybody
   * inside is served. Plans of earlier versions have none.
   */
  shifts: z
    .array(z.object({ windows: z.array(z.object({ fromMinute: z.number(), toMinute: z.number() })) }))
    .exactOptional(),
  /** Minutes a day in which an official of the group has neither citizen nor dossier. Plans of earlier versions have none. */
  idleMinutes: z.number().exactOptional(),
  /** Dossiers a day asked of the group and done between citizens; absent: none is asked. */
  backOffice: z
    .object({
      asked: z.number(),
      done: z.number(),
    })
    .exactOptional(),
  /** Share of the resampled days in which the group takes fewer officials than its fields apart; absent: it has one field. */
  savesIn: z.number().exactOptional(),
  /** Group that can stand in when the only official is on leave; null: none may, or two and more share the fields. */
  coveredBy: z.number().nullable(),
  reasons: z.array(PlanReason),
});
export type PlanGroup = Immutable<typeof PlanGroup>;

export const PlanCase = z.object({
  kind: z.enum(['volume-plus-20', 'volume-minus-20', 'one-absent']),
  /** For one absent: the group that misses an official. */
  group: z.number().nullable(),
  worstField: z.string().nullable(),
  worstShare: z.number().nullable(),
  /** Fields below the target then. */
  fieldsMissing: z.array(z.string()),
});
export type PlanCase = Immutable<typeof PlanCase>;

export const PlanTwinField = z.object({
  code: z.string(),
  citizens: z.number(),
  recordedShare: z.number(),
  simulatedShare: z.number(),
  /** Within three points of each other. */
  ok: z.boolean(),
});
/** The record replayed with its own counters: share called within the target as recorded and as simulated. */
export type PlanTwinField = Immutable<typeof PlanTwinField>;

export const PlanRiskPoint = z.object({
  officials: z.number(),
  probability: z.number(),
});
/** How likely every field keeps its target on enough days of the term with so many officials. */
export type PlanRiskPoint = Immutable<typeof PlanRiskPoint>;

export const PlanTraining = z.object({
  /** Place in `groups`. */
  group: z.number(),
  missing: z.number(),
});
/** Officials of a group that nobody on the register is qualified for: so many have to be trained or found. */
export type PlanTraining = Immutable<typeof PlanTraining>;

export const PlanAlternative = z.object({
  /**
   * As the counters hold the fields today, with the fewest officials whoever has to move, with two fields an official at most, or
   * another division that is nearly as good.
   */
  kind: z.enum(['today', 'fewest', 'few-fields', 'near']),
  groups: z.array(z.object({ fields: z.array(z.string()), officials: z.number() })),
  /** Officials more than the chosen division takes, on average over the resampled days; below 0: fewer. */
  more: z.number(),
  /** Fields in other hands than today; null: the hall has no counters to compare with. */
  moves: z.number().nullable(),
});
/** Another division of the fields and its price. */
export type PlanAlternative = Immutable<typeof PlanAlternative>;

export const PlanQualification = z.object({
  /** Fields that are held already. */
  holds: z.array(z.string()),
  /** The field to be learnt beside them. */
  learns: z.string(),
  /** Officials that it saves, on average over the resampled days. */
  saves: z.number(),
  /** Officials of the group who need it; those on the register who have it are counted in `known`. */
  officials: z.number(),
  /** Officials on the register who hold all of these fields; null: the hall keeps no register. */
  known: z.number().nullable(),
  /** Whether the plan counts on it already. */
  planned: z.boolean(),
});
/** What a further qualification of a group's officials is worth. */
export type PlanQualification = Immutable<typeof PlanQualification>;

export const StaffingPlan = z.object({
  from: z.string(),
  to: z.string(),
  target: z.object({
    share: z.number(),
    minutes: z.number(),
  }),
  seed: z.number(),
  recordedDays: z.number(),
  tickets: z.number(),
  simulatedDays: z.number(),
  sessions: z.array(
    z.object({
      fromMinute: z.number(),
      toMinute: z.number(),
    }),
  ),
  fields: z.array(PlannedField),
  groups: z.array(PlanGroup),
  officialsAlone: z.number(),
  officials: z.number(),
  /** Officials alone less officials planned, with its 95 % interval over the days of the record. */
  saved: z.object({
    officials: z.number(),
    low: z.number(),
    high: z.number(),
  }),
  /** Counters manned today less officials planned, with its interval; null: no counter holds a field of the record. */
  savedToday: z
    .object({
      today: z.number(),
      officials: z.number(),
      low: z.number(),
      high: z.number(),
    })
    .nullable()
    .exactOptional(),
  /** Share of all citizens called within the target, 0 … 1; null: nobody came, or the hall has no counters today. */
  overall: z.object({
    alone: z.number().nullable(),
    planned: z.number().nullable(),
    present: z.number().nullable(),
  }),
  /** Absent in plans of earlier versions. */
  twin: z
    .object({
      fields: z.array(PlanTwinField),
    })
    .exactOptional(),
  absence: z.number().exactOptional(),
  drivers: PlanRequest.shape.drivers.exactOptional(),
  backOffice: PlanRequest.shape.backOffice.exactOptional(),
  appointments: z.number().exactOptional(),
  trained: PlanRequest.shape.trained.exactOptional(),
  movePrice: z.number().exactOptional(),
  horizonMonths: z.number().exactOptional(),
  /** Share of days on which each field is to keep its target, and days of a term that `promise` speaks of. */
  keptOnDays: z.number().exactOptional(),
  promiseDays: z.number().exactOptional(),
  /** Rising; one of them is the plan. */
  risk: z.array(PlanRiskPoint).exactOptional(),
  /** Whether there are headcount, qualified people and counters for it. */
  feasible: z.boolean().exactOptional(),
  training: z.array(PlanTraining).exactOptional(),
  /** Other divisions with their price, and what each qualification is worth; dearest first. Plans of earlier versions have neither. */
  alternatives: z.array(PlanAlternative).exactOptional(),
  qualifications: z.array(PlanQualification).exactOptional(),
  /** Fields in other hands than today; null: the hall has no counters to compare with. */
  moves: z.number().nullable().exactOptional(),
  cap: z
    .object({
      asked: z.number(),
      needed: z.number(),
      met: z.boolean(),
    })
    .nullable(),
  sensitivity: z.array(PlanCase),
  /** The sentence for the Chairman first, then what must be known about the figures. */
  reasons: z.array(PlanReason),
  /** What makes the whole plan doubtful; it stands before the first sentence too. */
  doubts: z.array(PlanReason).exactOptional(),
  warnings: z.array(PlanReason),
});
export type StaffingPlan = Immutable<typeof StaffingPlan>;

const PLAN_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const PlanRun = z.object({
  id: z.string(),
  state: z.enum(PLAN_STATES),
  request: PlanRequest,
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  progress: z
    .object({
      done: z.number(),
      total: z.number(),
      step: z.string(),
    })
    .nullable(),
});
/** A plan that was asked for, and how far it has come. */
export type PlanRun = Immutable<typeof PlanRun>;
