import { z } from 'zod';
import { requiredClipKeys } from './clip-keys.ts';

/** One recorded piece of speech. */
const VoiceClip = z.strictObject({
  /** File name beside the manifest. */
  file: z.string().regex(/^[a-z0-9-]+\.(ogg|opus|webm|mp3|wav)$/),
  durationMs: z.number().int().min(20).max(10_000),
  /** Loudness (BS.1770) and true peak of what a listener gets back, measured when it was made. */
  lufs: z.number().min(-60).max(0),
  peakDb: z.number().min(-60).max(0),
});

/** `manifest.json` of a voice pack: a site replaces the folder by recordings of its own speaker. */
export const VoicePack = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    language: z.enum(['vi', 'en']),
    dialect: z.enum(['south', 'north']).nullable(),
    name: z.string().min(1),
    /** Where the voice comes from and under which terms it may be used. */
    licence: z.string().min(1),
    sampleRateHz: z.number().int().positive(),
    clips: z.record(z.string(), VoiceClip),
  })
  .superRefine((pack, context) => {
    const missing = missingClips(pack);
    if (missing.length > 0)
      context.addIssue({ code: 'custom', message: `clips are missing: ${missing.join(', ')}` });
  });
export type VoicePack = z.infer<typeof VoicePack>;

/** Keys a pack lacks; empty when every announcement can be spoken. */
export function missingClips(pack: { language: 'vi' | 'en'; clips: Record<string, unknown> }): string[] {
  return requiredClipKeys(pack.language).filter((key) => !Object.hasOwn(pack.clips, key));
}
