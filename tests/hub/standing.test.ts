import { describe, expect, test } from 'vitest';
import { withoutSmallCells } from '../../server/hub/small-cells.ts';
import { alertsOf, type Heard, newestVersion, standingOf } from '../../server/hub/standing.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const heard = (more: Partial<Heard> = {}): Heard => ({
  lastHeardMs: 8 * HOUR,
  behindSinceMs: null,
  openSpans: [
    { fromMs: 7.5 * HOUR, toMs: 11.5 * HOUR },
    { fromMs: 13.5 * HOUR, toMs: 17 * HOUR },
    { fromMs: 31.5 * HOUR, toMs: 35.5 * HOUR },
  ],
  forked: false,
  clockApartMs: 0,
  version: '0.1.0',
  paperOutSinceMs: null,
  ...more,
});

describe('how a hall stands', () => {
  test.each<[string, Partial<Heard>, number, string]>([
    ['it never sent anything', { lastHeardMs: null }, 9 * HOUR, 'never'],
    ['it was heard a moment ago', {}, 8 * HOUR + MINUTE, 'live'],
    ['three minutes of its opening hours are without it', {}, 8 * HOUR + 4 * MINUTE, 'late'],
    ['ten minutes are', {}, 8 * HOUR + 11 * MINUTE, 'silent'],
    ['it went off at closing, and it is night', { lastHeardMs: 17 * HOUR }, 26 * HOUR, 'live'],
    ['it is the next morning and it did not come back', { lastHeardMs: 17 * HOUR }, 31.7 * HOUR, 'silent'],
    ['the noon rest does not count', { lastHeardMs: 11.5 * HOUR }, 13.5 * HOUR + 2 * MINUTE, 'live'],
    ['part of its log is missing for minutes', { behindSinceMs: 8 * HOUR - 6 * MINUTE }, 8 * HOUR, 'late'],
    ['it has no hours known and is unheard for weeks', { openSpans: [] }, 20 * 24 * HOUR, 'silent'],
  ])('%s', (_case, more, now, state) => {
    expect(standingOf(heard(more), now)).toBe(state);
  });

  test('what the province should see to is named', () => {
    const troubled = heard({ forked: true, clockApartMs: -3 * MINUTE, paperOutSinceMs: 6 * HOUR });
    expect(alertsOf(troubled, '0.2.0', 8 * HOUR)).toEqual([
      'forked',
      'clock_apart',
      'version_behind',
      'paper_out',
    ]);
    expect(alertsOf(heard({ paperOutSinceMs: 7.5 * HOUR }), '0.1.0', 8 * HOUR)).toEqual([]);
  });

  test('the newest version is by number, not by letter', () => {
    expect(newestVersion(['0.9.0', '0.10.1', '0.10.0'])).toBe('0.10.1');
    expect(newestVersion([])).toBeNull();
  });
});

describe('small cells', () => {
  const row = (hall: string, drawn: number) => ({ hall, drawn, waitMeanMinutes: 3 });
  const shown = (...counts: number[]) =>
    withoutSmallCells(
      {
        rows: counts.map((drawn, at) => row(`h${at}`, drawn)),
        totals: { drawn: counts.reduce((a, b) => a + b, 0) },
      },
      new Set(['hall']),
    );

  test('groups under five are there without figures; five is shown', () => {
    expect(shown(4, 3, 5).rows).toEqual([
      { hall: 'h0', drawn: null, waitMeanMinutes: null },
      { hall: 'h1', drawn: null, waitMeanMinutes: null },
      row('h2', 5),
    ]);
  });

  test('one hidden group cannot be worked out from the sum: the next smallest is hidden too', () => {
    expect(shown(4, 30, 9).rows.map(({ drawn }) => drawn)).toEqual([null, 30, null]);
  });

  test('a sum under five is hidden', () => {
    expect(shown(2, 1).totals).toEqual({ drawn: null });
  });
});
