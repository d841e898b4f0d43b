import type pg from 'pg';
import { copyRows } from './copy-rows.ts';
import { type Column, quoted } from './read-tables.ts';
import type { Change, Row } from './scratch.ts';

const listOf = (rows: readonly Row[], { name }: Column) => rows.map((row) => row[name] ?? null);

/** The columns that tell rows of a table apart at the hub, without the hall. */
const placeOf = ({ table }: Change): string[] => [
  ...new Set([...(table.day === null ? [] : [table.day]), ...table.key]),
];

async function remove(client: pg.ClientBase, hall: string, change: Change): Promise<void> {
  const place = placeOf(change);
  const keyOf = (row: Row) => JSON.stringify(place.map((name) => row[name]));
  const kept = new Set(change.after.map(keyOf));
  const gone = change.before.filter((row) => !kept.has(keyOf(row)));
  if (gone.length === 0) return;
  const columns = place.flatMap((name) => change.columns.filter((column) => column.name === name));
  await client.query(
    `DELETE FROM ${change.table.name} t USING unnest(${columns.map(({ type }, at) => `$${at + 2}::${type}[]`).join(', ')})
      AS gone(${columns.map(({ name }) => quoted(name)).join(', ')})
      WHERE t.hall = $1 AND ${place.map((name) => `t.${quoted(name)} = gone.${quoted(name)}`).join(' AND ')}`,
    [hall, ...columns.map((column) => listOf(gone, column))],
  );
}

/** From so many new rows on COPY pays. */
const COPIED_FROM = 20;
/** PostgreSQL: a key is there already. */
const KNOWN_KEY = '23505';

async function put(client: pg.ClientBase, hall: string, change: Change): Promise<void> {
  const place = placeOf(change);
  const keyOf = (row: Row) => JSON.stringify(place.map((name) => row[name]));
  const known = new Set(change.before.map(keyOf));
  const fresh = change.after.filter((row) => !known.has(keyOf(row)));
  if (fresh.length < COPIED_FROM || !(await copied(client, hall, change, fresh)))
    return replace(client, hall, change, change.after);
  await replace(
    client,
    hall,
    change,
    change.after.filter((row) => known.has(keyOf(row))),
  );
}

/** @returns false where one of the rows is there already: then nothing was written */
async function copied(
  client: pg.ClientBase,
  hall: string,
  { table, columns }: Change,
  rows: readonly Row[],
): Promise<boolean> {
  await client.query('SAVEPOINT before_copy');
  try {
    await copyRows(
      client,
      table.name,
      ['hall', ...columns.map(({ name }) => quoted(name))],
      rows.map((row) => [hall, ...columns.map(({ name }) => row[name])]),
    );
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== KNOWN_KEY) throw error;
    await client.query('ROLLBACK TO SAVEPOINT before_copy');
    return false;
  }
}

async function replace(
  client: pg.ClientBase,
  hall: string,
  change: Change,
  after: readonly Row[],
): Promise<void> {
  const { columns, table } = change;
  if (after.length === 0) return;
  const place = placeOf(change);
  const names = columns.map(({ name }) => quoted(name));
  const rest = columns.filter(({ name }) => !place.includes(name)).map(({ name }) => quoted(name));
  await client.query(
    `INSERT INTO ${table.name} (hall, ${names.join(', ')})
      SELECT $1, ${names.map((name) => `n.${name}`).join(', ')}
      FROM unnest(${columns.map(({ type }, at) => `$${at + 2}::${type}[]`).join(', ')}) AS n(${names.join(', ')})
      ON CONFLICT (hall, ${place.map(quoted).join(', ')}) ${
        rest.length === 0
          ? 'DO NOTHING'
          : `DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`
      }`,
    [hall, ...columns.map((column) => listOf(after, column))],
  );
}

/** Writes what a piece of a hall's log changed; inside the caller's transaction. */
export async function writeChanges(
  client: pg.ClientBase,
  hall: string,
  changes: readonly Change[],
): Promise<void> {
  for (const change of changes) {
    await remove(client, hall, change);
    await put(client, hall, change);
    if (change.table.name === 'tickets')
      await client.query(
        'INSERT INTO ticket_days SELECT $1, * FROM unnest($2::text[]) ON CONFLICT DO NOTHING',
        [hall, [...new Set(change.after.map((row) => row.local_date))]],
      );
  }
}

/** Every day on which changed rows lie, as months: their partitions are made before. */
export function monthsOf(changes: readonly Change[]): Set<string> {
  const months = new Set<string>();
  for (const { table, after } of changes)
    if (table.day !== null) for (const row of after) months.add(String(row[table.day]).slice(0, 7));
  return months;
}
