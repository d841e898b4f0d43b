import { foldedWords } from '../../common/i18n/fold.ts';
import {
  type DurationUnit,
  IMPORT_COLUMNS,
  type ImportColumn,
  type ImportProfile,
  TIME_NAMES,
} from '../../common/protocol/imports.ts';

/** A column of ours, or one that tells a length of time. */
export type ReadAs = ImportColumn | 'wait' | 'service';

/** Words that stand above a column in tickets of other systems, without diacritics; the likelier ones first. */
const TITLES: Readonly<Partial<Record<ReadAs, readonly string[]>>> = {
  date: [
    'ngay',
    'ngay lay so',
    'ngay cap so',
    'ngay phat so',
    'ngay in so',
    'ngay giao dich',
    'ngay thang',
    'ngay thang nam',
    'ngay tiep nhan',
    'day',
  ],
  field: [
    'linh vuc',
    'ma linh vuc',
    'dich vu',
    'ma dich vu',
    'loai dich vu',
    'nhom dich vu',
    'nhom thu tuc',
    'field code',
    'service',
    'queue',
  ],
  field_name: ['ten linh vuc', 'ten dich vu', 'field name', 'service name'],
  number: [
    'so thu tu',
    'so phieu',
    'so ve',
    'so lay',
    'so goi',
    'so',
    'ma so phieu',
    'ma phieu',
    'so hang doi',
    'ticket',
    'ticket number',
    'ticket no',
    'queue number',
    'stt',
  ],
  issued_at: [
    'gio lay so',
    'thoi gian lay so',
    'thoi diem lay so',
    'gio lay phieu',
    'thoi gian lay phieu',
    'gio cap so',
    'thoi gian cap so',
    'gio phat so',
    'thoi gian phat so',
    'gio in so',
    'thoi gian in so',
    'gio boc so',
    'thoi gian boc so',
    'lay so luc',
    'gio lay',
    'gio den',
    'thoi gian den',
    'issued',
    'issue time',
    'drawn at',
    'arrival',
    'arrival time',
    'ticket time',
    'created at',
  ],
  called_at: [
    'gio goi so',
    'gio goi',
    'thoi gian goi',
    'thoi gian goi so',
    'thoi diem goi',
    'thoi diem goi so',
    'goi luc',
    'called',
    'call time',
  ],
  started_at: [
    'gio bat dau',
    'thoi gian bat dau',
    'thoi diem bat dau',
    'bat dau',
    'gio bat dau phuc vu',
    'thoi gian bat dau phuc vu',
    'gio bat dau xu ly',
    'gio tiep nhan',
    'thoi gian tiep nhan',
    'bat dau luc',
    'started',
    'start time',
    'service start',
  ],
  finished_at: [
    'gio ket thuc',
    'thoi gian ket thuc',
    'thoi diem ket thuc',
    'ket thuc',
    'gio ket thuc phuc vu',
    'thoi gian ket thuc phuc vu',
    'gio xong',
    'gio hoan thanh',
    'thoi gian hoan thanh',
    'ket thuc luc',
    'finished',
    'end time',
    'service end',
    'closed at',
  ],
  outcome: ['trang thai', 'tinh trang', 'ket qua', 'ket qua xu ly', 'status', 'state', 'result'],
  priority: ['uu tien', 'doi tuong', 'doi tuong uu tien', 'loai uu tien', 'priority class'],
  procedure: ['ma thu tuc', 'thu tuc', 'ten thu tuc', 'ma tthc', 'tthc', 'procedure code'],
  counter: [
    'quay',
    'quay so',
    'so quay',
    'ten quay',
    'quay phuc vu',
    'quay goi',
    'cua',
    'cua so',
    'counter number',
    'window',
    'desk',
  ],
  officer: [
    'can bo',
    'ten can bo',
    'can bo tiep nhan',
    'can bo xu ly',
    'can bo phuc vu',
    'cong chuc',
    'chuyen vien',
    'nhan vien',
    'nguoi tiep nhan',
    'nguoi xu ly',
    'nguoi phuc vu',
    'clerk',
    'staff',
    'user',
    'agent',
  ],
  wait: ['thoi gian cho', 'tg cho', 'cho', 'wait', 'waiting time', 'wait time'],
  service: [
    'thoi gian phuc vu',
    'tg phuc vu',
    'thoi gian xu ly',
    'tg xu ly',
    'thoi gian giao dich',
    'thoi gian giai quyet tai quay',
    'service time',
    'handling time',
    'serving time',
  ],
};

const keyOf = (title: string) => foldedWords(title).join(' ');
const bare = (title: string) => keyOf(title.replace(/\([^)]*\)|\[[^\]]*\]/g, ' '));

/** Title → what it stands for and how likely; lower is likelier. */
const MEANINGS: ReadonlyMap<string, { readonly readAs: ReadAs; readonly rank: number }> = new Map([
  ...Object.entries(TITLES).flatMap(([readAs, titles]) =>
    titles.map((title, rank) => [title, { readAs: readAs as ReadAs, rank: rank + 1 }] as const),
  ),
  // The format's own names come last, so that nothing else takes them.
  ...IMPORT_COLUMNS.map((name) => [keyOf(name), { readAs: name, rank: 0 }] as const),
]);

/** Stands among the missing columns where the file has no time at all. */
const ONE_TIME = 'time';

/** Where each column of ours stands in the file: one or more places whose texts are joined. */
export interface TicketHead {
  /** Titles of all columns of the file; one that stands there twice has its count behind it. */
  readonly titles: readonly string[];
  readonly places: ReadonlyMap<ReadAs, readonly number[]>;
  readonly durationUnit: DurationUnit;
  /** Columns that are needed and cannot be found, in the file's own names where a profile has them. */
  readonly missing: readonly string[];
}

const UNITS: readonly (readonly [RegExp, DurationUnit])[] = [
  [/\((?:giay|s|sec|secs|seconds?)\)/, 'seconds'],
  [/\((?:gio|h|hours?)\)/, 'hours'],
];

function unitIn(title: string | undefined): DurationUnit {
  const folded = (title ?? '').replace(/[([][^)\]]*[)\]]/g, (part) => `(${keyOf(part)})`).toLowerCase();
  return UNITS.find(([pattern]) => pattern.test(folded))?.[1] ?? 'minutes';
}

/** Titles as they are told and asked for: on one line, each once. */
function namedTitles(cells: readonly string[]): string[] {
  const count = new Map<string, number>();
  return cells.map((cell) => {
    const n = (count.get(cell) ?? 0) + 1;
    count.set(cell, n);
    return n === 1 || cell === '' ? cell : `${cell} (${n})`;
  });
}

/** What the titles of a row stand for by themselves, the likeliest title for each column. */
function guessed(titles: readonly string[]): Map<ReadAs, number> {
  const best = new Map<ReadAs, { at: number; rank: number }>();
  for (const [at, title] of titles.entries()) {
    const meaning = MEANINGS.get(keyOf(title)) ?? MEANINGS.get(bare(title));
    if (!meaning) continue;
    const before = best.get(meaning.readAs);
    if (before === undefined || meaning.rank < before.rank)
      best.set(meaning.readAs, { at, rank: meaning.rank });
  }
  return new Map([...best].map(([readAs, { at }]) => [readAs, at]));
}

/** So many columns of ours a row names; the row that names most of them is the head. */
export const namesIn = (titles: readonly string[], profile: ImportProfile): number => {
  const asked = Object.values(profile.columns ?? {}).flat();
  const places = placeFinder(titles);
  const mapped = asked.filter((each) => places(each) >= 0).length;
  return mapped * 2 + guessed(titles).size;
};

/** Finds a column by its title: as written, else without regard to case, diacritics and signs. */
function placeFinder(titles: readonly string[]): (title: string) => number {
  const keys = titles.map(keyOf);
  return (title) => {
    const exact = titles.indexOf(title);
    if (exact >= 0) return exact;
    const key = keyOf(title);
    return key === '' ? -1 : keys.indexOf(key);
  };
}

/** Which column of a file is which of ours, by a profile and, for what it leaves open, by what the titles say. */
export function ticketHead(cells: readonly string[], profile: ImportProfile): TicketHead {
  const titles = namedTitles(cells);
  const place = placeFinder(titles);
  const places = new Map<ReadAs, readonly number[]>();
  const own = guessed(titles);
  const mapped = profile.columns;
  const put = (readAs: ReadAs, source: string | readonly string[] | undefined) => {
    if (source === undefined) return;
    const at = (typeof source === 'string' ? [source] : source).map(place);
    if (!at.includes(-1)) places.set(readAs, at);
  };
  for (const name of IMPORT_COLUMNS) put(name, mapped?.[name]);
  put('wait', profile.durations?.wait);
  put('service', profile.durations?.service);
  // A profile says all it wants; without one, every title that is understood is used.
  if (mapped === undefined)
    for (const [readAs, at] of own)
      if (!places.has(readAs) && !(profile.durations !== undefined && isDuration(readAs)))
        places.set(readAs, [at]);
  const fill = (readAs: ReadAs) => {
    const at = own.get(readAs);
    const used = [...places.values()].flat();
    if (!places.has(readAs) && at !== undefined && !used.includes(at)) places.set(readAs, [at]);
  };
  if (mapped !== undefined && mapped.field === undefined && profile.defaults?.field === undefined)
    fill('field');
  for (const name of ['date', 'number'] as const) if (mapped?.[name] === undefined) fill(name);
  // Some files have names of fields alone.
  const name = places.get('field_name');
  if (!places.has('field') && name !== undefined) {
    places.set('field', name);
    places.delete('field_name');
  }
  const unit =
    profile.durations?.unit ?? unitIn(titles[(places.get('wait') ?? places.get('service'))?.[0] ?? -1]);
  return { titles, places, durationUnit: unit, missing: missingIn(places, profile) };
}

const isDuration = (readAs: ReadAs) => readAs === 'wait' || readAs === 'service';

function missingIn(places: ReadonlyMap<ReadAs, unknown>, profile: ImportProfile): string[] {
  const { defaults } = profile;
  const label = (name: ImportColumn) => [profile.columns?.[name] ?? name].flat().join('+');
  const has = (name: ImportColumn) => places.has(name) || defaults?.[name] !== undefined;
  const missing = (['field', 'number'] as const).filter((name) => !has(name)).map(label);
  const timed = TIME_NAMES.some((time) => has(`${time}_at`) || (has(`${time}_after`) && has(`${time}_by`)));
  // Without a day of its own the row has that of its first time; whether that has one is seen in the rows.
  if (!has('date') && !timed) missing.unshift(label('date'));
  if (!timed) missing.push(ONE_TIME);
  return missing;
}
