import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Username } from './people.ts';
import { Code, LocalDate } from './primitives.ts';

/** Weeks that one roster covers at most. */
export const ROSTER_WEEKS_MOST = 8;

/** Id of a roster, as the hall gave it. */
export const RosterId = z
  .string()
  .min(8)
  .max(64)
  .regex(/^roster-[a-z0-9-]+$/);

const MinuteOfDay = z.number().int().min(0).max(1440);
const Fields = z.array(Code).max(200);

/** A counter with the fields it serves. */
export const CounterFields = z.strictObject({ counter: Code, primaryFields: Fields, helpingFields: Fields });
export type CounterFields = Immutable<typeof CounterFields>;

/** Morning or afternoon of a day: who sits where. */
const ConfirmedSession = z.strictObject({
  fromMinute: MinuteOfDay,
  toMinute: MinuteOfDay,
  turns: z
    .array(
      z.strictObject({
        /** Place in the roster's list of places. */
        place: z.number().int().min(0).max(2_000),
        /** Null: nobody could be found. */
        officer: Username.nullable(),
      }),
    )
    .max(200),
});

/** A roster as it was confirmed: what the log keeps, and all that is needed to set the counters by it. */
export const ConfirmedRoster = z.strictObject({
  id: RosterId,
  from: LocalDate,
  to: LocalDate,
  places: z.array(CounterFields).min(1).max(2_000),
  days: z
    .array(z.strictObject({ date: LocalDate, sessions: z.array(ConfirmedSession).min(1).max(8) }))
    .min(1)
    .max(7 * ROSTER_WEEKS_MOST),
});
export type ConfirmedRoster = Immutable<typeof ConfirmedRoster>;

/** Sets the live counters by the roster in force. `shown`: their fields as the sender saw them. */
export const RosterApply = z.strictObject({
  roster: RosterId,
  date: LocalDate,
  /** Minute of the day on which the session begins. */
  session: MinuteOfDay,
  shown: z.array(CounterFields).max(400),
});
export type RosterApply = z.infer<typeof RosterApply>;

/** One goes back to the home agency and another of the same agency comes: the headcount stays. */
export const Rotation = z.strictObject({
  out: Username,
  in: Username,
  /** First day of whoever comes; the other's last is the day before. */
  on: LocalDate,
  /** Last day of whoever comes; null: no end is set. */
  to: LocalDate.nullable().default(null),
});
export type Rotation = z.infer<typeof Rotation>;

/** That counters were set by a roster, with what they were before: kept until the day is over, for taking it back. */
export interface RosterApplication {
  readonly id: string;
  readonly roster: string;
  readonly date: string;
  readonly session: number;
  readonly before: readonly CounterFields[];
  readonly after: readonly CounterFields[];
}

/** Why a roster cannot be confirmed or applied as it is. */
export const ROSTER_FAULTS = [
  'dates',
  'counter',
  'field',
  'twice',
  'officer',
  'qualification',
  'posting',
  'agreement',
  'agreed-number',
  'leave',
  'superseded',
  'not-today',
  'no-session',
  'counters-changed',
] as const;
export type RosterFault = (typeof ROSTER_FAULTS)[number];
