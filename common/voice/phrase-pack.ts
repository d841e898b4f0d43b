import { z } from 'zod';

/** `phrases/phrases.json` beside a pack's manifest: sentences of the kiosk that the pack holds, by phraseKey. */
export const PhrasePack = z.record(
  z.string().min(1),
  z.strictObject({
    file: z.string().regex(/^say-[0-9a-f]{16}\.(ogg|opus|webm|mp3|wav)$/),
    durationMs: z.number().int().min(20).max(20_000),
    lufs: z.number().min(-60).max(0),
    peakDb: z.number().min(-60).max(0),
  }),
);
export type PhrasePack = z.infer<typeof PhrasePack>;
