import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { basisOf } from '../../server/reports/basis.ts';
import { measure, type ReportCatalogue, type ReportDefinition } from '../../server/reports/report.ts';

/** Numbers drawn on each working day, and how many of them within target. */
const DAYS = [
  ['2026-11-02', 100, 60],
  ['2026-11-03', 120, 90],
  ['2026-11-04', 80, 40],
  ['2026-11-05', 110, 77],
  ['2026-11-06', 90, 63],
] as const;
const CATALOGUE = {} as ReportCatalogue;

const asked: { from: string; to: string }[] = [];
const report: ReportDefinition = {
  id: 'made',
  title: 'Made',
  params: z.any(),
  columns: [
    measure('drawn'),
    measure('withinTargetShare'),
    measure('waitMeanMinutes'),
    measure('targetMinutes'),
    measure('drawnBefore'),
    { key: 'note', title: 'Ghi chú' },
  ],
  run(_db, params) {
    const { from, to } = params as { from: string; to: string };
    asked.push({ from, to });
    const days = DAYS.filter(([day]) => day >= from && day <= to);
    const drawn = days.reduce((sum, [, count]) => sum + count, 0);
    const within = days.reduce((sum, [, , count]) => sum + count, 0);
    return {
      rows: [],
      totals: {
        drawn,
        withinTargetShare: within / drawn,
        waitMeanMinutes: null,
        targetMinutes: 15,
        drawnBefore: 7,
      },
    };
  },
};

let db: Sqlite.Database;
beforeEach(() => {
  asked.length = 0;
  db = new Sqlite(':memory:');
  db.exec(
    'CREATE TABLE tickets (local_date TEXT, batch TEXT); CREATE TABLE import_batches (id TEXT, state TEXT)',
  );
  const draw = db.prepare('INSERT INTO tickets VALUES (?, ?)');
  for (const [day] of DAYS) for (const batch of [null, null, 'whole']) draw.run(day, batch);
  // Of an import that was not completed: it counts nowhere.
  draw.run('2026-11-07', 'half');
  db.exec("INSERT INTO import_batches VALUES ('whole', 'complete'), ('half', 'begun')");
});
afterEach(() => void db.close());

const found = (from: string, to: string) =>
  basisOf(db, report, { from, to }, CATALOGUE, report.run(db, { from, to }, CATALOGUE));

describe('what the figures of a report rest on', () => {
  test('days of the record, figures a working day, and intervals from the parts of the period', () => {
    const basis = found('2026-11-01', '2026-11-30');
    expect(basis).toMatchObject({ from: '2026-11-02', to: '2026-11-06', workingDays: 5 });
    // Mean 100 a day; standard deviation of 100, 120, 80, 110, 90 is 15.811; 2.776 × 15.811 / √5 = 19.629.
    expect(basis.measures.drawn?.perDay).toBe(100);
    expect(basis.measures.drawn?.low).toBeCloseTo(80.371, 2);
    expect(basis.measures.drawn?.high).toBeCloseTo(119.629, 2);
    // Shares of the days 0.6, 0.75, 0.5, 0.7, 0.7 about 330 of 500.
    expect(basis.measures.withinTargetShare).toMatchObject({ perDay: null });
    expect(basis.measures.withinTargetShare?.low).toBeCloseTo(0.66 - (2.776 * 0.1) / Math.sqrt(5), 2);
    expect(basis.measures.withinTargetShare?.high).toBeCloseTo(0.66 + (2.776 * 0.1) / Math.sqrt(5), 2);
  });

  test('what is not known, given, or of another period has no interval; words have none at all', () => {
    const { measures } = found('2026-11-01', '2026-11-30');
    for (const key of ['waitMeanMinutes', 'targetMinutes', 'drawnBefore'])
      expect(measures[key], key).toEqual({ perDay: null, low: null, high: null });
    expect(measures).not.toHaveProperty('note');
  });

  test('fewer than five working days tell no interval, and nothing is read again for them', () => {
    const basis = found('2026-11-02', '2026-11-05');
    expect(basis.workingDays).toBe(4);
    expect(basis.measures.drawn).toEqual({ perDay: 102.5, low: null, high: null });
    expect(asked).toHaveLength(1);
  });

  test('a period without any day says so', () => {
    expect(found('2026-12-01', '2026-12-31')).toMatchObject({ from: null, to: null, workingDays: 0 });
  });

  test('the parts are consecutive, cover every working day once, and are ten at most', () => {
    const draw = db.prepare('INSERT INTO tickets VALUES (?, NULL)');
    const more = Array.from({ length: 27 }, (_, at) => `2026-12-${String(at + 1).padStart(2, '0')}`);
    for (const day of more) draw.run(day);
    found('2026-12-01', '2026-12-31');
    const parts = asked.slice(1);
    expect(parts).toHaveLength(10);
    const covered = parts.flatMap(({ from, to }) => more.filter((day) => day >= from && day <= to));
    expect(covered).toEqual(more);
  });
});
