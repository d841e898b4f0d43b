import type { Agency } from '../../../common/protocol/catalogue.ts';
import type { Leave } from '../../../common/protocol/leave.ts';
import type { Officer } from '../../../common/protocol/people.ts';
import type { PlanGroup } from '../../../common/protocol/plan.ts';
import type { CounterFields } from '../../../common/protocol/roster.ts';

/** What a roster takes from the plan's groups. */
export type RosterPlanGroup = Pick<
  PlanGroup,
  'fields' | 'helpingFields' | 'officials' | 'officialsBySlot' | 'coveredBy'
>;

/** Somebody who could sit at a counter. */
export interface RosterPerson
  extends Pick<Officer, 'username' | 'agency' | 'qualifiedFields' | 'postedFrom' | 'postedTo'> {
  /** As the sentences name them. */
  readonly name: string;
}

export interface RosterCounter extends CounterFields {
  readonly label: string;
}

/** A field in use. */
export interface RosterField {
  readonly code: string;
  readonly name: string;
  readonly agency: string | null;
}

/** A day of the roster; without sessions it is not worked. */
export interface RosterWorkday {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly sessions: readonly { readonly fromMinute: number; readonly toMinute: number }[];
  readonly closedFor: string;
}

/** All that a roster is made of: no clock, no record and no setting is read beside it. */
export interface RosterQuestion {
  readonly groups: readonly RosterPlanGroup[];
  readonly fields: readonly RosterField[];
  readonly agencies: readonly Agency[];
  readonly people: readonly RosterPerson[];
  readonly leaves: readonly Leave[];
  readonly counters: readonly RosterCounter[];
  readonly days: readonly RosterWorkday[];
  readonly cap: number | null;
  readonly termWeeks: number;
  readonly rotateAtMost: number;
  readonly breakMinutes: number;
}

/** Who sits where, by day, session and place; null: nobody. */
export type Seating = readonly (readonly (readonly (string | null)[])[])[];

/** A place that was filled by hand. */
export interface RosterPin {
  readonly date: string;
  readonly fromMinute: number;
  readonly place: number;
  readonly officer: string | null;
}
