import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StageAct } from '../../common/protocol/stage.ts';
import {
  advance,
  type QueueEffect,
  type QueueEvent,
  type QueueState,
  type QueueSurroundings,
  spokenCall,
  startQueue,
  stepsOf,
} from '../../display/announcement-queue.ts';
import { actOf, callOf, clipName, NOW_MS, packOf } from './loudspeaker.ts';

const around = (change: Partial<QueueSurroundings> = {}): QueueSurroundings => ({
  nowMs: NOW_MS,
  muted: false,
  settings: { dialect: 'south' },
  ...change,
});

const isoAt = (afterMs: number) => new Date(NOW_MS + afterMs).toISOString();
const act = (announced: StageAct | null): QueueEvent => ({ kind: 'act', act: announced });

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
    if (guard > 1_000) throw new Error('the queue never falls silent');
    const next = advance(state, { kind: 'step-over' }, where);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

const announced = (effects: readonly QueueEffect[]) =>
  effects.flatMap((effect) => (effect.kind === 'announce' ? [effect.call.number] : []));
const played = (effects: readonly QueueEffect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'run' && effect.step.kind === 'clips' ? [effect.step.clips.map(clipName).join(' ')] : [],
  );

const FULL_1001 = 'please-number digit-1 digit-0 digit-0 digit-1 to-counter number-3';

describe('what a screen speaks of the stage', () => {
  test('a lone call is a chime and twice Vietnamese; English only where it belongs to it, and last', () => {
    const heard = (packs: readonly string[]) =>
      stepsOf(actOf([callOf(5)], { packs })).flatMap((step) =>
        step.kind === 'pause' ? ['pause'] : [[...new Set(step.clips.map(packOf))].join()],
      );
    expect(heard(['vi-north'])).toEqual(['chime', 'vi-north', 'pause', 'vi-north', 'pause']);
    expect(heard(['vi-north', 'en'])).toEqual([
      'chime',
      'vi-north',
      'pause',
      'vi-north',
      'pause',
      'en',
      'pause',
    ]);
  });

  test('calls that share an announcement have one chime, one opening and their own numbers and counters', () => {
    const shared = actOf([callOf(5), callOf(6, { counter: '21' })]);
    const heard = run([act(shared)]);
    const rest = talkOut(heard.state);
    expect(played([...heard.effects, ...rest.effects])).toEqual([
      'chime',
      'please-number digit-1 digit-0 digit-0 digit-5 to-counter number-3',
      'digit-1 digit-0 digit-0 digit-6 to-counter number-21',
    ]);
    expect(announced(heard.effects)).toEqual(['1005', '1006']);
  });

  test('a counter without a spoken number is spelled by its code', () => {
    expect(spokenCall(callOf(1, { spokenNumber: null, counter: 'B2' })).counter).toBe('B2');
    expect(spokenCall(callOf(1)).counter).toBe(3);
  });

  test('an announcement told a hundred times is spoken once', () => {
    const heard = run(Array.from({ length: 100 }, () => act(actOf([callOf(1)]))));
    const rest = talkOut(heard.state);
    const again = run([act(actOf([callOf(1)])), act(null)], rest.state);
    expect(announced([...heard.effects, ...rest.effects, ...again.effects])).toEqual(['1001']);
  });

  test('a number called again is announced again', () => {
    const silent = talkOut(run([act(actOf([callOf(1)]))]).state).state;
    const later = actOf([callOf(2, { number: '1001' })], { startsAt: isoAt(13_000) });
    const again = run([act(later)], silent, around({ nowMs: NOW_MS + 13_000 }));
    expect(announced(again.effects)).toEqual(['1001']);
  });

  test('what the hall shortens loses its second reading and its English, and never the word being said', () => {
    const whole = actOf([callOf(1)], { packs: ['vi-south', 'en'] });
    const begun = run([act(whole)]);
    const reading = advance(begun.state, { kind: 'step-over' }, around());
    const shortened = run([act({ ...whole, readings: 1, spoken: whole.spoken.slice(0, 1) })], reading.state);
    expect(played([...begun.effects, ...reading.effects, ...talkOut(shortened.state).effects])).toEqual([
      'chime',
      FULL_1001,
    ]);
  });

  test('a screen that is behind finishes what it says before it takes up the next', () => {
    const begun = run([act(actOf([callOf(1)]))]);
    const next = actOf([callOf(2)], { startsAt: isoAt(12_000) });
    const late = around({ nowMs: NOW_MS + 12_000 });
    const told = run([act(next)], begun.state, late);
    expect(told.effects).toEqual([]);
    expect(announced(talkOut(told.state, late).effects)).toEqual(['1002']);
    // Withdrawn before it came on: it is not said after all.
    expect(announced(talkOut(run([act(null)], told.state).state, late).effects)).toEqual([]);
  });

  test('who joins late hears it once, and past its half not at all: nothing overtaken is ever read', () => {
    const early = run([act(actOf([callOf(1)]))], startQueue(null, true), around({ nowMs: NOW_MS + 3_000 }));
    expect(played([...early.effects, ...talkOut(early.state).effects])).toEqual([
      'chime',
      FULL_1001,
      FULL_1001,
    ]);
    const late = run([act(actOf([callOf(1)]))], startQueue(null, true), around({ nowMs: NOW_MS + 6_000 }));
    expect(played([...late.effects, ...talkOut(late.state).effects])).toEqual(['chime', FULL_1001]);
    const past = run([act(actOf([callOf(1)]))], startQueue(null, true), around({ nowMs: NOW_MS + 6_001 }));
    expect(announced(past.effects)).toEqual([]);
    expect(past.state.steps).toBeNull();
  });

  test('after a reload what was begun before is not said again, and the next is', () => {
    const kept = startQueue({ sequence: 1, atMs: NOW_MS }, true);
    expect(run([act(actOf([callOf(1)]))], kept).effects).toEqual([]);
    const next = actOf([callOf(2)], { startsAt: isoAt(12_000) });
    expect(announced(run([act(next)], kept, around({ nowMs: NOW_MS + 12_000 })).effects)).toEqual(['1002']);
    // A view that is older than what was begun.
    const before = actOf([callOf(9)], { startsAt: isoAt(-12_000) });
    expect(run([act(before)], kept).effects).toEqual([]);
  });

  test('the mark is kept when an announcement begins', () => {
    const heard = run([act(actOf([callOf(1), callOf(2)]))]);
    const marks = heard.effects.filter((effect) => effect.kind === 'keep');
    expect(marks).toEqual([{ kind: 'keep', mark: { sequence: 1, atMs: NOW_MS } }]);
  });

  test('in muted hours the words go on without the voice', () => {
    const heard = run([act(actOf([callOf(1)]))], startQueue(null, true), around({ muted: true }));
    expect(heard.effects.filter((effect) => effect.kind === 'run')).toEqual([]);
    expect(heard.effects.find((effect) => effect.kind === 'announce')).toMatchObject({
      spoken: false,
      text: 'Xin mời số thứ tự một không không một, đến quầy số ba',
    });
    expect(heard.state.steps).toBeNull();
  });

  test('after the tap that opens the sound the announcement under way is still said', () => {
    const silent = run([act(actOf([callOf(1)]))], startQueue(null, false));
    expect(silent.effects).toEqual([]);
    const tapped = run([{ kind: 'audible', audible: true }, act(actOf([callOf(1)]))], silent.state);
    expect(announced(tapped.effects)).toEqual(['1001']);
  });

  test('whatever is told in whatever order, no two steps run together and nothing is said twice', () => {
    const moves = fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: fc.record({ kind: fc.constant('act' as const), n: fc.integer({ min: 1, max: 9 }) }),
        },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('none' as const) }) },
        { weight: 5, arbitrary: fc.record({ kind: fc.constant('over' as const) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('audible' as const), on: fc.boolean() }) },
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(moves, (script) => {
        let state = startQueue(null, true);
        let running = 0;
        const spoken: string[] = [];
        for (const move of script) {
          if (move.kind === 'over' && running === 0) continue;
          const at = move.kind === 'act' ? move.n * 12_000 : 0;
          const event: QueueEvent =
            move.kind === 'act'
              ? act(actOf([callOf(move.n)], { startsAt: isoAt(at) }))
              : move.kind === 'none'
                ? act(null)
                : move.kind === 'over'
                  ? { kind: 'step-over' }
                  : { kind: 'audible', audible: move.on };
          if (move.kind === 'over') running -= 1;
          const nowMs = Math.max(NOW_MS, ...(move.kind === 'act' ? [NOW_MS + at] : []));
          const next = advance(state, event, around({ nowMs }));
          state = next.state;
          for (const effect of next.effects) if (effect.kind === 'run') running += 1;
          expect(running).toBeLessThanOrEqual(1);
          spoken.push(...announced(next.effects));
        }
        expect(new Set(spoken).size).toBe(spoken.length);
        expect([...spoken].sort()).toEqual(spoken);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});
