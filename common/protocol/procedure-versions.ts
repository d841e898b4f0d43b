import { z } from 'zod';
import { Procedure } from './catalogue.ts';
import type { Immutable } from './immutable.ts';

import { FoundEncoding, ImportNote } from './imports.ts';

import { Code, LocalDate, saidLine } from './primitives.ts';

export const ProcedureVersion = z.object({
  procedure: Procedure,
  /** First day it holds; null: since the hall knows the procedure. */
  effectiveFrom: z.string().nullable(),
  /** Last day it holds, where one is set; it ends anyway when a later version begins. */
  effectiveTo: z.string().nullable(),
});
/** What a procedure says from a day on. */
export type ProcedureVersion = Immutable<typeof ProcedureVersion>;

/** A procedure as an administrator writes it. Without a first day it holds from today. */
export const DatedProcedure = Procedure.extend({
  effectiveFrom: LocalDate.nullable().default(null),
  effectiveTo: LocalDate.nullable().default(null),
});

export const VersionKey = z.strictObject({ code: Code, effectiveFrom: LocalDate });

/** Columns of a procedure that a list can bring and a difference can show. */
export const LIST_COLUMNS = [
  'field',
  'name',
  'nameEn',
  'timeLimit',
  'fee',
  'papers',
  'words',
  'note',
] as const;

export type ListColumn = (typeof LIST_COLUMNS)[number];

/** Most rows of one list: all procedures of a province are some two thousand. */
export const LIST_ROWS = 5_000;

/** A row of a list as it was read. A column that the list does not have is absent, and stays as it is in the hall. */
export const ListRow = z.strictObject({
  /** Line of the file, for the reader; the head is 1. */
  row: z.number().int().min(1),
  code: Code,
  effectiveFrom: LocalDate,
  effectiveTo: LocalDate.nullable().default(null),
  ...Procedure.omit({ code: true, active: true }).shape,
  nameEn: Procedure.shape.nameEn.unwrap().optional(),
  timeLimit: Procedure.shape.timeLimit.unwrap().optional(),
  fee: Procedure.shape.fee.unwrap().optional(),
  papers: Procedure.shape.papers.unwrap().optional(),
  words: Procedure.shape.words.unwrap().optional(),
  note: Procedure.shape.note.unwrap().optional(),
});

export type ListRow = Immutable<typeof ListRow>;

/** What becomes of rows that begin before the version in force: the list is refused, or they begin today [PRC4]. */
export const BehindRule = z.enum(['refuse', 'today']);

export type BehindRule = z.infer<typeof BehindRule>;

/** A whole list taken in as one act. `shown`: the difference that the person saw and agreed to. */
export const ProcedureList = z.strictObject({
  file: saidLine(200),
  rows: z.array(ListRow).min(1).max(LIST_ROWS),
  /** What happens to procedures of the list's fields that the list does not name. */
  missing: z.enum(['keep', 'retire']).default('keep'),
  behind: BehindRule.default('refuse'),
  shown: z.string().regex(/^[0-9a-f]{32}$/),
});

export type ProcedureList = z.infer<typeof ProcedureList>;

export const ColumnChange = z.object({
  column: z.union([z.enum(LIST_COLUMNS), z.enum(['active', 'effectiveTo'])]),
  before: z.string(),
  after: z.string(),
});
/** A text of a procedure before and after. */
export type ColumnChange = Immutable<typeof ColumnChange>;

export const ListedChange = z.object({
  code: z.string(),
  field: z.string(),
  name: z.string(),
  row: z.number().nullable(),
  effectiveFrom: z.string(),
  columns: z.array(ColumnChange),
  /** First day of a version that was planned after this one, and stays; null: none. */
  later: z.string().nullable(),
});
/** One procedure that a list would define or change, from a day on. */
export type ListedChange = Immutable<typeof ListedChange>;

export const ListDifference = z.object({
  added: z.array(ListedChange),
  changed: z.array(ListedChange),
  /** In use in the hall, of a field of the list, and not in the list. */
  missing: z.array(ListedChange.omit({ row: true, columns: true, later: true })),
  unchanged: z.number(),
  /** Names this difference, and no other. */
  shown: z.string(),
});
/** What taking in a list would do. */
export type ListDifference = Immutable<typeof ListDifference>;

export const LIST_PROBLEMS = [
  'too_large',
  'not_a_list',
  'old_office',
  'open_document',
  'web_page',
  'broken_file',
  'unpacks_too_large',
  'too_slow',
  'not_utf8',
  'empty_list',
  'too_many_rows',
  'no_head',
  'column_missing',
  'column_twice',
  'unclosed_quote',
  'formula',
  'error_cell',
  'code_is_number',
  'empty_cell',
  'bad_code',
  'code_twice',
  'unknown_field',
  'bad_date',
  'ends_before_start',
  'before_present_version',
  'too_long',
  'too_many_items',
  'bad_text',
] as const;

export const ListProblem = z.object({
  /** Line of the file; null: the file as a whole. */
  row: z.number().nullable(),
  /** Head of the column as it stands in the file, or the one that is missing. */
  column: z.string().nullable(),
  reason: z.enum(LIST_PROBLEMS),
  /** The text at fault, shortened, or the bound that was passed. */
  value: z.string(),
});
/** Something in a list that cannot be taken in. */
export type ListProblem = Immutable<typeof ListProblem>;

export type ListProblemReason = (typeof LIST_PROBLEMS)[number];

export const ReadList = z.object({
  /** Row of the head; 0: none was found. */
  headRow: z.number(),
  /** In what it is written; null: a workbook, or not read. */
  encoding: FoundEncoding.nullable(),
  /** What a person may not see in the sheet. */
  notes: z.array(ImportNote),
  rows: z.array(ListRow),
  problems: z.array(ListProblem),
  /** Columns that were recognised, with their titles in the file. */
  columns: z.array(
    z.object({
      column: z.union([z.enum(LIST_COLUMNS), z.enum(['code', 'effectiveFrom', 'effectiveTo'])]),
      title: z.string(),
    }),
  ),
  /** Titles of columns of which the hall keeps nothing. */
  ignored: z.array(z.string()),
  /** Rows that are no procedures: headings, sums, signatures. */
  skipped: z.array(
    z.object({
      row: z.number(),
      text: z.string(),
    }),
  ),
  /** Fields of the list that the hall does not know by this name, and the one that is perhaps meant. */
  unknownFields: z.array(
    z.object({
      text: z.string(),
      rows: z.number(),
      suggested: z.string().nullable(),
    }),
  ),
});
/** What was read in a list file. */
export type ReadList = Immutable<typeof ReadList>;

/** What a file comes to that cannot be read at all. */
export const nothingRead = (problem: ListProblem): ReadList => ({
  headRow: 0,
  encoding: null,
  notes: [],
  rows: [],
  problems: [problem],
  columns: [],
  ignored: [],
  skipped: [],
  unknownFields: [],
});

export const ComparedFile = ReadList.omit({ rows: true }).extend({
  rows: z.number(),
  difference: ListDifference,
  /** Rows at fault only because they begin before the version in force: they may begin today. */
  behind: z.number(),
});
/** The answer to a list that was set against the catalogue. */
export type ComparedFile = Immutable<typeof ComparedFile>;

export const ListedProcedure = Procedure.omit({ field: true, active: true }).extend({
  effectiveFrom: z.string().nullable(),
  effectiveTo: z.string().nullable(),
});
/** A procedure as the public reads it. */
export type ListedProcedure = Immutable<typeof ListedProcedure>;

export const PublicListing = z.object({
  date: z.string(),
  hall: z.object({
    name: z.string(),
    nameEn: z.string(),
    superior: z.string(),
    address: z.string(),
  }),
  fields: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      procedures: z.array(ListedProcedure),
    }),
  ),
});
/** The procedures that a hall takes on a day, by field. */
export type PublicListing = Immutable<typeof PublicListing>;

export const ShownVersion = ProcedureVersion.extend({
  state: z.enum(['past', 'present', 'ended', 'planned']),
});
/** A version as the console shows it on a day. */
export type ShownVersion = Immutable<typeof ShownVersion>;
