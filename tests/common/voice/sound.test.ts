import { describe, expect, test } from 'vitest';
import { levelled, limited } from '../../../common/voice/sound/limiter.ts';
import { headFilter, integratedLoudness, lowFilter } from '../../../common/voice/sound/loudness.ts';
import { samplePeakDb, truePeakDb } from '../../../common/voice/sound/peak.ts';
import { speechIn, trimmed } from '../../../common/voice/sound/trim.ts';
import { readWav, writeWav } from '../../../common/voice/sound/wav.ts';

const RATE = 48_000;

/** A sine of so many seconds, its peak in dB below full scale. */
function sine(seconds: number, peakDb: number, hertz = 1_000, rateHz = RATE, phase = 0): Float32Array {
  const level = 10 ** (peakDb / 20);
  return Float32Array.from(
    { length: Math.round(seconds * rateHz) },
    (_, at) => level * Math.sin((2 * Math.PI * hertz * at) / rateHz + phase),
  );
}
const joined = (...sounds: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    whole.set(sound, at);
    at += sound.length;
  }
  return whole;
};
const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * RATE));
/** The same noise each time. */
function noise(seconds: number, peakDb: number): Float32Array {
  let seed = 1;
  return silence(seconds).map(() => {
    seed = (seed * 16_807) % 2_147_483_647;
    return 10 ** (peakDb / 20) * (seed / 1_073_741_823.5 - 1);
  });
}

describe('loudness by BS.1770', () => {
  test('the filters at 48 kHz are those of the standard', () => {
    const head = headFilter(RATE);
    expect(head.b.map((each) => each.toFixed(8))).toEqual(['1.53512486', '-2.69169619', '1.19839281']);
    expect(head.a.map((each) => each.toFixed(8))).toEqual(['-1.69065929', '0.73248077']);
    const low = lowFilter(RATE);
    expect(low.a.map((each) => each.toFixed(8))).toEqual(['-1.99004745', '0.99007225']);
  });

  test('a full sine of 997 Hz in one channel is -3.01 LUFS, at every rate', () => {
    for (const rateHz of [16_000, 22_050, 24_000, 44_100, 48_000])
      expect(integratedLoudness(sine(2, 0, 997, rateHz), rateHz)).toBeCloseTo(-3.01, 1);
  });

  test('what is low counts less and what is high more', () => {
    const at = (hertz: number) => integratedLoudness(sine(2, -20, hertz), RATE);
    expect(at(30) - at(1_000)).toBeLessThan(-5);
    expect(at(5_000) - at(1_000)).toBeGreaterThan(3);
  });

  // The signals of EBU Tech 3341 in one channel instead of two: 3 dB less.
  test('quiet parts between loud ones do not count: the gate of 10 LU', () => {
    const passages = joined(sine(3, -36), sine(12, -23), sine(3, -36));
    expect(Math.abs(integratedLoudness(passages, RATE) + 26.01)).toBeLessThan(0.2);
  });

  test('near silence does not count at all: the gate of -70 LUFS', () => {
    const whole = integratedLoudness(joined(sine(4, -72), sine(8, -36), sine(4, -72)), RATE);
    expect(Math.abs(whole + 39.01)).toBeLessThan(0.25);
    const lone = integratedLoudness(joined(silence(4), sine(8, -23), silence(4)), RATE);
    expect(Math.abs(lone + 26.01)).toBeLessThan(0.25);
  });

  test('a word shorter than a block is measured whole, and silence is far below everything', () => {
    expect(Math.abs(integratedLoudness(sine(0.2, -20), RATE) + 23.01)).toBeLessThan(0.15);
    expect(integratedLoudness(silence(3), RATE)).toBeLessThan(-150);
    expect(integratedLoudness(silence(0.1), RATE)).toBeLessThan(-150);
  });
});

describe('peaks', () => {
  test('between samples the curve is higher than any of them', () => {
    const between = sine(0.5, 0, 12_000, RATE, Math.PI / 4);
    expect(samplePeakDb(between)).toBeCloseTo(-3.01, 1);
    expect(Math.abs(truePeakDb(between))).toBeLessThan(0.3);
    expect(truePeakDb(sine(0.5, -6, 1_000))).toBeCloseTo(-6, 1);
    expect(truePeakDb(silence(0.1))).toBeLessThan(-200);
  });

  test('the limiter holds its ceiling, leaves what is below it as it is, and never jumps', () => {
    const quiet = sine(0.3, -12);
    expect(limited(quiet, RATE, 0.8)).toBe(quiet);
    const loud = joined(sine(0.3, -12, 200), sine(0.1, 3, 200), sine(0.3, -12, 200));
    const held = limited(loud, RATE, 0.8);
    expect(samplePeakDb(held)).toBeLessThanOrEqual(20 * Math.log10(0.8) + 0.001);
    expect([...held.subarray(0, RATE / 4)]).toEqual([...loud.subarray(0, RATE / 4)]);
    const gains = [...held].map((value, at) => value / (loud[at] || 1));
    const steps = gains
      .slice(1)
      .flatMap((gain, at) =>
        Math.abs(loud[at] ?? 0) > 0.05 && Math.abs(loud[at + 1] ?? 0) > 0.05
          ? [Math.abs(gain - (gains[at] ?? 0))]
          : [],
      );
    expect(Math.max(...steps)).toBeLessThan(0.02);
  });

  test('a sound is brought to a loudness and kept under its ceiling, also where its peaks must be held down', () => {
    const spiky = sine(2, -20, 300).map((value, at) => (at % 4_800 < 40 ? value * 9 : value));
    const out = levelled(spiky, RATE, { lufs: -16, ceilingDb: -1.5 });
    expect(Math.abs(integratedLoudness(out, RATE) + 16)).toBeLessThan(0.1);
    expect(samplePeakDb(out)).toBeLessThanOrEqual(-1.49);
    const soft = levelled(sine(1, -50), RATE, { lufs: -16, ceilingDb: -1.5 });
    expect(Math.abs(integratedLoudness(soft, RATE) + 16)).toBeLessThan(0.1);
    // Silence is not made loud.
    expect(samplePeakDb(levelled(silence(1), RATE, { lufs: -16, ceilingDb: -1.5 }))).toBeLessThan(-100);
  });
});

describe('where speech begins and ends', () => {
  const inMs = (found: ReturnType<typeof speechIn>) =>
    found === null ? null : [found.from, found.to].map((at) => Math.round((at / RATE) * 1_000));

  test('silence, a humming room and the click of a key are left out', () => {
    expect(inMs(speechIn(joined(silence(0.3), sine(0.5, -20), silence(0.7)), RATE))).toEqual([300, 800]);
    const room = noise(2, -45).map(
      (value, at) => value + (at > RATE * 0.6 && at < RATE * 1.4 ? Math.sin(at / 9) * 0.1 : 0),
    );
    expect(inMs(speechIn(room, RATE))).toEqual([600, 1_400]);
    const click = joined(sine(0.01, -10), silence(0.4), sine(0.5, -20), silence(0.3), sine(0.01, -10));
    expect(inMs(speechIn(click, RATE))).toEqual([410, 910]);
  });

  test('a pause within a sentence is kept, and a soft last sound too', () => {
    const two = joined(silence(0.2), sine(0.3, -20), silence(0.5), sine(0.3, -20), silence(0.2));
    expect(inMs(speechIn(two, RATE))).toEqual([200, 1_300]);
    const soft = joined(silence(0.2), sine(0.3, -20), sine(0.2, -50), silence(0.5));
    expect(inMs(speechIn(soft, RATE))).toEqual([200, 700]);
  });

  test('nothing but the room is nothing', () => {
    expect(speechIn(silence(1), RATE)).toBeNull();
    expect(speechIn(noise(1, -70), RATE)).toBeNull();
    expect(trimmed(silence(1), RATE, { beforeMs: 10, afterMs: 20 })).toBeNull();
  });

  test('what is cut off is faded, so that it does not click', () => {
    const hum = joined(silence(0.2), sine(0.4, -20), silence(0.2));
    const cut = trimmed(hum, RATE, { beforeMs: 10, afterMs: 20 });
    expect(cut?.length).toBe(Math.round(RATE * 0.43));
    const loud = trimmed(sine(1, -6, 200), RATE, { beforeMs: 10, afterMs: 20 });
    expect(Math.abs(loud?.[0] ?? 1)).toBeLessThan(1e-3);
    expect(Math.abs(loud?.at(-1) ?? 1)).toBeLessThan(1e-3);
    expect(Math.max(...(loud ?? new Float32Array(1).fill(9)).subarray(0, 100).map(Math.abs))).toBeLessThan(
      0.1,
    );
  });
});

describe('a sound as a file', () => {
  test('comes back as it went, with its rate', () => {
    const back = readWav(writeWav({ samples: sine(0.1, -6, 440, 24_000), rateHz: 24_000 }));
    expect(back?.rateHz).toBe(24_000);
    expect(back?.samples).toHaveLength(2_400);
    const apart = sine(0.1, -6, 440, 24_000).map((value, at) => Math.abs(value - (back?.samples[at] ?? 9)));
    expect(Math.max(...apart)).toBeLessThan(1e-4);
  });

  test('what is no mono sound of 16 bits is refused, and a file that was cut short ends earlier', () => {
    const whole = writeWav({ samples: sine(0.1, -6), rateHz: RATE });
    expect(readWav(new TextEncoder().encode('OggS'.repeat(40)))).toBeNull();
    expect(readWav(whole.subarray(0, 30))).toBeNull();
    for (const [at, value] of [
      [20, 3],
      [22, 2],
      [34, 8],
    ] as const)
      expect(readWav(whole.map((byte, place) => (place === at ? value : byte)))).toBeNull();
    expect(readWav(whole.subarray(0, 144))?.samples).toHaveLength(50);
  });
});
