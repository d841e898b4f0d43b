import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROVINCE_REPORTS } from '../../server/hub/province-reports.ts';
import { HubPostgres, installedPostgres, OwnServer, tell } from '../support/hub-postgres.ts';
import { joinedHall, shipped, TestHub } from '../support/hub-world.ts';
import type { RestHall } from '../support/rest-hall.ts';

const postgres = new HubPostgres();
beforeAll(() => postgres.begin());
afterAll(() => postgres.close());

/** Three days of two halls over real sockets, every figure of them asked for twice. */
const LIMIT_MS = 5 * 60_000;

const installed = installedPostgres();

/** A database of the machine's own PostgreSQL, for a user who may neither make roles nor look at other databases. */
async function givenDatabase(programs: string): Promise<{ url: string; end: () => Promise<void> }> {
  const server = await new OwnServer({ programs }).begin();
  await tell(server.url, 'CREATE ROLE motcua_reader NOLOGIN');
  await tell(
    server.url,
    "CREATE ROLE so_noi_vu LOGIN PASSWORD 'mat-khau' NOSUPERUSER NOCREATEDB NOCREATEROLE IN ROLE motcua_reader",
  );
  await tell(server.url, 'CREATE DATABASE tinh OWNER so_noi_vu');
  const url = server.url.replace(/:\/\/[^@]+@/, '://so_noi_vu:mat-khau@').replace(/[^/]+$/, 'tinh');
  return { url, end: () => server.close() };
}

/** A day of a hall: people come, are served, do not show up, leave. */
async function liveDay(hall: RestHall, fields: readonly string[]): Promise<void> {
  const admin = hall.admin();
  const draw = async (field: string) => {
    hall.clock.minutes(1);
    const drawn = await hall.ask(admin, 'POST', '/tickets', { field, printer: null });
    expect(drawn.status).toBe(201);
  };
  const { body } = await hall.ask(admin, 'GET', '/counters');
  const counter = (body.counters as { code: string }[])[0]?.code ?? '1';
  await hall.ask(admin, 'POST', `/counters/${counter}/open`, { fields });
  for (let at = 0; at < 12; at += 1) await draw(fields[at % fields.length] ?? '');
  for (let at = 0; at < 8; at += 1) {
    hall.clock.minutes(4);
    await hall.ask(admin, 'POST', `/counters/${counter}/call-next`);
    hall.clock.minutes(2);
    if (at % 4 === 3) await hall.ask(admin, 'POST', `/counters/${counter}/no-show`);
  }
  const did = async (path: string, body: unknown) => {
    const { status } = await hall.ask(admin, 'POST', path, body);
    expect(status, path).toBeLessThan(300);
  };
  const missing = { procedure: null, papers: ['Giấy khai sinh'] };
  await did(`/counters/${counter}/call-next`, {});
  await did(`/counters/${counter}/park`, { reason: 'Bổ sung hồ sơ', missing });
  await did(`/counters/${counter}/call-next`, {});
  await did(`/counters/${counter}/finish`, {});
  const field = fields[0] ?? '';
  await did('/remarks', { kind: 'difficulty', field, text: 'Thiếu mẫu tờ khai' });
  const date = new Date(hall.clock.nowMs() + 7 * 3_600_000).toISOString().slice(0, 10);
  for (const level of [5, 4, 2]) await did('/opinions', { level, source: 'paper', date, field });
  await hall.ask(admin, 'POST', `/counters/${counter}/close`);
}

const nextMorning = (hall: RestHall) => hall.clock.minutes(24 * 60);

const SERVERS = [
  {
    server: 'the PostgreSQL that comes with the hub',
    isMissing: false,
    open: async () => ({ url: await postgres.database('nothing'), end: async () => {} }),
  },
  {
    server: 'the machine’s own PostgreSQL, as a user of few rights',
    isMissing: installed === null,
    open: () => givenDatabase(installed ?? ''),
  },
];

describe.each(SERVERS)('two halls and a hub on $server', ({ isMissing, open }) => {
  test.skipIf(isMissing)(
    'every figure of the hub equals the halls’ own, on days that are totalled and on the day that runs',
    async () => {
      const database = await open();
      const hub = await new TestHub(database.url, () => 0).begin();
      const admin = await hub.signIn();
      const halls = [await joinedHall(hub, admin, 'xa-a', 'huyen-1'), await joinedHall(hub, admin, 'xa-b')];
      hub.nowMs = () => halls[0]?.clock.nowMs() ?? 0;
      const fieldsOf = async (hall: RestHall) =>
        ((await hall.ask(hall.admin(), 'GET', '/fields')).body.fields as { code: string }[]).map(
          ({ code }) => code,
        );
      for (const hall of halls) {
        const fields = (await fieldsOf(hall)).slice(0, 3);
        await liveDay(hall, fields);
        nextMorning(hall);
        await liveDay(hall, fields);
        nextMorning(hall);
        await liveDay(hall, fields.slice(0, 2));
        await shipped(hall);
      }
      const span = 'from=2026-11-01&to=2026-11-30';
      const listed = (await hub.ask(admin, 'GET', '/reports')).body.reports as {
        id: string;
        dimensions?: string[];
      }[];
      const ofProvince = new Set(PROVINCE_REPORTS.map(({ id }) => id));
      const ofHalls = listed.map(({ id }) => id).filter((id) => id !== 'volume' && !ofProvince.has(id));
      expect(ofHalls.length).toBeGreaterThan(10);
      const dimensions = listed
        .find(({ id }) => id === 'volume')
        ?.dimensions?.filter((by) => by !== 'hall' && by !== 'parent');
      for (const by of [...(dimensions ?? []), 'field,day', 'week,purpose'])
        for (const [at, hall] of halls.entries()) {
          const own = await hall.ask(hall.admin(), 'GET', `/reports/volume?${span}&by=${by}`);
          const code = at === 0 ? 'xa-a' : 'xa-b';
          const same = await hub.ask(admin, 'GET', `/reports/volume?${span}&by=${by}&halls=${code}`);
          expect(own.status).toBe(200);
          expect(same.body, by).toEqual(own.body);
          const rows = own.body.rows as { drawn: number }[];
          expect(rows.reduce((sum, row) => sum + row.drawn, 0)).toBe(36);
        }
      for (const id of ofHalls) {
        const shared = await hub.ask(admin, 'GET', `/reports/${id}?${span}`);
        for (const [at, hall] of halls.entries()) {
          const code = at === 0 ? 'xa-a' : 'xa-b';
          const own = await hall.ask(hall.admin(), 'GET', `/reports/${id}?${span}`);
          const place = { hall: code, hallName: `Xã ${code}` };
          const rows = (shared.body.rows as { hall: string }[]).filter((row) => row.hall === code);
          expect(rows.length, id).toBeGreaterThan(0);
          expect(rows, id).toEqual((own.body.rows as object[]).map((row) => ({ ...place, ...row })));
          expect(shared.body.halls).toContainEqual({ ...place, ...(own.body.totals as object) });
        }
      }
      const both = await hub.ask(admin, 'GET', `/reports/volume?${span}&by=parent`);
      expect(both.body.rows).toMatchObject([
        { parent: 'huyen-1', drawn: 36 },
        { parent: null, drawn: 36 },
      ]);
      const list = await hub.ask(admin, 'GET', '/halls');
      expect(list.body.halls).toMatchObject([
        { code: 'xa-a', state: 'live', forked: false, today: { drawn: 12, served: 7 } },
        {
          code: 'xa-b',
          state: 'live',
          forked: false,
          sequence: halls[1]?.running.services.hall.state.sequence,
        },
      ]);
      for (const hall of halls) await hall.close();
      const { reader } = hub.running.services;
      await expect(reader.query('SET TRANSACTION READ WRITE; DELETE FROM events')).rejects.toThrow(
        /permission denied/,
      );
      await hub.close();
      await database.end();
    },
    LIMIT_MS,
  );
});
