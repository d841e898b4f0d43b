import { z } from 'zod';
import { COMMANDS } from '../commands.ts';
import { DOUBTS } from '../doubts.ts';
import type { Immutable } from '../immutable.ts';
import { OpinionCriterion, OpinionStanding, OwnOpinion } from '../opinions.ts';
import { Language, LocalDate, TicketNumber, TicketState } from '../primitives.ts';
import { PushSubscription } from '../push.ts';
import { SealProof } from '../seals.ts';
import { CallReason, Estimate, Ticket } from '../ticket.ts';
import type { CallTable } from './call.ts';
import { Done } from './call.ts';
import { limit } from './query.ts';

export const WaitRunsInto = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('break'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('closing'), at: z.string() }),
]);
/** What a wait runs into: a break after which the hall goes on, or the end of its day; clock times, HH:MM. */
export type WaitRunsInto = Immutable<typeof WaitRunsInto>;

/** What everybody who sees the number may know of it: no procedure, nothing that the holder alone may do. */
const FollowedTicket = z.object({
  number: z.string(),
  state: TicketState,
  field: z.object({ code: z.string(), name: z.string() }),
  waitingAhead: z.number().int(),
  /** What it still waits, as the line stands now; null: no counter is open for it. */
  estimate: Estimate.nullable(),
  /** Break or closing time that the wait may run into. */
  waitRunsInto: WaitRunsInto.nullable(),
  counters: z.array(z.string()),
  counterLabel: z.string().nullable(),
  /** The call that stands; null: it is not called. */
  call: z
    .object({
      at: z.string(),
      /** How often the number was called so far: grows when it is called again. */
      count: z.number().int(),
      /** So long until its announcement begins, ms; 0: it has begun. */
      beginsInMs: z.number(),
    })
    .nullable(),
  /** A call that nobody came to; null: none, or the holder has been back since. */
  missed: z
    .object({
      at: z.string().nullable(),
      counterLabel: z.string().nullable(),
      /** How often it will be called by itself yet; 0: only when staff are told. */
      callsLeft: z.number().int(),
    })
    .nullable(),
  hallName: z.string(),
  issuedAt: z.string(),
  /** The language in which it was drawn. */
  language: Language,
});
export type FollowedTicket = Immutable<typeof FollowedTicket>;

export const TrackedTicket = FollowedTicket.extend({
  /** How many would pass, and how often the holder may still ask for it; null: not now. */
  letPass: z.object({ people: z.number().int(), left: z.number().int() }).nullable(),
  /** Whether its holder may give it up. */
  mayGiveUp: z.boolean(),
  papers: z.array(z.string()),
  procedureName: z.string().nullable(),
  /** The hall's key by which a browser subscribes to Web Push; null: the hall pushes nothing. */
  pushKey: z.string().nullable(),
  opinion: OpinionStanding,
  /** By an address without it the page offers no rating. */
  needsRatingToken: z.boolean(),
  criteria: z.array(OpinionCriterion),
});
/** A ticket as its holder follows it. */
export type TrackedTicket = Immutable<typeof TrackedTicket>;

/** The short code as it stands on the paper, however it is typed. */
const ShortCode = z
  .string()
  .max(20)
  .transform((text) => text.toUpperCase().replace(/[^0-9A-Z]/g, ''));

/** Which tickets are asked for: those of a day, or those behind a row of a report. */
const TicketQuery = z.object({
  date: LocalDate.optional(),
  from: LocalDate.optional(),
  to: LocalDate.optional(),
  imported: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  procedure: z.string().max(64).optional(),
  purpose: z.string().max(20).optional(),
  counter: z.string().max(64).optional(),
  weekday: z
    .string()
    .regex(/^[1-7]$/)
    .optional(),
  slot: z
    .string()
    .regex(/^\d{1,2}$/)
    .optional(),
  week: z.string().max(10).optional(),
  month: z.string().max(10).optional(),
  quarter: z.string().max(10).optional(),
  year: z.string().max(10).optional(),
  period: z.string().max(10).optional(),
  state: TicketState.optional(),
  field: z.string().max(64).optional(),
  number: TicketNumber.optional(),
  finding: z.enum(DOUBTS).optional(),
  cursor: z.string().max(200).optional(),
  limit: limit(1000, 200),
});

/** Whom a counter would call. */
const NextUp = z.object({
  ticketId: z.string(),
  number: z.string(),
  field: z.string(),
  reason: CallReason,
});
export type NextUp = Immutable<typeof NextUp>;

export const ticketCalls = {
  'POST /tickets': {
    operationId: 'drawTicket',
    body: COMMANDS['ticket:issue'].payload,
    response: Ticket,
    status: [201, 200],
  },
  'GET /tickets': {
    operationId: 'listTickets',
    query: TicketQuery,
    response: z.object({ tickets: z.array(Ticket), nextCursor: z.string().nullable() }),
  },
  'GET /tickets/:id': { operationId: 'readTicket', response: Ticket },
  'GET /track/:token': { operationId: 'trackTicket', response: TrackedTicket },
  'GET /look-up/:number': { operationId: 'lookUpNumber', response: FollowedTicket },
  'POST /look-up': {
    operationId: 'lookUpTicket',
    body: z.strictObject({ number: TicketNumber, code: ShortCode }),
    response: z.object({ token: z.string() }),
  },
  'PUT /track/:token/push': {
    operationId: 'subscribePush',
    body: PushSubscription,
    /** Whether the push service took the first message: the hall may have no way to the internet. */
    response: z.object({ reached: z.boolean() }),
  },
  'POST /track/:token/push/stop': {
    operationId: 'unsubscribePush',
    body: PushSubscription.pick({ endpoint: true }),
    response: Done,
  },
  'POST /track/:token/let-pass': { operationId: 'letPass', response: Done },
  'POST /track/:token/give-up': { operationId: 'giveUp', response: Done },
  'GET /track/:token/proof': { operationId: 'proveTicket', response: SealProof },
  'POST /track/:token/opinion': {
    operationId: 'giveOwnOpinion',
    body: OwnOpinion,
    response: Done,
    status: [201, 200],
  },
  'GET /counters/:code/next': { operationId: 'readNext', response: z.object({ next: NextUp.nullable() }) },
  'GET /counters/:code/usual': {
    operationId: 'listUsualProcedures',
    /** Codes, the commonest first. */
    response: z.object({ procedures: z.array(z.string()) }),
  },
  'GET /events': {
    operationId: 'listEvents',
    query: z.object({ after: z.coerce.number().int().min(0).default(0), limit: limit(1000, 500) }),
    response: z.object({
      events: z.array(
        z.object({
          sequence: z.number().int(),
          /** Of its kind by `type`; kinds are added as the hall learns new acts. */
          event: z.looseObject({ type: z.string() }),
          atMs: z.number(),
          actor: z.object({ kind: z.enum(['user', 'device', 'program', 'system']), id: z.string() }),
          device: z.string().nullable(),
          commandId: z.string().nullable(),
          /** SHA-256 in hex over the previous hash and this event's canonical text. */
          hash: z.string(),
        }),
      ),
      /** Of the newest event in the log. */
      sequence: z.number().int(),
    }),
  },
} as const satisfies CallTable;
