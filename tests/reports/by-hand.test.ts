import Sqlite, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { comparison } from '../../server/reports/comparison.ts';
import { counters } from '../../server/reports/counters.ts';
import { estimateError } from '../../server/reports/estimate-error.ts';
import { common, united } from '../../server/reports/open-hours.ts';

const MINUTE = 60_000;
const MORNING = Date.UTC(2026, 10, 24, 1);
const catalogue = {
  fieldName: (code: string) => (code === 'a' ? 'Lĩnh vực A' : undefined),
  targetMinutes: () => 15,
} as never;

let db: Database;
beforeEach(() => {
  db = new Sqlite(':memory:');
  db.exec(`CREATE TABLE tickets (id TEXT, local_date TEXT, slot INTEGER, field TEXT, drawn_field TEXT, state TEXT,
      counter TEXT, officer TEXT, issued_at_ms INTEGER, called_at_ms INTEGER, wait_ms INTEGER, service_ms INTEGER,
      estimate_low INTEGER, estimate_high INTEGER, expected_wait_ms INTEGER, queue_wait_ms INTEGER,
      claimed_share REAL, batch TEXT, outcome TEXT, started_at_ms INTEGER,
      last_called_at_ms INTEGER, finished_at_ms INTEGER);
    CREATE TABLE import_batches (id TEXT, state TEXT);
    CREATE TABLE counter_sessions (counter TEXT, officer TEXT, local_date TEXT, opened_at_ms INTEGER,
      closed_at_ms INTEGER, by_hand INTEGER, present_until_ms INTEGER);
    CREATE TABLE counter_pauses (counter TEXT, reason TEXT, paused_at_ms INTEGER, resumed_at_ms INTEGER);`);
});
afterEach(() => db.close());

let count = 0;
function ticket(of: Record<string, string | number | null>): void {
  count += 1;
  const row = {
    id: `t${count}`,
    local_date: '2026-11-24',
    slot: 16,
    field: 'a',
    state: 'done',
    issued_at_ms: MORNING,
    ...of,
  };
  const given: Record<string, string | number | null> = { drawn_field: String(row.field), ...row };
  const columns = Object.keys(given);
  db.prepare(
    `INSERT INTO tickets (${columns.join(', ')}) VALUES (${columns.map((each) => `@${each}`).join(', ')})`,
  ).run(given);
}

describe('announced waits', () => {
  /** Drawn and called at these minutes, with what was foretold, announced and claimed. */
  const announced = (
    [drawn, called]: readonly [number, number | null],
    expected: number | null,
    [low, high]: readonly [number, number],
    more: Record<string, string | number | null> = {},
  ) =>
    ticket({
      issued_at_ms: MORNING + drawn * MINUTE,
      called_at_ms: called === null ? null : MORNING + called * MINUTE,
      expected_wait_ms: expected === null ? null : expected * MINUTE,
      estimate_low: low,
      estimate_high: high,
      claimed_share: 0.8,
      ...more,
    });
  const run = (per: 'field' | 'slot' | 'length' = 'field') =>
    estimateError.run(db, { from: '2026-11-24', to: '2026-11-24', per }, catalogue);

  test('an error is what was waited less what was expected; a range holds both of its ends', () => {
    announced([0, 10], 8, [5, 10]);
    announced([1, 6], 9, [5, 10]);
    announced([2, 13], 11, [5, 10], { claimed_share: 0.9 });
    // Never called: nothing is known of its wait. Nothing announced: nothing to hold it against.
    announced([3, null], 8, [5, 10]);
    ticket({ issued_at_ms: MORNING + 4 * MINUTE, called_at_ms: MORNING + 9 * MINUTE });
    const { rows, totals } = run();
    // 10 − 8, 5 − 9 and 11 − 11.
    expect(totals).toMatchObject({
      estimates: 3,
      biasMinutes: -0.67,
      meanErrorMinutes: 2,
      rmseMinutes: 2.58,
      withinShare: 0.6667,
      claimedShare: 0.8333,
    });
    expect(rows).toMatchObject([{ field: 'a', fieldName: 'Lĩnh vực A', estimates: 3 }]);
  });

  test('a ticket of before the expectation was kept stands for the middle of its range, and claims nothing', () => {
    announced([0, 10], null, [5, 25], { claimed_share: null });
    expect(run().totals).toMatchObject({ biasMinutes: -5, claimedShare: null });
  });

  test('is compared with the last wait of its own line known when it was drawn, and with the queue, on the same tickets', () => {
    announced([0, 10], 8, [5, 10], { queue_wait_ms: 4 * MINUTE });
    // Another line’s wait says nothing of this one.
    announced([0, 2], 8, [5, 10], { drawn_field: 'b', field: 'b', queue_wait_ms: 0 });
    // Drawn in the moment in which the first was called, after ten minutes.
    announced([10, 24], 12, [10, 15], { queue_wait_ms: 8 * MINUTE });
    // Nobody knows what the queue would have said.
    announced([11, 31], 30, [15, 20], { queue_wait_ms: null });
    const { totals } = run();
    expect(totals).toMatchObject({
      estimates: 4,
      compared: 1,
      ownRmseMinutes: 2,
      lastWaitRmseMinutes: 4,
      queueRmseMinutes: 6,
    });
  });

  test('lengths are told apart by what was expected, each from its lower bound on', () => {
    for (const expected of [0, 4.9, 5, 19, 20, 80, 200]) announced([0, 10], expected, [5, 10]);
    expect(run('length').rows.map((row) => [row.length, row.estimates])).toEqual([
      ['0–5', 2],
      ['5–10', 1],
      ['10–20', 1],
      ['20–40', 1],
      ['80+', 2],
    ]);
  });
});

describe('counters and officers', () => {
  const session = (officer: string, from: number, to: number | null, more: object = {}) =>
    db
      .prepare('INSERT INTO counter_sessions VALUES (@counter, @officer, @date, @from, @to, @byHand, @until)')
      .run({
        counter: '1',
        officer,
        date: '2026-11-24',
        from: MORNING + from * MINUTE,
        to: to === null ? null : MORNING + to * MINUTE,
        byHand: 1,
        until: null,
        ...more,
      });
  const pause = (from: number, to: number | null) =>
    db
      .prepare('INSERT INTO counter_pauses VALUES (?, ?, ?, ?)')
      .run('1', 'Họp', MORNING + from * MINUTE, to === null ? null : MORNING + to * MINUTE);
  const run = () => counters.run(db, { from: '2026-11-24', to: '2026-11-24' }, catalogue);

  test('busy is the part of the time open and not paused that somebody was there', () => {
    session('lan', 0, 100);
    pause(10, 30);
    for (const service of [20, 20, null])
      ticket({ counter: '1', officer: 'lan', service_ms: service === null ? null : service * MINUTE });
    // No visit that ended: it counts for nobody.
    ticket({ counter: '1', officer: 'lan', state: 'no_show', service_ms: 5 * MINUTE });
    expect(run().rows).toEqual([
      {
        counter: '1',
        officer: 'lan',
        served: 3,
        openMinutes: 100,
        pausedMinutes: 20,
        busyMinutes: 40,
        busyShare: 0.5,
        notClosedByHand: 0,
      },
    ]);
  });

  test('a pause belongs to the session in which it began, and lasts no longer than that', () => {
    session('lan', 0, 60);
    session('hoa', 60, 120);
    pause(50, 70);
    pause(110, null);
    expect(run().rows).toMatchObject([
      { officer: 'hoa', openMinutes: 60, pausedMinutes: 10 },
      { officer: 'lan', openMinutes: 60, pausedMinutes: 10 },
    ]);
    expect(run().totals).toMatchObject({ openMinutes: 120, pausedMinutes: 20, busyShare: 0 });
  });

  test('whose counter another hand closed was there until the last sign, and it is told', () => {
    session('lan', 0, 600, { byHand: 0, until: MORNING + 480 * MINUTE });
    expect(run().rows).toMatchObject([{ openMinutes: 480, notClosedByHand: 1 }]);
  });
});

describe('two periods side by side', () => {
  const drawnOn = (date: string, waits: readonly (number | null)[], field = 'a') => {
    for (const wait of waits)
      ticket({
        local_date: date,
        field,
        issued_at_ms: Date.parse(date),
        wait_ms: wait === null ? null : wait * MINUTE,
      });
  };

  test('without a second one it is the same number of days just before, by the working day', () => {
    drawnOn('2026-11-09', [1, 1, 1]);
    drawnOn('2026-11-10', [4, 8]);
    drawnOn('2026-11-13', [6]);
    drawnOn('2026-11-14', [10, 12, null]);
    drawnOn('2026-11-17', [14, 12]);
    drawnOn('2026-11-18', [1]);
    const { rows, totals } = comparison.run(db, { from: '2026-11-14', to: '2026-11-17' }, catalogue);
    // Four days: the 10th to the 13th.
    expect(totals).toMatchObject({
      drawn: 5,
      drawnBefore: 3,
      workingDays: 2,
      workingDaysBefore: 2,
      perDay: 2.5,
      perDayBefore: 1.5,
      changeShare: 0.6667,
      waitMeanMinutes: 12,
      waitMeanBeforeMinutes: 6,
      waitDifferenceMinutes: 6,
    });
    expect(rows).toHaveLength(1);
  });

  test('a field of one period alone has no change, and days are those of the whole hall', () => {
    drawnOn('2026-11-10', [5]);
    drawnOn('2026-11-11', [5], 'b');
    drawnOn('2026-11-12', [5, 5, 5]);
    const { rows } = comparison.run(
      db,
      { from: '2026-11-12', to: '2026-11-12', beforeFrom: '2026-11-10', beforeTo: '2026-11-11' },
      catalogue,
    );
    expect(rows).toMatchObject([
      { field: 'a', fieldName: 'Lĩnh vực A', perDay: 3, perDayBefore: 0.5, changeShare: 5 },
      { field: 'b', fieldName: 'b', drawn: 0, drawnBefore: 1, changeShare: -1, waitDifferenceMinutes: null },
    ]);
  });
});

test('stretches of time that meet become one, and what lies in both is theirs', () => {
  const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });
  expect(united([span(5, 9), span(1, 3), span(3, 4), span(7, 8), span(20, 20)])).toEqual([
    span(1, 4),
    span(5, 9),
  ]);
  expect(common([span(1, 4), span(5, 9)], [span(3, 6), span(9, 12)])).toEqual([span(3, 4), span(5, 6)]);
});
