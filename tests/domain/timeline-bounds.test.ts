import { describe, expect, test } from 'vitest';
import {
  correctTime,
  EARLIEST_MS,
  followTime,
  judge,
  noTime,
  placeOf,
  presentStretch,
  stretchAfter,
  type Timeline,
} from '../../server/domain/timeline.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const TUESDAY_MS = Date.UTC(2026, 10, 24, 0, 30);

/** A record of single events at these instants, from the first sequence on. */
function recorded(...instants: readonly number[]): Timeline {
  const time = noTime();
  for (const [at, atMs] of instants.entries()) followTime(time, atMs, at + 1);
  return time;
}
/** One event on Tuesday morning: nothing speaks for another day. */
const one = () => recorded(TUESDAY_MS);

describe('[TIME2] [TIME3] where the worth of a clock changes', () => {
  test('sixty days ahead are a long holiday, a millisecond more is another day', () => {
    expect(judge(one(), TUESDAY_MS + 60 * DAY_MS)).toEqual({ kind: 'follow' });
    expect(judge(one(), TUESDAY_MS + 60 * DAY_MS + 1)).toEqual({
      kind: 'hold',
      code: 'clock_far_ahead',
      doubt: true,
    });
  });

  test('two hours behind are a clock set wrong, a millisecond more may be another day', () => {
    // The hall worked then, so that nothing can have run ahead.
    const lived = recorded(...Array.from({ length: 6 }, (_, hour) => TUESDAY_MS + hour * HOUR_MS));
    const newest = TUESDAY_MS + 5 * HOUR_MS;
    const held = (behindMs: number) => judge(lived, newest - behindMs);
    expect(held(0)).toEqual({ kind: 'follow' });
    expect(held(2 * HOUR_MS)).toMatchObject({ kind: 'hold', code: 'clock_behind_record', doubt: false });
    expect(held(2 * HOUR_MS + 1)).toMatchObject({ kind: 'hold', doubt: true });
  });

  test('no clock is right before this program was written, nor in 2060', () => {
    const empty = noTime();
    expect(judge(empty, EARLIEST_MS)).toEqual({ kind: 'follow' });
    expect(judge(empty, EARLIEST_MS - 1)).toEqual({ kind: 'hold', code: 'clock_behind_record', doubt: true });
    const last = Date.UTC(2060, 0, 1);
    expect(judge(empty, last)).toEqual({ kind: 'follow' });
    expect(judge(empty, last + 1)).toEqual({ kind: 'hold', code: 'clock_far_ahead', doubt: true });
    // A record of before speaks against no clock; one of that very moment does.
    expect(judge(recorded(EARLIEST_MS - 1), EARLIEST_MS + 400 * DAY_MS)).toEqual({ kind: 'follow' });
    expect(judge(recorded(EARLIEST_MS), EARLIEST_MS + 400 * DAY_MS)).toMatchObject({ kind: 'hold' });
  });

  test('a record that ran ahead by twenty hours is moved onto the day before, by less it is a clock set by hours', () => {
    // Two events; the silence between them is where the clock may have leapt.
    const ahead = (byMs: number) =>
      judge(recorded(TUESDAY_MS, TUESDAY_MS + 40 * HOUR_MS), TUESDAY_MS + 40 * HOUR_MS - byMs);
    expect(ahead(20 * HOUR_MS)).toMatchObject({ kind: 'rewind' });
    expect(ahead(4 * HOUR_MS)).toMatchObject({ kind: 'hold' });
  });

  test('while the day is in doubt nothing is moved by itself', () => {
    const time = recorded(TUESDAY_MS, TUESDAY_MS + 40 * HOUR_MS);
    time.doubt = {
      code: 'clock_far_ahead',
      trustedMs: TUESDAY_MS + 40 * HOUR_MS,
      sinceMs: TUESDAY_MS + 41 * HOUR_MS,
      sinceSequence: 3,
      machineMs: 0,
      issued: [],
    };
    expect(judge(time, TUESDAY_MS + 10 * HOUR_MS)).toMatchObject({ kind: 'hold', doubt: true });
  });
});

describe('the silences of a record', () => {
  test('of six hours and more are kept, with what came after them; the newest forty', () => {
    const quiet = (ms: number) => recorded(TUESDAY_MS, TUESDAY_MS + ms).gaps;
    expect(quiet(6 * HOUR_MS - 1)).toEqual([]);
    expect(quiet(6 * HOUR_MS)).toEqual([{ sequence: 2, fromMs: TUESDAY_MS, toMs: TUESDAY_MS + 6 * HOUR_MS }]);
    const days = recorded(...Array.from({ length: 50 }, (_, day) => TUESDAY_MS + day * DAY_MS));
    expect(days.gaps).toHaveLength(40);
    expect(days.gaps.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, at) => at + 11));
    expect([days.firstMs, days.lastMs]).toEqual([TUESDAY_MS, TUESDAY_MS + 49 * DAY_MS]);
  });

  test('are forgotten where an old log runs back before them', () => {
    const time = recorded(TUESDAY_MS, TUESDAY_MS + DAY_MS, TUESDAY_MS + 2 * DAY_MS);
    followTime(time, TUESDAY_MS + DAY_MS, 4);
    expect(time.gaps.map(({ sequence }) => sequence)).toEqual([2]);
    followTime(time, TUESDAY_MS + DAY_MS - 1, 5);
    expect(time.gaps).toEqual([]);
    expect(time.lastMs).toBe(TUESDAY_MS + DAY_MS - 1);
  });

  test('a moment lies in one from its begin to before its end; before the record lies all of it', () => {
    const time = recorded(TUESDAY_MS, TUESDAY_MS + DAY_MS);
    const stretch = { trustedMs: TUESDAY_MS, sinceMs: TUESDAY_MS + DAY_MS, sinceSequence: 2 };
    expect(stretchAfter(time, TUESDAY_MS)).toEqual(stretch);
    expect(stretchAfter(time, TUESDAY_MS + DAY_MS - 1)).toEqual(stretch);
    expect(stretchAfter(time, TUESDAY_MS + DAY_MS)).toBeUndefined();
    expect(stretchAfter(time, TUESDAY_MS - 1)).toEqual({
      trustedMs: null,
      sinceMs: TUESDAY_MS,
      sinceSequence: 1,
    });
    expect(presentStretch(time)).toEqual(stretch);
    expect(presentStretch(one())).toEqual({ trustedMs: null, sinceMs: TUESDAY_MS, sinceSequence: 1 });
    expect(presentStretch(noTime())).toEqual({ trustedMs: null, sinceMs: 0, sinceSequence: 1 });
  });
});

describe('[TIME4] a record that was set right', () => {
  const leapt = TUESDAY_MS + 400 * DAY_MS;

  test('has its silence where the stretch lies now, and those within the stretch with it', () => {
    const time = recorded(TUESDAY_MS, leapt, leapt + DAY_MS);
    const shiftMs = -399 * DAY_MS;
    correctTime(time, { sinceMs: leapt, sinceSequence: 2, shiftMs }, leapt + DAY_MS + shiftMs);
    expect(time.gaps).toEqual([
      { sequence: 2, fromMs: TUESDAY_MS, toMs: TUESDAY_MS + DAY_MS },
      { sequence: 3, fromMs: TUESDAY_MS + DAY_MS, toMs: TUESDAY_MS + 2 * DAY_MS },
    ]);
    expect(time).toMatchObject({ firstMs: TUESDAY_MS, lastMs: TUESDAY_MS + 2 * DAY_MS, doubt: null });
  });

  test('has none where the stretch lies right after what came before', () => {
    const time = recorded(TUESDAY_MS, leapt);
    correctTime(
      time,
      { sinceMs: leapt, sinceSequence: 2, shiftMs: -400 * DAY_MS + HOUR_MS },
      TUESDAY_MS + HOUR_MS,
    );
    expect(time.gaps).toEqual([]);
    const whole = recorded(leapt);
    correctTime(whole, { sinceMs: leapt, sinceSequence: 1, shiftMs: -DAY_MS }, leapt - DAY_MS);
    expect(whole).toMatchObject({ firstMs: leapt - DAY_MS, lastMs: leapt - DAY_MS, gaps: [] });
  });

  test('goes back by whole days, so many that its end lies a minute before now', () => {
    const endMs = TUESDAY_MS + 2 * DAY_MS;
    expect(placeOf(endMs, HOUR_MS, null, TUESDAY_MS + DAY_MS + MINUTE_MS)).toBe(TUESDAY_MS + DAY_MS);
    expect(placeOf(endMs, HOUR_MS, null, TUESDAY_MS + DAY_MS + MINUTE_MS - 1)).toBe(TUESDAY_MS);
  });
});
