import { describe, expect, test } from 'vitest';
import {
  firstMemory,
  foretellMs,
  learnPace,
  learnPriority,
  learnWait,
  signShares,
  todayIntervalMs,
  turnDay,
  usualIntervalMs,
  type WaitMemory,
} from '../../server/domain/wait-memory.ts';

const MINUTE = 60_000;
const paceOf = (memory: WaitMemory) => memory.paces.get('a');
/** A call at a minute of somebody who drew at another. */
const call = (memory: WaitMemory, drawn: number, called: number, priority: string | null = null) =>
  learnPace(memory, 'a', { issuedAtMs: drawn * MINUTE, priority }, called * MINUTE);
const signs = (minutes: number, rollout = minutes) => ({
  rolloutMs: rollout * MINUTE,
  usualPaceMs: minutes * MINUTE,
  todayPaceMs: minutes * MINUTE,
  lastWaitMs: minutes * MINUTE,
  firstWaitMs: null,
});
const near = (minutes: number) => expect.closeTo(minutes * MINUTE, 3);

describe('the pace of a line', () => {
  test('is what the catalogue lets expect until calls were seen, and nears the calls with their number', () => {
    const memory = firstMemory();
    expect(usualIntervalMs(paceOf(memory), 8 * MINUTE)).toBe(8 * MINUTE);
    call(memory, 0, 10);
    expect(usualIntervalMs(paceOf(memory), 8 * MINUTE)).toBe(8 * MINUTE);
    // One interval of six minutes beside ten of eight, as if they had been seen.
    call(memory, 1, 16);
    expect(usualIntervalMs(paceOf(memory), 8 * MINUTE)).toEqual(near((6 + 10 * 8) / 11));
    // Another of ten: both are eight on average.
    call(memory, 2, 26);
    expect(usualIntervalMs(paceOf(memory), 2 * MINUTE)).toEqual(near((2 * 8 + 10 * 2) / 12));
  });

  test('of today begins with the usual one, as if five intervals had been seen', () => {
    const memory = firstMemory();
    for (const at of [10, 16, 26]) call(memory, 0, at);
    expect(todayIntervalMs(paceOf(memory), 10 * MINUTE)).toEqual(near((2 * 8 + 5 * 10) / 7));
    turnDay(memory);
    expect(todayIntervalMs(paceOf(memory), 10 * MINUTE)).toBe(10 * MINUTE);
    // What was usual stays; the first call of the new day ends no interval.
    call(memory, 1_440, 1_450);
    expect(paceOf(memory)).toMatchObject({ usualCount: 2, todayCount: 0, lastWaitMs: 10 * MINUTE });
  });

  test('counts no interval in which the line stood empty, and no absence at its full length', () => {
    const memory = firstMemory();
    call(memory, 0, 10);
    call(memory, 0, 15);
    // Drawn after the last call: the counter may have waited for somebody to come.
    call(memory, 16, 60);
    expect(paceOf(memory)).toMatchObject({ usualCount: 1, usualMs: 5 * MINUTE });
    // Two hours at lunch count as four usual intervals.
    call(memory, 50, 180);
    expect(paceOf(memory)).toMatchObject({ usualCount: 2, usualMs: ((5 + 4 * 5) / 2) * MINUTE });
  });

  test('the last wait is that of an ordinary ticket: who is called first has waited less than the next one will', () => {
    const memory = firstMemory();
    call(memory, 0, 12);
    call(memory, 10, 13, 'elderly');
    expect(paceOf(memory)?.lastWaitMs).toBe(12 * MINUTE);
  });

  test('priority people come after gaps that are told from the second one on, and none over night', () => {
    const memory = firstMemory();
    learnPriority(memory, 'a', 0);
    expect(paceOf(memory)).toMatchObject({ priorityCount: 0, priorityGapMs: 0 });
    learnPriority(memory, 'a', 20 * MINUTE);
    learnPriority(memory, 'a', 60 * MINUTE);
    expect(paceOf(memory)).toMatchObject({ priorityCount: 2, priorityGapMs: 30 * MINUTE });
    turnDay(memory);
    learnPriority(memory, 'a', 2_000 * MINUTE);
    expect(paceOf(memory)).toMatchObject({ priorityCount: 2, priorityGapMs: 30 * MINUTE });
  });
});

describe('what each sign of a wait is worth', () => {
  test('[EST4] the same before anything was seen, and by the fourth power of how far it missed of late', () => {
    const memory = firstMemory();
    for (const share of signShares(memory, 20)) expect(share).toBeCloseTo(1 / 5, 9);
    // Squares of misses, of which a thousandth is taken as given: 0.1 of the rollout, 0.2 of the others.
    memory.hall.losses.splice(0, 5, 0.099, 0.199, 0.199, 0.199, 0.199);
    const shares = signShares(memory, 20);
    expect(shares[0]).toBeCloseTo(4 / 8, 9);
    expect(shares[1]).toBeCloseTo(1 / 8, 9);
    expect(foretellMs(memory, 'a', signs(20, 40))).toEqual(near((40 + 20) / 2));
  });

  test('[EST4] a sign that has come near of late counts more than those that have not, for waits of that length first', () => {
    const memory = firstMemory();
    for (let wait = 0; wait < 60; wait += 1) learnWait(memory, 'a', signs(10, 20), 20 * MINUTE);
    const [rollout = 0, usual = 1] = signShares(memory, 12);
    expect(rollout).toBeGreaterThan(0.9);
    expect(usual).toBeLessThan(0.03);
    // Longer waits start from the hall's experience and have none of their own.
    const [longer = 0] = signShares(memory, 60);
    expect(longer).toBeGreaterThan(usual);
    expect(longer).toBeLessThan(rollout);
  });

  test('what forecasts of a length fell short by is added, the more the oftener', () => {
    const memory = firstMemory();
    learnWait(memory, 'a', signs(10), 20 * MINUTE);
    expect(foretellMs(memory, 'a', signs(10))).toEqual(near(10 + 10 / 51));
    // Of another length nothing is known.
    expect(foretellMs(memory, 'a', signs(50))).toEqual(near(50));
    // An official who was called away teaches half an hour at most.
    const other = firstMemory();
    learnWait(other, 'a', signs(10), 300 * MINUTE);
    expect(foretellMs(other, 'a', signs(10))).toEqual(near(10 + 30 / 51));
  });

  test('no forecast goes far beyond the longest wait of a line that is known, and none below nothing', () => {
    const memory = firstMemory();
    const learnt = (times: number) => {
      for (let wait = 0; wait < times; wait += 1) learnWait(memory, 'a', signs(10), 10 * MINUTE);
    };
    learnt(29);
    expect(foretellMs(memory, 'a', signs(90))).toEqual(near(90));
    learnt(1);
    expect(foretellMs(memory, 'a', signs(90))).toBeLessThanOrEqual(25 * MINUTE);
    expect(foretellMs(memory, 'a', signs(90))).toBeGreaterThan(24 * MINUTE);
    expect(foretellMs(memory, 'b', signs(90))).toEqual(near(90));
    memory.shortfalls[0]!.sum = -500;
    expect(foretellMs(memory, 'b', signs(1))).toBe(0);
  });

  test('where no wait was seen today the rollout speaks for it, and the wait so far of the first where somebody stands there', () => {
    const memory = firstMemory();
    const equal = (...five: number[]) => near(five.reduce((sum, each) => sum + each, 0) / 5);
    const none = { ...signs(10, 30), lastWaitMs: null };
    expect(foretellMs(memory, 'a', none)).toEqual(equal(30, 10, 10, 30, 20));
    expect(foretellMs(memory, 'a', { ...signs(10, 30), firstWaitMs: 18 * MINUTE })).toEqual(
      equal(30, 10, 10, 18, 14),
    );
  });
});
