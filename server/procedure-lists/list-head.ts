import { foldedWords } from '../../common/i18n/fold.ts';
import type { ListColumn } from '../../common/protocol/procedure-versions.ts';
import type { Table, TableRow } from './list-table.ts';

/** Columns that a list can have. */
export type HeadColumn = ListColumn | 'code' | 'effectiveFrom' | 'effectiveTo';

/** The title of each column in lists that the hall writes. */
export const COLUMN_TITLES: Readonly<Record<HeadColumn, string>> = {
  code: 'Mã thủ tục',
  field: 'Lĩnh vực',
  name: 'Tên thủ tục',
  nameEn: 'Tên tiếng Anh',
  timeLimit: 'Thời hạn giải quyết',
  fee: 'Phí, lệ phí',
  papers: 'Thành phần hồ sơ',
  words: 'Từ thường gọi',
  note: 'Ghi chú',
  effectiveFrom: 'Ngày hiệu lực',
  effectiveTo: 'Hết hiệu lực',
};

/** Words that stand above a column in lists of ministries and provinces, without diacritics; English beside them. */
const TITLES: Readonly<Record<HeadColumn, readonly string[]>> = {
  code: [
    'ma',
    'ma so',
    'ma thu tuc',
    'ma so thu tuc',
    'ma thu tuc hanh chinh',
    'ma so thu tuc hanh chinh',
    'ma tthc',
    'ma so tthc',
    'ma ho so tthc',
    'code',
    'procedure code',
  ],
  field: [
    'linh vuc',
    'ten linh vuc',
    'ma linh vuc',
    'linh vuc thu tuc',
    'nhom linh vuc',
    'field',
    'field code',
    'field name',
  ],
  name: [
    'ten',
    'ten thu tuc',
    'ten thu tuc hanh chinh',
    'ten tthc',
    'thu tuc',
    'thu tuc hanh chinh',
    'name',
    'procedure',
    'procedure name',
  ],
  nameEn: ['ten tieng anh', 'ten thu tuc tieng anh', 'english name', 'name en', 'name in english', 'nameen'],
  timeLimit: [
    'thoi han',
    'thoi han giai quyet',
    'thoi han giai quyet ho so',
    'thoi gian giai quyet',
    'thoi gian giai quyet ho so',
    'time limit',
    'timelimit',
  ],
  fee: [
    'phi',
    'le phi',
    'phi le phi',
    'phi va le phi',
    'muc phi',
    'muc le phi',
    'muc phi le phi',
    'muc thu phi le phi',
    'phi le phi neu co',
    'fee',
    'fees',
  ],
  papers: [
    'ho so',
    'thanh phan ho so',
    'thanh phan giay to',
    'giay to',
    'giay to can co',
    'giay to can mang',
    'giay to phai nop',
    'papers',
    'documents',
    'required papers',
  ],
  words: [
    'tu thuong goi',
    'ten thuong goi',
    'cach goi thuong ngay',
    'tu khoa',
    'tu tim kiem',
    'words',
    'everyday words',
    'keywords',
  ],
  note: ['ghi chu', 'luu y', 'note', 'notes', 'remarks'],
  effectiveFrom: [
    'ngay hieu luc',
    'ngay co hieu luc',
    'hieu luc',
    'hieu luc tu',
    'hieu luc tu ngay',
    'co hieu luc tu',
    'ap dung tu',
    'ap dung tu ngay',
    'tu ngay',
    'effective',
    'effective from',
    'effective date',
    'valid from',
  ],
  effectiveTo: [
    'het hieu luc',
    'ngay het hieu luc',
    'hieu luc den',
    'hieu luc den ngay',
    'den ngay',
    'effective to',
    'valid to',
    'valid until',
  ],
};

const COLUMN_OF: ReadonlyMap<string, HeadColumn> = new Map(
  Object.entries(TITLES).flatMap(([column, titles]) =>
    titles.map((title) => [title, column as HeadColumn] as const),
  ),
);

/** The column that a title stands for. What is in brackets, such as "(đồng)", explains and does not name. */
export function columnOf(title: string): HeadColumn | undefined {
  const plain = (text: string) => foldedWords(text).join(' ');
  return COLUMN_OF.get(plain(title)) ?? COLUMN_OF.get(plain(title.replace(/\([^)]*\)/g, ' ')));
}

/** Which column of a table stands for what. */
export interface ListHead {
  /** Row in which it stands. */
  readonly row: number;
  readonly at: ReadonlyMap<HeadColumn, number>;
  /** Titles as they stand in the file. */
  readonly titles: ReadonlyMap<number, string>;
  /** Titles of columns that stand for nothing the hall keeps. */
  readonly unknown: readonly string[];
  /** Titles that stand for a column which another stands for already. */
  readonly twice: readonly string[];
}

/** Above the head there may be the name of the office, the title and the number of the decision. */
const SEARCHED_ROWS = 30;

function headOf(row: TableRow): ListHead {
  const at = new Map<HeadColumn, number>();
  const titles = new Map<number, string>();
  const unknown: string[] = [];
  const twice: string[] = [];
  for (const [index, cell] of row.cells) {
    const title = cell.text.replace(/\s+/g, ' ').trim();
    titles.set(index, title);
    const column = columnOf(title);
    if (column === undefined) unknown.push(title);
    else if (at.has(column)) twice.push(title);
    else at.set(column, index);
  }
  return { row: row.row, at, titles, unknown, twice };
}

/** The row that names the columns: of the first rows the one with most of them, code or name among them. */
export function findHead(table: Table): ListHead | undefined {
  return table
    .slice(0, SEARCHED_ROWS)
    .map(headOf)
    .filter((head) => head.at.size >= 2 && (head.at.has('code') || head.at.has('name')))
    .reduce<ListHead | undefined>(
      (best, head) => (best === undefined || head.at.size > best.at.size ? head : best),
      undefined,
    );
}
