import { z } from 'zod';
import type { Immutable } from './immutable.ts';

import { COMMENT_LENGTH } from './opinion-levels.ts';

import { Code, Language, LocalDate, line, saidLine, TicketId, TicketNumber } from './primitives.ts';

import { Reason } from './ticket.ts';

const OpinionLevel = z.number().int().min(1).max(5);

/** How an opinion reached the hall. */
export const OPINION_SOURCES = ['tablet', 'phone', 'paper', 'post', 'other'] as const;

export const OpinionSource = z.enum(OPINION_SOURCES);

export type OpinionSource = z.infer<typeof OpinionSource>;

/** Those that an official keys in from a slip. */
const KEYED_SOURCES = ['paper', 'post', 'other'] as const;

export const KeyedSource = z.enum(KEYED_SOURCES);

export type KeyedSource = z.infer<typeof KeyedSource>;

export const RESPONDENTS = ['citizen', 'business'] as const;

export const Respondent = z.enum(RESPONDENTS);

/** For whom the respondent came: for themselves, or for a business. */
export type Respondent = z.infer<typeof Respondent>;

export const OpinionCriterion = z.strictObject({
  /** Stays with the answers for good; a question of another meaning gets a new code. */
  code: Code,
  name: saidLine(120),
  nameEn: line(120).default(''),
  active: z.boolean().default(true),
});

/** A single thing that is rated beside the whole, such as the officer's courtesy. */
export type OpinionCriterion = z.infer<typeof OpinionCriterion>;

export const OpinionCriteria = z
  .array(OpinionCriterion)
  .max(8)
  .refine((all) => new Set(all.map((each) => each.code)).size === all.length, 'a code stands twice');

export const CriterionAnswer = z.strictObject({ code: Code, level: OpinionLevel });

export type CriterionAnswer = z.infer<typeof CriterionAnswer>;

const answers = {
  level: OpinionLevel,
  criteria: z.array(CriterionAnswer).max(8).default([]),
  comment: line(COMMENT_LENGTH).default(''),
  respondent: Respondent.default('citizen'),
};

/**
 * What a citizen says of the own visit; the ticket is known by the address. `ratingToken` stands behind the # of the
 * address on the paper; tickets drawn before there was one have none.
 */
export const OwnOpinion = z.strictObject({ ...answers, ratingToken: z.string().max(40).optional() });

/** What is said at a counter's tablet of a visit that ended there. */
export const GivenOpinion = z.strictObject({ ticket: TicketId, ...answers });

/** A survey slip as it is keyed in. With a number it belongs to the ticket of that day, else to its date alone. */
export const KeyedOpinion = z.strictObject({
  ...answers,
  source: KeyedSource,
  /** Day of the visit, or of the slip where it names none. */
  date: LocalDate,
  number: TicketNumber.nullable().default(null),
  /** Only where no number is given. */
  field: Code.nullable().default(null),
  /** The stack of paper it lies in, as the hall files it. */
  batch: line(80).default(''),
});

const OpinionId = TicketId;

export const WithdrawnOpinion = z.strictObject({ id: OpinionId, reason: Reason });

export const RecordedOpinion = z.object({
  id: z.string(),
  /** The ticket it is about; null: a slip without a number. */
  ticket: z.string().nullable(),
  source: OpinionSource,
  respondent: Respondent,
  level: z.number(),
  criteria: z.array(CriterionAnswer),
  comment: z.string(),
  /** Day of the visit. */
  date: z.string(),
  /** Field of the visit, or as the slip says; null: it does not. */
  field: z.string().nullable(),
  batch: z.string(),
  /** Given at once from an address at which staff work: it counts, and reports show it apart. */
  fromStaffNetwork: z.boolean().exactOptional(),
});
/** An opinion as the log keeps it. */
export type RecordedOpinion = Immutable<typeof RecordedOpinion>;

export const ListedOpinion = RecordedOpinion.extend({
  number: z.string().nullable(),
  counter: z.string().nullable(),
  givenAt: z.string(),
  /** Account of whoever keyed it in; null: the citizen's own. */
  keyedBy: z.string().nullable(),
  withdrawn: z.boolean(),
  withdrawReason: z.string(),
});
/** An opinion as lists for leaders show it. Times are ISO 8601. */
export type ListedOpinion = Immutable<typeof ListedOpinion>;

export const OpinionStanding = z.enum(['not-yet', 'open', 'given', 'closed']);
/** Whether the holder of a ticket may still say something about the visit. */
export type OpinionStanding = Immutable<typeof OpinionStanding>;

export const AskedVisit = z.object({
  ticket: z.string(),
  number: z.string(),
  language: Language,
  finishedAt: z.string(),
});
/** What a counter's tablet is to ask now. */
export type AskedVisit = Immutable<typeof AskedVisit>;

export const OwnOpinionMonth = z.object({
  month: z.string(),
  enough: z.boolean(),
  ratings: z.number().nullable(),
  meanScore: z.number().nullable(),
  satisfiedShare: z.number().nullable(),
});
/** An officer's own figures of a month that is over; null figures where too few people said anything. */
export type OwnOpinionMonth = Immutable<typeof OwnOpinionMonth>;
