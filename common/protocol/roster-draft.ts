import { z } from 'zod';
import type { Immutable } from './immutable.ts';

import { Username } from './people.ts';

import { PlanReason } from './plan.ts';

import { LocalDate } from './primitives.ts';

import { CounterFields, ROSTER_FAULTS, ROSTER_WEEKS_MOST } from './roster.ts';

/** A question for a roster: by which plan, for which weeks, within which headcount. */
export const RosterRequest = z.strictObject({
  plan: z
    .string()
    .max(80)
    .regex(/^plan-[a-z0-9-]+$/),
  /** A day of the first week; a roster begins on that week's Monday. */
  from: LocalDate,
  weeks: z.number().int().min(1).max(ROSTER_WEEKS_MOST).default(2),
  /** People at the hall on any day at most; null: as many as are posted. */
  cap: z.number().int().min(1).max(1000).nullable().default(null),
  /** After so many weeks at the hall somebody is proposed to go back to the home agency. */
  termWeeks: z.number().int().min(1).max(260).default(52),
  /** So many people are exchanged in one week at most. */
  rotateAtMost: z.number().int().min(0).max(20).default(2),
});

export type RosterRequest = z.infer<typeof RosterRequest>;

export const RosterPlace = z.object({
  counter: z.string(),
  label: z.string(),
  /** Place in the plan's list of groups. */
  group: z.number(),
  /** 0 for the first official of the group. */
  seat: z.number(),
  fields: z.array(z.string()),
  helpingFields: z.array(z.string()),
});
/** A counter to sit at, and what is served there by the plan. */
export type RosterPlace = Immutable<typeof RosterPlace>;

export const RosterTurn = z.object({
  place: z.number(),
  officer: z.string().nullable(),
  /** Put there by hand: working the roster out again leaves it. */
  pinned: z.boolean(),
  /** False: the plan can do without in this session. */
  needed: z.boolean(),
  primaryFields: z.array(z.string()),
  helpingFields: z.array(z.string()),
  /** Groups that are stood in for. */
  covers: z.array(z.number()),
  /** Minute of the day on which the break begins; null: no break. */
  breakFromMinute: z.number().nullable(),
  reason: PlanReason,
  /** Set where the officer cannot sit there as things are now. */
  fault: z.enum(ROSTER_FAULTS).nullable(),
});
/** Who sits at a place in a session, with what to serve. */
export type RosterTurn = Immutable<typeof RosterTurn>;

export const RosterSessionPlan = z.object({
  fromMinute: z.number(),
  toMinute: z.number(),
  turns: z.array(RosterTurn),
  /** At the hall without a place, within the headcount. */
  reserve: z.array(z.string()),
  /** Posted, but on leave. */
  away: z.array(z.string()),
});
export type RosterSessionPlan = Immutable<typeof RosterSessionPlan>;

export const RosterDayPlan = z.object({
  date: z.string(),
  /** Morning and afternoon; empty on a day that is not worked. */
  sessions: z.array(RosterSessionPlan),
  /** Why it is not worked; empty otherwise. */
  closedFor: z.string(),
});
export type RosterDayPlan = Immutable<typeof RosterDayPlan>;

export const RosterProblem = z.object({
  severity: z.enum(['gap', 'short', 'note']),
  code: z.string(),
  group: z.number().nullable(),
  dates: z.array(z.string()),
  vi: z.string(),
  en: z.string(),
});
/** What is wrong or must be known; `gap`: a field that nobody serves, `short`: fewer than the plan asks for. */
export type RosterProblem = Immutable<typeof RosterProblem>;

export const RotationProposal = z.object({
  out: z.string(),
  /** Null: nobody of that agency is qualified and free. */
  in: z.string().nullable(),
  agency: z.string().nullable(),
  /** First day of whoever comes. */
  on: z.string(),
  weeksServed: z.number(),
  because: z.enum(['term', 'posting-ends']),
  reason: PlanReason,
});
/** A proposal that one goes back and another comes. */
export type RotationProposal = Immutable<typeof RotationProposal>;

export const RosterGroup = z.object({
  /** A letter beside the colour. */
  letter: z.string(),
  fields: z.array(z.string()),
  helpingFields: z.array(z.string()),
  officials: z.number(),
  coveredBy: z.number().nullable(),
  /** People who sit in the covering group on some day and could stand in. */
  coverOfficers: z.array(z.string()),
});
export type RosterGroup = Immutable<typeof RosterGroup>;

export const RosterLoad = z.object({
  officer: z.string(),
  sessions: z.number(),
  helpingSessions: z.number(),
  awaySessions: z.number(),
  reserveSessions: z.number(),
});
/** What one person does over the weeks. */
export type RosterLoad = Immutable<typeof RosterLoad>;

export const Roster = z.object({
  from: z.string(),
  to: z.string(),
  cap: z.number().nullable(),
  places: z.array(RosterPlace),
  groups: z.array(RosterGroup),
  days: z.array(RosterDayPlan),
  problems: z.array(RosterProblem),
  rotations: z.array(RotationProposal),
  loads: z.array(RosterLoad),
});
/** Named officers on counters by day. */
export type Roster = Immutable<typeof Roster>;

const Session = z.number().int().min(0).max(1440);

const Place = z.number().int().min(0).max(1000);

/** How far a change by hand reaches. */
export const ROSTER_SPANS = ['session', 'day', 'week', 'rest'] as const;
const Span = z.enum(ROSTER_SPANS).default('session');

/** A change by hand. `revision`: of the draft that the sender saw. */
export const RosterEdit = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('seat'),
    revision: z.number().int(),
    date: LocalDate,
    session: Session,
    place: Place,
    /** Null: nobody. Whoever sat there changes places with whoever comes. */
    officer: Username.nullable(),
    span: Span,
  }),
  z.strictObject({
    act: z.literal('pin'),
    revision: z.number().int(),
    date: LocalDate,
    session: Session,
    place: Place,
    pinned: z.boolean(),
    span: Span,
  }),
  /** Works all out again around what is pinned. */
  z.strictObject({ act: z.literal('again'), revision: z.number().int() }),
  z.strictObject({ act: z.literal('undo'), revision: z.number().int() }),
]);

export type RosterEdit = z.infer<typeof RosterEdit>;

type Less<Whole, Key extends PropertyKey> = Whole extends unknown ? Omit<Whole, Key> : never;
/** A change before the page says which draft it saw. */
export type RosterChange = Less<z.input<typeof RosterEdit>, 'revision'>;

const ROSTER_STATES = ['draft', 'confirmed', 'withdrawn'] as const;

export const RosterNote = z.object({
  id: z.string(),
  state: z.enum(ROSTER_STATES),
  from: z.string(),
  to: z.string(),
  plan: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  confirmedAt: z.string().nullable(),
  confirmedBy: z.string().nullable(),
});
/** A kept roster as lists show it. */
export type RosterNote = Immutable<typeof RosterNote>;

const RosterOfficer = z.object({
  username: z.string(),
  name: z.string(),
  agency: z.string().nullable(),
  agencyName: z.string(),
  qualifiedFields: z.array(z.string()),
});
export type RosterOfficer = Immutable<typeof RosterOfficer>;

export const RosterAnswer = RosterNote.extend({
  revision: z.number(),
  canUndo: z.boolean(),
  request: RosterRequest,
  roster: Roster,
  officers: z.array(RosterOfficer),
  fields: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
    }),
  ),
  today: z.string(),
});
/** A kept roster with all that a page needs. */
export type RosterAnswer = Immutable<typeof RosterAnswer>;

export const RosterDifference = z.object({
  roster: z.string(),
  date: z.string(),
  session: z.number(),
  sessions: z.array(
    z.object({
      fromMinute: z.number(),
      toMinute: z.number(),
    }),
  ),
  counters: z.array(
    z.object({
      counter: z.string(),
      label: z.string(),
      officer: z.string().nullable(),
      /** A ticket is being served there: it stays. */
      serving: z.string().nullable(),
      before: CounterFields,
      after: CounterFields,
      changes: z.boolean(),
    }),
  ),
  unserved: z.array(z.string()),
  /** The latest application today, which can be taken back. */
  applied: z
    .object({
      id: z.string(),
      session: z.number(),
    })
    .nullable(),
});
/** What applying a session would change, and the mark to send back. */
export type RosterDifference = Immutable<typeof RosterDifference>;

export const OwnTurn = z.object({
  date: z.string(),
  turns: z.array(
    z.object({
      fromMinute: z.number(),
      toMinute: z.number(),
      counter: z.string(),
      label: z.string(),
    }),
  ),
});
/** Where somebody sits today by the roster in force; null: nowhere, or there is none. */
export type OwnTurn = Immutable<typeof OwnTurn>;
