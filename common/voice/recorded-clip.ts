import { z } from 'zod';
import { requiredClipKeys, type VoiceLanguage } from './clip-keys.ts';
import { integratedLoudness } from './sound/loudness.ts';
import { samplePeakDb } from './sound/peak.ts';
import { readWav } from './sound/wav.ts';

/** What every recording is brought to (decision 0047). */
export const TARGET_LUFS = -16;
const LOUDNESS_TOLERANCE = 1;
/** Recordings are limited a little below what they may reach at most. */
export const CEILING_DB = -1.5;
const MOST_PEAK_DB = -1;
/** Kept around the speech of a recording. */
export const RECORDING_TRIM = { beforeMs: 15, afterMs: 40 } as const;
/** Recordings are kept at this rate: speech has nothing above 12 kHz that a hall's loudspeaker gives. */
export const RECORDING_RATE_HZ = 24_000;
export const LONGEST_CLIP_SECONDS = 20;
const SHORTEST_CLIP_SECONDS = 0.08;
/** 20 s at 48 kHz. */
export const MOST_CLIP_BYTES = 2 * 1024 * 1024;

const KNOWN = new Set([...requiredClipKeys('vi'), ...requiredClipKeys('en')]);

/** Name of a clip in a pack: of the calls, or `say-…` of a sentence of the speaking kiosk. */
export const ClipKey = z
  .string()
  .max(40)
  .refine((key) => KNOWN.has(key) || /^say-[0-9a-f]{16}$/.test(key), 'no clip has this name');

/** The grammar by which numbers are read; other languages have none here and read digit by digit. */
export const grammarOf = (tag: string): VoiceLanguage | 'other' =>
  tag === 'vi' || tag === 'en' ? tag : 'other';

export type ClipFault = 'no_sound' | 'too_short' | 'too_long' | 'too_loud' | 'too_quiet';

/** What a recording measures. */
export interface ClipMeasure {
  readonly durationMs: number;
  readonly lufs: number;
  readonly peakDb: number;
}

/** Measures a recording that arrives as a file: what it is, by its content, or why it cannot be taken. */
export function measureClip(bytes: Uint8Array): ClipMeasure | ClipFault {
  const sound = readWav(bytes);
  if (sound === null || sound.rateHz < 16_000 || sound.rateHz > 48_000) return 'no_sound';
  const seconds = sound.samples.length / sound.rateHz;
  if (seconds < SHORTEST_CLIP_SECONDS) return 'too_short';
  if (seconds > LONGEST_CLIP_SECONDS) return 'too_long';
  const lufs = integratedLoudness(sound.samples, sound.rateHz);
  const peakDb = samplePeakDb(sound.samples);
  if (peakDb > MOST_PEAK_DB || lufs > TARGET_LUFS + LOUDNESS_TOLERANCE) return 'too_loud';
  if (lufs < TARGET_LUFS - LOUDNESS_TOLERANCE) return 'too_quiet';
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return { durationMs: Math.round(seconds * 1_000), lufs: rounded(lufs), peakDb: rounded(peakDb) };
}
