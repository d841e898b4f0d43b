import { z } from 'zod';
import type { Immutable } from './immutable.ts';

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
