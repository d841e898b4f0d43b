import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { Code, line, saidLine } from './primitives.ts';

const Icon = z
  .string()
  .max(40)
  .regex(/^[a-z0-9-]*$/);

/** What a person comes for, in everyday words. */
const Errand = z.strictObject({
  id: Code,
  /** Everyday words, as on a button. */
  name: saidLine(80),
  nameEn: line(80).default(''),
  /** What people say and type for it. */
  words: z.array(saidLine(80)).max(60).default([]),
  /** Drawing of the paper itself; none: that of its topic. */
  icon: Icon.optional(),
  /** Procedures by which it is done; the first that the hall offers is the one it leads to. */
  procedures: z.array(Code).max(12).default([]),
  /** Percent of all visits that come for it in an ordinary hall, before a hall has a record of its own. */
  share: z.number().min(0).max(100).default(0),
  /** Where it is done when this hall does not do it; none: the guidance counter knows. */
  where: line(200).default(''),
  whereEn: line(200).default(''),
});
export const ErrandTopic = z.strictObject({
  id: Code,
  sort: z.number().int().min(0).max(10_000),
  name: saidLine(80),
  nameEn: line(80).default(''),
  icon: Icon,
  /** Words in the name of a field that deals with it. */
  fields: z.array(saidLine(80)).max(40),
  errands: z.array(Errand).max(400),
});
/** Errands of one kind: one file of hall-data/errands. */
export type ErrandTopic = z.infer<typeof ErrandTopic>;

export const OfferedErrand = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  words: z.array(z.string()),
  icon: z.string(),
  /** The field whose number is drawn for it; null: it is not done here. */
  field: z.string().nullable(),
  procedure: z.string().nullable(),
  /** Where it is done instead; empty: not known. */
  where: z.string(),
  whereEn: z.string(),
});
/** An errand as this hall deals with it. */
export type OfferedErrand = Immutable<typeof OfferedErrand>;

export const FieldGroup = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  icon: z.string(),
  fields: z.array(z.string()),
});
/** Fields of one kind, for a hall that has too many for one page. */
export type FieldGroup = Immutable<typeof FieldGroup>;

export const ErrandOffer = z.object({
  errands: z.array(OfferedErrand),
  groups: z.array(FieldGroup),
  /** For each hour of the day (0–23) the commonest errands of this hall, commonest first. */
  usual: z.array(z.array(z.string())),
  /** Fields whose counters guide those who do not know what they need, best first. */
  guidance: z.array(z.string()),
});
/** What the kiosk offers a citizen beside the bare list of fields. */
export type ErrandOffer = Immutable<typeof ErrandOffer>;
