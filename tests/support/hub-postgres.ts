import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { openHubDatabase } from '../../server/hub/database.ts';
import {
  type OwnPostgres,
  type PostgresChoice,
  startOwnPostgres,
} from '../../server/hub/embedded-postgres.ts';
import { Scratch } from '../../server/hub/scratch.ts';
import type { SharedServer } from './shared-postgres.ts';

/** No test cuts the power: nothing has to reach the disk. */
const QUICK = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
const TEMPLATE = 'motcua_template';

const onDatabase = (url: string, name: string) => url.replace(/[^/]+$/, name);

export async function tell(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** A folder that PostgreSQL's own account can reach, where tests run as root. */
function reachableFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-hub-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** A database with a hub's tables, of which each test's own is a copy. */
async function makeTemplate(url: string): Promise<void> {
  await tell(url, `CREATE DATABASE ${TEMPLATE}`);
  const scratch = new Scratch();
  const { close } = await openHubDatabase(onDatabase(url, TEMPLATE), scratch.db, { onError: () => {} });
  await close();
  scratch.close();
}

/** The server of all files of this run: the first that asks starts it (shared-postgres.ts ends it). */
async function sharedUrl(folder: string): Promise<string> {
  const note = join(folder, 'server.json');
  try {
    mkdirSync(join(folder, 'claim'));
  } catch {
    while (!existsSync(note)) await new Promise((done) => setTimeout(done, 50));
    const { url } = JSON.parse(readFileSync(note, 'utf8')) as SharedServer;
    if (url === '') throw new Error('the PostgreSQL of this run did not start');
    return url;
  }
  let server: SharedServer = { url: '', pid: 0 };
  try {
    const { url, pid } = await startOwnPostgres(folder, { settings: QUICK });
    server = { url, pid };
    await makeTemplate(url);
    return url;
  } catch (error) {
    server = { ...server, url: '' };
    throw error;
  } finally {
    writeFileSync(`${note}.new`, JSON.stringify(server));
    renameSync(`${note}.new`, note);
  }
}

/** A PostgreSQL for a file of tests, shared with the other files; each test has a database of its own in it. */
export class HubPostgres {
  private readonly made: string[] = [];
  private url = '';

  async begin(): Promise<this> {
    this.url = await sharedUrl(inject('postgresFolder'));
    return this;
  }

  /** Address of a new database with a hub's empty tables, or with nothing in it. */
  async database(holds: 'tables' | 'nothing' = 'tables'): Promise<string> {
    const name = `t_${randomUUID().replaceAll('-', '')}`;
    await tell(this.url, `CREATE DATABASE ${name} ${holds === 'tables' ? `TEMPLATE ${TEMPLATE}` : ''}`);
    this.made.push(name);
    return onDatabase(this.url, name);
  }

  async close(): Promise<void> {
    for (const name of this.made.splice(0)) await tell(this.url, `DROP DATABASE ${name} WITH (FORCE)`);
  }
}

/** A PostgreSQL of a test's own, which the test may restart. */
export class OwnServer {
  private readonly folder = reachableFolder();
  private running!: OwnPostgres;
  private readonly choice: PostgresChoice;

  constructor(choice: PostgresChoice = {}) {
    this.choice = { settings: QUICK, ...choice };
  }

  async begin(): Promise<this> {
    this.running = await startOwnPostgres(this.folder, this.choice);
    return this;
  }

  get url(): string {
    return this.running.url;
  }

  /** Ends every session and comes back at the same address. */
  async restart(): Promise<void> {
    const { port } = new URL(this.url);
    await this.running.stop();
    this.running = await startOwnPostgres(this.folder, { ...this.choice, port: Number(port) });
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const OF_DEBIAN = '/usr/lib/postgresql';

/** Where this machine's own PostgreSQL is, as Debian and its kin install it; null: it has none. */
export function installedPostgres(): string | null {
  if (!existsSync(OF_DEBIAN)) return null;
  const versions = readdirSync(OF_DEBIAN).filter((name) =>
    existsSync(join(OF_DEBIAN, name, 'bin', 'initdb')),
  );
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(OF_DEBIAN, newest);
}
