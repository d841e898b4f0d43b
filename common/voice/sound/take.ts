/** What a recording from a microphone or a file becomes. Pure. */
import {
  CEILING_DB,
  LONGEST_CLIP_SECONDS,
  RECORDING_RATE_HZ,
  RECORDING_TRIM,
  TARGET_LUFS,
} from '../recorded-clip.ts';
import { levelled } from './limiter.ts';
import { integratedLoudness } from './loudness.ts';
import { samplePeakDb } from './peak.ts';
import { speechIn, trimmed } from './trim.ts';
import { writeWav } from './wav.ts';

const CLIPPED_DB = -0.2;
const QUIET_LUFS = -45;
const LEAST_ABOVE_ROOM_DB = 18;
/** So much of the room must be heard to judge it. */
const ROOM_SECONDS = 0.15;

/** A recording as it is sent: cut, at its loudness, as a file; and what a speaker could do better. */
export interface Take {
  readonly wav: Uint8Array<ArrayBuffer>;
  readonly seconds: number;
  readonly lufs: number;
  readonly care: 'loud' | 'quiet' | 'noisy' | null;
}

export type TakeFault = 'silent' | 'long' | 'unreadable';

/** Cuts a recording to its speech and brings it to the loudness of all others. */
export function takeOf(samples: Float32Array): Take | TakeFault {
  const rateHz = RECORDING_RATE_HZ;
  const speech = speechIn(samples, rateHz);
  const cut = trimmed(samples, rateHz, RECORDING_TRIM);
  if (speech === null || cut === null) return 'silent';
  if (cut.length > LONGEST_CLIP_SECONDS * rateHz) return 'long';
  const out = levelled(cut, rateHz, { lufs: TARGET_LUFS, ceilingDb: CEILING_DB });
  const lufs = integratedLoudness(out, rateHz);
  // Noise alone, or a knock, cannot be brought there.
  if (Math.abs(lufs - TARGET_LUFS) > 0.9) return 'silent';
  return {
    wav: writeWav({ samples: out, rateHz }),
    seconds: out.length / rateHz,
    lufs,
    care: careOf(samples, speech, rateHz),
  };
}

function careOf(
  samples: Float32Array,
  { from, to }: { readonly from: number; readonly to: number },
  rateHz: number,
): Take['care'] {
  if (samplePeakDb(samples) > CLIPPED_DB) return 'loud';
  const spoken = samples.slice(from, to);
  if (integratedLoudness(spoken, rateHz) < QUIET_LUFS) return 'quiet';
  const room = samples.slice(0, from);
  if (room.length < ROOM_SECONDS * rateHz) return null;
  return levelDb(spoken) - levelDb(room) < LEAST_ABOVE_ROOM_DB ? 'noisy' : null;
}

function levelDb(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return 10 * Math.log10(sum / Math.max(1, samples.length) + 1e-12);
}
