import { z } from 'zod';
import type { Immutable } from './immutable.ts';

import { NewPassword, Username } from './people.ts';

import { Code, saidLine } from './primitives.ts';

/** Hash of an event in a hall's chain: SHA-256 in hexadecimal. */
const ChainHash = z.string().regex(/^[0-9a-f]{64}$/);

const Sequence = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The newest event of a log; 0 and sixty-four zeros: an empty one. */
export const LogHead = z.strictObject({ sequence: Sequence, hash: ChainHash });

export type LogHead = z.infer<typeof LogHead>;

/** So many events travel at once at most. */
export const BATCH_EVENTS = 2_000;

/** A request with a batch is no larger than this, bytes. */
export const BATCH_BYTES = 8 * 1_048_576;

/** What a hall tells of itself beside its log. */
export const HallSigns = z.strictObject({
  version: z.string().max(40),
  /** The hall's time zone, by which its days are counted. */
  timeZone: z.string().max(60),
  /** The hall's clock when it was sent, epoch ms. */
  hallTimeMs: z.number().int(),
  /** The hall's health checks that are not ok, by name. */
  troubles: z.array(z.string().max(60)).max(20),
  /** Since when a printer has had no paper, epoch ms; null: none is without. */
  paperOutSinceMs: z.number().int().nullable(),
});

export type HallSigns = z.infer<typeof HallSigns>;

/** Events of a hall in the order of its log. Without events it is a sign of life. */
export const HubBatch = z.strictObject({
  /** The event before the first of these. */
  after: LogHead,
  /** Text and hash of each event, exactly as the hall's log holds them. */
  events: z.array(z.tuple([z.string().max(1_048_576), ChainHash])).max(BATCH_EVENTS),
  /** How far the hall's own log has come. */
  head: LogHead,
  signs: HallSigns,
});

export type HubBatch = z.infer<typeof HubBatch>;

/** A list of procedures is no larger than this, bytes. */
export const LIST_BYTES = 12 * 1_048_576;

export const OfferedList = z.strictObject({
  id: z.number().int().positive(),
  title: saidLine(200),
  fileName: saidLine(200),
  /** ISO instant. */
  sentAt: z.string().max(40),
});
/** A list of procedures that the province sent to a hall, which the hall has not answered. */
export type OfferedList = Immutable<typeof OfferedList>;

/** What a hall did with a list of the province. */
export const ListAnswer = z.strictObject({
  state: z.enum(['adopted', 'declined']),
  note: z.string().trim().max(500).default(''),
});
export type ListAnswer = z.infer<typeof ListAnswer>;

const LIST_STATES = ['sent', 'fetched', 'adopted', 'declined'] as const;

export const SentList = OfferedList.extend({
  sentBy: z.string(),
  halls: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      state: z.enum(LIST_STATES),
      changedAt: z.string(),
      /** Why it was declined. */
      note: z.string(),
    }),
  ),
});
/** A list that the province sent, with what each hall did. */
export type SentList = Immutable<typeof SentList>;

/** The hub's answer to a batch: how far it has the hall's log durably. */
export const BatchReply = z.strictObject({
  acknowledged: LogHead,
  /** A list of procedures that waits for the hall; null: none. */
  offered: OfferedList.nullable().default(null),
  /** Where the hall's log departs from what the hub held before; null: nowhere. */
  forkedAt: Sequence.nullable(),
});

export type BatchReply = z.infer<typeof BatchReply>;

/** An enrolment code as it is typed; case and dashes do not matter. */
export const EnrolmentCode = z
  .string()
  .max(40)
  .transform((typed) => typed.toUpperCase().replace(/[^0-9A-Z]/g, ''))
  .pipe(z.string().min(8).max(32));

export const EnrolReply = z.strictObject({ hall: Code, key: z.string().min(20).max(200) });

export const NewHall = z.strictObject({
  code: Code,
  name: saidLine(200),
  /** The unit above it, by which halls are grouped. */
  parent: saidLine(120).optional(),
});

/** What the province is called on its pages to sign, and who signs them. Empty: the line is left out. */
export const ProvinceSettings = z.strictObject({
  name: saidLine(200),
  superiorName: z.string().max(200),
  signerAuthority: z.string().max(120),
  signerTitle: z.string().max(120),
});
export type ProvinceSettings = z.output<typeof ProvinceSettings>;

/** Who looked at what, as the hub notes it. */
export const HubLook = z.object({
  /** ISO instant. */
  at: z.string(),
  username: z.string(),
  what: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type HubLook = z.infer<typeof HubLook>;

export const HUB_ROLES = ['admin', 'province', 'viewer'] as const;

export type HubRole = (typeof HUB_ROLES)[number];

export const NewHubAccount = z.strictObject({
  username: Username,
  password: NewPassword,
  role: z.enum(HUB_ROLES),
  /** Halls whose aggregates a viewer sees; the other roles see all. */
  halls: z.array(Code).max(4_000).default([]),
  displayName: saidLine(120).optional(),
});

export const HALL_STATES = ['silent', 'late', 'never', 'live'] as const;

/** How a hall stands to the hub, the worst first. */
export type HallStanding = (typeof HALL_STATES)[number];

export const HallNow = z.object({
  date: z.string().nullable(),
  waiting: z.number(),
  /** Longest of the present waits began, epoch ms; null: nobody waits. */
  oldestWaitFromMs: z.number().nullable(),
  countersOpen: z.number(),
  counters: z.number(),
  /** Fields where somebody has waited longer than the target. */
  overTarget: z.number(),
});
/** What the hub last knew of the queue of a hall. */
export type HallNow = Immutable<typeof HallNow>;

export const HUB_ALERTS = ['silent', 'late', 'forked', 'clock_apart', 'version_behind', 'paper_out'] as const;

export type HubAlert = (typeof HUB_ALERTS)[number];

export const HubHall = z.object({
  code: z.string(),
  name: z.string(),
  parent: z.string().nullable(),
  state: z.enum(HALL_STATES),
  /** ISO instant. */
  lastHeardAt: z.string().nullable(),
  sequence: z.number(),
  forked: z.boolean(),
  behindEvents: z.number(),
  openNow: z.boolean(),
  version: z.string().nullable(),
  alerts: z.array(z.enum(HUB_ALERTS)),
  now: HallNow.nullable(),
  today: z.object({
    drawn: z.number(),
    served: z.number(),
  }),
});
/** A hall in the list of the province. */
export type HubHall = Immutable<typeof HubHall>;

export const HubLink = z.object({
  state: z.enum(['off', 'connecting', 'live', 'behind', 'unreachable', 'refused', 'forked']),
  url: z.string().nullable(),
  /** The newest event that was sent. */
  sentSequence: z.number(),
  acknowledgedSequence: z.number(),
  lastError: z.string().nullable(),
  /** A list of procedures that the province sent; null: none waits. */
  offered: OfferedList.nullable(),
});

/** How the link of a hall to its hub stands. */
export type HubLink = Immutable<typeof HubLink>;

export const JoinHub = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(300),
  enrolmentCode: EnrolmentCode,
});
