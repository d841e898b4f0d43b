import { z } from 'zod';
import { Procedure } from './catalogue.ts';
import type { FoundEncoding, ImportNote } from './imports.ts';
import { Code, LocalDate, saidLine } from './primitives.ts';

/** What a procedure says from a day on. */
export interface ProcedureVersion {
  readonly procedure: Procedure;
  /** First day it holds; null: since the hall knows the procedure. */
  readonly effectiveFrom: string | null;
  /** Last day it holds, where one is set; it ends anyway when a later version begins. */
  readonly effectiveTo: string | null;
}

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
export type ListRow = z.infer<typeof ListRow>;

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

/** A text of a procedure before and after. */
export interface ColumnChange {
  readonly column: ListColumn | 'active' | 'effectiveTo';
  readonly before: string;
  readonly after: string;
}

/** One procedure that a list would define or change, from a day on. */
export interface ListedChange {
  readonly code: string;
  readonly field: string;
  readonly name: string;
  readonly row: number | null;
  readonly effectiveFrom: string;
  readonly columns: readonly ColumnChange[];
  /** First day of a version that was planned after this one, and stays; null: none. */
  readonly later: string | null;
}

/** What taking in a list would do. */
export interface ListDifference {
  readonly added: readonly ListedChange[];
  readonly changed: readonly ListedChange[];
  /** In use in the hall, of a field of the list, and not in the list. */
  readonly missing: readonly Omit<ListedChange, 'row' | 'columns' | 'later'>[];
  readonly unchanged: number;
  /** Names this difference, and no other. */
  readonly shown: string;
}

/** Something in a list that cannot be taken in. */
export interface ListProblem {
  /** Line of the file; null: the file as a whole. */
  readonly row: number | null;
  /** Head of the column as it stands in the file, or the one that is missing. */
  readonly column: string | null;
  readonly reason: ListProblemReason;
  /** The text at fault, shortened, or the bound that was passed. */
  readonly value: string;
}

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
export type ListProblemReason = (typeof LIST_PROBLEMS)[number];

/** What was read in a list file. */
export interface ReadList {
  /** Row of the head; 0: none was found. */
  readonly headRow: number;
  /** In what it is written; null: a workbook, or not read. */
  readonly encoding: FoundEncoding | null;
  /** What a person may not see in the sheet. */
  readonly notes: readonly ImportNote[];
  readonly rows: readonly ListRow[];
  readonly problems: readonly ListProblem[];
  /** Columns that were recognised, with their titles in the file. */
  readonly columns: readonly {
    readonly column: ListColumn | 'code' | 'effectiveFrom' | 'effectiveTo';
    readonly title: string;
  }[];
  /** Titles of columns of which the hall keeps nothing. */
  readonly ignored: readonly string[];
  /** Rows that are no procedures: headings, sums, signatures. */
  readonly skipped: readonly { readonly row: number; readonly text: string }[];
  /** Fields of the list that the hall does not know by this name, and the one that is perhaps meant. */
  readonly unknownFields: readonly {
    readonly text: string;
    readonly rows: number;
    readonly suggested: string | null;
  }[];
}

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

/** The answer to a list that was set against the catalogue. */
export interface ComparedFile extends Omit<ReadList, 'rows'> {
  readonly rows: number;
  readonly difference: ListDifference;
  /** Rows at fault only because they begin before the version in force: they may begin today. */
  readonly behind: number;
}

/** A procedure as the public reads it. */
export interface ListedProcedure extends Omit<Procedure, 'field' | 'active'> {
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
}

/** The procedures that a hall takes on a day, by field. */
export interface PublicListing {
  readonly date: string;
  readonly hall: {
    readonly name: string;
    readonly nameEn: string;
    readonly superior: string;
    readonly address: string;
  };
  readonly fields: readonly {
    readonly code: string;
    readonly name: string;
    readonly nameEn: string;
    readonly procedures: readonly ListedProcedure[];
  }[];
}

/** A version as the console shows it on a day. */
export interface ShownVersion extends ProcedureVersion {
  readonly state: 'past' | 'present' | 'ended' | 'planned';
}
