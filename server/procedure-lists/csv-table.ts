import { CsvError, parse } from 'csv-parse/sync';
import type { FoundEncoding, ImportEncoding } from '../../common/protocol/imports.ts';
import { LIST_ROWS } from '../../common/protocol/procedure-versions.ts';
import { decodeText, encodingOf } from '../foreign/encodings.ts';
import { type ListCell, type Table, type TableRow, UnreadableList } from './list-table.ts';

export const DELIMITERS = [';', '\t', ',', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Rows that are not procedures: a title above the head, headings of fields, a foot. */
const OTHER_ROWS = 500;

/**
 * The text of a file: in the encoding that its bytes show, else in the one that a person named, else in the one in which
 * its words can be Vietnamese. Throws UnreadableList.
 */
export function textOf(file: Buffer, asked?: ImportEncoding): { text: string; encoding: FoundEncoding } {
  const found = encodingOf(file);
  const encoding = found.certain ? found.encoding : (asked ?? found.encoding);
  if (encoding === null)
    throw new UnreadableList(file.includes(0) && found.offers.length === 0 ? 'not_a_list' : 'not_utf8');
  try {
    const text = decodeText(file, encoding);
    // Text has no zero bytes; a picture or a program has.
    if (text.includes('\0')) throw new UnreadableList('not_a_list');
    return { text, encoding: { ...found, encoding } };
  } catch (error) {
    if (error instanceof UnreadableList) throw error;
    throw new UnreadableList('not_utf8');
  }
}

/**
 * A text with columns as a table. A quote within a cell that has none around it is a letter like others.
 * Rows are counted as a spreadsheet counts them, so that empty lines count too. Throws UnreadableList.
 */
export function csvTable(text: string, delimiter: Delimiter): Table {
  let records: string[][];
  try {
    records = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      to: LIST_ROWS + OTHER_ROWS + 1,
      max_record_size: 1_000_000,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : null;
    throw new UnreadableList(
      error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'unclosed_quote' : 'broken_file',
      '',
      line,
    );
  }
  if (records.length > LIST_ROWS + OTHER_ROWS) throw new UnreadableList('too_many_rows', String(LIST_ROWS));
  return records.flatMap((record, at): TableRow[] => {
    const cells = new Map<number, ListCell>();
    record.forEach((text, column) => {
      if (text.trim() !== '') cells.set(column, { kind: 'text', text });
    });
    return cells.size === 0 ? [] : [{ row: at + 1, cells }];
  });
}
