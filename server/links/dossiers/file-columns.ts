import { foldedWords } from '../../../common/i18n/fold.ts';
import type { DossierState } from '../../../common/protocol/dossiers.ts';
import { cellText } from '../../foreign/cell-text.ts';
import type { Table } from '../../procedure-lists/list-table.ts';

/** What a row of a dossier file may tell. */
export type DossierColumn = 'code' | 'state' | 'field' | 'procedure' | 'papers' | 'asOf';

const keyOf = (text: string) => foldedWords(text).join(' ');

const COLUMNS: Readonly<Record<string, DossierColumn>> = {
  'ma ho so': 'code',
  'ma hs': 'code',
  'so ho so': 'code',
  'ma so ho so': 'code',
  code: 'code',
  'dossier code': 'code',
  dossiercode: 'code',
  'trang thai': 'state',
  'tinh trang': 'state',
  'trang thai ho so': 'state',
  'tinh trang ho so': 'state',
  state: 'state',
  status: 'state',
  'linh vuc': 'field',
  field: 'field',
  'ma thu tuc': 'procedure',
  'ma tthc': 'procedure',
  procedure: 'procedure',
  'giay to can bo sung': 'papers',
  'giay to bo sung': 'papers',
  'giay to': 'papers',
  papers: 'papers',
  'thoi diem': 'asOf',
  'thoi diem cap nhat': 'asOf',
  'thoi gian cap nhat': 'asOf',
  'ngay cap nhat': 'asOf',
  'cap nhat luc': 'asOf',
  asof: 'asOf',
  'as of': 'asOf',
  'updated at': 'asOf',
};

/** Titles of columns that tell of a person. They are not read: neither into the record nor into the result file. */
const PERSONAL =
  /^(?:stt )?(?:(?:ho (?:va )?)?ten(?! (?:thu tuc|linh vuc|ho so|tthc|don vi|co quan))|(?:ten )?(?:nguoi|chu|cong dan|to chuc|khach hang|ca nhan|doanh nghiep)\b|(?:so )?(?:cccd|cmnd|cmt|can cuoc|dien thoai|dt|sdt|di dong|dinh danh)|dia chi|ngay sinh|nam sinh|gioi tinh|email|thu dien tu|ma so thue|name|full name|applicant|owner|phone|address|id number|birth|citizen)/;

const STATES: Readonly<Record<string, DossierState>> = {
  received: 'received',
  'tiep nhan': 'received',
  'da tiep nhan': 'received',
  'moi tiep nhan': 'received',
  'dang xu ly': 'received',
  'dang giai quyet': 'received',
  supplement: 'supplement',
  'bo sung': 'supplement',
  'can bo sung': 'supplement',
  'cho bo sung': 'supplement',
  'yeu cau bo sung': 'supplement',
  'bo sung ho so': 'supplement',
  ready: 'ready',
  'co ket qua': 'ready',
  'da co ket qua': 'ready',
  'cho tra ket qua': 'ready',
  'da giai quyet': 'ready',
  returned: 'returned',
  'da tra': 'returned',
  'da tra ket qua': 'returned',
};

/** The state that a cell names; undefined: none that is known. */
export const stateNamed = (text: string): DossierState | undefined => STATES[keyOf(text)];

export interface DossierRow {
  /** As a spreadsheet counts, from 1. */
  readonly row: number;
  readonly cells: Readonly<Partial<Record<DossierColumn, string>>>;
  /** One of them is a formula, whose result may be stale. */
  readonly hasFormula: boolean;
}

/** A dossier file as it was read: nothing of a column that tells of a person is in it. */
export interface DossierTable {
  readonly rows: readonly DossierRow[];
  /** Titles of columns that were dropped since they tell of a person. */
  readonly personal: readonly string[];
  /** Titles of columns that mean nothing here. */
  readonly unknown: readonly string[];
}

/** Within so many rows the head must stand: a title or two may come before it. */
const HEAD_WITHIN = 10;

/** How many columns of a row are known by their titles, and which. */
function headOf(table: Table): { at: number; columns: ReadonlyMap<number, DossierColumn> } | null {
  for (const [at, row] of table.slice(0, HEAD_WITHIN).entries()) {
    const columns = new Map<number, DossierColumn>();
    for (const [column, cell] of row.cells) {
      const known = COLUMNS[keyOf(cellText(cell.text))];
      if (known !== undefined && ![...columns.values()].includes(known)) columns.set(column, known);
    }
    const found = new Set(columns.values());
    if (found.has('code') && found.has('state')) return { at, columns };
  }
  return null;
}

/** Rows of a table that has a column for codes and one for states; null: it has not. */
export function dossierTable(table: Table): DossierTable | null {
  const head = headOf(table);
  if (head === null) return null;
  const personal: string[] = [];
  const unknown: string[] = [];
  for (const [column, cell] of table[head.at]?.cells ?? []) {
    if (head.columns.has(column)) continue;
    const title = cellText(cell.text).slice(0, 80);
    (PERSONAL.test(keyOf(title)) ? personal : unknown).push(title);
  }
  const rows = table.slice(head.at + 1).flatMap(({ row, cells }): DossierRow[] => {
    const own = [...head.columns].flatMap(([column, name]) => {
      const cell = cells.get(column);
      const text = cellText((name === 'asOf' ? cell?.moment : undefined) ?? cell?.text ?? '');
      return cell === undefined || text === '' ? [] : [{ name, text, isFormula: cell.kind === 'formula' }];
    });
    if (own.length === 0) return [];
    const read = Object.fromEntries(own.map(({ name, text }) => [name, text]));
    return [{ row, cells: read, hasFormula: own.some(({ isFormula }) => isFormula) }];
  });
  return { rows, personal, unknown };
}
