import { entryLines } from '../../common/i18n/entry-lines.ts';
import type { ListProblemReason } from '../../common/protocol/procedure-versions.ts';
import { INVISIBLE } from '../foreign/cell-text.ts';
import { leadingDay } from '../foreign/read-day.ts';
import type { ListCell } from './list-table.ts';

/** What a cell says, or why it says nothing that can be used. */
export type CellValue<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: ListProblemReason; readonly text: string };

const said = <T>(value: T): CellValue<T> => ({ ok: true, value });
const wrong = (reason: ListProblemReason, cell: ListCell): CellValue<never> => ({
  ok: false,
  reason,
  text: cell.text,
});

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 20 });

const CONTROLS = /[\t\v\f\u00A0]|(?!\n)\p{Cc}/gu;

/** A text as it is kept: its words and lines unchanged, without what cannot be seen. */
function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(CONTROLS, ' ')
    .replace(/[ ]+\n/g, '\n')
    .trim();
}

/** The text of a cell with its lines; a number as people write it here. */
export function textIn(cell: ListCell): CellValue<string> {
  if (cell.kind === 'formula') return wrong('formula', cell);
  if (cell.kind === 'error') return wrong('error_cell', cell);
  if (cell.kind === 'number') return said(NUMBER.format(Number(cell.text)));
  if (cell.kind === 'date') return said(cell.text.split('-').reverse().join('/'));
  // An apostrophe keeps a spreadsheet from running a text; the hall's own lists have it too.
  return said(plainText(cell.text).replace(/^'(?=[=+\-@])/, ''));
}

/** The text of a cell on one line. */
export function lineIn(cell: ListCell): CellValue<string> {
  const text = textIn(cell);
  return text.ok ? said(text.value.replace(/\s*\n\s*/g, ' ')) : text;
}

/** Entries of a cell: one a line where it has lines, else parted by one of the given characters; each once. */
function entriesIn(cell: ListCell, parting: RegExp): CellValue<string[]> {
  const text = textIn(cell);
  if (!text.ok) return text;
  // A last line break tells that a single entry holds a semicolon of its own.
  const hasLines = cell.kind === 'text' && /[\r\n]/.test(cell.text.replace(INVISIBLE, ''));
  return said([...new Set(entryLines(hasLines ? text.value : text.value.replace(parting, '\n')))]);
}

/** Papers: parted by lines or semicolons. */
export const papersIn = (cell: ListCell): CellValue<string[]> => entriesIn(cell, /;/g);

/** Everyday words: parted by lines, semicolons or commas. */
export const wordsIn = (cell: ListCell): CellValue<string[]> => entriesIn(cell, /[;,]/g);

/**
 * A procedure's code. National codes have six digits behind the point; a spreadsheet that takes one for a number drops
 * its last zeros, and so does every file saved from it. They are put back, unless the hall knows the short code.
 */
export function codeIn(cell: ListCell, known: (code: string) => boolean): CellValue<string> {
  if (cell.kind === 'number') {
    if (known(cell.text)) return said(cell.text);
    if (/^\d\.\d{1,6}$/.test(cell.text)) return said(Number(cell.text).toFixed(6));
    return wrong('code_is_number', cell);
  }
  const text = lineIn(cell);
  if (!text.ok) return text;
  const code = text.value.replaceAll(' ', '');
  const short = /^(\d\.\d{1,5})$/.test(code) && !known(code);
  return said(short ? code.padEnd(8, '0') : code);
}

/** A day, YYYY-MM-DD, in the ways it is written here. A bare number is none: nobody sees which day it is. */
export function dayIn(cell: ListCell): CellValue<string> {
  if (cell.kind === 'date') return cell.text === '' ? wrong('bad_date', cell) : said(cell.text);
  if (cell.kind === 'number') return wrong('bad_date', cell);
  const text = lineIn(cell);
  if (!text.ok) return text;
  const day = leadingDay(text.value);
  return day === null ? wrong('bad_date', cell) : said(day.date);
}
