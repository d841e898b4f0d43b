import { describe, expect, test } from 'vitest';
import { measureClip, RECORDING_RATE_HZ } from '../../../common/voice/recorded-clip.ts';
import { type Take, takeOf } from '../../../common/voice/sound/take.ts';
import { endOfSpeech } from '../../../manager/voices/microphone.ts';

const RATE = RECORDING_RATE_HZ;

/** A room's hiss with a buzz in it as a voice has, its peaks in dB. */
function room(
  seconds: number,
  hissDb: number,
  voiceDb: number,
  from = 0.5,
  to = seconds - 0.5,
): Float32Array {
  let seed = 7;
  return Float32Array.from({ length: seconds * RATE }, (_, at) => {
    seed = (seed * 16_807) % 2_147_483_647;
    const hiss = 10 ** (hissDb / 20) * (seed / 1_073_741_823.5 - 1);
    const isVoice = at >= from * RATE && at < to * RATE;
    return hiss + (isVoice ? 10 ** (voiceDb / 20) * Math.sin((2 * Math.PI * 180 * at) / RATE) : 0);
  });
}
const taken = (samples: Float32Array): Take => {
  const take = takeOf(samples);
  if (typeof take === 'string') throw new Error(take);
  return take;
};

describe('a recording', () => {
  test('loses the silence around it, comes to -16 LUFS, and is what the hall takes', () => {
    for (const voiceDb of [-40, -20, -6]) {
      const take = taken(room(2.5, voiceDb - 45, voiceDb));
      expect(Math.abs(take.lufs + 16)).toBeLessThan(0.2);
      expect(take.seconds).toBeGreaterThan(1.5);
      expect(take.seconds).toBeLessThan(1.6);
      expect(take.care).toBeNull();
      expect(measureClip(take.wav)).toMatchObject({ durationMs: Math.round(take.seconds * 1_000) });
    }
  });

  test('tells the speaker what could be better', () => {
    expect(taken(room(2, -60, 0)).care).toBe('loud');
    expect(taken(room(2, -90, -46)).care).toBe('quiet');
    expect(taken(room(2, -26, -18)).care).toBe('noisy');
  });

  test('of silence is none, and a speech is too long', () => {
    expect(takeOf(room(2, -75, -200))).toBe('silent');
    expect(takeOf(new Float32Array(RATE))).toBe('silent');
    expect(takeOf(room(23, -70, -20))).toBe('long');
  });
});

describe('the end of speech', () => {
  const told = (...levels: readonly (readonly [db: number, ms: number])[]) => {
    const heard = endOfSpeech();
    return levels.flatMap(([db, ms]) => Array.from({ length: ms / 50 }, () => heard(db)));
  };
  test('is told once, after almost a second of silence behind speech', () => {
    const quick = told([-70, 500], [-20, 800], [-70, 850]);
    expect(quick).not.toContain(true);
    const whole = told([-70, 500], [-20, 800], [-70, 3_000]);
    expect(whole.filter(Boolean)).toHaveLength(1);
    expect(whole.indexOf(true) * 50).toBe(500 + 800 + 850);
  });

  test('is not told of a room in which nobody spoke, nor within a pause between words', () => {
    expect(told([-70, 5_000])).not.toContain(true);
    expect(told([-45, 5_000])).not.toContain(true);
    expect(told([-70, 500], [-20, 400], [-70, 600], [-20, 400], [-70, 600])).not.toContain(true);
  });
});
