import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StageRecord } from '../../common/protocol/stage.ts';
import { CallDirector } from '../../server/hall/call-director.ts';
import { HallVoices } from '../../server/voices/hall-voices.ts';
import { ShippedPacks } from '../../server/voices/speech-pack.ts';
import { HandClock as HandTimers } from '../support/hand-clock.ts';
import { OPENING_MS, TestHall } from '../support/test-hall.ts';

const ASSETS = join(import.meta.dirname, '../../common/assets');

describe('the call director of a running hall', () => {
  let hall: TestHall;
  let timers: HandTimers;
  let told: (readonly StageRecord[])[];
  let director: CallDirector;
  let unsubscribe: () => void;

  const direct = () => {
    const voices = new HallVoices(new ShippedPacks(ASSETS), () => undefined);
    director = new CallDirector({
      state: () => hall.hall.state,
      nowMs: () => hall.clock.nowMs(),
      clockRate: 1,
      voices: (zone) => voices.in(zone, hall.hall.state.settings),
      setTimer: (ms, act) => timers.setTimer(ms, act),
      tell: (records) => told.push(records),
    });
    unsubscribe = hall.hall.subscribe((events) => director.follow(events));
    director.start();
  };
  const clerk = (name: string) => hall.as(name, 'clerk');
  const admin = () => hall.as('admin', 'admin');
  const openCounter = async (counter: string, field: string) => {
    await clerk(`clerk-${counter}`).give('counter:open', { counter, fields: [field] });
    await admin().give('ticket:issue', { field, printer: null });
  };
  const call = async (counter: string) =>
    (await clerk(`clerk-${counter}`).give('counter:call-next', { counter })).ticket?.number;
  const act = (zone = 'hall') => director.records().find((each) => each.zone === zone)?.act ?? null;
  const onStage = (zone?: string) => act(zone)?.calls.map(({ number }) => number) ?? [];
  /** Lets the hall's clock and the director's timer run on together. */
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 100) {
      hall.clock.atMs += Math.min(100, left);
      timers.advance(Math.min(100, left));
    }
  };

  beforeEach(async () => {
    hall = await new TestHall().begin();
    timers = new HandTimers(OPENING_MS);
    told = [];
    direct();
    await openCounter('1', 'ho-tich');
    await openCounter('2', 'dat-dai');
  });
  afterEach(() => {
    unsubscribe();
    director.stop();
    hall.close();
  });

  test('a committed call comes on the stage at once and leaves it when its announcement is over', async () => {
    const number = await call('1');
    expect(onStage()).toEqual([number]);
    const lengthMs = Date.parse(act()?.endsAt ?? '') - hall.clock.nowMs();
    pass(lengthMs - 100);
    expect(onStage()).toEqual([number]);
    pass(200);
    expect(onStage()).toEqual([]);
    expect(told.at(-1)?.[0]?.act).toBeNull();
    expect(timers.pending).toBe(0);
  });

  test('a second call waits for its turn, and the desk is told until when', async () => {
    await call('1');
    const second = await call('2');
    const [stage] = director.records();
    expect(stage?.waiting.map(({ number }) => number)).toEqual([second]);
    const until = director.announcedUntil({ number: second ?? '', counter: '2' });
    expect(until).toBe(Date.parse(stage?.waiting[0]?.endsAt ?? ''));
    expect(until).toBeGreaterThan(Date.parse(stage?.act?.endsAt ?? ''));
    pass(Date.parse(stage?.act?.endsAt ?? '') - hall.clock.nowMs() + 100);
    expect(onStage()).toEqual([second]);
  });

  test('a number that left its counter while it waited is not announced', async () => {
    await call('1');
    await call('2');
    await clerk('clerk-2').give('counter:no-show', { counter: '2' });
    pass(30_000);
    expect(told.flat().some(({ act: shown }) => shown?.calls.some(({ counter }) => counter === '2'))).toBe(
      false,
    );
  });

  test('each zone announces its own counters, and both announce at the same time', async () => {
    await admin().give('settings:put', { zones: [{ code: 'tang-2', name: 'Tầng 2', counters: ['2'] }] });
    const first = await call('1');
    const second = await call('2');
    expect(onStage()).toEqual([first]);
    expect(onStage('tang-2')).toEqual([second]);
    // The hall's own stage announces it later: it counts as announced when all have heard it.
    const until = director.announcedUntil({ number: second ?? '', counter: '2' }) ?? 0;
    expect(until).toBeGreaterThan(Date.parse(act('tang-2')?.endsAt ?? ''));
    await admin().give('settings:put', { zones: [] });
    expect(director.records().map(({ zone }) => zone)).toEqual(['hall']);
  });

  test('after a restart the announcement under way goes on as it was, and what is over is not repeated', async () => {
    const number = await call('1');
    const second = await call('2');
    const before = act();
    const again = () => {
      unsubscribe();
      director.stop();
      hall.restart();
      direct();
    };
    pass(5_000);
    again();
    expect(act()).toEqual(before);
    expect(onStage()).toEqual([number]);
    pass(Date.parse(before?.endsAt ?? '') - hall.clock.nowMs() + 1_000);
    again();
    expect(onStage()).toEqual([second]);
    pass(20_000);
    again();
    expect(onStage()).toEqual([]);
  });
});
