import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { afterAll, describe, expect, test } from 'vitest';
import { CALL_GAP_MS } from '../../../common/protocol/stage.ts';
import { missingClips, VoicePack } from '../../../common/voice/pack.ts';
import { PhrasePack } from '../../../common/voice/phrase-pack.ts';
import { PAUSES_MS } from '../../../common/voice/phrasing.ts';
import { integratedLoudness } from '../../../common/voice/sound/loudness.ts';
import { truePeakDb } from '../../../common/voice/sound/peak.ts';
import { phraseKey } from '../../../common/voice/speech-pieces.ts';
import { kioskPhrases } from '../../../scripts/voice/kiosk-phrases.mjs';
import { median, pitches } from '../../support/pitch.ts';
import { composed, decoded, openPack, RATE, readBy } from '../../support/voice-sound.ts';

const PACKS = ['vi-south', 'vi-north', 'en'] as const;
const ASSETS = new URL('../../../common/assets/', import.meta.url);
const folder = (id: string): URL => new URL(`voice/${id}/`, ASSETS);
const read = (id: string): VoicePack =>
  VoicePack.parse(JSON.parse(readFileSync(new URL('manifest.json', folder(id)), 'utf8')));

/** What halls announce: numbers of three to five digits, with letters, counters of every form. */
const CALLS = [
  { number: '1005', counter: 12 },
  { number: '2154', counter: 3 },
  { number: '3999', counter: 24 },
  { number: 'A012', counter: 21 },
  { number: '20154', counter: 7 },
  { number: '205', counter: 105 },
  { number: '7', counter: 'B2' },
] as const;
const TARGET_LUFS = -16;
const MOST_PEAK_DB = -1;

/** From the first to the last 5 ms that are louder than -50 dB. */
function audible(sound: Float32Array): { readonly from: number; readonly to: number } {
  const window = Math.round(RATE * 0.005);
  const loud: number[] = [];
  for (let at = 0; at + window <= sound.length; at += window) {
    let sum = 0;
    for (let i = at; i < at + window; i++) sum += (sound[i] ?? 0) ** 2;
    if (10 * Math.log10(sum / window + 1e-12) > -50) loud.push(at);
  }
  return { from: loud[0] ?? sound.length, to: (loud.at(-1) ?? -window) + window };
}

describe.each(PACKS)('voice pack %s', (id) => {
  test('holds every clip that a reader can ask for, and nothing else', () => {
    const pack = read(id);
    expect(missingClips(pack)).toEqual([]);
    const files = Object.values(pack.clips).map((clip) => clip.file);
    expect(files.filter((file) => !existsSync(new URL(file, folder(id))))).toEqual([]);
    expect(readdirSync(folder(id)).sort()).toEqual([...files, 'manifest.json', 'phrases'].sort());
  });

  test('is smaller than 1.5 MB', () => {
    const bytes = readdirSync(folder(id)).reduce(
      (sum, file) => sum + statSync(new URL(file, folder(id))).size,
      0,
    );
    expect(bytes).toBeLessThan(1_500_000);
  });
});

describe.each(PACKS)('the sentences of the speaking kiosk in %s', (id) => {
  const place = new URL('phrases/', folder(id));
  const held = () => PhrasePack.parse(JSON.parse(readFileSync(new URL('phrases.json', place), 'utf8')));

  test('are all there: of its pages, its errands and the fields of the templates', async () => {
    const load = (path: string) => import(new URL(`../../../${path}`, import.meta.url).href);
    const wanted = await kioskPhrases(process.cwd(), id === 'en' ? 'en' : 'vi', load);
    expect(wanted.length).toBeGreaterThan(400);
    const phrases = held();
    expect(wanted.map(phraseKey).filter((key) => phrases[key] === undefined)).toEqual([]);
  });

  test('have a file each and no other, and together less than 2 MB', () => {
    const files = readdirSync(place).filter((file) => file !== 'phrases.json');
    expect(files.sort()).toEqual([...new Set(Object.values(held()).map((each) => each.file))].sort());
    const bytes = files.reduce((sum, file) => sum + statSync(new URL(file, place)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });

  test('are as loud as the calls and never clip, and every twelfth is what is written of it', async () => {
    const decoder = new OggOpusDecoder();
    const phrases = Object.entries(held());
    for (const [key, { lufs, peakDb }] of phrases) {
      expect(Math.abs(lufs - TARGET_LUFS), key).toBeLessThan(1);
      expect(peakDb, key).toBeLessThanOrEqual(MOST_PEAK_DB);
    }
    for (const [key, each] of phrases.filter((_, at) => at % 12 === 0)) {
      const sound = await decoded(decoder, new URL(each.file, place).pathname);
      expect(Math.abs(integratedLoudness(sound, RATE) - each.lufs), key).toBeLessThan(0.2);
      expect(Math.abs((sound.length / RATE) * 1_000 - each.durationMs), key).toBeLessThan(10);
    }
    decoder.free();
  });
});

describe('a pack that lacks a clip', () => {
  test('is refused by its schema, which names the clip', () => {
    const pack = read('vi-south');
    const { 'number-7': _gone, ...clips } = pack.clips;
    const parsed = VoicePack.safeParse({ ...pack, clips });
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues[0]?.message).toContain('number-7');
  });
});

const decoder = new OggOpusDecoder();
afterAll(() => decoder.free());

describe.each(PACKS)('what is heard of %s', (id) => {
  const heard = openPack(id, decoder);

  test('every clip is as loud as any other, below its peak, and as the manifest says', async () => {
    for (const [key, clip] of Object.entries(heard.pack().clips)) {
      const sound = await heard.hear(key);
      const lufs = integratedLoudness(sound, RATE);
      expect(Math.abs(lufs - TARGET_LUFS), key).toBeLessThan(1.6);
      expect(truePeakDb(sound), key).toBeLessThanOrEqual(MOST_PEAK_DB);
      expect(Math.abs(lufs - clip.lufs), key).toBeLessThan(0.2);
      expect(Math.abs((sound.length / RATE) * 1_000 - clip.durationMs), key).toBeLessThan(10);
    }
  });

  test('a clip has no silence at its ends but a breath, and begins and ends at nothing: no join clicks', async () => {
    for (const key of Object.keys(heard.pack().clips)) {
      const sound = await heard.hear(key);
      const { from, to } = audible(sound);
      expect(from, key).toBeLessThan(RATE * 0.05);
      expect(sound.length - to, key).toBeLessThan(RATE * 0.06);
      expect(Math.abs(sound[0] ?? 1), key).toBeLessThan(0.02);
      expect(Math.abs(sound.at(-1) ?? 1), key).toBeLessThan(0.02);
    }
  });

  test('a whole announcement is at -16 LUFS within one, and its peaks are below -1 dB', async () => {
    for (const call of CALLS) {
      const { samples } = await composed(heard, readBy(heard, call));
      expect(Math.abs(integratedLoudness(samples, RATE) - TARGET_LUFS), call.number).toBeLessThan(1);
      expect(truePeakDb(samples), call.number).toBeLessThanOrEqual(MOST_PEAK_DB);
    }
    const [first, second, third] = CALLS;
    const gap = (parts: ReturnType<typeof readBy>) =>
      parts.map((part, at) => (at === 0 ? { ...part, pauseMs: part.pauseMs + CALL_GAP_MS } : part));
    const merged = await composed(heard, [
      ...readBy(heard, first),
      ...gap(readBy(heard, second, false)),
      ...gap(readBy(heard, third, false)),
    ]);
    expect(Math.abs(integratedLoudness(merged.samples, RATE) - TARGET_LUFS)).toBeLessThan(1);
    expect(truePeakDb(merged.samples)).toBeLessThanOrEqual(MOST_PEAK_DB);
  });

  /** Silence between the speech of two parts that follow one another, ms. */
  const silences = async (parts: ReturnType<typeof readBy>) => {
    const { samples, placed } = await composed(heard, parts);
    return placed.slice(1).map(({ clip, from, to }, at) => {
      const before = placed[at];
      const end = (before?.from ?? 0) + audible(samples.slice(before?.from, before?.to)).to;
      const start = from + audible(samples.slice(from, to)).from;
      return [clip, Math.round(((start - end) / RATE) * 1_000)] as const;
    });
  };

  test('the pauses are those of a speaker: hardly one within the number, a breath before the counter', async () => {
    for (const call of CALLS.slice(0, 5))
      for (const [clip, ms] of await silences(readBy(heard, call))) {
        const least = clip.startsWith('counter-') ? PAUSES_MS.beforeCounter : 0;
        expect(ms, `${call.number} ${clip}`).toBeGreaterThanOrEqual(least - 10);
        expect(ms, `${call.number} ${clip}`).toBeLessThan(least === 0 ? 180 : 380);
      }
  });

  test('where a call leads is one breath, and its last word falls', async () => {
    for (const counter of [1, 2, 3, 5, 8, 12, 21, 30]) {
      const parts = readBy(heard, { number: '1005', counter });
      expect(parts.map(({ clip }) => clip).at(-1)).toBe(`counter-${counter}`);
      const phrase = await heard.hear(`counter-${counter}`);
      const word = await heard.hear(`number-${counter}`);
      // The last word by itself, in Vietnamese in the same tone.
      const last = phrase.slice(-Math.min(word.length, Math.round(0.3 * RATE)));
      const alone = word.slice(-last.length);
      const falls =
        id === 'en'
          ? median(pitches(last, RATE)) / median(pitches(phrase, RATE))
          : median(pitches(last, RATE)) / median(pitches(alone, RATE));
      expect(falls, `counter ${counter}`).toBeLessThan(0.96);
    }
  });
});

describe('the chime', () => {
  test('is shorter than two seconds and as loud as the voice', async () => {
    const own = new OggOpusDecoder();
    const chime = await decoded(own, new URL('chime/chime.ogg', ASSETS).pathname);
    own.free();
    expect(chime.length / RATE).toBeLessThan(2);
    expect(Math.abs(integratedLoudness(chime, RATE) - TARGET_LUFS)).toBeLessThan(1);
    expect(truePeakDb(chime)).toBeLessThanOrEqual(MOST_PEAK_DB);
  });
});

describe('the measure of pitch itself', () => {
  test('finds the pitch of a buzz, and none in a hiss', () => {
    const buzz = (hertz: number) =>
      Float32Array.from({ length: RATE / 2 }, (_, at) => (((at * hertz) / RATE) % 1) - 0.5);
    for (const hertz of [85, 110, 220]) expect(median(pitches(buzz(hertz), RATE)) / hertz).toBeCloseTo(1, 1);
    let seed = 1;
    const hiss = new Float32Array(RATE / 2).map(() => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 1_073_741_823.5 - 1;
    });
    expect(pitches(hiss, RATE)).toEqual([]);
  });
});
