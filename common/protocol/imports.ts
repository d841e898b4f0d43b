import { z } from 'zod';
import type { Immutable } from './immutable.ts';

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
  /** Their name or code of an officer → username of the hall's. */
  officers: z.record(Title, z.string().min(1).max(200)).optional(),
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

export const BadRow = z.object({
  /** Line of the file, or row of the sheet, from 1. */
  line: z.number(),
  /** Head of the column as it stands in the file; "-": the row as a whole. */
  column: z.string(),
  reason: z.enum(ROW_PROBLEMS),
  /** The text at fault, or what the reason speaks of. */
  value: z.string(),
});
/** A row that cannot be taken in. */
export type BadRow = Immutable<typeof BadRow>;

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
export const ImportFault = z.enum([...FILE_PROBLEMS, 'profile_invalid', 'profile_unknown', 'format_invalid']);
export type ImportFault = z.infer<typeof ImportFault>;

export const FoundEncoding = z.object({
  /** Null: it cannot be told. */
  encoding: ImportEncoding.nullable(),
  /** False: guessed from how the words read, so that a person must agree. */
  certain: z.boolean(),
  /** What the words of the file are in each encoding that could be meant, likeliest first. */
  offers: z.array(
    z.object({
      encoding: ImportEncoding,
      words: z.array(z.string()),
    }),
  ),
});
/** How sure it is in what a file is written. */
export type FoundEncoding = Immutable<typeof FoundEncoding>;

export const ImportNote = z.object({
  kind: z.enum([
    'hidden_row',
    'hidden_column',
    'hidden_sheet',
    'other_sheet',
    'merged_cells',
    'number_again',
    'blank_rows',
    'unused_column',
    'month_first',
  ]),
  count: z.number(),
  /** Rows, columns or names of sheets: the first of them. */
  where: z.array(z.string()),
});
/** What was noticed in a file beside its rows. */
export type ImportNote = Immutable<typeof ImportNote>;

export const ForeignField = z.object({
  theirs: z.string(),
  /** What the file calls it beside its code; null: nothing. */
  name: z.string().nullable(),
  rows: z.number(),
  /** Code of the hall's field; null: it stays a field of imported records alone. */
  ours: z.string().nullable(),
  /** The hall's field that is perhaps meant. */
  suggested: z.string().nullable(),
});
/** A field that stands in the file. */
export type ForeignField = Immutable<typeof ForeignField>;

export const ForeignOfficer = z.object({
  theirs: z.string(),
  rows: z.number(),
  /** Username of the hall's officer; null: it stays a name of imported records alone. */
  ours: z.string().nullable(),
  /** The hall's officer who is perhaps meant. */
  suggested: z.string().nullable(),
});
/** An officer who stands in the file. */
export type ForeignOfficer = Immutable<typeof ForeignOfficer>;

export const ForeignColumn = z.object({
  title: z.string(),
  readAs: z.array(z.union([z.enum(IMPORT_COLUMNS), z.enum(['wait', 'service'])])),
  /** What stands in it in the first rows. */
  samples: z.array(z.string()),
});
/** A column of the file and what it is read as. */
export type ForeignColumn = Immutable<typeof ForeignColumn>;

export const UnderstoodRow = z.object({
  line: z.number(),
  date: z.string(),
  field: z.string(),
  number: z.string(),
  times: z.record(z.enum(TIME_NAMES), z.string().nullable()),
  state: z.enum(IMPORTED_STATES),
});
/** A row as it was understood; times in the hall's zone. */
export type UnderstoodRow = Immutable<typeof UnderstoodRow>;

export const ImportResult = z.object({
  outcome: z.enum(['imported', 'checked', 'already-imported', 'nothing-new', 'refused']),
  /** Batch that now holds (or already held) the tickets. */
  batch: z.string().nullable(),
  /** Tickets that were or can be taken in. */
  rows: z.number(),
  badRows: z.number(),
  /** Rows that the record has, or that stand in the file twice. */
  knownRows: z.number(),
  /** The first of the bad rows. */
  bad: z.array(BadRow),
  /** The first of the known rows. */
  known: z.array(BadRow),
  encoding: FoundEncoding,
  delimiter: z.string().nullable(),
  /** Line on which the columns are named. */
  headLine: z.number(),
  columns: z.array(ForeignColumn),
  fields: z.array(ForeignField),
  moreFields: z.number(),
  officers: z.array(ForeignOfficer),
  moreOfficers: z.number(),
  notes: z.array(ImportNote),
  sample: z.array(UnderstoodRow),
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
});
/** What stands in a file and what taking it in comes to. */
export type ImportResult = Immutable<typeof ImportResult>;

export const UnreadableFile = z.object({
  problem: ImportFault,
  value: z.string(),
  offers: FoundEncoding.shape.offers.exactOptional(),
  /** Titles of the columns, where they are what is wrong. */
  columns: z.array(ForeignColumn).exactOptional(),
});
/** A file that cannot be read at all: what to say of it. */
export type UnreadableFile = Immutable<typeof UnreadableFile>;

/** What a person says of how a file is to be taken in. */
export const ImportOrder = z.strictObject({
  profile: ImportProfile.omit({ fieldsFile: true, countersFile: true }).prefault({}),
  /** Keeps the good rows of a file with bad ones. */
  skipBad: z.boolean().default(false),
  /** Leaves out rows that the record has. */
  skipKnown: z.boolean().default(false),
});

export type ImportOrder = z.infer<typeof ImportOrder>;

export const ImportRun = z.object({
  id: z.string(),
  file: z.string(),
  bytes: z.number(),
  state: z.enum(['waiting', 'checking', 'taking', 'checked', 'taken', 'unreadable', 'failed']),
  /** Share of the file that was read, 0 to 1. */
  progress: z.number(),
  result: ImportResult.nullable(),
  unreadable: UnreadableFile.nullable(),
});
/** A file on its way into the record. */
export type ImportRun = Immutable<typeof ImportRun>;

export const ListedBatch = z.object({
  id: z.string(),
  file: z.string(),
  rows: z.number(),
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
});
/** Tickets of one file, in the record as one batch. */
export type ListedBatch = Immutable<typeof ListedBatch>;
