import { z } from 'zod';
import { Field } from '../catalogue.ts';
import type { Immutable } from '../immutable.ts';
import { TicketState } from '../primitives.ts';
import { Estimate } from '../ticket.ts';
import { BestTimes } from './publication.ts';

export const IssuingState = z.discriminatedUnion('open', [
  z.object({ open: z.literal(true) }),
  z.object({
    open: z.literal(false),
    because: z.enum(['outside_window', 'closed_day', 'quota_reached', 'range_full']),
    /** Time of day, HH:MM, and calendar day of the next number; null: not foreseen. */
    nextFrom: z.string().nullable(),
    nextDate: z.string().nullable(),
    /** What the closed day is called; may be empty. */
    dayName: z.string().exactOptional(),
  }),
]);
/** Whether a number may be drawn now, and if not, why and when again. */
export type IssuingState = Immutable<typeof IssuingState>;

export const PresentTicket = z.object({
  ticketId: z.string(),
  number: z.string(),
  field: z.string(),
  state: TicketState,
  calledAt: z.string(),
});
/** The ticket now at a counter, public part. */
export type PresentTicket = Immutable<typeof PresentTicket>;

export const CounterState = z.enum(['closed', 'open', 'paused']);
export type CounterState = z.infer<typeof CounterState>;

/** A counter with its present number. */
export const LiveCounter = z.object({
  code: z.string(),
  label: z.string(),
  spokenNumber: z.number().nullable(),
  state: CounterState,
  primaryFields: z.array(z.string()),
  helpingFields: z.array(z.string()),
  active: z.boolean(),
  pauseReason: z.string().nullable(),
  /** Since when it is paused, ISO; null: it is not. */
  pausedSince: z.string().nullable(),
  present: PresentTicket.nullable(),
});

/** A field with its line. */
export const LiveField = Field.extend({
  waiting: z.number().int(),
  issuing: IssuingState,
  estimate: Estimate.nullable(),
});

/** The hall as anyone may see it, from any site. */
export const PublicHall = z.object({
  hall: z.object({
    name: z.string(),
    nameEn: z.string(),
    superiorName: z.string(),
    address: z.string(),
    /** The hall's calendar day; null: it has had none yet. */
    date: z.string().nullable(),
  }),
  /** Hours of today; null: none are set; empty: closed. */
  hours: z.array(z.object({ from: z.string(), to: z.string() })).nullable(),
  /** Null: they cannot be told just now. */
  bestTimes: BestTimes.nullable(),
  fields: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      waiting: z.number().int(),
      estimate: Estimate.nullable(),
      issuing: IssuingState,
      /** Labels of the open counters that serve it. */
      counters: z.array(z.string()),
    }),
  ),
  counters: z.array(
    z.object({ code: z.string(), label: z.string(), state: CounterState, number: z.string().nullable() }),
  ),
  /** The newest first. */
  calls: z.array(z.object({ number: z.string(), counterLabel: z.string(), at: z.string() })),
});
export type PublicHall = Immutable<typeof PublicHall>;
