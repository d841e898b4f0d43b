import {
  type BadRow,
  type ImportColumn,
  type ImportedState,
  type ImportProfile,
  type RowProblem,
  TIME_NAMES,
  type TimeName,
} from '../../common/protocol/imports.ts';
import { cellText } from '../foreign/cell-text.ts';
import type { FieldNames } from '../foreign/field-names.ts';
import { EARLIEST_DAY } from '../foreign/read-day.ts';
import { readDuration } from '../foreign/read-duration.ts';
import type { OfficerNames } from './officer-names.ts';
import { OutcomeReader } from './outcomes.ts';
import { TimeReader, type WrittenMoment, type ZoneTime } from './read-time.ts';
import type { SourceCell } from './source.ts';
import type { ReadAs, TicketHead } from './ticket-head.ts';

/** A time that is known exactly (width 0) or as the middle of an interval. */
export interface KnownTime {
  readonly atMs: number;
  readonly widthMs: number;
}

/** One ticket of an earlier record. */
export interface ImportedTicket {
  readonly date: string;
  /** Code of the hall's own field, or what the file calls it. */
  readonly field: string;
  /** What the file says in its column of fields. */
  readonly foreignField: string;
  /** Whether the field is one of the hall's own. */
  readonly known: boolean;
  readonly fieldName: string | null;
  readonly number: string;
  readonly times: { readonly [T in TimeName]: KnownTime | null };
  readonly state: ImportedState;
  readonly priority: string | null;
  readonly procedure: string | null;
  readonly counter: string | null;
  /** Username where the file names an officer of the hall, else as it stands there. */
  readonly officer: string | null;
  /** What the file says in its column of officers, and whether it names one of the hall's; null: nothing. */
  readonly foreignOfficer: { readonly text: string; readonly known: boolean } | null;
}

/** A row read, or what is wrong with it. */
export type RowReading =
  | { readonly ok: true; readonly ticket: ImportedTicket }
  | { readonly ok: false; readonly bad: Omit<BadRow, 'line'> };

const LONGEST_VALUE = 200;
const TOLD_LETTERS = 60;
const HOUR_MS = 3_600_000;
/** A ticket ends with its day; what is called after midnight still belongs to it. */
const DAY_ENDS_MS = 30 * HOUR_MS;
/** A time of day that goes back from so late to so early crossed midnight; any other is a mistake. */
const LATE_MS = 18 * HOUR_MS;
const EARLY_MS = 6 * HOUR_MS;
/** Clocks of two systems differ by minutes. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** A cell that cannot be read; caught in the one function that reads rows. */
class CellError extends Error {
  readonly bad: Omit<BadRow, 'line'>;
  constructor(column: string, reason: RowProblem, value = '') {
    super(reason);
    const told = value.length > TOLD_LETTERS ? `${value.slice(0, TOLD_LETTERS)}…` : value;
    this.bad = { column, reason, value: told };
  }
}

/** What reading needs beside the file: the hall's zone, fields and present moment. */
export interface ReadingHall {
  readonly zone: ZoneTime;
  readonly fields: FieldNames;
  readonly officers: OfficerNames;
  /** What lies after it cannot have happened. */
  readonly nowMs: number;
}

type MutableTimes = Record<TimeName, KnownTime | null>;

/** Reads rows of one file by one profile. */
export class RowReader {
  private readonly head: TicketHead;
  private readonly profile: ImportProfile;
  private readonly hall: ReadingHall;
  private readonly time: TimeReader;
  private readonly outcomes: OutcomeReader;
  private readonly today: string;
  private readonly hasDate: boolean;
  private day = { date: '', startMs: 0 };

  /** Throws RangeError for formats of the profile that are none. */
  constructor(profile: ImportProfile, head: TicketHead, hall: ReadingHall) {
    this.profile = profile;
    this.head = head;
    this.hall = hall;
    this.time = new TimeReader(hall.zone, profile);
    this.outcomes = new OutcomeReader(profile.outcomes);
    this.today = hall.zone.dateOf(hall.nowMs);
    this.hasDate = head.places.has('date') || profile.defaults?.date !== undefined;
  }

  read(row: readonly SourceCell[]): RowReading {
    try {
      return { ok: true, ticket: this.ticket(row) };
    } catch (error) {
      if (!(error instanceof CellError)) throw error;
      return { ok: false, bad: error.bad };
    }
  }

  private label(name: ReadAs): string {
    const places = this.head.places.get(name);
    return places === undefined ? name : places.map((at) => this.head.titles[at]).join('+');
  }

  private cell(row: readonly SourceCell[], name: ReadAs): string {
    const places = this.head.places.get(name);
    let text = '';
    if (places !== undefined)
      for (const at of places) {
        const cell = row[at] ?? '';
        if (typeof cell !== 'string') throw new CellError(this.label(name), cell.wrong, cell.text);
        text += cellText(cell);
      }
    if (text === '') return this.defaultOf(name);
    if (text.length > LONGEST_VALUE) throw new CellError(this.label(name), 'too_long', String(LONGEST_VALUE));
    if (text.includes('\uFFFD')) throw new CellError(this.label(name), 'damaged_text', text);
    return text;
  }

  private defaultOf(name: ReadAs): string {
    return name === 'wait' || name === 'service' ? '' : (this.profile.defaults?.[name] ?? '');
  }

  private needed(row: readonly SourceCell[], name: ImportColumn): string {
    const text = this.cell(row, name);
    if (text === '') throw new CellError(this.label(name), 'empty');
    return text;
  }

  private ticket(row: readonly SourceCell[]): ImportedTicket {
    const date = this.date(row);
    if (date !== this.day.date) this.day = { date, startMs: this.hall.zone.instantOf(date, 0) };
    const times = this.times(row, date);
    const state = this.state(row, times);
    this.addDurations(row, times, state);
    this.possible(row, times);
    this.inOrder(times);
    const optional = (name: ImportColumn) => this.cell(row, name) || null;
    const foreignField = this.needed(row, 'field');
    const fieldName = optional('field_name');
    const { fields } = this.hall;
    const own = fields.find(foreignField) ?? (fieldName === null ? undefined : fields.find(fieldName));
    return {
      date,
      field: own ?? foreignField,
      foreignField,
      known: own !== undefined,
      fieldName,
      number: this.needed(row, 'number'),
      times,
      state,
      priority: optional('priority'),
      procedure: optional('procedure'),
      counter: optional('counter'),
      ...this.officer(optional('officer')),
    };
  }

  private officer(text: string | null): Pick<ImportedTicket, 'officer' | 'foreignOfficer'> {
    if (text === null) return { officer: null, foreignOfficer: null };
    const own = this.hall.officers.find(text);
    return { officer: own ?? text, foreignOfficer: { text, known: own !== undefined } };
  }

  /** The row's day; without a column for it, that of its first time. */
  private date(row: readonly SourceCell[]): string {
    const label = this.label(this.hasDate ? 'date' : this.firstTime());
    const text = this.hasDate ? this.needed(row, 'date') : this.firstMoment(row);
    const date = this.time.day(text);
    if (date === null) throw new CellError(label, 'not_a_date', text);
    if (date > this.today) throw new CellError(label, 'date_future', text);
    if (date < EARLIEST_DAY) throw new CellError(label, 'date_too_early', text);
    return date;
  }

  private firstMoment(row: readonly SourceCell[]): string {
    for (const name of TIME_NAMES)
      for (const column of [`${name}_at`, `${name}_after`] as const) {
        const text = this.cell(row, column);
        if (text !== '') return text;
      }
    throw new CellError(this.label(this.firstTime()), 'no_time');
  }

  private firstTime(): ImportColumn {
    const columns = TIME_NAMES.flatMap((name) => [`${name}_at`, `${name}_after`] as const);
    return columns.find((name) => this.head.places.has(name)) ?? 'issued_at';
  }

  private times(row: readonly SourceCell[], date: string): MutableTimes {
    const times: MutableTimes = { issued: null, called: null, started: null, finished: null };
    let beforeMs: number | null = null;
    for (const name of TIME_NAMES) {
      const time = this.known(row, name, date, beforeMs);
      times[name] = time;
      if (time !== null) beforeMs = time.atMs;
    }
    if (TIME_NAMES.every((name) => times[name] === null))
      throw new CellError(this.label(this.firstTime()), 'no_time');
    return times;
  }

  private known(
    row: readonly SourceCell[],
    name: TimeName,
    date: string,
    beforeMs: number | null,
  ): KnownTime | null {
    const exact = this.moment(row, `${name}_at`, date);
    if (exact !== null) return { atMs: this.pastMidnight(exact, beforeMs), widthMs: 0 };
    const after = this.moment(row, `${name}_after`, date)?.atMs ?? null;
    const by = this.moment(row, `${name}_by`, date)?.atMs ?? null;
    if (after === null && by === null) return null;
    if (after === null) throw new CellError(this.label(`${name}_after`), 'interval_no_start');
    if (by === null) throw new CellError(this.label(`${name}_by`), 'interval_no_end');
    if (by < after) throw new CellError(this.label(`${name}_by`), 'interval_reversed');
    return { atMs: Math.round((after + by) / 2), widthMs: by - after };
  }

  /** A bare time of day early in the morning, behind one late in the evening, is of the next day. */
  private pastMidnight({ atMs, hasDay }: WrittenMoment, beforeMs: number | null): number {
    if (hasDay || beforeMs === null || atMs >= beforeMs) return atMs;
    const { startMs } = this.day;
    return beforeMs - startMs >= LATE_MS && atMs - startMs <= EARLY_MS ? atMs + 24 * HOUR_MS : atMs;
  }

  private moment(row: readonly SourceCell[], name: ImportColumn, date: string): WrittenMoment | null {
    const text = this.cell(row, name);
    if (text === '') return null;
    const at = this.time.moment(text, date);
    if (at === null) throw new CellError(this.label(name), 'not_a_time', text);
    return at;
  }

  /** Works out times that the file tells as lengths, of tickets that came to a counter. */
  private addDurations(row: readonly SourceCell[], times: MutableTimes, state: ImportedState): void {
    const waitMs = this.duration(row, 'wait');
    const serviceMs = this.duration(row, 'service');
    const shift = (time: KnownTime, byMs: number): KnownTime => ({ ...time, atMs: time.atMs + byMs });
    const never = state === 'expired' || state === 'cancelled';
    if (serviceMs !== null && !never) {
      if (times.called === null && times.started === null && times.finished !== null)
        times.called = shift(times.finished, -serviceMs);
    }
    if (waitMs !== null) {
      const atCounter = times.called ?? times.started;
      if (atCounter === null && times.issued !== null && !never) times.called = shift(times.issued, waitMs);
      if (times.issued === null && atCounter !== null) times.issued = shift(atCounter, -waitMs);
    }
    const from = times.started ?? times.called;
    if (serviceMs !== null && state === 'done' && times.finished === null && from !== null)
      times.finished = shift(from, serviceMs);
  }

  private duration(row: readonly SourceCell[], name: 'wait' | 'service'): number | null {
    const text = this.cell(row, name);
    if (text === '') return null;
    const ms = readDuration(text, this.head.durationUnit);
    if (ms === null) throw new CellError(this.label(name), 'not_a_duration', text);
    return ms;
  }

  /** Nothing of a ticket lies in the future, or on another day than its own. */
  private possible(row: readonly SourceCell[], times: MutableTimes): void {
    for (const name of TIME_NAMES) {
      const time = times[name];
      if (time === null) continue;
      const wrong = (reason: RowProblem) => {
        const column = this.columnOf(name);
        return new CellError(this.label(column), reason, this.cell(row, column));
      };
      if (time.atMs > this.hall.nowMs + CLOCKS_DIFFER_MS) throw wrong('time_future');
      const sinceMs = time.atMs - this.day.startMs;
      if (sinceMs < 0 || sinceMs >= DAY_ENDS_MS) throw wrong('other_day');
    }
  }

  /** The column that a time came from. */
  private columnOf(name: TimeName): ReadAs {
    const { places } = this.head;
    if (places.has(`${name}_at`)) return `${name}_at`;
    if (places.has(`${name}_by`)) return `${name}_by`;
    return name === 'finished' || !places.has('wait') ? 'service' : 'wait';
  }

  /** A later moment may not lie wholly before an earlier one; overlapping intervals say nothing against the order. */
  private inOrder(times: MutableTimes): void {
    let before: { name: TimeName; earliestMs: number } | undefined;
    for (const name of TIME_NAMES) {
      const time = times[name];
      if (time === null) continue;
      const latestMs = time.atMs + time.widthMs / 2;
      if (before && latestMs < before.earliestMs)
        throw new CellError(this.label(this.columnOf(name)), 'before_earlier', `${name}<${before.name}`);
      before = { name, earliestMs: time.atMs - time.widthMs / 2 };
    }
  }

  /** Without an outcome: whoever was called counts as served, whoever was never called as having left. */
  private state(row: readonly SourceCell[], times: MutableTimes): ImportedState {
    const text = this.cell(row, 'outcome');
    if (text === '') {
      const called = times.called !== null || times.started !== null || times.finished !== null;
      const lengths = this.cell(row, 'wait') + this.cell(row, 'service');
      return called || lengths !== '' ? 'done' : 'expired';
    }
    const state = this.outcomes.read(text);
    if (state === undefined) throw new CellError(this.label('outcome'), 'unknown_outcome', text);
    return state;
  }
}
