import { COLUMN_NAMES, type ImportProfile, TIME_NAMES, type TimeName } from './profile.ts';
import { type InstantOf, readDate, readInstant } from './read-time.ts';

/** A time that is known exactly (width 0) or as the middle of an interval. */
export interface KnownTime {
  readonly atMs: number;
  readonly widthMs: number;
}

export type ImportedState = 'done' | 'no_show' | 'cancelled' | 'expired';

/** One ticket of an earlier record. */
export interface ImportedTicket {
  readonly date: string;
  readonly field: string;
  readonly fieldName: string | null;
  readonly number: string;
  readonly times: { readonly [T in TimeName]: KnownTime | null };
  readonly state: ImportedState;
  readonly priority: string | null;
  readonly procedure: string | null;
  readonly counter: string | null;
  readonly officer: string | null;
}

/** What is wrong with a row, and in which column of the file. */
export interface BadCell {
  readonly column: string;
  readonly because: string;
}

/** A row read, or what is wrong with it. */
export type RowReading =
  | { readonly ok: true; readonly ticket: ImportedTicket }
  | { readonly ok: false; readonly bad: BadCell };

const LONGEST_VALUE = 200;

const OUTCOMES: Readonly<Record<string, ImportedState>> = {
  done: 'done',
  served: 'done',
  finished: 'done',
  no_show: 'no_show',
  'no-show': 'no_show',
  cancelled: 'cancelled',
  canceled: 'cancelled',
  left: 'cancelled',
  expired: 'expired',
};

/** A cell that cannot be read; caught in the one function that reads rows. */
class CellError extends Error {
  readonly column: string;
  constructor(column: string, because: string) {
    super(because);
    this.column = column;
  }
}

/** Reads rows of one file by one profile. */
export class RowReader {
  private readonly places = new Map<string, { indexes: number[]; label: string }>();
  private readonly profile: ImportProfile;
  private readonly instantOf: InstantOf;
  private readonly lastDate: string;
  /** Columns the profile needs and the header lacks, in the file's own names. */
  readonly missing: readonly string[];

  /** @param lastDate the hall's present day: what lies after it cannot have happened. */
  constructor(profile: ImportProfile, header: readonly string[], instantOf: InstantOf, lastDate: string) {
    this.profile = profile;
    this.instantOf = instantOf;
    this.lastDate = lastDate;
    for (const name of COLUMN_NAMES) {
      const source = profile.columns[name];
      if (source === undefined) continue;
      const names = typeof source === 'string' ? [source] : source;
      const indexes = names.map((each) => header.indexOf(each));
      if (!indexes.includes(-1)) this.places.set(name, { indexes, label: names.join('+') });
    }
    const missing = ['date', 'field', 'number']
      .filter((name) => !this.places.has(name))
      .map((name) => this.label(name));
    if (!TIME_NAMES.some((time) => this.places.has(`${time}_at`) || this.hasInterval(time)))
      missing.push('one time (issued_at, or issued_after and issued_by)');
    this.missing = missing;
  }

  private hasInterval(time: TimeName): boolean {
    return this.places.has(`${time}_after`) && this.places.has(`${time}_by`);
  }

  private label(name: string): string {
    const source = this.profile.columns[name] ?? name;
    return typeof source === 'string' ? source : source.join('+');
  }

  private cell(row: readonly string[], name: string): string {
    const place = this.places.get(name);
    if (!place) return '';
    const text = place.indexes
      .map((at) => row[at]?.trim() ?? '')
      .join('')
      .normalize('NFC');
    if (text.length > LONGEST_VALUE)
      throw new CellError(place.label, `longer than ${LONGEST_VALUE} characters`);
    return text;
  }

  private needed(row: readonly string[], name: string): string {
    const text = this.cell(row, name);
    if (text === '') throw new CellError(this.label(name), 'is empty');
    return text;
  }

  /** Reads one row; never throws for what stands in it. */
  read(row: readonly string[]): RowReading {
    try {
      return { ok: true, ticket: this.ticket(row) };
    } catch (error) {
      if (error instanceof CellError)
        return { ok: false, bad: { column: error.column, because: error.message } };
      throw error;
    }
  }

  private ticket(row: readonly string[]): ImportedTicket {
    const dateText = this.needed(row, 'date');
    const date = readDate(dateText);
    if (date === null)
      throw new CellError(this.label('date'), `"${dateText}" is no date (2020-01-31 or 31/01/2020)`);
    if (date > this.lastDate) throw new CellError(this.label('date'), `"${dateText}" lies after today`);
    const times = {
      issued: this.time(row, 'issued', date),
      called: this.time(row, 'called', date),
      started: this.time(row, 'started', date),
      finished: this.time(row, 'finished', date),
    };
    this.inOrder(times);
    if (TIME_NAMES.every((name) => times[name] === null))
      throw new CellError(this.firstTimeLabel(), 'the row has no time at all');
    const optional = (name: string) => this.cell(row, name) || null;
    return {
      date,
      field: this.needed(row, 'field'),
      fieldName: optional('field_name'),
      number: this.needed(row, 'number'),
      times,
      state: this.state(row, times),
      priority: optional('priority'),
      procedure: optional('procedure'),
      counter: optional('counter'),
      officer: optional('officer'),
    };
  }

  private firstTimeLabel(): string {
    const name =
      COLUMN_NAMES.find((each) => /_(at|after)$/.test(each) && this.places.has(each)) ?? 'issued_at';
    return this.label(name);
  }

  private time(row: readonly string[], name: TimeName, date: string): KnownTime | null {
    const exact = this.instant(row, `${name}_at`, date);
    if (exact !== null) return { atMs: exact, widthMs: 0 };
    const after = this.instant(row, `${name}_after`, date);
    const by = this.instant(row, `${name}_by`, date);
    if (after === null && by === null) return null;
    if (after === null) throw new CellError(this.label(`${name}_after`), 'the interval has no beginning');
    if (by === null) throw new CellError(this.label(`${name}_by`), 'the interval has no end');
    if (by < after) throw new CellError(this.label(`${name}_by`), 'the interval ends before it begins');
    return { atMs: Math.round((after + by) / 2), widthMs: by - after };
  }

  private instant(row: readonly string[], name: string, date: string): number | null {
    const text = this.cell(row, name);
    if (text === '') return null;
    const at = readInstant(text, date, this.instantOf);
    if (at === null)
      throw new CellError(this.label(name), `"${text}" is no time (08:30, 08:30:15 or 2020-01-31 08:30)`);
    return at;
  }

  /** A later moment may not lie wholly before an earlier one; overlapping intervals say nothing against the order. */
  private inOrder(times: ImportedTicket['times']): void {
    let before: { name: TimeName; earliestMs: number } | undefined;
    for (const name of TIME_NAMES) {
      const time = times[name];
      if (time === null) continue;
      const latestMs = time.atMs + time.widthMs / 2;
      if (before && latestMs < before.earliestMs) {
        const column = this.places.has(`${name}_at`) ? `${name}_at` : `${name}_by`;
        throw new CellError(this.label(column), `the ticket was ${name} before it was ${before.name}`);
      }
      before = { name, earliestMs: time.atMs - time.widthMs / 2 };
    }
  }

  /** Without an outcome: whoever was called counts as served, whoever was never called as having left. */
  private state(row: readonly string[], times: ImportedTicket['times']): ImportedState {
    const text = this.cell(row, 'outcome');
    const wasCalled = times.called !== null || times.started !== null || times.finished !== null;
    if (text === '') return wasCalled ? 'done' : 'expired';
    const state = this.profile.outcomes?.[text] ?? OUTCOMES[text.toLowerCase()];
    if (state === undefined)
      throw new CellError(
        this.label('outcome'),
        `"${text}" is no known outcome (${Object.keys({ ...this.profile.outcomes, ...OUTCOMES }).join(', ')})`,
      );
    return state;
  }
}
