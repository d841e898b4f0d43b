import { beforeEach, describe, expect, test } from 'vitest';
import { type Announced, type Announcer, startAnnouncer } from '../../display/announcer.ts';
import { HandClock } from '../support/hand-clock.ts';
import { actOf, callOf, Loudspeaker, Marks, NOW_MS, packOf } from './loudspeaker.ts';

const STEP_LIMIT_MS = 20_000;

describe('the announcer', () => {
  let speaker: Loudspeaker;
  let marks: Marks;
  let clock: HandClock;
  let heard: Announced[];
  let errors: unknown[];
  let announcer: Announcer;

  const start = () =>
    startAnnouncer({
      player: speaker,
      marks,
      surroundings: () => ({
        nowMs: clock.now(),
        muted: false,
        settings: { dialect: 'south' },
      }),
      setTimer: (ms, act) => clock.setTimer(ms, act),
      onAnnounced: (announced) => heard.push(announced),
      onError: (error) => errors.push(error),
    });
  const numbers = () => heard.map(({ call }) => call.number);

  /** Ends each clip and lets each pause go by, until silence. */
  async function talkOut(): Promise<void> {
    for (let guard = 0; !announcer.isIdle(); guard += 1) {
      if (guard > 500) throw new Error('the announcer never falls silent');
      await speaker.end();
      clock.advance(speaker.soundingCount === 0 ? 800 : 0);
    }
  }

  beforeEach(() => {
    speaker = new Loudspeaker();
    marks = new Marks();
    clock = new HandClock(NOW_MS);
    heard = [];
    errors = [];
    announcer = start();
  });

  /** Announces each call alone, one act after the other as the hall does it. */
  async function announceAll(count: number): Promise<void> {
    for (let n = 1; n <= count; n += 1) {
      announcer.hear(actOf([callOf(n)], { startsAt: new Date(clock.now()).toISOString() }));
      await talkOut();
      clock.advance(12_000);
    }
  }

  test('one announcement after another is said, and never two at a time', async () => {
    await announceAll(5);
    expect(numbers()).toEqual(['1001', '1002', '1003', '1004', '1005']);
    expect(speaker.played).toHaveLength(5 * 3);
    expect(speaker.mostAtOnce).toBe(1);
    expect(errors).toEqual([]);
  });

  test('a broken clip is told and passed over: the announcement goes on', async () => {
    announcer.hear(actOf([callOf(1)]));
    await speaker.fail();
    expect(errors).toHaveLength(1);
    expect(speaker.played).toHaveLength(2);
    await speaker.fail();
    await talkOut();
    expect(numbers()).toEqual(['1001']);
    expect(speaker.played).toHaveLength(3);
    expect(announcer.isIdle()).toBe(true);
  });

  test('a clip that never ends is left after a while, and its late end disturbs nothing', async () => {
    announcer.hear(actOf([callOf(1)]));
    clock.advance(STEP_LIMIT_MS);
    expect(errors).toHaveLength(1);
    expect(speaker.played).toHaveLength(2);
    // The chime ends after all: the reading that sounds meanwhile must not be cut short by it.
    await speaker.end();
    expect(speaker.played).toHaveLength(2);
    clock.advance(5_000);
    expect(speaker.played).toHaveLength(2);
    await talkOut();
    expect(speaker.played).toHaveLength(3);
  });

  test('English is read after the Vietnamese where the hall wants it', async () => {
    announcer.hear(actOf([callOf(1, { number: 'A012', counter: '5' })], { packs: ['vi-south', 'en'] }));
    await talkOut();
    const packs = speaker.played.map((clips) => [...new Set(clips.map(packOf))].join());
    expect(packs).toEqual(['chime', 'vi-south', 'vi-south', 'en']);
  });

  test('a page that was reloaded does not say again what the page before it had begun', async () => {
    announcer.hear(actOf([callOf(1)]));
    announcer.stop();
    speaker = new Loudspeaker();
    announcer = start();
    announcer.hear(actOf([callOf(1)]));
    await talkOut();
    expect(numbers()).toEqual(['1001']);
  });

  test('after the tap that opens the sound what is announced now is said', async () => {
    announcer.stop();
    speaker = new Loudspeaker();
    speaker.audible = false;
    announcer = start();
    announcer.hear(actOf([callOf(1)]));
    expect(speaker.played).toEqual([]);
    speaker.allow(true);
    announcer.hear(actOf([callOf(1)]));
    await talkOut();
    expect(numbers()).toEqual(['1001']);
  });

  test('once stopped it says nothing more', async () => {
    announcer.hear(actOf([callOf(1)]));
    announcer.stop();
    await speaker.end();
    announcer.hear(actOf([callOf(2)], { startsAt: new Date(NOW_MS + 12_000).toISOString() }));
    speaker.allow(true);
    expect(speaker.played).toHaveLength(1);
    expect(clock.pending).toBe(0);
  });
});
