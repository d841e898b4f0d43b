import { z } from 'zod';
import type { Immutable } from './immutable.ts';
import { LocalDate, saidLine } from './primitives.ts';

/** What is wrong with a file of the media folder. */
export const MediaFault = z.enum(['unknown_type', 'not_what_it_says', 'too_large', 'too_many']);
export type MediaFault = z.infer<typeof MediaFault>;

export const BoardMedia = z.object({
  /** In the order in which they are shown; `stamp` changes with the content. */
  files: z.array(z.object({ name: z.string(), kind: z.enum(['image', 'video']), stamp: z.string() })),
  /** Files of the folder that are not shown, and why. */
  left: z.array(z.object({ name: z.string(), fault: MediaFault })),
});
/** Pictures and silent videos for the boards. */
export type BoardMedia = Immutable<typeof BoardMedia>;

/** The name of a file of the media folder: plain, without a folder. */
export const MediaName = saidLine(120).refine((name) => !/^\.|[/\\]/.test(name), 'a plain name');

export const MediaDates = z
  .strictObject({
    /** First and last day on which it is shown; null: no bound. */
    from: LocalDate.nullable(),
    to: LocalDate.nullable(),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, 'it must not end before it begins');
export type MediaDates = Immutable<typeof MediaDates>;

export const KeptMedia = z.object({
  name: z.string(),
  kind: z.enum(['image', 'video']),
  stamp: z.string(),
  bytes: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Shown today: within its days, and among the first that are shown. */
  shown: z.boolean(),
});
/** A file of the media folder as the console has it. */
export type KeptMedia = Immutable<typeof KeptMedia>;

export const MediaShelf = z.object({
  files: z.array(KeptMedia),
  left: BoardMedia.shape.left,
  /** Removed within a day, newest first; they can be put back. */
  removed: z.array(z.string()),
});
export type MediaShelf = Immutable<typeof MediaShelf>;
