import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HallCalendar } from '../../server/hall/clock.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { exponential } from '../../server/staffing/simulation/service-time.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';
import { TODAY_MS } from '../import/import-place.ts';

/** So much of a field comes and takes. */
export interface MadeField {
  readonly code: string;
  readonly perDay: number;
  readonly serviceMinutes: number;
}

const HOUR = 3_600_000;
const two = (value: number) => String(value).padStart(2, '0');
const clock = (ms: number) =>
  [ms / HOUR, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) => two(Math.floor(part))).join(':');

/** Rows of a record: each field's citizens come at random from 07:30 to 16:30 and are served at once. */
export function madeRecord(fields: readonly MadeField[], dates: readonly string[], seed = 1): string {
  const random = seededRandom(seed);
  const rows = ['date,field,number,issued_at,called_at,finished_at,outcome'];
  for (const date of dates)
    for (const { code, perDay, serviceMinutes } of fields) {
      const gapMs = (9 * HOUR) / perDay;
      let number = 0;
      for (let atMs = 7.5 * HOUR + gapMs * exponential(random); atMs < 16.5 * HOUR; ) {
        number += 1;
        const endMs = Math.min(
          23 * HOUR,
          atMs + 30_000 + exponential(random) * (serviceMinutes - 0.5) * 60_000,
        );
        rows.push(`${date},${code},${code}-${number},${clock(atMs)},${clock(atMs)},${clock(endMs)},done`);
        atMs += gapMs * exponential(random);
      }
    }
  return rows.join('\n');
}

/** Weekdays of October and November 2026. */
export function workingDates(count: number): string[] {
  const dates: string[] = [];
  for (let at = Date.parse('2026-10-05T00:00:00Z'); dates.length < count; at += 24 * HOUR) {
    const day = new Date(at);
    if (day.getUTCDay() % 6 !== 0) dates.push(day.toISOString().slice(0, 10));
  }
  return dates;
}

/** Brings a record into a data folder, also while a hall works there. */
export async function bringRecord(folder: string, text: string): Promise<void> {
  const file = join(folder, 'record.csv');
  writeFileSync(file, text);
  const calendar = new HallCalendar('Asia/Ho_Chi_Minh');
  const store = new SqliteEventStore(openDatabase(join(folder, DATABASE_FILE)), calendar);
  try {
    const place = { store, calendar, batches: new ImportBatches(store.db) };
    const result = await importTickets(place, {
      file,
      profile: OWN_FORMAT,
      dryRun: false,
      skipBad: false,
      nowMs: TODAY_MS,
    });
    if (result.outcome !== 'imported') throw new Error(JSON.stringify(result));
  } finally {
    store.close();
  }
}
