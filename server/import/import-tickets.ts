import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';
import type { HallCalendar } from '../hall/clock.ts';
import type { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import type { ImportBatches, OpenCountersRow } from './import-batches.ts';
import { ImportError, type ImportProfile } from './profile.ts';
import { RowReader } from './read-ticket.ts';
import { type InstantOf, readDate, readInstant } from './read-time.ts';

/** Tickets written in one transaction: a hall that runs beside the import waits for no longer than this takes. */
const CHUNK_ROWS = 2_000;
/** Bad rows told in full; the rest is only counted. */
const TOLD_BAD_ROWS = 20;
/** A row larger than this comes from a quote that never closes. */
const LARGEST_ROW_BYTES = 1_000_000;

export interface BadRow {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly column: string;
  readonly because: string;
}

export interface ImportResult {
  readonly outcome: 'imported' | 'checked' | 'already-imported' | 'refused';
  /** Batch that now holds (or already held) the tickets. */
  readonly batch: string | null;
  readonly rows: number;
  readonly badRows: number;
  /** The first of the bad rows. */
  readonly bad: readonly BadRow[];
}

export interface ImportRequest {
  readonly file: string;
  readonly profile: ImportProfile;
  /** Reads and checks everything, keeps nothing. */
  readonly dryRun: boolean;
  /** Keeps the good rows of a file with bad ones. */
  readonly skipBad: boolean;
  readonly nowMs: number;
  /** Bytes of the file read, of all its bytes. */
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

export interface ImportPlace {
  readonly store: SqliteEventStore;
  readonly batches: ImportBatches;
  readonly calendar: HallCalendar;
}

/** The text of a file, unpacked where its first bytes say that it is packed. */
function open(file: string, onBytes: (bytes: number) => void = () => {}): Readable {
  if (!existsSync(file) || !statSync(file).isFile()) throw new ImportError(`there is no file ${file}`);
  const raw = createReadStream(file);
  raw.on('data', (chunk) => onBytes(chunk.length));
  if (!file.endsWith('.gz')) return raw;
  // Errors arrive at the unpacked stream, where they are awaited.
  return pipeline(raw, createGunzip(), () => {});
}

function asImportError(error: unknown, file: string): unknown {
  if (error instanceof ImportError) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && (code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE'))
    return new ImportError(`${file} cannot be unpacked: it is damaged or no gzip file`);
  return error;
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of open(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What the file is divided by: the likeliest of comma, semicolon and tab in its first line. */
async function delimiterOf(file: string): Promise<string> {
  let head = '';
  const text = open(file);
  for await (const chunk of text) {
    head += String(chunk);
    if (head.includes('\n') || head.length > LARGEST_ROW_BYTES) break;
  }
  text.destroy();
  const first = head.split(/\r?\n/, 1)[0] ?? '';
  const count = (mark: string) => first.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Rows of a CSV file with the line each ends on. Throws CsvError where its quoting is broken. */
async function* rowsOf(
  file: string,
  delimiter: string,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW_BYTES,
  });
  const source = pipeline(open(file, onBytes), parser, () => {});
  for await (const each of source) {
    const { record, info } = each as { record: string[]; info: { lines: number } };
    yield { line: info.lines, cells: record };
  }
}

/** Path of a file that lies beside the tickets; they may have been unpacked by hand, it lies beside them all the same. */
function besides(file: string, rule: { replace: string; by: string }): string | undefined {
  const ending = [rule.replace, rule.replace.replace(/\.gz$/, '')].find((each) => file.endsWith(each));
  return ending === undefined ? undefined : `${file.slice(0, -ending.length)}${rule.by}`;
}

/** Names of foreign fields, from the file beside the tickets that the profile names. */
async function fieldNames(file: string, profile: ImportProfile): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  const rule = profile.fieldsFile;
  if (!rule) return names;
  const path = besides(file, rule);
  if (path === undefined) return names;
  if (!existsSync(path)) throw new ImportError(`the profile ${profile.name} needs the fields file ${path}`);
  let header: readonly string[] | undefined;
  for await (const { cells } of rowsOf(path, ',')) {
    if (!header) {
      header = cells;
      continue;
    }
    const code = cells[header.indexOf(rule.code)]?.trim();
    const name = cells[header.indexOf(rule.name)]?.replace(/\s+/g, ' ').trim();
    if (code && name) names.set(code, name.normalize('NFC'));
  }
  return names;
}

/** Open counters of the fields, from the file beside the tickets that the profile names; none where there is no such file. */
async function openCounters(
  file: string,
  profile: ImportProfile,
  instantOf: InstantOf,
): Promise<OpenCountersRow[]> {
  const path = profile.countersFile && besides(file, profile.countersFile);
  if (!profile.countersFile || path === undefined || !existsSync(path)) return [];
  const rule = profile.countersFile;
  const found: OpenCountersRow[] = [];
  let places: readonly number[] | undefined;
  for await (const { line, cells } of rowsOf(path, ',')) {
    if (!places) {
      places = [rule.date, rule.field, rule.from, rule.open].map((name) => cells.indexOf(name));
      if (places.includes(-1))
        throw new ImportError(
          `${basename(path)} lacks a column of ${rule.date}, ${rule.field}, ${rule.from}, ${rule.open}`,
        );
      continue;
    }
    const [date = '', field = '', from = '', open = ''] = places.map((place) => cells[place]?.trim());
    const day = readDate(date);
    const fromMs = day === null ? null : readInstant(from, day, instantOf);
    if (fromMs === null || field === '' || !/^\d{1,4}$/.test(open))
      throw new ImportError(`${basename(path)}:${line} is no row of open counters`);
    found.push({ field, fromMs, open: Number(open) });
  }
  return found;
}

/**
 * Brings a file of earlier tickets into the record as one batch. All or nothing, unless the request skips bad rows; the
 * same content twice changes nothing. What is being read is invisible to reports until the last row is in, and an
 * import that is killed leaves nothing that counts.
 * Throws ImportError for a file or profile that cannot be read.
 */
export async function importTickets(place: ImportPlace, request: ImportRequest): Promise<ImportResult> {
  try {
    return await bringIn(place, request);
  } catch (error) {
    throw asImportError(error, request.file);
  }
}

async function bringIn(place: ImportPlace, request: ImportRequest): Promise<ImportResult> {
  const { store, batches, calendar } = place;
  const { file, profile } = request;
  const sha256 = await sha256Of(file);
  const before = batches.findComplete(sha256);
  if (before)
    return { outcome: 'already-imported', batch: before.id, rows: before.rows, badRows: 0, bad: [] };
  const names = await fieldNames(file, profile);
  const counters = await openCounters(file, profile, (date, ms) => calendar.instantOf(date, ms));
  const id = `import-${sha256.slice(0, 12)}-${request.nowMs.toString(36)}`;
  if (!request.dryRun) batches.begin(id, basename(file), sha256);

  const slotOf = (atMs: number) => Math.floor(calendar.momentOf(atMs).minuteOfDay / 30);
  const keep: ChunkWriter = new ChunkWriter((first, tickets) => {
    if (!request.dryRun) batches.add(id, first, tickets, slotOf);
  });
  const bad: BadRow[] = [];
  let badRows = 0;
  const refuse = (row: BadRow) => {
    badRows += 1;
    if (bad.length < TOLD_BAD_ROWS) bad.push(row);
  };
  try {
    await readAll(place, request, refuse, (ticket) => {
      // After the first bad row of a file that must be whole, the rest is read only to tell what else is wrong.
      if (badRows === 0 || request.skipBad) keep.add(ticket);
      if (ticket.fieldName !== null) names.set(ticket.field, ticket.fieldName);
    });
    keep.flush();
  } catch (error) {
    if (!request.dryRun) batches.sweep();
    throw error;
  }
  const refused = (badRows > 0 && !request.skipBad) || keep.count === 0;
  if (request.dryRun)
    return { outcome: refused ? 'refused' : 'checked', batch: null, rows: keep.count, badRows, bad };
  if (refused) {
    batches.sweep();
    return { outcome: 'refused', batch: null, rows: 0, badRows, bad };
  }
  batches.nameFields(names);
  batches.keepCounters(id, counters);
  batches.describe(id);
  batches.total(id);
  store.commit({
    events: [
      {
        event: { type: 'import:completed', batch: id, file: basename(file), sha256, rows: keep.count },
        atMs: request.nowMs,
        actor: { kind: 'system', id: 'import' },
        device: null,
        commandId: null,
      },
    ],
    commands: [],
  });
  return { outcome: 'imported', batch: id, rows: keep.count, badRows, bad };
}

type Ticket = Parameters<ImportBatches['add']>[2][number];

/** Gathers tickets and hands them on in chunks. */
class ChunkWriter {
  count = 0;
  private waiting: Ticket[] = [];
  private readonly write: (firstRow: number, tickets: readonly Ticket[]) => void;

  constructor(write: (firstRow: number, tickets: readonly Ticket[]) => void) {
    this.write = write;
  }

  add(ticket: Ticket): void {
    this.waiting.push(ticket);
    this.count += 1;
    if (this.waiting.length >= CHUNK_ROWS) this.flush();
  }

  flush(): void {
    if (this.waiting.length === 0) return;
    this.write(this.count - this.waiting.length, this.waiting);
    this.waiting = [];
  }
}

async function readAll(
  { calendar }: ImportPlace,
  { file, profile, nowMs, onProgress }: ImportRequest,
  refuse: (row: BadRow) => void,
  take: (ticket: Ticket) => void,
): Promise<void> {
  const total = statSync(file).size;
  let done = 0;
  let reader: RowReader | undefined;
  let width = 0;
  const today = calendar.momentOf(nowMs).date;
  const delimiter = profile.delimiter ?? (await delimiterOf(file));
  const count = (bytes: number) => {
    done += bytes;
    onProgress?.(done, total);
  };
  try {
    for await (const { line, cells } of rowsOf(file, delimiter, count)) {
      if (!reader) {
        const header = cells.map((each) => each.trim());
        reader = new RowReader(profile, header, (date, ms) => calendar.instantOf(date, ms), today);
        width = header.length;
        if (reader.missing.length > 0)
          throw new ImportError(`${basename(file)} lacks the columns: ${reader.missing.join(', ')}`);
        continue;
      }
      if (cells.length !== width) {
        refuse({ line, column: '-', because: `has ${cells.length} values where the header has ${width}` });
        continue;
      }
      const reading = reader.read(cells);
      if (reading.ok) take(reading.ticket);
      else refuse({ line, ...reading.bad });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = Number((error as { lines?: unknown }).lines ?? 0);
    throw new ImportError(`${basename(file)} is no well-formed CSV near line ${at}: ${error.message}`);
  }
  if (!reader) throw new ImportError(`${basename(file)} is empty`);
}
