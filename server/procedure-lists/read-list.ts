import { foldedWords } from '../../common/i18n/fold.ts';
import type { ImportEncoding } from '../../common/protocol/imports.ts';
import {
  LIST_ROWS,
  type ListProblem,
  ListRow,
  type ReadList,
} from '../../common/protocol/procedure-versions.ts';
import { FieldNames, headingKey } from '../foreign/field-names.ts';
import { type CellValue, codeIn, dayIn, lineIn, papersIn, textIn, wordsIn } from './list-cells.ts';
import { COLUMN_TITLES, columnOf, findHead, type HeadColumn, type ListHead } from './list-head.ts';
import { type ListCell, type Table, type TableRow, UnreadableList } from './list-table.ts';

/** What a reader must know of the hall. */
export interface ListSetting {
  readonly fields: readonly { readonly code: string; readonly name: string; readonly nameEn: string }[];
  /** Field of each procedure that the hall knows, by code. */
  readonly fieldOf: ReadonlyMap<string, string>;
  /** What a person said that fields of the list are called in the hall: name in the list → code. */
  readonly called: ReadonlyMap<string, string>;
  /** From when rows hold that name no day. */
  readonly from: string;
  /** In what the file is written, where its bytes do not show it. */
  readonly encoding?: ImportEncoding;
}

/** More problems than these help nobody; the file is wrong as a whole. */
const MOST_PROBLEMS = 500;
const MOST_SKIPPED = 50;
/** Letters of a text at fault that are told. */
const TOLD = 60;

/** What the bounds of the schema are called where a text passes them. */
type Bound = { readonly most: number; readonly reason: 'too_long' | 'too_many_items' };

/** Reads the rows of the first table that has a head, and tells which it was. Throws UnreadableList when none has. */
export function readList(
  tables: readonly Table[],
  setting: ListSetting,
): { readonly list: ReadList; readonly at: number } {
  if (tables.every((table) => table.length === 0)) throw new UnreadableList('empty_list');
  for (const [at, table] of tables.entries()) {
    const head = findHead(table);
    if (head !== undefined) return { list: new ListReading(head, setting).read(table), at };
  }
  throw new UnreadableList('no_head');
}

const shortened = (text: string) => (text.length > TOLD ? `${text.slice(0, TOLD)}…` : text);
const keyOf = (text: string) => foldedWords(text).join(' ');

class ListReading {
  private readonly rows: ListRow[] = [];
  private readonly problems: ListProblem[] = [];
  private readonly skipped: { row: number; text: string }[] = [];
  private readonly firstRowOf = new Map<string, number>();
  private readonly names: FieldNames;
  private readonly head: ListHead;
  private readonly setting: ListSetting;
  /** The heading that stood last above the rows, where the list is divided by headings. */
  private heading: { readonly text: string } | undefined;
  private readonly unknownFields = new Map<string, { readonly text: string; readonly rows: number }>();

  constructor(head: ListHead, setting: ListSetting) {
    this.head = head;
    this.setting = setting;
    this.names = new FieldNames(setting.fields, setting.called);
  }

  read(table: Table): ReadList {
    const { head } = this;
    for (const title of head.twice) this.wrong(head.row, title, 'column_twice', title);
    for (const column of ['code', 'name'] as const)
      if (!head.at.has(column)) this.wrong(null, COLUMN_TITLES[column], 'column_missing', '');
    if (this.problems.length === 0) for (const row of table) if (row.row > head.row) this.take(row);
    if (this.rows.length === 0 && this.problems.length === 0) this.wrong(null, null, 'empty_list', '');
    return {
      rows: this.rows,
      problems: this.problems,
      headRow: head.row,
      encoding: null,
      notes: [],
      columns: [...head.at].map(([column, at]) => ({ column, title: head.titles.get(at) ?? '' })),
      ignored: head.unknown,
      skipped: this.skipped,
      unknownFields: [...this.unknownFields.values()].map(({ text, rows }) => ({
        text,
        rows,
        suggested: this.names.suggest(text),
      })),
    };
  }

  private wrong(
    row: number | null,
    column: string | null,
    reason: ListProblem['reason'],
    value: string,
  ): undefined {
    if (this.problems.length < MOST_PROBLEMS)
      this.problems.push({ row, column, reason, value: shortened(value) });
    return undefined;
  }

  private take(row: TableRow): void {
    const cell = (column: HeadColumn): ListCell | undefined => {
      const at = this.head.at.get(column);
      return at === undefined ? undefined : row.cells.get(at);
    };
    if (this.isHeading(row, cell('code'))) return;
    const titled = (column: HeadColumn) => {
      const at = this.head.at.get(column);
      return (at === undefined ? undefined : this.head.titles.get(at)) ?? COLUMN_TITLES[column];
    };
    const before = this.problems.length;
    const get = <T>(
      column: HeadColumn,
      read: (cell: ListCell) => CellValue<T>,
      bound?: Bound,
    ): T | undefined => {
      const found = cell(column);
      if (found === undefined) return undefined;
      const value = read(found);
      if (!value.ok) return this.wrong(row.row, titled(column), value.reason, value.text);
      const size = typeof value.value === 'string' || Array.isArray(value.value) ? value.value.length : 0;
      if (bound && size > bound.most)
        return this.wrong(row.row, titled(column), bound.reason, String(bound.most));
      return value.value;
    };
    const longest = (most: number): Bound => ({ most, reason: 'too_long' });
    const listOf = (column: 'papers' | 'words', read: typeof papersIn, items: number, letters: number) => {
      const list = get(column, read, { most: items, reason: 'too_many_items' });
      if (list?.some((each) => each.length > letters))
        return this.wrong(row.row, titled(column), 'too_long', String(letters));
      return list;
    };
    const code = this.code(row.row, titled('code'), cell('code'));
    const name = get('name', lineIn, longest(400));
    if (name === undefined && before === this.problems.length)
      this.wrong(row.row, titled('name'), 'empty_cell', '');
    const field = this.field(row.row, titled('field'), cell('field'), code);
    const optional = {
      nameEn: get('nameEn', lineIn, longest(400)),
      timeLimit: get('timeLimit', textIn, longest(1000)),
      fee: get('fee', textIn, longest(2000)),
      papers: listOf('papers', papersIn, 60, 1000),
      words: listOf('words', wordsIn, 60, 80),
      note: get('note', textIn, longest(2000)),
    };
    const effectiveFrom = get('effectiveFrom', dayIn) ?? this.setting.from;
    const effectiveTo = get('effectiveTo', dayIn) ?? null;
    if (effectiveTo !== null && effectiveTo < effectiveFrom && before === this.problems.length)
      this.wrong(row.row, titled('effectiveTo'), 'ends_before_start', effectiveTo);
    if (this.problems.length > before || code === undefined || field === undefined) return;
    // A column that the list has empties what it leaves empty; one that it has not leaves all as it is.
    const whole = Object.fromEntries(
      Object.entries(optional).flatMap(([column, value]) => {
        if (!this.head.at.has(column as HeadColumn)) return [];
        return [[column, value ?? (column === 'papers' || column === 'words' ? [] : '')]];
      }),
    );
    const parsed = ListRow.safeParse({
      row: row.row,
      code,
      field,
      name,
      effectiveFrom,
      effectiveTo,
      ...whole,
    });
    if (parsed.success) this.keep(parsed.data);
    else {
      const column = parsed.error.issues[0]?.path[0];
      const known =
        typeof column === 'string' && column in COLUMN_TITLES ? titled(column as HeadColumn) : null;
      this.wrong(row.row, known, 'bad_text', '');
    }
  }

  private keep(row: ListRow): void {
    if (this.rows.length >= LIST_ROWS) throw new UnreadableList('too_many_rows', String(LIST_ROWS));
    this.rows.push(row);
  }

  /** A row without a code that says one thing: a heading of a field, a sum, a signature. Also the head once more. */
  private isHeading(row: TableRow, code: ListCell | undefined): boolean {
    const texts = new Set([...row.cells.values()].map((cell) => cell.text.trim()));
    const repeats = code !== undefined && columnOf(code.text) === 'code';
    const used = [...this.head.at.values()].filter((at) => row.cells.has(at)).length;
    const [only = ''] = [...texts]
      .filter((text) => keyOf(text).length > 0)
      .sort((a, b) => b.length - a.length);
    const isCode = code !== undefined && ListRow.shape.code.safeParse(code.text.trim()).success;
    const single = isCode ? false : used <= 1 || texts.size === 1;
    if (!repeats && !single) return false;
    if (repeats) return true;
    const field = this.fieldNamed(only);
    this.heading = { text: only };
    if (field === undefined && this.skipped.length < MOST_SKIPPED)
      this.skipped.push({ row: row.row, text: shortened(only.replace(/\s+/g, ' ')) });
    return true;
  }

  private code(row: number, title: string, cell: ListCell | undefined): string | undefined {
    if (cell === undefined) return this.wrong(row, title, 'empty_cell', '');
    const code = codeIn(cell, (each) => this.setting.fieldOf.has(each));
    if (!code.ok) return this.wrong(row, title, code.reason, code.text);
    if (!ListRow.shape.code.safeParse(code.value).success)
      return this.wrong(row, title, 'bad_code', code.value);
    const first = this.firstRowOf.get(code.value);
    if (first !== undefined) return this.wrong(row, title, 'code_twice', String(first));
    this.firstRowOf.set(code.value, row);
    return code.value;
  }

  /** The field that the row names, or the heading above it; else the one in which the hall has the procedure already. */
  private field(
    row: number,
    title: string,
    cell: ListCell | undefined,
    code: string | undefined,
  ): string | undefined {
    const text = cell === undefined ? undefined : lineIn(cell);
    if (text !== undefined && !text.ok) return this.wrong(row, title, text.reason, text.text);
    const name = text?.value ?? this.heading?.text;
    const found = name === undefined ? undefined : this.fieldNamed(name);
    if (found !== undefined) return found;
    // Provinces divide their procedures finer than a commune's hall: what it has, stays where it is.
    const known = code === undefined ? undefined : this.setting.fieldOf.get(code);
    if (known !== undefined) return known;
    if (name === undefined) return this.wrong(row, title, 'empty_cell', '');
    const key = headingKey(name);
    const before = this.unknownFields.get(key);
    this.unknownFields.set(key, { text: before?.text ?? shortened(name), rows: (before?.rows ?? 0) + 1 });
    return this.wrong(row, title, 'unknown_field', name);
  }

  private fieldNamed(text: string): string | undefined {
    return this.names.find(text);
  }
}
