import { z } from 'zod';

/** Encodings in which a file of text can be read. */
export const IMPORT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', 'tcvn3'] as const;
export type ImportEncoding = (typeof IMPORT_ENCODINGS)[number];
export const ImportEncoding = z.enum(IMPORT_ENCODINGS);

export const IMPORT_DELIMITERS = [',', ';', '\t', '|'] as const;

/** The four moments of a ticket, in their order. */
export const TIME_NAMES = ['issued', 'called', 'started', 'finished'] as const;
export type TimeName = (typeof TIME_NAMES)[number];

/** Columns of the import format by their own names. */
export const IMPORT_COLUMNS = [
  'date',
  'field',
  'field_name',
  'number',
  'issued_at',
  'issued_after',
  'issued_by',
  'called_at',
  'called_after',
  'called_by',
  'started_at',
  'started_after',
  'started_by',
  'finished_at',
  'finished_after',
  'finished_by',
  'outcome',
  'priority',
  'procedure',
  'counter',
  'officer',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** How an imported ticket ended. */
const IMPORTED_STATES = ['done', 'no_show', 'cancelled', 'expired'] as const;
export type ImportedState = (typeof IMPORTED_STATES)[number];

export const DURATION_UNITS = ['seconds', 'minutes', 'hours'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

const Title = z.string().min(1).max(200);
const Source = z.union([Title, z.array(Title).min(1).max(5)]);
const Format = z.string().min(1).max(40);

/** How a foreign file is read. What it leaves out is found out from the file. */
export const ImportProfile = z.strictObject({
  name: z.string().max(100).default(''),
  describes: z.string().max(1000).optional(),
  encoding: ImportEncoding.optional(),
  delimiter: z.string().length(1).optional(),
  /** Which of the file's columns is which of ours; several are joined into one value. */
  columns: z.partialRecord(z.enum(IMPORT_COLUMNS), Source).optional(),
  /** Foreign words for outcomes. */
  outcomes: z.record(z.string().max(200), z.enum(IMPORTED_STATES)).optional(),
  /** How days are written, such as `MM/dd/yyyy`; `excel` for serial numbers. Without it: day first, or year first. */
  dateFormat: Format.optional(),
  /** How times of day are written, such as `HHmm` or `h:mm a`; `excel` for parts of a day. */
  timeFormat: Format.optional(),
  /** Values of columns that the file lacks or leaves empty. */
  defaults: z.partialRecord(z.enum(IMPORT_COLUMNS), z.string().max(200)).optional(),
  /** Columns that tell how long somebody waited and was served, where the file has no times for it. */
  durations: z
    .strictObject({
      wait: Title.optional(),
      service: Title.optional(),
      unit: z.enum(DURATION_UNITS).default('minutes'),
    })
    .optional(),
  /** Their code or name of a field → code of the hall's. */
  fields: z.record(Title, z.string().min(1).max(200)).optional(),
  /** A second file with the fields' names: its path is the tickets' path with one ending replaced. */
  fieldsFile: z
    .strictObject({ replace: z.string(), by: z.string(), code: z.string(), name: z.string() })
    .optional(),
  /** A third file with the open counters of each field, a row when their number changed; it may be missing. */
  countersFile: z
    .strictObject({
      replace: z.string(),
      by: z.string(),
      date: z.string(),
      field: z.string(),
      from: z.string(),
      open: z.string(),
    })
    .optional(),
});
/** Letters of `dateFormat` and `timeFormat`. */
export const FORMAT_LETTERS =
  'a day is written with d, M and y (dd/MM/yyyy), a time with H or h, m, s and a (HH:mm, h:mm a); or excel';

export type ImportProfile = z.infer<typeof ImportProfile>;

/** Why a row cannot be taken in. */
export const ROW_PROBLEMS = [
  'value_count',
  'empty',
  'too_long',
  'damaged_text',
  'formula',
  'error_cell',
  'not_a_date',
  'date_future',
  'date_too_early',
  'not_a_time',
  'no_time',
  'time_future',
  'other_day',
  'interval_no_start',
  'interval_no_end',
  'interval_reversed',
  'before_earlier',
  'not_a_duration',
  'unknown_outcome',
  'known',
  'twice',
] as const;
export type RowProblem = (typeof ROW_PROBLEMS)[number];

/** A row that cannot be taken in. */
export interface BadRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number;
  /** Head of the column as it stands in the file; "-": the row as a whole. */
  readonly column: string;
  readonly reason: RowProblem;
  /** The text at fault, or what the reason speaks of. */
  readonly value: string;
}

/** Why a file cannot be read at all. */
export const FILE_PROBLEMS = [
  'missing_file',
  'empty_file',
  'damaged_gzip',
  'broken_csv',
  'old_office',
  'open_document',
  'web_page',
  'not_a_table',
  'broken_workbook',
  'too_large',
  'too_many_rows',
  'encoding_unknown',
  'encoding_needed',
  'encoding_wrong',
  'columns_missing',
  'column_ambiguous',
  'companion_missing',
  'companion_broken',
] as const;
export type FileProblem = (typeof FILE_PROBLEMS)[number];

/** The same, and what can be wrong with a profile. */
export type ImportFault = FileProblem | 'profile_invalid' | 'profile_unknown' | 'format_invalid';

/** How sure it is in what a file is written. */
export interface FoundEncoding {
  /** Null: it cannot be told. */
  readonly encoding: ImportEncoding | null;
  /** False: guessed from how the words read, so that a person must agree. */
  readonly certain: boolean;
  /** What the words of the file are in each encoding that could be meant, likeliest first. */
  readonly offers: readonly { readonly encoding: ImportEncoding; readonly words: readonly string[] }[];
}

/** What was noticed in a file beside its rows. */
export interface ImportNote {
  readonly kind:
    | 'hidden_row'
    | 'hidden_column'
    | 'hidden_sheet'
    | 'other_sheet'
    | 'merged_cells'
    | 'number_again'
    | 'blank_rows'
    | 'unused_column'
    | 'month_first';
  readonly count: number;
  /** Rows, columns or names of sheets: the first of them. */
  readonly where: readonly string[];
}

/** A field that stands in the file. */
export interface ForeignField {
  readonly theirs: string;
  /** What the file calls it beside its code; null: nothing. */
  readonly name: string | null;
  readonly rows: number;
  /** Code of the hall's field; null: it stays a field of imported records alone. */
  readonly ours: string | null;
  /** The hall's field that is perhaps meant. */
  readonly suggested: string | null;
}

/** A column of the file and what it is read as. */
export interface ForeignColumn {
  readonly title: string;
  readonly readAs: readonly (ImportColumn | 'wait' | 'service')[];
  /** What stands in it in the first rows. */
  readonly samples: readonly string[];
}

/** A row as it was understood; times in the hall's zone. */
export interface UnderstoodRow {
  readonly line: number;
  readonly date: string;
  readonly field: string;
  readonly number: string;
  readonly times: Readonly<Record<TimeName, string | null>>;
  readonly state: ImportedState;
}

/** What stands in a file and what taking it in comes to. */
export interface ImportResult {
  readonly outcome: 'imported' | 'checked' | 'already-imported' | 'nothing-new' | 'refused';
  /** Batch that now holds (or already held) the tickets. */
  readonly batch: string | null;
  /** Tickets that were or can be taken in. */
  readonly rows: number;
  readonly badRows: number;
  /** Rows that the record has, or that stand in the file twice. */
  readonly knownRows: number;
  /** The first of the bad rows. */
  readonly bad: readonly BadRow[];
  /** The first of the known rows. */
  readonly known: readonly BadRow[];
  readonly encoding: FoundEncoding;
  readonly delimiter: string | null;
  /** Line on which the columns are named. */
  readonly headLine: number;
  readonly columns: readonly ForeignColumn[];
  readonly fields: readonly ForeignField[];
  readonly moreFields: number;
  readonly notes: readonly ImportNote[];
  readonly sample: readonly UnderstoodRow[];
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}

/** A file that cannot be read at all: what to say of it. */
export interface UnreadableFile {
  readonly problem: ImportFault;
  readonly value: string;
  readonly offers?: FoundEncoding['offers'];
  /** Titles of the columns, where they are what is wrong. */
  readonly columns?: readonly ForeignColumn[];
}
/** What a person says of how a file is to be taken in. */
export const ImportOrder = z.strictObject({
  profile: ImportProfile.omit({ fieldsFile: true, countersFile: true }).prefault({}),
  /** Keeps the good rows of a file with bad ones. */
  skipBad: z.boolean().default(false),
  /** Leaves out rows that the record has. */
  skipKnown: z.boolean().default(false),
});
export type ImportOrder = z.infer<typeof ImportOrder>;

/** A file on its way into the record. */
export interface ImportRun {
  readonly id: string;
  readonly file: string;
  readonly bytes: number;
  readonly state: 'waiting' | 'checking' | 'taking' | 'checked' | 'taken' | 'unreadable' | 'failed';
  /** Share of the file that was read, 0 to 1. */
  readonly progress: number;
  readonly result: ImportResult | null;
  readonly unreadable: UnreadableFile | null;
}

/** Tickets of one file, in the record as one batch. */
export interface ListedBatch {
  readonly id: string;
  readonly file: string;
  readonly rows: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
}
