import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dumpBefore, restoreDump, writeDump } from '../../server/hub/dump.ts';
import { HUB_MIGRATIONS } from '../../server/hub/migrations/index.ts';
import { Scratch } from '../../server/hub/scratch.ts';
import { StorageError } from '../../server/storage/event-store.ts';
import { HubPostgres, installedPostgres, OwnServer, tell } from '../support/hub-postgres.ts';
import { TestHub } from '../support/hub-world.ts';
import { MadeLog } from '../support/made-log.ts';
import { SendingHall } from '../support/sending-hall.ts';

const NOW_MS = Date.parse('2026-12-01T03:00:00Z');
const postgres = new HubPostgres();
const scratch = new Scratch();
const folder = mkdtempSync(join(tmpdir(), 'motcua-dump-'));
const log = new MadeLog(3);
/** A database with a hall's two weeks in it. */
let filled: string;

beforeAll(async () => {
  await postgres.begin();
  filled = await postgres.database();
  const hub = await new TestHub(filled, () => NOW_MS).begin();
  const admin = await hub.signIn();
  log.define('2026-11-09', 15);
  log.days('2026-11-09', '2026-11-27', 4);
  const hall = new SendingHall(log, 200, () => NOW_MS);
  await hall.outbox.join(hub.running.url, (await hub.addHall(admin, 'xa-a')).replaceAll('-', ''));
  hall.tell();
  await hall.arrived();
  await hall.close();
  await hub.close();
});
afterAll(async () => {
  await postgres.close();
  scratch.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that a hub's database holds, table by table. */
async function allOf(url: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND relname NOT IN ('socket_io_attachments', 'looks', 'sessions') ORDER BY 1`,
  );
  const all: Record<string, unknown> = {};
  for (const { name } of tables.rows)
    all[name] = (await client.query(`SELECT t::text AS row FROM ${name} t ORDER BY 1`)).rows;
  await client.end();
  return all;
}

/** A hub on a restored database goes on, with the hall's own figures. */
async function expectGoesOn(url: string): Promise<void> {
  const hub = await new TestHub(url, () => NOW_MS).begin();
  const admin = await hub.signIn();
  const span = { from: '2026-11-01', to: '2026-11-30' };
  const { body } = await hub.ask(admin, 'GET', `/reports/volume?from=${span.from}&to=${span.to}&by=field`);
  expect(body).toEqual(log.report('volume', { ...span, by: 'field' }));
  await hub.ask(admin, 'GET', '/halls');
  expect((await hub.ask(admin, 'GET', '/looks')).body.looks).toMatchObject([{ what: 'halls' }, {}]);
  await hub.close();
}

describe('a copy of the hub', () => {
  test('by its own means holds everything, partitions too, and a hub goes on from it', async () => {
    const copy = join(folder, 'own');
    const before = await allOf(filled);
    expect(await writeDump(filled, copy, NOW_MS)).toBeGreaterThan(log.texts.length);
    await expect(writeDump(filled, copy, NOW_MS)).rejects.toThrow('holds a dump already');
    const empty = await postgres.database('nothing');
    await restoreDump(empty, copy, scratch.db);
    expect(Object.keys(before)).toContain('events_2026_11');
    expect(await allOf(empty)).toEqual(before);
    await expectGoesOn(empty);
    await expect(restoreDump(empty, copy, scratch.db)).rejects.toThrow('restore into an empty one');
  });

  test('that was changed or cut short is refused, and nothing of it is kept', async () => {
    const copy = join(folder, 'changed');
    await writeDump(filled, copy, NOW_MS);
    const file = join(copy, 'halls.copy.gz');
    const text = gunzipSync(readFileSync(file)).toString();
    writeFileSync(file, gzipSync(text.replace('Xã xa-a', 'Xã xa-b')));
    const empty = await postgres.database('nothing');
    await expect(restoreDump(empty, copy, scratch.db)).rejects.toThrow('halls is not as it was written');
    expect(Object.keys(await allOf(empty))).toEqual([]);
    rmSync(join(copy, 'hub-dump.json'));
    await expect(restoreDump(empty, copy, scratch.db)).rejects.toThrow('holds no whole dump');
  });

  const programs = installedPostgres();
  test.skipIf(programs === null)(
    'moves to the machine’s own PostgreSQL, is dumped and restored there by its own tools, and a hub goes on from it',
    async () => {
      const server = await new OwnServer({ programs: programs ?? '' }).begin();
      await restoreDump(server.url, await copied(), scratch.db);
      const major = Number(/\d+$/.exec(programs ?? '')?.[0]);
      const file = await dumpBefore(server.url, join(folder, 'tools'), {
        version: 2,
        serverMajor: major,
        nowMs: NOW_MS,
      });
      expect(file).toMatch(/hub-version-2-20261201-030000\.dump$/);
      await tell(server.url, 'CREATE DATABASE restored');
      const restored = server.url.replace(/[^/]+$/, 'restored');
      const ran = spawnSync('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${restored}`, file], {
        encoding: 'utf8',
      });
      expect(ran.stderr).toBe('');
      expect(await allOf(restored)).toEqual(await allOf(server.url));
      await expectGoesOn(restored);
      await server.close();
    },
  );
});

describe('a database of another version', () => {
  test('that is older is dumped before it is migrated, and keeps its figures', async () => {
    // As the first version left it: without what the later migrations made.
    const old = await postgres.database('nothing');
    await restoreDump(old, await copied(), scratch.db);
    await tell(
      old,
      'DROP TABLE long_totals, procedure_lists, list_offers; ALTER TABLE halls DROP targets, DROP long_to; UPDATE hub_version SET version = 1',
    );
    const hub = new TestHub(old, () => NOW_MS);
    await hub.begin();
    const dumps = readdirSync(join(hub.folder, 'dumps'));
    expect(dumps).toEqual([expect.stringMatching(/^hub-version-1-20261201-030000(?:\.dump)?$/)]);
    await hub.close();
    await expectGoesOn(old);
  });

  test('that cannot be dumped stays as it is', async () => {
    const old = await postgres.database('nothing');
    await restoreDump(old, await copied(), scratch.db);
    await tell(old, 'UPDATE hub_version SET version = 1');
    const hub = new TestHub(old, () => NOW_MS);
    // A file where the folder of dumps would be.
    writeFileSync(join(hub.folder, 'dumps'), '');
    await expect(hub.begin()).rejects.toThrow();
    const client = new pg.Client({ connectionString: old });
    await client.connect();
    expect((await client.query('SELECT version FROM hub_version')).rows).toEqual([{ version: 1 }]);
    await client.end();
  });

  test('that is newer is refused with a sentence', async () => {
    const newer = await postgres.database();
    await tell(newer, `UPDATE hub_version SET version = ${HUB_MIGRATIONS.length + 1}`);
    await expect(new TestHub(newer).begin()).rejects.toThrow(StorageError);
    await expect(new TestHub(newer).begin()).rejects.toThrow('start the newer program');
  });
});

async function copied(): Promise<string> {
  const copy = mkdtempSync(join(folder, 'copy-'));
  await writeDump(filled, copy, NOW_MS);
  return copy;
}
