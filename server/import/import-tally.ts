import type {
  BadRow,
  ForeignColumn,
  ForeignField,
  ForeignOfficer,
  ImportNote,
  UnderstoodRow,
} from '../../common/protocol/imports.ts';
import type { FieldNames } from '../foreign/field-names.ts';
import type { OfficerNames } from './officer-names.ts';
import type { ImportedTicket } from './read-ticket.ts';
import type { SourceRow } from './source.ts';
import type { TicketHead } from './ticket-head.ts';

const SAMPLE_ROWS = 8;
const SAMPLES_OF_COLUMN = 3;
/** Rows in which samples are looked for. */
const LOOKED_ROWS = 100;
const SAMPLE_LETTERS = 40;
/** A file with more names of fields or officers has something else in that column. */
const MOST_NAMES = 300;
const NAMED_LINES = 20;

/** Counts what a file holds while it is read. */
export class ImportTally {
  rows = 0;
  badRows = 0;
  knownRows = 0;
  readonly bad: BadRow[] = [];
  readonly known: BadRow[] = [];
  readonly sample: UnderstoodRow[] = [];
  firstDate: string | null = null;
  lastDate: string | null = null;
  moreFields = 0;
  moreOfficers = 0;
  private readonly told: number;
  private readonly fields = new Map<string, { rows: number; name: string | null; ours: string | null }>();
  private readonly officers = new Map<string, { rows: number; ours: string | null }>();
  private readonly lines = new Map<ImportNote['kind'], { count: number; where: string[] }>();
  private readonly samples: string[][] = [];
  private looked = 0;
  private readonly instant: (atMs: number) => string;

  /** @param told how many bad and known rows are told in full @param instant hall time of an instant, for the reader */
  constructor(told: number, instant: (atMs: number) => string) {
    this.told = told;
    this.instant = instant;
  }

  refuse(row: BadRow): void {
    this.badRows += 1;
    if (this.bad.length < this.told) this.bad.push(row);
  }

  meetKnown(row: BadRow): void {
    this.knownRows += 1;
    if (this.known.length < this.told) this.known.push(row);
  }

  note(kind: ImportNote['kind'], where: string): void {
    const noted = this.lines.get(kind) ?? { count: 0, where: [] };
    noted.count += 1;
    if (noted.where.length < NAMED_LINES) noted.where.push(where);
    this.lines.set(kind, noted);
  }

  /** Keeps what stands in the first rows of each column. */
  look(row: SourceRow): void {
    if (this.looked >= LOOKED_ROWS) return;
    this.looked += 1;
    for (const [at, cell] of row.cells.entries()) {
      const text = (typeof cell === 'string' ? cell : cell.text).trim();
      this.samples[at] ??= [];
      const samples = this.samples[at];
      if (text !== '' && samples.length < SAMPLES_OF_COLUMN && !samples.includes(text))
        samples.push(text.slice(0, SAMPLE_LETTERS));
    }
  }

  take(line: number, ticket: ImportedTicket): void {
    this.rows += 1;
    if (this.firstDate === null || ticket.date < this.firstDate) this.firstDate = ticket.date;
    if (this.lastDate === null || ticket.date > this.lastDate) this.lastDate = ticket.date;
    if (this.sample.length < SAMPLE_ROWS) this.sample.push(this.understood(line, ticket));
  }

  /** Counts the field of a row, whether the row is taken or known. */
  countField({ foreignField, fieldName, known, field }: ImportedTicket): void {
    const counted = this.fields.get(foreignField);
    if (counted) counted.rows += 1;
    else if (this.fields.size < MOST_NAMES)
      this.fields.set(foreignField, { rows: 1, name: fieldName, ours: known ? field : null });
    else this.moreFields += 1;
  }

  /** Counts the officer of a row, whether the row is taken or known. */
  countOfficer({ foreignOfficer, officer }: ImportedTicket): void {
    if (foreignOfficer === null) return;
    const counted = this.officers.get(foreignOfficer.text);
    if (counted) counted.rows += 1;
    else if (this.officers.size < MOST_NAMES)
      this.officers.set(foreignOfficer.text, { rows: 1, ours: foreignOfficer.known ? officer : null });
    else this.moreOfficers += 1;
  }

  private understood(line: number, ticket: ImportedTicket): UnderstoodRow {
    const { issued, called, started, finished } = ticket.times;
    const at = (time: typeof issued) => (time === null ? null : this.instant(time.atMs));
    return {
      line,
      date: ticket.date,
      field: ticket.field,
      number: ticket.number,
      times: { issued: at(issued), called: at(called), started: at(started), finished: at(finished) },
      state: ticket.state,
    };
  }

  columns({ titles, places }: TicketHead): ForeignColumn[] {
    return titles.map((title, at) => ({
      title,
      readAs: [...places].filter(([, each]) => each.includes(at)).map(([readAs]) => readAs),
      samples: this.samples[at] ?? [],
    }));
  }

  notes(head: TicketHead): ImportNote[] {
    const used = new Set([...head.places.values()].flat());
    const unused = head.titles.filter((title, at) => title !== '' && !used.has(at));
    const noted = [...this.lines].map(([kind, { count, where }]) => ({ kind, count, where }));
    return unused.length === 0
      ? noted
      : [...noted, { kind: 'unused_column', count: unused.length, where: unused.slice(0, NAMED_LINES) }];
  }

  foreignFields(names: FieldNames): ForeignField[] {
    return [...this.fields]
      .map(([theirs, { rows, name, ours }]) => ({
        theirs,
        name,
        rows,
        ours,
        suggested: ours === null ? names.suggest(name ?? theirs) : null,
      }))
      .sort((a, b) => b.rows - a.rows);
  }

  foreignOfficers(names: OfficerNames): ForeignOfficer[] {
    return [...this.officers]
      .map(([theirs, { rows, ours }]) => ({
        theirs,
        rows,
        ours,
        suggested: ours === null ? names.suggest(theirs) : null,
      }))
      .sort((a, b) => b.rows - a.rows);
  }
}
