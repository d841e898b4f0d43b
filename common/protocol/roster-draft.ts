import { z } from 'zod';
import { Username } from './people.ts';
import type { PlanReason } from './plan.ts';
import { LocalDate } from './primitives.ts';
import { type CounterFields, ROSTER_WEEKS_MOST, type RosterFault } from './roster.ts';

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

/** A counter to sit at, and what is served there by the plan. */
export interface RosterPlace {
  readonly counter: string;
  readonly label: string;
  /** Place in the plan's list of groups. */
  readonly group: number;
  /** 0 for the first official of the group. */
  readonly seat: number;
  readonly fields: readonly string[];
  readonly helpingFields: readonly string[];
}

/** Who sits at a place in a session, with what to serve. */
export interface RosterTurn {
  readonly place: number;
  readonly officer: string | null;
  /** Put there by hand: working the roster out again leaves it. */
  readonly pinned: boolean;
  /** False: the plan can do without in this session. */
  readonly needed: boolean;
  readonly primaryFields: readonly string[];
  readonly helpingFields: readonly string[];
  /** Groups that are stood in for. */
  readonly covers: readonly number[];
  /** Minute of the day on which the break begins; null: no break. */
  readonly breakFromMinute: number | null;
  readonly reason: PlanReason;
  /** Set where the officer cannot sit there as things are now. */
  readonly fault: RosterFault | null;
}

export interface RosterSessionPlan {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly turns: readonly RosterTurn[];
  /** At the hall without a place, within the headcount. */
  readonly reserve: readonly string[];
  /** Posted, but on leave. */
  readonly away: readonly string[];
}

export interface RosterDayPlan {
  readonly date: string;
  /** Morning and afternoon; empty on a day that is not worked. */
  readonly sessions: readonly RosterSessionPlan[];
  /** Why it is not worked; empty otherwise. */
  readonly closedFor: string;
}

/** What is wrong or must be known; `gap`: a field that nobody serves, `short`: fewer than the plan asks for. */
export interface RosterProblem {
  readonly severity: 'gap' | 'short' | 'note';
  readonly code: string;
  readonly group: number | null;
  readonly dates: readonly string[];
  readonly vi: string;
  readonly en: string;
}

/** A proposal that one goes back and another comes. */
export interface RotationProposal {
  readonly out: string;
  /** Null: nobody of that agency is qualified and free. */
  readonly in: string | null;
  readonly agency: string | null;
  /** First day of whoever comes. */
  readonly on: string;
  readonly weeksServed: number;
  readonly because: 'term' | 'posting-ends';
  readonly reason: PlanReason;
}

export interface RosterGroup {
  /** A letter beside the colour. */
  readonly letter: string;
  readonly fields: readonly string[];
  readonly helpingFields: readonly string[];
  readonly officials: number;
  readonly coveredBy: number | null;
  /** People who sit in the covering group on some day and could stand in. */
  readonly coverOfficers: readonly string[];
}

/** What one person does over the weeks. */
export interface RosterLoad {
  readonly officer: string;
  readonly sessions: number;
  readonly helpingSessions: number;
  readonly awaySessions: number;
  readonly reserveSessions: number;
}

/** Named officers on counters by day. */
export interface Roster {
  readonly from: string;
  readonly to: string;
  readonly cap: number | null;
  readonly places: readonly RosterPlace[];
  readonly groups: readonly RosterGroup[];
  readonly days: readonly RosterDayPlan[];
  readonly problems: readonly RosterProblem[];
  readonly rotations: readonly RotationProposal[];
  readonly loads: readonly RosterLoad[];
}

const Session = z.number().int().min(0).max(1440);
const Place = z.number().int().min(0).max(1000);
/** How far a change by hand reaches. */
const Span = z.enum(['session', 'day', 'week', 'rest']).default('session');

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

export const ROSTER_STATES = ['draft', 'confirmed', 'withdrawn'] as const;

/** A kept roster as lists show it. */
export interface RosterNote {
  readonly id: string;
  readonly state: (typeof ROSTER_STATES)[number];
  readonly from: string;
  readonly to: string;
  readonly plan: string;
  readonly madeAt: string;
  readonly madeBy: string;
  readonly confirmedAt: string | null;
  readonly confirmedBy: string | null;
}

/** A kept roster with all that a page needs. */
export interface RosterAnswer extends RosterNote {
  readonly revision: number;
  readonly canUndo: boolean;
  readonly request: RosterRequest;
  readonly roster: Roster;
  readonly officers: readonly RosterOfficer[];
  readonly fields: readonly { readonly code: string; readonly name: string }[];
  readonly today: string;
}

export interface RosterOfficer {
  readonly username: string;
  readonly name: string;
  readonly agency: string | null;
  readonly agencyName: string;
  readonly qualifiedFields: readonly string[];
}

/** What applying a session would change, and the mark to send back. */
export interface RosterDifference {
  readonly roster: string;
  readonly date: string;
  readonly session: number;
  readonly sessions: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  readonly counters: readonly {
    readonly counter: string;
    readonly label: string;
    readonly officer: string | null;
    /** A ticket is being served there: it stays. */
    readonly serving: string | null;
    readonly before: CounterFields;
    readonly after: CounterFields;
    readonly changes: boolean;
  }[];
  readonly unserved: readonly string[];
  /** The latest application today, which can be taken back. */
  readonly applied: { readonly id: string; readonly session: number } | null;
}

/** Where somebody sits today by the roster in force; null: nowhere, or there is none. */
export interface OwnTurn {
  readonly date: string;
  readonly turns: readonly {
    readonly fromMinute: number;
    readonly toMinute: number;
    readonly counter: string;
    readonly label: string;
  }[];
}
