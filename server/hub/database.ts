import type { Database } from 'better-sqlite3';
import pg from 'pg';
import { StorageError } from '../storage/event-store.ts';
import { HUB_MIGRATIONS } from './migrations/index.ts';
import { alignReadTables } from './read-tables.ts';

const INT8 = 20;

/** Counts and milliseconds fit a double. */
const types = new pg.TypeOverrides();
types.setTypeParser(INT8, Number);

/** Connections that write the record, and connections of the pages and reports, which cannot. */
export interface HubDatabase {
  readonly writer: pg.Pool;
  readonly reader: pg.Pool;
  /** For who holds a connection to listen on: one that the database ended goes back to the pool by itself. */
  readonly listener: pg.Pool;
  /** Whether the connections of pages are of a role that cannot write, and not just told not to. */
  readonly readerApart: boolean;
  close(): Promise<void>;
}

const READER = 'motcua_reader';
/** The oldest PostgreSQL that does. */
const OLDEST = 140_000;
/** PostgreSQL writes its version 15.2 as 150002. */
const VERSION_STEP = 10_000;
const WRITERS = 8;
const READERS = 8;
const LISTENERS = 2;

/** Runs work in one transaction. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin = 'BEGIN',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failed: Error) => {
      broken = failed;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

async function migrate(
  client: pg.ClientBase,
  schema: Database,
  dumpFirst: (version: number, serverMajor: number) => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  const server = Number(rows[0]?.version);
  if (server < OLDEST) throw new StorageError('a PostgreSQL 14 or newer is needed');
  // Hubs that start at once wait for each other.
  await client.query("SELECT pg_advisory_xact_lock(hashtext('motcua migrations'))");
  await client.query('CREATE TABLE IF NOT EXISTS hub_version (version integer NOT NULL)');
  const known = await client.query<{ version: number }>('SELECT version FROM hub_version');
  const version = known.rows[0]?.version ?? 0;
  if (version > HUB_MIGRATIONS.length)
    throw new StorageError(
      `the hub's database is of version ${version}, this program knows ${HUB_MIGRATIONS.length}: start the newer program`,
    );
  if (version > 0 && version < HUB_MIGRATIONS.length)
    await dumpFirst(version, Math.floor(server / VERSION_STEP));
  for (const migration of HUB_MIGRATIONS.slice(version)) await client.query(migration);
  if (known.rows.length === 0)
    await client.query('INSERT INTO hub_version VALUES ($1)', [HUB_MIGRATIONS.length]);
  else await client.query('UPDATE hub_version SET version = $1', [HUB_MIGRATIONS.length]);
  await alignReadTables(client, schema);
}

/**
 * A role that may read the tables and nothing else. Where this database's user may not make roles, its administrator makes
 * it and lets this user be it (docs/province.md). False: there is none.
 */
async function makeReader(pool: pg.Pool): Promise<boolean> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query("SELECT pg_advisory_xact_lock(hashtext('motcua migrations'))");
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [READER]);
      if (known.rowCount === 0) await client.query(`CREATE ROLE ${READER} NOLOGIN`);
      const { rows } = await client.query<{ is: boolean }>(
        "SELECT pg_has_role(current_user, $1, 'MEMBER') AS is",
        [READER],
      );
      if (rows[0]?.is !== true) await client.query(`GRANT ${READER} TO current_user`);
      await client.query(`GRANT USAGE ON SCHEMA public TO ${READER}`);
      await client.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${READER}`);
      await client.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${READER}`);
      await client.query(`REVOKE SELECT ON sessions FROM ${READER}`);
    });
    return true;
  } catch {
    return false;
  }
}

/**
 * The adapter of socket.io forgets the connection on which it listens when the database ends it, and never gives it back:
 * with every restart of the database the pool would have one less, and not end any more.
 */
function giveBackEnded(pool: pg.Pool): void {
  const held = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => held.add(client));
  pool.on('release', (_error, client) => held.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (held.delete(client)) client.release(true);
    });
  });
}

export interface OpenedWith {
  readonly onError: (error: unknown, what: string) => void;
  /** Dumps a database of an older version before it is changed; it stays as it is where that fails. */
  readonly dumpFirst?: (version: number, serverMajor: number) => Promise<void>;
}

/**
 * Opens the hub's database and brings it to this version. Throws StorageError on a newer or too old one.
 * @param schema a database with a hall's own schema
 */
export async function openHubDatabase(
  url: string,
  schema: Database,
  { onError, dumpFirst = async () => {} }: OpenedWith,
): Promise<HubDatabase> {
  const pool = (max: number, options?: string) => {
    const made = new pg.Pool({
      connectionString: url,
      max,
      types,
      connectionTimeoutMillis: 15_000,
      ...(options === undefined ? {} : { options }),
    });
    // A database that restarts ends idle connections; the next query opens others.
    made.on('error', (error) => onError(error, 'database connection'));
    // Also one that is at work: its query rejects, and an event without a listener would end the process.
    made.on('connect', (client) => client.on('error', (error) => onError(error, 'database connection')));
    return made;
  };
  const writer = pool(WRITERS);
  try {
    await inTransaction(writer, (client) => migrate(client, schema, dumpFirst));
  } catch (error) {
    await writer.end();
    throw error;
  }
  const own = await makeReader(writer);
  const reader = pool(
    READERS,
    `-c default_transaction_read_only=on${own ? ` -c role=${READER}` : ''} -c statement_timeout=120000`,
  );
  const listener = pool(LISTENERS);
  giveBackEnded(listener);
  return {
    writer,
    reader,
    listener,
    readerApart: own,
    close: async () => {
      await listener.end();
      await reader.end();
      await writer.end();
    },
  };
}
