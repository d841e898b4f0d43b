import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, test } from 'vitest';
import { readProfile } from '../../server/import/profile.ts';
import { importPlace } from './import-place.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'warsaw');
const ENDING = '.tickets.csv.gz';
const offices = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
  : [];

interface Plain {
  drawn: number;
  called: number;
  left: number;
  waits: number[];
}

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** Week of the year by counting from the first Thursday's Monday: another way than the product's. */
function weekOf(date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  for (const year of [Number(date.slice(0, 4)) + 1, Number(date.slice(0, 4)), Number(date.slice(0, 4)) - 1]) {
    const fourth = new Date(Date.UTC(year, 0, 4, 12));
    const firstMonday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
    if (at >= firstMonday)
      return `${year}-W${String(Math.floor((at - firstMonday) / (7 * 86_400_000)) + 1).padStart(2, '0')}`;
  }
  throw new Error('no week');
}

/** The administrative month that ends on the 14th. */
function periodOf(date: string): string {
  let [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  if (Number(date.slice(8)) > 14) month += 1;
  if (month === 13) [year, month] = [year + 1, 1];
  return `${year}-${String(month).padStart(2, '0')}`;
}

const KEYS: Readonly<Record<string, (row: Record<string, string>) => string>> = {
  field: (row) => row.field_id ?? '',
  day: (row) => row.date ?? '',
  week: (row) => weekOf(row.date ?? ''),
  month: (row) => (row.date ?? '').slice(0, 7),
  quarter: (row) => `${row.date?.slice(0, 4)}-Q${Math.floor((Number(row.date?.slice(5, 7)) + 2) / 3)}`,
  year: (row) => (row.date ?? '').slice(0, 4),
  period: (row) => periodOf(row.date ?? ''),
  weekday: (row) => String(((new Date(`${row.date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1),
  slot: (row) =>
    String(Math.floor((minuteOf(row.drawn_after ?? '') + minuteOf(row.drawn_by ?? '')) / 2 / 30)),
  'field,day': (row) => `${row.field_id}|${row.date}`,
};

/** Counts a file with a plain loop: nothing of the product takes part. */
function plainCount(rows: readonly Record<string, string>[], keyOf: (row: Record<string, string>) => string) {
  const groups = new Map<string, Plain>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key) ?? { drawn: 0, called: 0, left: 0, waits: [] };
    groups.set(key, group);
    group.drawn += 1;
    if (row.called_by === '') {
      group.left += 1;
      continue;
    }
    group.called += 1;
    const drawn = (minuteOf(row.drawn_after ?? '') + minuteOf(row.drawn_by ?? '')) / 2;
    const called = (minuteOf(row.called_after ?? '') + minuteOf(row.called_by ?? '')) / 2;
    group.waits.push(Math.max(0, called - drawn));
  }
  return groups;
}

const round = (value: number) => Math.round(value * 100) / 100;

describe.skipIf(offices.length === 0)('the earlier record of the Warsaw offices', () => {
  const place = importPlace('Europe/Warsaw');
  afterAll(() => place.close());
  const profile = readProfile('warsaw');

  test.each(offices)('%s imports whole and every report equals a plain count of the file', async (office) => {
    const file = join(FOLDER, `${office}${ENDING}`);
    const rows = parse(gunzipSync(readFileSync(file)), { columns: true }) as Record<string, string>[];
    const result = await place.bring(file, { profile });
    expect(result).toMatchObject({ outcome: 'imported', rows: rows.length, badRows: 0 });
    for (const [by, keyOf] of Object.entries(KEYS)) {
      const plain = plainCount(rows, keyOf);
      const report = await place.volume(by);
      expect(report.rows.length).toBe(plain.size);
      expect(report.totals).toMatchObject({ drawn: rows.length, transactions: 0 });
      for (const row of report.rows) {
        const key = by
          .split(',')
          .map((part) => String(row[part]))
          .join('|');
        const group = plain.get(key);
        if (!group) throw new Error(`${office}: the report has a ${by} ${key} that the file has not`);
        const waits = group.waits.sort((a, b) => a - b);
        const mean = waits.reduce((sum, each) => sum + each, 0) / waits.length;
        expect({ key, ...row }).toMatchObject({
          key,
          drawn: group.drawn,
          called: group.called,
          served: group.called,
          left: group.left,
          noShow: 0,
          waitMeanMinutes: waits.length === 0 ? null : round(mean),
          waitP50Minutes: waits.length === 0 ? null : waits[Math.ceil(waits.length / 2) - 1],
          waitP90Minutes: waits.length === 0 ? null : waits[Math.ceil(waits.length * 0.9) - 1],
        });
      }
    }
    const named = await place.volume('field');
    expect(named.rows.every((row) => typeof row.fieldName === 'string' && row.fieldName !== row.field)).toBe(
      true,
    );
    // Each office has the record to itself; removal is part of the proof.
    place.store.commit({
      events: [
        {
          event: { type: 'import:removed', batch: result.batch ?? '' },
          atMs: 0,
          actor: { kind: 'system', id: 'test' },
          device: null,
          commandId: null,
        },
      ],
      commands: [],
    });
    place.batches.sweep();
    expect(place.tickets()).toBe(0);
  });
});
