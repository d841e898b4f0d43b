import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Clip } from '../../display/announcement-queue.ts';
import { openPlayer } from '../../display/voice/clip-player.ts';
import { SoundCard } from './sound-card.ts';

const clip = (file: string, pauseMs = 0): Clip => ({ file: `${file}.ogg`, pauseMs });
const clips = (...keys: string[]): Clip[] => keys.map((key) => clip(`vi-south/${key}`));
const SOUTH = { pack: 'vi-south', language: 'vi', revision: '1' };

describe('the player of clips', () => {
  let card: SoundCard;
  let errors: string[];
  const open = () => openPlayer((error) => errors.push(String(error)));
  const names = () => card.sounded.map(({ name }) => name);
  /** Lets loading go on until something sounds. */
  const sounding = (count: number) => vi.waitFor(() => expect(card.sounded).toHaveLength(count));

  beforeEach(() => {
    card = new SoundCard().install().pack('vi-south', ['please-number', 'digit-1', 'digit-2', 'to-counter']);
    errors = [];
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('clips follow one another without a gap and without an overlap', async () => {
    const over = open().play(clips('please-number', 'digit-1', 'digit-2', 'digit-1'));
    await sounding(4);
    expect(names()).toEqual(['please-number', 'digit-1', 'digit-2', 'digit-1']);
    for (const [at, { fromSeconds }] of card.sounded.entries())
      if (at > 0) expect(fromSeconds).toBe(card.sounded[at - 1]?.toSeconds);
    card.endAll();
    await over;
  });

  test('the silence before a clip is kept', async () => {
    const over = open().play([clip('vi-south/digit-1', 500), clip('vi-south/digit-2', 280)]);
    await sounding(2);
    const [first, second] = card.sounded;
    expect(first?.fromSeconds).toBeCloseTo(card.seconds + 0.52, 6);
    expect(second?.fromSeconds).toBeCloseTo((first?.toSeconds ?? 0) + 0.28, 6);
    card.endAll();
    await over;
  });

  test('a pack that was recorded anew is fetched, what left it is let go, and the rest is not asked for again', async () => {
    const player = open();
    await player.preload([SOUTH]);
    const asked = card.asked.length;
    card.pack('vi-south', ['please-number', 'digit-1', 'digit-2', 'to-counter', 'digit-3']);
    card.files.delete('/voice/vi-south/digit-1.ogg');
    await player.preload([{ ...SOUTH, revision: '2' }]);
    expect(card.asked.slice(asked)).toEqual([
      '/voice/vi-south/manifest.json?v=2',
      '/voice/vi-south/digit-3.ogg',
    ]);
    await player.preload([]);
    const over = player.play(clips('digit-2'));
    await sounding(1);
    expect(card.asked.at(-1)).toBe('/voice/vi-south/digit-2.ogg');
    card.endAll();
    await over;
  });

  test('a clip is fetched once, however often it is heard', async () => {
    const player = open();
    await player.preload([SOUTH]);
    const asked = card.asked.length;
    const over = player.play(clips('digit-1', 'digit-1'));
    await sounding(2);
    card.endAll();
    await over;
    expect(card.asked).toHaveLength(asked);
    expect(new Set(card.asked).size).toBe(asked);
  });

  test('a clip that the server has not is left out and told; it is asked for again the next time', async () => {
    card.files.delete('/voice/vi-south/digit-1.ogg');
    const player = open();
    const first = player.play(clips('please-number', 'digit-1', 'to-counter'));
    await sounding(2);
    expect(names()).toEqual(['please-number', 'to-counter']);
    expect(errors).toEqual([expect.stringContaining('digit-1.ogg: 404')]);
    card.endAll();
    await first;
    card.files.set('/voice/vi-south/digit-1.ogg', 'digit-1');
    const second = player.play(clips('digit-1'));
    await sounding(3);
    card.endAll();
    await second;
    expect(names().at(-1)).toBe('digit-1');
  });

  test('a file that is no sound, a clip no pack holds and a pack that is not there silence nothing else', async () => {
    card.files.set('/voice/vi-south/digit-2.ogg', 'not a sound');
    const wrong: Clip[] = [clip('en/digit-1'), ...clips('digit-2', 'letter-x', 'to-counter')];
    const over = open().play(wrong);
    await sounding(1);
    expect(names()).toEqual(['to-counter']);
    expect(errors).toHaveLength(3);
    card.endAll();
    await over;
  });

  test('with no clip at all there is nothing to wait for', async () => {
    await open().play(clips('letter-x', 'letter-y'));
    expect(card.sounded).toEqual([]);
  });

  test('a clip that does not come is left out after a while', async () => {
    vi.useFakeTimers();
    const player = open();
    await player.preload([SOUTH]);
    card.files.delete('/chime/chime.ogg');
    const answer = globalThis.fetch;
    vi.stubGlobal('fetch', (address: string) =>
      address.includes('/en/') ? new Promise(() => undefined) : answer(address),
    );
    const over = player.play([clip('en/digit-1'), ...clips('digit-1')]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(names()).toEqual(['digit-1']);
    expect(errors).toEqual([expect.stringContaining('late')]);
    card.endAll();
    await over;
  });

  test('a sound card that vanished ends the reading by the clock', async () => {
    vi.useFakeTimers();
    const player = open();
    await player.preload([SOUTH]);
    let ended = false;
    void player.play(clips('digit-1', 'digit-2')).then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect([card.sounded.length, ended]).toEqual([2, false]);
    await vi.advanceTimersByTimeAsync(1_600);
    expect(ended).toBe(true);
  });

  test('tells when the browser opens the sound, and keeps the volume between nought and one', async () => {
    card.install('suspended');
    const player = open();
    const heard: boolean[] = [];
    const stop = player.onAudible((audible) => heard.push(audible));
    expect(player.isAudible()).toBe(false);
    await player.unlock();
    expect(player.isAudible()).toBe(true);
    card.become('interrupted' as AudioContextState);
    stop();
    await player.unlock();
    expect(heard).toEqual([true, false]);
    player.setVolume(7);
    expect(card.loudness).toBe(1);
    player.setVolume(0.25);
    expect(card.loudness).toBe(0.25);
  });
});
