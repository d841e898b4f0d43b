import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { StorageError } from '../storage/event-store.ts';
import { HUB_MIGRATIONS } from './migrations/index.ts';
import { alignReadTables } from './read-tables.ts';

const MANIFEST = 'hub-dump.json';

const Manifest = z.strictObject({
  format: z.literal(1),
  /** Version of the hub's database. */
  version: z.number().int().min(1),
  madeAt: z.string(),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z_]+$/)),
      rows: z.number().int(),
      sha256: z.string(),
    }),
  ),
  /** Months of tables, as PostgreSQL writes their bounds. */
  partitions: z.array(
    z.strictObject({
      table: z.string().regex(/^[a-z_]+$/),
      name: z.string().regex(/^[a-z_]+_\d{4}_\d{2}$/),
      bound: z.string().regex(/^FOR VALUES FROM \('[0-9-]+'\) TO \('[0-9-]+'\)$/),
    }),
  ),
});
type Manifest = z.output<typeof Manifest>;

/** What pages leave for one another in passing. */
const PASSING = 'socket_io_attachments';

const listed = (columns: readonly string[]) => columns.map((name) => `"${name}"`).join(', ');

/** Counts and hashes what goes through. */
function measured(): { stream: Transform; sha256: () => string } {
  const hash = createHash('sha256');
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, sha256: () => hash.digest('hex') };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/**
 * Writes all that the hub holds into a folder, as of one moment and while it works: a file of COPY rows a table, and a
 * list with their counts and digests. For where pg_dump is not; what it writes only `restoreDump` reads.
 * Throws StorageError. @returns how many rows
 */
export async function writeDump(url: string, folder: string, nowMs: number): Promise<number> {
  if (existsSync(join(folder, MANIFEST))) throw new StorageError(`${folder} holds a dump already`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const client = await connected(url);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const version = await client.query<{ version: number }>('SELECT version FROM hub_version');
    const found = await client.query<{ name: string; columns: string[] }>(
      `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relname NOT IN ('hub_version', $1) GROUP BY 1 ORDER BY 1`,
      [PASSING],
    );
    const partitions = await client.query<Manifest['partitions'][number]>(
      `SELECT p.relname AS table, c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_class c
        JOIN pg_inherits i ON i.inhrelid = c.oid JOIN pg_class p ON p.oid = i.inhparent
        WHERE c.relispartition AND pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT' ORDER BY 1, 2`,
    );
    const tables: Manifest['tables'] = [];
    for (const { name, columns } of found.rows) {
      const { stream, sha256 } = measured();
      const rows = client.query(copyTo(`COPY (SELECT ${listed(columns)} FROM ${name}) TO STDOUT`));
      await pipeline(
        rows,
        stream,
        createGzip({ level: 1 }),
        createWriteStream(join(folder, `${name}.copy.gz`), { mode: 0o600 }),
      );
      tables.push({ name, columns, rows: rows.rowCount, sha256: sha256() });
    }
    await client.query('COMMIT');
    const manifest: Manifest = {
      format: 1,
      version: version.rows[0]?.version ?? 0,
      madeAt: new Date(nowMs).toISOString(),
      tables,
      partitions: partitions.rows,
    };
    // Last: a folder without it is a dump that was cut short.
    writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    return tables.reduce((sum, { rows }) => sum + rows, 0);
  } finally {
    await client.end();
  }
}

function manifestOf(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) throw new StorageError(`${folder} holds no whole dump of a hub`);
  const read = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new StorageError(`${file} cannot be read: it was written by another program`);
  if (read.data.version > HUB_MIGRATIONS.length)
    throw new StorageError(
      `the dump is of version ${read.data.version}, this program knows ${HUB_MIGRATIONS.length}: use the newer program`,
    );
  return read.data;
}

/**
 * Puts what `writeDump` wrote into an empty database, whole or not at all; each file is held against its digest.
 * Throws StorageError. @param schema a database with a hall's own schema @returns how many rows
 */
export async function restoreDump(url: string, folder: string, schema: Database): Promise<number> {
  const { version, tables, partitions } = manifestOf(folder);
  const client = await connected(url);
  try {
    const known = await client.query("SELECT to_regclass('public.hub_version') AS is");
    if (known.rows[0]?.is !== null)
      throw new StorageError('the database holds a hub already: restore into an empty one');
    await client.query('BEGIN');
    for (const migration of HUB_MIGRATIONS.slice(0, version)) await client.query(migration);
    await alignReadTables(client, schema);
    await client.query('CREATE TABLE hub_version (version integer NOT NULL)');
    await client.query('INSERT INTO hub_version VALUES ($1)', [version]);
    await client.query('DELETE FROM facts');
    for (const { table, name, bound } of partitions)
      await client.query(`CREATE TABLE ${name} PARTITION OF ${table} ${bound}`);
    for (const { name, columns, rows, sha256 } of tables) {
      const measure = measured();
      const into = client.query(copyFrom(`COPY ${name} (${listed(columns)}) FROM STDIN`));
      await pipeline(createReadStream(join(folder, `${name}.copy.gz`)), createGunzip(), measure.stream, into);
      if (measure.sha256() !== sha256 || into.rowCount !== rows)
        throw new StorageError(`${name} is not as it was written: nothing was restored`);
    }
    await client.query(
      "SELECT setval(pg_get_serial_sequence('looks', 'id'), coalesce(max(id), 1)) FROM looks",
    );
    await client.query('COMMIT');
    return tables.reduce((sum, { rows }) => sum + rows, 0);
  } finally {
    await client.end();
  }
}

/** PostgreSQL's own program for dumps, of this database's version or newer; false: there is none. */
function hasPgDump(serverMajor: number): boolean {
  const asked = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' });
  const major = /(\d+)(?:\.\d+)?/.exec(asked.stdout ?? '')?.[1];
  return asked.status === 0 && Number(major) >= serverMajor;
}

function runPgDump(url: string, file: string): Promise<void> {
  const { password, ...parts } = addressParts(url);
  return new Promise((done, fail) => {
    // The password is no argument, where every user of the machine could read it.
    const child = spawn('pg_dump', ['--format=custom', `--file=${file}`, `--dbname=${parts.address}`], {
      env: { ...process.env, PGPASSWORD: password },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', fail);
    child.once('exit', (status) =>
      status === 0 ? done() : fail(new StorageError(`pg_dump failed: ${text.trim().slice(0, 500)}`)),
    );
  });
}

function addressParts(url: string): { address: string; password: string } {
  const address = new URL(url);
  const password = decodeURIComponent(address.password);
  address.password = '';
  return { address: address.href, password };
}

/**
 * Dumps a database before it is migrated: by pg_dump where that is installed, else as `writeDump` does.
 * Throws where neither succeeds. @returns where the dump lies
 */
export async function dumpBefore(
  url: string,
  folder: string,
  { version, serverMajor, nowMs }: { version: number; serverMajor: number; nowMs: number },
): Promise<string> {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const target = join(folder, `hub-version-${version}-${stamp}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!hasPgDump(serverMajor)) {
    await writeDump(url, target, nowMs);
    return target;
  }
  const file = `${target}.dump`;
  try {
    await runPgDump(url, file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
  return file;
}
