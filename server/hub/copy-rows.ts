import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A value of a row as it is written; null: nothing. */
type Value = string | number | Buffer | null;

const NOTHING = '\\N';
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const SPECIAL = /[\\\n\r\t]/;
const EACH_SPECIAL = /[\\\n\r\t]/g;

function written(value: Value | undefined): string {
  if (value === null || value === undefined) return NOTHING;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return `\\\\x${value.toString('hex')}`;
  return SPECIAL.test(value) ? value.replace(EACH_SPECIAL, (each) => ESCAPES[each] ?? each) : value;
}

/**
 * Writes rows by COPY: two to three times as fast as an INSERT of arrays. Rejects where a key exists already, which ends
 * the caller's transaction.
 * @param columns names as they stand in SQL, in the order of each row's values
 */
export async function copyRows(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (Value | undefined)[])[],
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  stream.end(rows.map((row) => `${row.map(written).join('\t')}\n`).join(''));
  await finished(stream);
}
