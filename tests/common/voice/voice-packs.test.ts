import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingClips, VoicePack } from '../../../common/voice/pack.ts';
import { PhrasePack } from '../../../common/voice/phrase-pack.ts';
import { phraseKey } from '../../../common/voice/speech-pieces.ts';
import { kioskPhrases } from '../../../scripts/voice/kiosk-phrases.mjs';

const PACKS = ['vi-south', 'vi-north', 'en'] as const;
const ASSETS = new URL('../../../common/assets/', import.meta.url);
const folder = (id: string): URL => new URL(`voice/${id}/`, ASSETS);
const read = (id: string): VoicePack =>
  VoicePack.parse(JSON.parse(readFileSync(new URL('manifest.json', folder(id)), 'utf8')));

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
  const held = () => {
    const place = new URL('phrases/', folder(id));
    return {
      place,
      phrases: PhrasePack.parse(JSON.parse(readFileSync(new URL('phrases.json', place), 'utf8'))),
    };
  };

  test('are all there: of its pages, its errands and the fields of the templates', async () => {
    const load = (path: string) => import(new URL(`../../../${path}`, import.meta.url).href);
    const wanted = await kioskPhrases(process.cwd(), id === 'en' ? 'en' : 'vi', load);
    expect(wanted.length).toBeGreaterThan(400);
    const { phrases } = held();
    expect(wanted.map(phraseKey).filter((key) => phrases[key] === undefined)).toEqual([]);
  });

  test('have a file each and no other, and together less than 2 MB', () => {
    const { place, phrases } = held();
    const files = readdirSync(place).filter((file) => file !== 'phrases.json');
    expect(files.sort()).toEqual([...new Set(Object.values(phrases).map((each) => each.file))].sort());
    const bytes = files.reduce((sum, file) => sum + statSync(new URL(file, place)).size, 0);
    expect(bytes).toBeLessThan(2_000_000);
  });

  test('are as loud as the calls', () => {
    const loud = Object.values(held().phrases).filter(({ rmsDb }) => Math.abs(rmsDb + 20) > 1.5);
    expect(loud).toEqual([]);
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

describe('what a browser hears', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
  });

  /** Decodes sounds in the browser itself: the true length and loudness of each. */
  async function hear(
    sounds: readonly URL[],
  ): Promise<{ rmsDb: number; durationMs: number; peak: number }[]> {
    const page = await browser.newPage();
    const encoded = sounds.map((url) => readFileSync(url).toString('base64'));
    const heard = await page.evaluate(async (list) => {
      const context = new OfflineAudioContext(1, 1, 48_000);
      const results: { rmsDb: number; durationMs: number; peak: number }[] = [];
      for (const text of list) {
        const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
        const samples = (await context.decodeAudioData(bytes.buffer)).getChannelData(0);
        let sum = 0;
        let peak = 0;
        for (const value of samples) {
          sum += value * value;
          peak = Math.max(peak, Math.abs(value));
        }
        const rmsDb = 10 * Math.log10(sum / samples.length);
        results.push({ rmsDb, durationMs: (samples.length / 48_000) * 1000, peak });
      }
      return results;
    }, encoded);
    await page.close();
    return heard;
  }

  test.each(PACKS)(
    'is equally loud within 1 dB across the clips of %s, never clipped, and as the manifest says',
    async (id) => {
      const pack = read(id);
      const clips = Object.entries(pack.clips);
      const heard = await hear(clips.map(([, clip]) => new URL(clip.file, folder(id))));
      const levels = heard.map((sound) => sound.rmsDb);
      expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(1);
      for (const [index, [key, clip]] of clips.entries()) {
        const sound = heard[index] ?? { rmsDb: 0, durationMs: 0, peak: 1 };
        expect(Math.abs(sound.rmsDb - clip.rmsDb), key).toBeLessThan(0.3);
        expect(Math.abs(sound.durationMs - clip.durationMs), key).toBeLessThan(30);
        expect(sound.peak, key).toBeLessThan(1);
      }
    },
    60_000,
  );

  test('has a chime of under two seconds, as loud as the voice', async () => {
    const [chime] = await hear([new URL('chime/chime.ogg', ASSETS)]);
    expect(chime?.durationMs).toBeLessThan(2000);
    expect(Math.abs((chime?.rmsDb ?? 0) + 20)).toBeLessThan(1);
  });
});
