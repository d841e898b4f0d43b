import { basename } from 'node:path';
import type { ImportProfile, ImportResult } from '../../common/protocol/imports.ts';
import type { HallEvent } from '../domain/events.ts';
import { FieldNames, type NamedField } from '../foreign/field-names.ts';
import { DayReader } from '../foreign/read-day.ts';
import type { HallCalendar } from '../hall/clock.ts';
import type { SqliteEventStore } from '../storage/sqlite-event-store.ts';
import { fieldNames, openCounters } from './companion-files.ts';
import type { ImportBatches } from './import-batches.ts';
import { ImportError } from './import-error.ts';
import { ImportTally } from './import-tally.ts';
import { KnownRows } from './known-rows.ts';
import { type NamedOfficer, OfficerNames } from './officer-names.ts';
import { type ImportedTicket, RowReader } from './read-ticket.ts';
import { DayZone } from './read-time.ts';
import type { SourceRow, TicketFile } from './source.ts';
import { asImportError, openTicketFile } from './ticket-file.ts';
import { type TicketHead, ticketHead } from './ticket-head.ts';

/** Tickets written in one transaction: a hall that runs beside the import waits for no longer than this takes. */
const CHUNK_ROWS = 2_000;
/** Bad rows told in full; the rest is only counted. */
const TOLD_ROWS = 20;
/** Rows whose bad dates are tried with the month first. */
const TRIED_DATES = 1_000;

export interface ImportRequest {
  readonly file: string;
  /** What the file is called in the record; without it, its name on the disk. */
  readonly name?: string;
  readonly profile: ImportProfile;
  /** Reads and checks everything, keeps nothing. */
  readonly dryRun: boolean;
  /** Keeps the good rows of a file with bad ones. */
  readonly skipBad: boolean;
  /** Leaves out rows that the record has, or that stand in the file twice. */
  readonly skipKnown?: boolean;
  /** How many bad and known rows are told in full. */
  readonly told?: number;
  readonly nowMs: number;
  /** The share of the file that was read, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface ImportPlace {
  readonly store: SqliteEventStore;
  readonly batches: ImportBatches;
  readonly calendar: HallCalendar;
  /** The hall's own fields, so that the file's are found among them. */
  readonly fields?: readonly NamedField[];
  /** And its officers. */
  readonly officers?: readonly NamedOfficer[];
  /** Puts the event that completes a batch into the log; without it, straight into the store. */
  readonly record?: (event: HallEvent, atMs: number) => Promise<void>;
}

/**
 * Brings a file of earlier tickets into the record as one batch. All or nothing, unless the request skips bad or known
 * rows; the same content twice changes nothing. What is being read is invisible to reports until the last row is in, and
 * an import that is killed leaves nothing that counts.
 * Throws ImportError for a file or profile that cannot be read.
 */
export async function importTickets(place: ImportPlace, request: ImportRequest): Promise<ImportResult> {
  try {
    return await bringIn(place, request);
  } catch (error) {
    throw asImportError(error);
  }
}

async function bringIn(place: ImportPlace, request: ImportRequest): Promise<ImportResult> {
  const { batches, calendar } = place;
  const { file, profile, nowMs } = request;
  const zone = new DayZone(calendar);
  const source = await openTicketFile(file, profile);
  const before = batches.findComplete(source.sha256);
  const head = ticketHead(source.head.cells, profile);
  const tally = new ImportTally(request.told ?? TOLD_ROWS, (atMs) => hallTime(calendar, atMs));
  const names = new FieldNames(place.fields ?? [], Object.entries(profile.fields ?? {}));
  const officers = new OfficerNames(place.officers ?? [], Object.entries(profile.officers ?? {}));
  if (before) {
    const told = resultOf(source, head, tally, { fields: names, officers });
    return { ...told, outcome: 'already-imported', batch: before.id, rows: before.rows };
  }
  if (head.missing.length > 0) await tellMissing(source, head, tally);
  const reader = readerOf(profile, head, { zone, fields: names, officers, nowMs });
  const foreignNames = await fieldNames(file, profile);
  const counters = await openCounters(file, profile, zone);
  const id = `import-${source.sha256.slice(0, 12)}-${nowMs.toString(36)}`;
  const name = request.name ?? basename(file);
  if (!request.dryRun) batches.begin(id, name, source.sha256);

  const keep = new ChunkWriter((first, tickets) => {
    if (!request.dryRun) batches.add(id, first, tickets, zone);
  });
  const reading = new FileReading(source, head, reader, tally, new KnownRows(place.store.db));
  try {
    for await (const ticket of reading.tickets(request.onProgress)) {
      // After the first row that stands in the way, the rest is read only to tell what else does.
      if (!inTheWay(request, tally)) keep.add(ticket);
      if (ticket.fieldName !== null && !ticket.known) foreignNames.set(ticket.field, ticket.fieldName);
    }
    keep.flush();
  } catch (error) {
    if (!request.dryRun) batches.sweep();
    throw error;
  }
  const told = resultOf(source, head, tally, { fields: names, officers });
  const nothingNew = tally.rows === 0 && tally.badRows === 0 && tally.knownRows > 0;
  const refused = inTheWay(request, tally) || tally.rows === 0;
  if (request.dryRun || refused) {
    if (!request.dryRun) batches.sweep();
    const outcome =
      nothingNew && request.skipKnown === true ? 'nothing-new' : refused ? 'refused' : 'checked';
    return { ...told, outcome, batch: null, rows: request.dryRun ? told.rows : 0 };
  }
  batches.nameFields(foreignNames);
  batches.keepCounters(
    id,
    counters.map((each) => ({ ...each, field: names.find(each.field) ?? each.field })),
  );
  batches.describe(id);
  batches.total(id);
  const record = place.record ?? ((event: HallEvent, atMs: number) => commitTo(place.store, event, atMs));
  await record(
    { type: 'import:completed', batch: id, file: name, sha256: source.sha256, rows: keep.count },
    nowMs,
  );
  return { ...told, outcome: 'imported', batch: id };
}

const inTheWay = ({ skipBad, skipKnown }: ImportRequest, { badRows, knownRows }: ImportTally): boolean =>
  (badRows > 0 && !skipBad) || (knownRows > 0 && skipKnown !== true);

async function commitTo(store: SqliteEventStore, event: HallEvent, atMs: number): Promise<void> {
  store.commit({
    events: [{ event, atMs, actor: { kind: 'system', id: 'import' }, device: null, commandId: null }],
    commands: [],
  });
}

/** Time of day in the hall, with the day where it is asked for by nobody else: HH:MM:SS. */
function hallTime(calendar: HallCalendar, atMs: number): string {
  const { minuteOfDay } = calendar.momentOf(atMs);
  const two = (value: number) => String(value).padStart(2, '0');
  const second = Math.floor(atMs / 1000) % 60;
  return `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}:${two(second)}`;
}

function readerOf(...[profile, head, hall]: ConstructorParameters<typeof RowReader>): RowReader {
  try {
    return new RowReader(profile, head, hall);
  } catch (error) {
    if (error instanceof RangeError) throw new ImportError('format_invalid', error.message);
    throw error;
  }
}

/** A file without the needed columns is refused with what its columns hold, for a person to say which is which. */
async function tellMissing(source: TicketFile, head: TicketHead, tally: ImportTally): Promise<never> {
  let seen = 0;
  for await (const row of source.rows(() => {})) {
    tally.look(row);
    seen += 1;
    if (seen >= 20) break;
  }
  throw new ImportError('columns_missing', head.missing.join(', '), { columns: tally.columns(head) });
}

function resultOf(
  source: TicketFile,
  head: TicketHead,
  tally: ImportTally,
  names: { readonly fields: FieldNames; readonly officers: OfficerNames },
): Omit<ImportResult, 'outcome' | 'batch'> {
  const { rows, badRows, knownRows, bad, known, sample, firstDate, lastDate } = tally;
  return {
    rows,
    badRows,
    knownRows,
    bad,
    known,
    encoding: source.encoding,
    delimiter: source.delimiter,
    headLine: source.head.line,
    columns: tally.columns(head),
    fields: tally.foreignFields(names.fields),
    moreFields: tally.moreFields,
    officers: tally.foreignOfficers(names.officers),
    moreOfficers: tally.moreOfficers,
    notes: [...source.notes, ...tally.notes(head)],
    sample,
    firstDate,
    lastDate,
  };
}

/** Goes through the rows of a file: gives the new tickets and counts everything else. */
class FileReading {
  private readonly source: TicketFile;
  private readonly head: TicketHead;
  private readonly reader: RowReader;
  private readonly tally: ImportTally;
  private readonly knownRows: KnownRows;
  private readonly monthFirst = new DayReader('M/d/yyyy');
  private tried = 0;

  constructor(source: TicketFile, head: TicketHead, reader: RowReader, tally: ImportTally, known: KnownRows) {
    this.source = source;
    this.head = head;
    this.reader = reader;
    this.tally = tally;
    this.knownRows = known;
  }

  async *tickets(onProgress: (share: number) => void = () => {}): AsyncGenerator<ImportedTicket> {
    const width = this.head.titles.length;
    const { tally } = this;
    for await (const row of this.source.rows(onProgress)) {
      if (isBlank(row)) {
        tally.note('blank_rows', String(row.line));
        continue;
      }
      tally.look(row);
      const cells = fitted(row.cells, width, this.source.delimiter === null);
      if (cells === null) {
        const value = `${row.cells.length}/${width}`;
        tally.refuse({ line: row.line, column: '-', reason: 'value_count', value });
        continue;
      }
      const ticket = this.one(row.line, cells);
      if (ticket !== null) yield ticket;
    }
  }

  private one(line: number, cells: SourceRow['cells']): ImportedTicket | null {
    const { tally } = this;
    const reading = this.reader.read(cells);
    if (!reading.ok) {
      tally.refuse({ line, ...reading.bad });
      if (reading.bad.reason === 'not_a_date') this.tryMonthFirst(line, reading.bad.value);
      return null;
    }
    const { ticket } = reading;
    tally.countField(ticket);
    tally.countOfficer(ticket);
    const met = this.knownRows.meet(line, ticket);
    if (met.kind === 'known') {
      const reason = met.line === 0 ? 'known' : 'twice';
      tally.meetKnown({
        line,
        column: this.numberTitle(),
        reason,
        value: met.line === 0 ? ticket.number : String(met.line),
      });
      return null;
    }
    if (met.kind === 'number-again') tally.note('number_again', String(line));
    tally.take(line, ticket);
    return ticket;
  }

  private numberTitle(): string {
    const places = this.head.places.get('number') ?? [];
    return places.map((at) => this.head.titles[at]).join('+') || 'number';
  }

  private tryMonthFirst(line: number, text: string): void {
    this.tried += 1;
    if (this.tried <= TRIED_DATES && this.monthFirst.leading(text.replace(/[-.]/g, '/')) !== null)
      this.tally.note('month_first', String(line));
  }
}

function isBlank({ cells }: SourceRow): boolean {
  const first = cells[0];
  if (first === undefined) return true;
  if (typeof first !== 'string' || first.trim() !== '') return false;
  return cells.every((cell) => typeof cell === 'string' && cell.trim() === '');
}

/** The cells of a row of so many columns: empty ones may be too many; a sheet leaves out those at the end. */
function fitted(cells: SourceRow['cells'], width: number, sheet: boolean): SourceRow['cells'] | null {
  if (cells.length === width || (sheet && cells.length < width)) return cells;
  if (cells.length < width) return null;
  return cells.slice(width).every((cell) => typeof cell === 'string' && cell.trim() === '') ? cells : null;
}

/** Gathers tickets and hands them on in chunks. */
class ChunkWriter {
  count = 0;
  private waiting: ImportedTicket[] = [];
  private readonly write: (firstRow: number, tickets: readonly ImportedTicket[]) => void;

  constructor(write: (firstRow: number, tickets: readonly ImportedTicket[]) => void) {
    this.write = write;
  }

  add(ticket: ImportedTicket): void {
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
