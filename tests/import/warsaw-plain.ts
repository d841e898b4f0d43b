import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'warsaw');
const ENDING = '.tickets.csv.gz';

/** One line of an office's file, as it stands there. */
export type PlainRow = Readonly<Record<string, string>>;

/** Large and small, with many fields and with few. */
const IN_EVERY_RUN = ['UD_Ursus', 'USC_Klopotowskiego'];

/**
 * Offices whose files are at hand, none where the record is not beside the project. Two in every run, all of them with
 * WARSAW=all.
 */
export const OFFICES: readonly string[] = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .filter((office) => process.env.WARSAW === 'all' || IN_EVERY_RUN.includes(office))
  : [];

export const officeFile = (office: string): string => join(FOLDER, `${office}${ENDING}`);

export const officeRows = (office: string): PlainRow[] =>
  parse(gunzipSync(readFileSync(officeFile(office))), { columns: true }) as PlainRow[];

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** The middle of the bracket in which a number was drawn, minutes since midnight. */
const drawnMinute = (row: PlainRow): number =>
  (minuteOf(row.drawn_after ?? '') + minuteOf(row.drawn_by ?? '')) / 2;

const wasCalled = (row: PlainRow): boolean => row.called_by !== '';

/** Minutes from the middle of one bracket to the middle of the other; null when nobody was seen to be called. */
function waitOf(row: PlainRow): number | null {
  if (!wasCalled(row)) return null;
  const called = (minuteOf(row.called_after ?? '') + minuteOf(row.called_by ?? '')) / 2;
  return Math.max(0, called - drawnMinute(row));
}

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

const weekdayOf = (row: PlainRow) => String(((new Date(`${row.date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1);
const slotOf = (row: PlainRow) => String(Math.floor(drawnMinute(row) / 30));

/** What a row counts for, by every dimension that a report can be divided by. What these files know nothing of is null. */
export const KEYS: Readonly<Record<string, (row: PlainRow) => string>> = {
  field: (row) => row.field_id ?? '',
  day: (row) => row.date ?? '',
  week: (row) => weekOf(row.date ?? ''),
  month: (row) => (row.date ?? '').slice(0, 7),
  quarter: (row) => `${row.date?.slice(0, 4)}-Q${Math.floor((Number(row.date?.slice(5, 7)) + 2) / 3)}`,
  year: (row) => (row.date ?? '').slice(0, 4),
  period: (row) => periodOf(row.date ?? ''),
  weekday: weekdayOf,
  slot: slotOf,
  procedure: () => 'null',
  agency: () => 'null',
  counter: () => 'null',
  officer: () => 'null',
  // Nobody asked what they came for: the import holds them for people who submit.
  purpose: () => 'submit',
  'field,day': (row) => `${row.field_id}|${row.date}`,
  'weekday,slot': (row) => `${weekdayOf(row)}|${slotOf(row)}`,
};

/** Rows by a key, with a plain loop: nothing of the product takes part. */
export function plainGroups(
  rows: readonly PlainRow[],
  keyOf: (row: PlainRow) => string,
): Map<string, PlainRow[]> {
  const groups = new Map<string, PlainRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
const tenThousandths = (value: number) => Math.round(value * 10_000) / 10_000;

/** A part of a whole with four places; null of nothing. */
export const plainShare = (part: number, whole: number): number | null =>
  whole === 0 ? null : tenThousandths(part / whole);

/** What the waits of some rows come to, minutes, against a target of fifteen. */
export function plainWaits(rows: readonly PlainRow[]) {
  const waits = rows
    .map(waitOf)
    .filter((each) => each !== null)
    .sort((a, b) => a - b);
  let sum = 0;
  let within = 0;
  for (const wait of waits) {
    sum += wait;
    if (wait <= 15) within += 1;
  }
  return {
    called: waits.length,
    waitMeanMinutes: waits.length === 0 ? null : hundredths(sum / waits.length),
    waitP50Minutes: waits[Math.ceil(waits.length / 2) - 1] ?? null,
    waitP90Minutes: waits[Math.ceil(waits.length * 0.9) - 1] ?? null,
    withinTargetShare: plainShare(within, waits.length),
  };
}
