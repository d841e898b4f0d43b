import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { csvCell } from '../../server/reports/csv.ts';
import { compareKeys, mean, minutes, nearestRank, rounded, share } from '../../server/reports/figures.ts';
import { hasLeft, isPeriod, present, type TicketRow, ticketsOf } from '../../server/reports/source.ts';
import { waiting } from '../../server/reports/waiting.ts';

describe('figures', () => {
  test('the nearest rank is the smallest value that enough of all do not exceed', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0.5, 0.9, 0.91, 1, 0].map((part) => nearestRank(ten, part))).toEqual([5, 9, 10, 10, 1]);
    expect(nearestRank([7], 0.9)).toBe(7);
    expect(nearestRank([], 0.5)).toBeNull();
  });

  test('nothing has no mean and no share; minutes have two places and shares four', () => {
    expect(mean([])).toBeNull();
    expect(mean([1, 2, 6])).toBe(3);
    expect(minutes(null)).toBeNull();
    expect(minutes(100_000)).toBe(1.67);
    expect(share(1, 3)).toBe(0.3333);
    expect(share(0, 3)).toBe(0);
    expect(share(0, 0)).toBeNull();
    expect(rounded(2.345, 1)).toBe(2.3);
  });

  test('rows are ordered by their first key that differs: numbers by size, words as in Vietnamese, nothing last', () => {
    const sorted = <T extends readonly (string | number | null)[]>(rows: T[]) => [...rows].sort(compareKeys);
    expect(sorted([[10], [9], [null], [2]])).toEqual([[2], [9], [10], [null]]);
    expect(sorted([['Đất đai'], ['Hộ tịch'], ['Chứng thực'], ['Dân tộc']])).toEqual([
      ['Chứng thực'],
      ['Dân tộc'],
      ['Đất đai'],
      ['Hộ tịch'],
    ]);
    expect(sorted([['Quầy 10'], ['Quầy 9']])).toEqual([['Quầy 9'], ['Quầy 10']]);
    expect(compareKeys(['a', 1], ['a', 1])).toBe(0);
    expect(compareKeys(['a', 2], ['a', 1])).toBeGreaterThan(0);
    expect(compareKeys([null], ['a'])).toBeGreaterThan(0);
    expect(compareKeys(['a'], [null])).toBeLessThan(0);
  });

  test('a period begins before it ends and lasts a hundred years at most', () => {
    expect(isPeriod({ from: '2026-11-01', to: '2026-11-01' })).toBe(true);
    expect(isPeriod({ from: '2026-11-02', to: '2026-11-01' })).toBe(false);
    expect(isPeriod({ from: '1926-11-02', to: '2026-11-01' })).toBe(true);
    expect(isPeriod({ from: '1925-11-02', to: '2026-11-01' })).toBe(false);
  });
});

describe('a cell of CSV', () => {
  test.each(['=1+1', '+84', '-x', '@SUM(A1)', '\tx', '\rx'])('%j is no formula to a spreadsheet', (text) => {
    expect(csvCell(text).replaceAll('"', '').startsWith("'")).toBe(true);
  });

  test('numbers, negative ones too, stay numbers; nothing is empty; text is quoted where it has to be', () => {
    expect([-5, 0, 1.5].map(csvCell)).toEqual(['-5', '0', '1.5']);
    expect(csvCell(null)).toBe('');
    expect(csvCell('Hộ tịch')).toBe('Hộ tịch');
    expect(csvCell('a = b')).toBe('a = b');
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('a "b"')).toBe('"a ""b"""');
    expect(csvCell('a\nb')).toBe('"a\nb"');
  });
});

describe('tickets of a period', () => {
  const MINUTE = 60_000;
  const made = () => {
    const db = new Sqlite(':memory:');
    db.exec(`CREATE TABLE tickets (id TEXT, local_date TEXT, field TEXT, issued_at_ms INTEGER, wait_ms INTEGER,
        service_ms INTEGER, batch TEXT);
      CREATE TABLE import_batches (id TEXT, state TEXT);
      INSERT INTO import_batches VALUES ('whole', 'complete'), ('half', 'pending'), ('out', 'removed');`);
    const add = db.prepare('INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?)');
    const put = (
      id: string,
      date: string,
      waitMs: number | null,
      serviceMs: number | null,
      batch: string | null,
    ) => add.run(id, date, 'ho-tich', Date.parse(date), waitMs, serviceMs, batch);
    return { db, put };
  };

  test('are the hall’s own and those of imports that are complete, of both its days and those between', () => {
    const { db, put } = made();
    for (const date of ['2026-10-31', '2026-11-01', '2026-11-30', '2026-12-01'])
      for (const batch of [null, 'whole', 'half', 'out']) put(`${date} ${batch}`, date, 1, 1, batch);
    expect([...ticketsOf(db, '2026-11-01', '2026-11-30')].map(({ id }) => id)).toEqual([
      '2026-11-01 null',
      '2026-11-01 whole',
      '2026-11-30 null',
      '2026-11-30 whole',
    ]);
    db.close();
  });

  test('a wait of exactly the target is within it; whoever was never called has none', () => {
    const { db, put } = made();
    for (const [at, waitMs] of [15 * MINUTE, 15 * MINUTE + 1, 0, null].entries())
      put(`t${at}`, '2026-11-24', waitMs, null, null);
    const catalogue = { fieldName: () => 'Hộ tịch', targetMinutes: () => 15 } as never;
    const { rows, totals } = waiting.run(db, { from: '2026-11-24', to: '2026-11-24' }, catalogue);
    expect(rows).toMatchObject([
      {
        field: 'ho-tich',
        fieldName: 'Hộ tịch',
        targetMinutes: 15,
        called: 3,
        waitMeanMinutes: 10,
        waitP50Minutes: 15,
        waitP90Minutes: 15,
        withinTargetShare: 0.6667,
        serviceMeanMinutes: null,
      },
    ]);
    expect(totals).toMatchObject({ called: 3, withinTargetShare: 0.6667 });
    db.close();
  });

  test('left is whoever ended without ever having been called', () => {
    const row = (state: string, called_at_ms: number | null) => ({ state, called_at_ms }) as TicketRow;
    expect(
      [
        row('cancelled', null),
        row('expired', null),
        row('expired', 5),
        row('waiting', null),
        row('no_show', null),
      ].map(hasLeft),
    ).toEqual([true, true, false, false, false]);
    const waits = [{ wait_ms: 3 }, { wait_ms: null }, { wait_ms: 1 }, { wait_ms: 0 }] as TicketRow[];
    expect(present(waits, 'wait_ms')).toEqual([0, 1, 3]);
  });
});
