import { describe, expect, test } from 'vitest';
import {
  followTime,
  judge,
  noTime,
  placeOf,
  stretchAfter,
  type Timeline,
} from '../../server/domain/timeline.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 07:30 on Tuesday 24 November 2026 in the hall. */
const TUESDAY_MS = Date.UTC(2026, 10, 24, 0, 30);

/** The time line of working days that begin at these instants, nine hours each, something every half-hour. */
function lived(...mornings: number[]): Timeline {
  const time = noTime();
  let sequence = 0;
  for (const morning of mornings)
    for (let at = morning; at <= morning + 9 * HOUR_MS; at += HOUR_MS / 2) followTime(time, at, ++sequence);
  return time;
}

describe('the machine’s clock beside the record', () => {
  const evening = TUESDAY_MS + 9 * HOUR_MS;

  test.each([
    ['a minute later', evening + 60_000],
    ['the next morning', TUESDAY_MS + DAY_MS],
    ['after the Tết holiday', TUESDAY_MS + 12 * DAY_MS],
  ])('[TIME2] a start %s is followed', (_when, machineMs) => {
    expect(judge(lived(TUESDAY_MS), machineMs)).toEqual({ kind: 'follow' });
  });

  test.each([
    ['400 days ahead', TUESDAY_MS + 400 * DAY_MS, 'clock_far_ahead'],
    ['in 2099', Date.UTC(2099, 0, 1), 'clock_far_ahead'],
    ['in 1970', 60_000, 'clock_behind_record'],
    ['in 2000', Date.UTC(2000, 0, 1), 'clock_behind_record'],
    ['in 2015', Date.UTC(2015, 5, 1), 'clock_behind_record'],
    ['in the middle of a day that was lived', TUESDAY_MS + 4 * HOUR_MS, 'clock_behind_record'],
  ])('[TIME3] a start %s is not believed', (_when, machineMs, code) => {
    expect(judge(lived(TUESDAY_MS), machineMs)).toEqual({ kind: 'hold', code, doubt: true });
  });

  test('[TIME2] an hour behind the newest event is no other day', () => {
    expect(judge(lived(TUESDAY_MS), evening - HOUR_MS)).toEqual({
      kind: 'hold',
      code: 'clock_behind_record',
      doubt: false,
    });
  });

  test.each([1, 3, 40, 400, 26_000])(
    '[TIME4] a day %d days ahead does not hold once the machine tells the next true day',
    (days) => {
      // Tuesday itself, under a later date.
      const time = lived(TUESDAY_MS - DAY_MS, TUESDAY_MS + days * DAY_MS);
      for (const machineMs of [TUESDAY_MS + 20 * HOUR_MS, TUESDAY_MS + DAY_MS])
        expect(judge(time, machineMs)).toMatchObject({
          kind: 'rewind',
          stretch: { trustedMs: evening - DAY_MS, sinceMs: TUESDAY_MS + days * DAY_MS },
        });
    },
  );

  test('[TIME2] a Monday is not moved onto the Sunday before: on that nobody works', () => {
    const monday = TUESDAY_MS - DAY_MS;
    const time = lived(monday - 3 * DAY_MS, monday);
    const worked = (atMs: number) => ![0, 6].includes(new Date(atMs + 7 * HOUR_MS).getUTCDay());
    expect(judge(time, monday + HOUR_MS, worked)).toMatchObject({ kind: 'hold', doubt: true });
    expect(judge(time, monday + HOUR_MS)).toMatchObject({ kind: 'rewind' });
  });

  test('[TIME2] a day that follows the one before is not moved: there is no room for it', () => {
    expect(judge(lived(TUESDAY_MS, TUESDAY_MS + DAY_MS), TUESDAY_MS + DAY_MS)).toMatchObject({
      kind: 'hold',
      doubt: true,
    });
  });

  test('[TIME4] days on end under a wrong date do not hold either, while the leap is longer than they', () => {
    const wrong = TUESDAY_MS + 400 * DAY_MS;
    const time = lived(TUESDAY_MS, wrong, wrong + DAY_MS, wrong + 2 * DAY_MS);
    expect(judge(time, TUESDAY_MS + 3 * DAY_MS)).toMatchObject({
      kind: 'rewind',
      stretch: { sinceMs: wrong },
    });
  });

  test('[TIME2] a Saturday long past is the machine’s mistake and not that of the weeks since', () => {
    const mornings = [0, 1, 2, 3, 6, 7, 8, 9, 10].map((day) => TUESDAY_MS + day * DAY_MS);
    expect(judge(lived(...mornings), TUESDAY_MS + 4 * DAY_MS)).toMatchObject({ kind: 'hold', doubt: true });
  });

  test('[TIME4] a record that lies wholly in the future moves before now', () => {
    const time = lived(TUESDAY_MS + 400 * DAY_MS);
    expect(judge(time, TUESDAY_MS)).toMatchObject({ kind: 'rewind', stretch: { trustedMs: null } });
  });

  test('[TIME2] a record of 1970 speaks against no clock', () => {
    expect(judge(lived(60_000), TUESDAY_MS)).toEqual({ kind: 'follow' });
  });

  test('[TIME4] in a log of before hall time, which runs back where the clock was set back, the future is over', () => {
    const time = lived(TUESDAY_MS, TUESDAY_MS + 400 * DAY_MS);
    followTime(time, TUESDAY_MS + DAY_MS, 100);
    expect(judge(time, TUESDAY_MS + DAY_MS + HOUR_MS)).toEqual({ kind: 'follow' });
  });

  test('[TIME4] the stretch after a moment begins where the record leaps over it', () => {
    const time = lived(TUESDAY_MS, TUESDAY_MS + DAY_MS);
    expect(stretchAfter(time, evening + HOUR_MS)).toEqual({
      trustedMs: evening,
      sinceMs: TUESDAY_MS + DAY_MS,
      sinceSequence: 20,
    });
    expect(stretchAfter(time, TUESDAY_MS + HOUR_MS)).toBeUndefined();
  });
});

describe('where a stretch under a wrong date belongs', () => {
  const wrongEnd = TUESDAY_MS + 400 * DAY_MS + HOUR_MS;

  test('[TIME4] it keeps its time of day, on the latest day on which it lies before now', () => {
    const now = TUESDAY_MS + DAY_MS + 2 * HOUR_MS;
    expect(placeOf(wrongEnd, HOUR_MS, null, now)).toBe(TUESDAY_MS + DAY_MS + HOUR_MS);
    expect(placeOf(wrongEnd, HOUR_MS, null, TUESDAY_MS + DAY_MS)).toBe(TUESDAY_MS + HOUR_MS);
  });

  test('[TIME4] it never comes to lie before what is known to be right', () => {
    const trusted = TUESDAY_MS + 3 * HOUR_MS;
    expect(placeOf(wrongEnd, HOUR_MS, trusted, TUESDAY_MS + DAY_MS - HOUR_MS)).toBe(trusted + HOUR_MS);
  });
});
