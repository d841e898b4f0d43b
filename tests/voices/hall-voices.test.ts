import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StagedCall } from '../../common/protocol/stage.ts';
import { requiredClipKeys, wordClipKeys } from '../../common/voice/clip-keys.ts';
import { HallVoices, packsOfZone } from '../../server/voices/hall-voices.ts';
import { ShippedPacks, type SpeechPack } from '../../server/voices/speech-pack.ts';

const ASSETS = join(import.meta.dirname, '../../common/assets');
const call = (number: string, spokenNumber: number | null, counter = String(spokenNumber)): StagedCall => ({
  sequence: 1,
  number,
  counter,
  counterLabel: `Quầy ${counter}`,
  spokenNumber,
  field: 'ho-tich',
  at: new Date(0).toISOString(),
  callCount: 1,
});
const ownPack = (id: string, language: string, keys: readonly string[]): SpeechPack => ({
  id,
  language,
  dialect: null,
  revision: '7',
  clips: new Map(keys.map((key) => [key, { file: `${key}-abc.wav`, durationMs: 500 }])),
});
const settings = (more: object = {}) => ({
  dialect: 'south' as const,
  announceEnglish: false,
  voices: [],
  ...more,
});
const voicesOf = (...packs: readonly SpeechPack[]) =>
  new HallVoices(new ShippedPacks(ASSETS), (id) => packs.find((pack) => pack.id === id));
const files = (reading: { readonly clips: readonly { readonly file: string }[] } | undefined) =>
  reading?.clips.map(({ file }) => file);

describe('the voices of a zone', () => {
  test('are those that are shipped, in the hall’s dialect; English only where it is spoken', () => {
    const south = voicesOf().in('hall', settings());
    expect(south.packs.map(({ pack }) => pack)).toEqual(['vi-south']);
    const [reading, none] = south.read(call('1005', 3));
    expect(files(reading)).toEqual([
      'vi-south/pair-10.ogg',
      'vi-south/pair-end-05.ogg',
      'vi-south/counter-3.ogg',
    ]);
    expect(none).toBeUndefined();
    const both = voicesOf().in('hall', settings({ dialect: 'north', announceEnglish: true }));
    expect(both.packs.map(({ pack }) => pack)).toEqual(['vi-north', 'en']);
    expect(both.read(call('1005', 3)).map(({ language }) => language)).toEqual(['vi', 'en']);
  });

  test('how long a reading takes is the sum of its clips and pauses', () => {
    const lan = ownPack('own-lan', 'vi', requiredClipKeys('vi'));
    const voices = voicesOf(lan).in('hall', settings({ voices: [{ zone: 'hall', pack: 'own-lan' }] }));
    const [reading] = voices.read(call('1005', 3));
    expect(reading).toMatchObject({ openingMs: 500, clipsMs: 3 * 500 + 90 + 80 + 280 });
    expect(voices.chimeMs).toBeGreaterThan(1_000);
  });

  test('an own recording speaks before the shipped one, and a call that it lacks a word of is read whole by the other', () => {
    const lan = ownPack('own-lan', 'vi', [...wordClipKeys('vi').filter((key) => key !== 'digit-7')]);
    const voices = voicesOf(lan).in('hall', settings({ voices: [{ zone: 'hall', pack: 'own-lan' }] }));
    expect(voices.packs.map(({ pack, revision }) => [pack, revision.length > 0])).toEqual([
      ['own-lan', true],
      ['vi-south', true],
    ]);
    expect(files(voices.read(call('12', 3))[0])).toEqual([
      'own-lan/digit-1-abc.wav',
      'own-lan/digit-2-abc.wav',
      'own-lan/to-counter-abc.wav',
      'own-lan/number-3-abc.wav',
    ]);
    expect(files(voices.read(call('17', 3))[0])).toEqual([
      'vi-south/pair-end-17.ogg',
      'vi-south/counter-3.ogg',
    ]);
  });

  test('another language follows, and is left out of a call that its recording cannot read', () => {
    const choro = ownPack('own-choro', 'cro', ['please-number', 'digit-1', 'digit-2', 'counter-3']);
    const chosen = settings({ voices: [{ zone: 'hall', pack: 'own-choro' }] });
    const voices = voicesOf(choro).in('hall', chosen);
    expect(voices.read(call('12', 3)).map(({ language }) => language)).toEqual(['vi', 'cro']);
    expect(voices.read(call('15', 3)).map(({ language }) => language)).toEqual(['vi']);
    expect(voices.read(call('12', 4)).map(({ language }) => language)).toEqual(['vi']);
  });

  test('a zone has its own choice or that of the whole hall; a pack that is gone is passed over', () => {
    const voices = [
      { zone: 'hall', pack: 'own-a' },
      { zone: 'tang-2', pack: 'own-b' },
    ];
    expect(packsOfZone('tang-2', { voices })).toEqual(['own-b']);
    expect(packsOfZone('tang-3', { voices })).toEqual(['own-a']);
    expect(
      voicesOf()
        .in('hall', settings({ voices }))
        .packs.map(({ pack }) => pack),
    ).toEqual(['vi-south']);
  });

  test('where a shipped pack is not there, usual lengths stand in and the hall goes on', () => {
    const voices = new HallVoices(new ShippedPacks('/nowhere'), () => undefined).in('hall', settings());
    const [reading] = voices.read(call('1005', 3));
    expect(reading?.clipsMs).toBeGreaterThan(2_000);
    expect(files(reading)?.[0]).toBe('vi-south/digit-1.ogg');
    expect(voices.chimeMs).toBe(1_200);
  });
});
