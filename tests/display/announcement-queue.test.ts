import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advance,
  FRESH_MS,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type QueueSurroundings,
  startQueue,
  stepsOf,
} from '../../display/announcement-queue.ts';
import { callOf, NOW_MS } from './loudspeaker.ts';

const around = (change: Partial<QueueSurroundings> = {}): QueueSurroundings => ({
  nowMs: NOW_MS,
  muted: false,
  settings: { dialect: 'south', english: false },
  ...change,
});

/** Plays events one after the other and collects what the queue wants done. */
function run(
  events: readonly QueueEvent[],
  from: QueueState = startQueue(null, true),
  where: QueueSurroundings = around(),
) {
  const effects: QueueEffect[] = [];
  let state = from;
  for (const event of events) {
    const next = advance(state, event, where);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

/** Answers every step until silence. */
function talkOut(from: QueueState, where = around()) {
  const effects: QueueEffect[] = [];
  let state = from;
  for (let guard = 0; state.steps !== null; guard += 1) {
    if (guard > 10_000) throw new Error('the queue never falls silent');
    const next = advance(state, { kind: 'step-over' }, where);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const announced = (effects: readonly QueueEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'announce' ? [effect.call.number] : []));

describe('the queue of announcements', () => {
  test('five counters that call in one instant are all announced, in the order of the log', () => {
    const calls = [9, 7, 8, 6, 10].map((sequence) => callOf(sequence, { counter: sequence }));
    const heard = run([{ kind: 'calls', calls }]);
    expect(announced(heard.effects)).toEqual(['1006']);
    const rest = talkOut(heard.state);
    expect(announced(rest.effects)).toEqual(['1007', '1008', '1009', '1010']);
  });

  test('whatever comes in whatever order, each call sounds once and no two steps run together', () => {
    const scenario = fc.array(
      fc.oneof(
        { weight: 2, arbitrary: fc.constant('more' as const) },
        { weight: 1, arbitrary: fc.constant('again' as const) },
        { weight: 4, arbitrary: fc.constant('over' as const) },
        { weight: 1, arbitrary: fc.constant('silence' as const) },
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(scenario, (moves) => {
        let state = startQueue(null, true);
        let sequence = 0;
        let running = 0;
        const spoken: string[] = [];
        const take = (event: QueueEvent) => {
          if (event.kind === 'step-over') running -= 1;
          const next = advance(state, event, around());
          state = next.state;
          for (const effect of next.effects) if (effect.kind === 'run') running += 1;
          expect(running).toBeLessThanOrEqual(1);
          spoken.push(...announced(next.effects));
        };
        const known = () => Array.from({ length: Math.min(20, sequence) }, (_, at) => callOf(sequence - at));
        for (const move of moves) {
          if (move === 'more') sequence += 1 + (sequence % 3);
          if (move === 'over') {
            if (running > 0) take({ kind: 'step-over' });
          } else if (move === 'silence') {
            take({ kind: 'audible', audible: !state.audible });
          } else take({ kind: 'calls', calls: known() });
        }
        if (!state.audible) take({ kind: 'audible', audible: true });
        while (running > 0) take({ kind: 'step-over' });
        expect(spoken).toEqual(Array.from({ length: sequence }, (_, at) => String(1001 + at)));
        expect([state.waiting, state.steps]).toEqual([[], null]);
      }),
    );
  });

  test('the same calls heard a hundred times are one announcement', () => {
    const events = Array.from({ length: 100 }, (): QueueEvent => ({ kind: 'calls', calls: [callOf(1)] }));
    const heard = run(events);
    const rest = talkOut(heard.state);
    expect(announced([...heard.effects, ...rest.effects])).toEqual(['1001']);
  });

  test('a number called again is announced again', () => {
    const first = run([{ kind: 'calls', calls: [callOf(1)] }]);
    const silent = talkOut(first.state).state;
    const again = run([{ kind: 'calls', calls: [callOf(1), callOf(2, { number: '1001' })] }], silent);
    expect(announced(again.effects)).toEqual(['1001']);
  });

  test('an announcement is a chime and twice Vietnamese; English only where it is switched on, and last', () => {
    const packs = (english: boolean) =>
      stepsOf(callOf(5), { dialect: 'north', english }).flatMap((step) =>
        step.kind === 'pause' ? ['pause'] : [[...new Set(step.clips.map(({ pack }) => pack))].join()],
      );
    expect(packs(false)).toEqual(['chime', 'vi-north', 'pause', 'vi-north', 'pause']);
    expect(packs(true)).toEqual(['chime', 'vi-north', 'pause', 'vi-north', 'pause', 'en', 'pause']);
  });

  test('the number is read digit by digit and the counter as a number', () => {
    const steps = stepsOf(callOf(5, { counter: 21 }), { dialect: 'south', english: false });
    const keys =
      steps[1]?.kind === 'clips' ? steps[1].clips.map((clip) => ('key' in clip ? clip.key : '')) : [];
    expect(keys).toEqual([
      'please-number',
      'digit-1',
      'digit-0',
      'digit-0',
      'digit-5',
      'to-counter',
      'number-21',
    ]);
  });

  test('a screen that comes late passes over calls whose citizen has long stood up', () => {
    const old = callOf(1, { atMs: NOW_MS - FRESH_MS });
    const heard = run([{ kind: 'calls', calls: [old, callOf(2)] }]);
    expect(announced([...heard.effects, ...talkOut(heard.state).effects])).toEqual(['1002']);
  });

  test('after a reload what was announced before is not said again, and the rest is', () => {
    const kept = { sequence: 2, atMs: NOW_MS };
    const heard = run([{ kind: 'calls', calls: [callOf(1), callOf(2), callOf(3)] }], startQueue(kept, true));
    expect(announced(heard.effects)).toEqual(['1003']);
  });

  test('the mark is kept when an announcement begins, not when the call is heard', () => {
    const heard = run([{ kind: 'calls', calls: [callOf(1), callOf(2)] }]);
    const marks = heard.effects.filter((effect) => effect.kind === 'keep');
    expect(marks).toEqual([{ kind: 'keep', mark: { sequence: 1, atMs: NOW_MS } }]);
  });

  test('a hall whose log was begun anew is heard at once', () => {
    const kept = { sequence: 900, atMs: NOW_MS - 3_600_000 };
    const heard = run([{ kind: 'calls', calls: [callOf(4)] }], startQueue(kept, true));
    expect(announced(heard.effects)).toEqual(['1004']);
  });

  test('in muted hours the words go on without the voice', () => {
    const heard = run(
      [{ kind: 'calls', calls: [callOf(1), callOf(2)] }],
      startQueue(null, true),
      around({ muted: true }),
    );
    expect(heard.effects.filter((effect) => effect.kind === 'run')).toEqual([]);
    expect(announced(heard.effects)).toEqual(['1001', '1002']);
    expect(heard.effects.find((effect) => effect.kind === 'announce')).toMatchObject({
      spoken: false,
      text: 'Xin mời số thứ tự một không không một, đến quầy số ba',
    });
  });

  test('a browser without sound keeps fresh calls for the tap and lets old ones go', () => {
    const silent = run([{ kind: 'calls', calls: [callOf(1), callOf(2, { atMs: NOW_MS + 60_000 })] }], {
      ...startQueue(null, false),
    });
    expect(silent.effects).toEqual([]);
    const tapped = run(
      [{ kind: 'audible', audible: true }],
      silent.state,
      around({ nowMs: NOW_MS + FRESH_MS + 1 }),
    );
    expect(announced([...tapped.effects, ...talkOut(tapped.state).effects])).toEqual(['1002']);
  });
});
