import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ConnectionState, HallConnection } from '../../common/client/hall-connection.ts';
import type { Settings } from '../../common/protocol/catalogue.ts';
import type { SpeakingPack } from '../../common/protocol/stage.ts';
import type { ViewRecord } from '../../common/protocol/views.ts';
import type { Announced } from '../../display/announcer.ts';
import { screenOptions } from '../../display/screen-options.ts';
import { startVoice } from '../../display/voice/hall-voice.ts';
import { watchBuild } from '../../display/watch-build.ts';
import { hallOf } from './display-hall.ts';
import { actOf, callOf, NOW_MS, stageOf } from './loudspeaker.ts';
import { SoundCard } from './sound-card.ts';

/** A connection of which the test says what it knows and when it speaks. */
class ToldConnection {
  readonly listeners = new Set<() => void>();
  readonly records = new Map<string, ViewRecord>();
  status: ConnectionState['status'] = 'live';
  identity: ConnectionState['identity'] = {
    kind: 'device',
    deviceId: 'd1',
    name: 'Sảnh',
    deviceKind: 'display',
    counter: null,
  };
  version: string | null = '1';
  nowMs = NOW_MS;

  asConnection(): HallConnection {
    const told: Pick<HallConnection, 'subscribe' | 'getState'> = {
      subscribe: (listener) => {
        this.listeners.add(listener);
        return () => void this.listeners.delete(listener);
      },
      getState: () => ({
        status: this.status,
        records: new Map(this.records),
        sequence: 1,
        identity: this.identity,
        lastHeardAtMs: NOW_MS,
        boot: 'boot-1',
        version: this.version,
        now: () => new Date(this.nowMs),
      }),
    };
    return told as HallConnection;
  }

  settings(change: Partial<Settings>): void {
    this.records.set('hall', hallOf(change));
  }

  /** What the hall announces now: calls that share an announcement where several are given. */
  announce(sequences: readonly number[], counters: readonly string[] = []): void {
    const calls = sequences.map((sequence, at) => callOf(sequence, { counter: counters[at] ?? '3' }));
    const startsAt = new Date(this.nowMs).toISOString();
    this.records.set('stage/hall', stageOf(calls.length === 0 ? null : actOf(calls, { startsAt })));
  }

  tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

describe('the voice of a screen', () => {
  let card: SoundCard;
  let hall: ToldConnection;
  let announced: Announced[];
  let page: EventTarget;

  const start = (address = '') => startVoice(hall.asConnection(), screenOptions(address));
  const numbers = () => announced.map(({ call }) => call.number);

  beforeEach(() => {
    vi.useFakeTimers();
    // What the voice tells the technician is not what these tests look at.
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const store = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
    });
    page = new EventTarget();
    vi.stubGlobal('document', page);
    announced = [];
    page.addEventListener('announced', (event) => announced.push((event as CustomEvent<Announced>).detail));
    card = new SoundCard().install();
    hall = new ToldConnection();
    hall.settings({});
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test('however often the connection speaks, it is listened to once and a call is announced once', async () => {
    start();
    hall.announce([1]);
    for (let again = 0; again < 50; again += 1) {
      hall.status = again % 2 === 0 ? 'stale' : 'live';
      hall.tell();
    }
    await vi.advanceTimersByTimeAsync(60_000);
    expect(numbers()).toEqual(['1001']);
    expect(hall.listeners.size).toBe(1);
  });

  test('with no clip to be had at all, every call still has its turn and its words', async () => {
    const voice = start();
    hall.announce([1, 2, 3]);
    hall.tell();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(numbers()).toEqual(['1001', '1002', '1003']);
    expect(voice.getState().announced.map(({ text }) => text)[0]).toBe(
      'Xin mời số thứ tự một không không một, đến quầy số ba',
    );
    expect(voice.isIdle()).toBe(true);
  });

  test('a screen loaded anew goes on behind what was announced before', async () => {
    start();
    hall.announce([1]);
    hall.tell();
    await vi.advanceTimersByTimeAsync(60_000);
    start();
    hall.nowMs += 60_000;
    hall.announce([2]);
    hall.tell();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(numbers().filter((number) => number === '1001')).toHaveLength(1);
    expect(numbers()).toContain('1002');
  });

  test('a panel with a voice speaks for its own counter only', async () => {
    start('?counter=3&sound=on');
    hall.announce([1, 2], ['3', '4']);
    hall.tell();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(numbers()).toEqual(['1001']);
  });

  test('a screen of a zone speaks what its zone announces, and of an unknown zone what the hall does', async () => {
    hall.announce([1]);
    const zone = stageOf(actOf([callOf(7, { counter: '9' })]), { zone: 'tang-2', counters: ['9'] });
    hall.records.set(zone.id, zone);
    start('?zone=tang-2');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(numbers()).toEqual(['1007']);
    localStorage.setItem('motcua.display.last-call', '');
    start('?zone=nowhere');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(numbers()).toEqual(['1007', '1001']);
  });

  test('fetches the packs that speak in its zone, and anew what was recorded anew, without a reload', async () => {
    const speaks = (zone: string, ...packs: readonly SpeakingPack[]) =>
      hall.records.set(`stage/${zone}`, stageOf(null, { zone, packs }));
    const own = { pack: 'own-lan', language: 'vi', revision: '1' };
    speaks('hall', { pack: 'vi-south', language: 'vi', revision: '1' });
    speaks('tang-2', own);
    start('?zone=tang-2');
    await vi.advanceTimersByTimeAsync(10);
    expect(card.asked).toContain('/voice/own-lan/manifest.json?v=1');
    expect(card.asked.some((address) => address.startsWith('/voice/vi-south/'))).toBe(false);
    hall.tell();
    await vi.advanceTimersByTimeAsync(10);
    expect(card.asked.filter((address) => address.includes('manifest'))).toHaveLength(1);
    speaks('tang-2', { ...own, revision: '2' });
    hall.tell();
    await vi.advanceTimersByTimeAsync(10);
    expect(card.asked).toContain('/voice/own-lan/manifest.json?v=2');
  });

  test('says nothing aloud in muted hours, with the sound off, and unpaired', async () => {
    hall.settings({ mutedHours: [{ from: '07:00', to: '09:00' }] });
    hall.announce([1]);
    start();
    await vi.advanceTimersByTimeAsync(10_000);
    hall.settings({});
    hall.nowMs += 60_000;
    hall.announce([2]);
    start('?sound=off');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(announced.every(({ spoken }) => !spoken)).toBe(true);
    expect(numbers()).toEqual(['1001', '1002']);
    hall.identity = { kind: 'nobody' };
    hall.nowMs += 60_000;
    hall.announce([3]);
    start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(numbers()).not.toContain('1003');
  });

  test('asks for a tap only where the browser does not open the sound by itself', async () => {
    card.install('suspended');
    vi.spyOn(AudioContext.prototype, 'resume').mockImplementation(() => new Promise(() => undefined));
    const voice = start();
    expect(voice.getState().needsTap).toBe(false);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(voice.getState().needsTap).toBe(true);
    card.become('running');
    expect(voice.getState().needsTap).toBe(false);
  });
});

describe('a screen and the build it came from', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('is renewed for another version only, and never in the middle of an announcement', () => {
    const hall = new ToldConnection();
    const renew = vi.fn();
    let idle = false;
    watchBuild(hall.asConnection(), () => idle, renew, 1_000);
    vi.advanceTimersByTime(5_000);
    hall.version = '2';
    vi.advanceTimersByTime(5_000);
    expect(renew).not.toHaveBeenCalled();
    hall.status = 'stale';
    idle = true;
    vi.advanceTimersByTime(5_000);
    expect(renew).not.toHaveBeenCalled();
    hall.status = 'live';
    vi.advanceTimersByTime(5_000);
    expect(renew).toHaveBeenCalledOnce();
  });
});
