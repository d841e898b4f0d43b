import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HUB_ROUTES } from '../../server/hub/http/routes.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { HUB_PASSWORD, TestHub } from '../support/hub-world.ts';

const postgres = new HubPostgres();
let hub: TestHub;
const tokens: Record<string, string | null> = { nobody: null };
let viewerCannotSee: string;

beforeAll(async () => {
  await postgres.begin();
  hub = await new TestHub(await postgres.database()).begin();
  const admin = await hub.signIn();
  tokens.admin = admin;
  const enrolmentCode = await hub.addHall(admin, 'xa-a');
  await hub.addHall(admin, 'xa-b');
  viewerCannotSee = 'xa-b';
  for (const role of ['province', 'viewer'] as const) {
    const password = `${role}-mat-khau-dai`;
    const made = await hub.ask(admin, 'POST', '/accounts', {
      username: `ban-${role}`,
      password,
      role,
      halls: role === 'viewer' ? ['xa-a'] : [],
    });
    expect(made.status).toBe(201);
    tokens[role] = await hub.signIn(`ban-${role}`, password);
  }
  tokens.hall = String((await hub.ask(null, 'POST', '/enrolments', { enrolmentCode })).body.key);
});
afterAll(async () => {
  await hub.close();
  await postgres.close();
});

const WHO = ['nobody', 'hall', 'viewer', 'province', 'admin'] as const;

describe('who may ask what', () => {
  test.each(HUB_ROUTES.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    '%s lets in whom it names and nobody else',
    async (_name, route) => {
      // Signing out would end the sessions of the table.
      if (route.path === '/session' && route.method === 'delete') return;
      for (const who of WHO) {
        const path = route.path
          .replace(':code', 'xa-khong-co')
          .replace(':username', 'khong-co')
          .replace(':id', 'volume');
        const { status } = await hub.ask(
          tokens[who] ?? null,
          route.method.toUpperCase(),
          path,
          route.method === 'get' ? undefined : {},
        );
        const { allowed } = route;
        const may =
          allowed === 'anyone' ||
          (allowed === 'hall' ? who === 'hall' : (allowed as readonly string[]).includes(who));
        const turnedAway = status === 401 || status === 403;
        expect(turnedAway, `${who}: ${status}`).toBe(!may);
      }
    },
  );

  test('a viewer sees the halls named and is not told of others', async () => {
    const viewer = tokens.viewer ?? null;
    const { body } = await hub.ask(viewer, 'GET', '/halls');
    expect((body.halls as { code: string }[]).map(({ code }) => code)).toEqual(['xa-a']);
    const span = 'from=2026-01-01&to=2026-12-31';
    for (const halls of [viewerCannotSee, 'xa-khong-co'])
      expect(await hub.ask(viewer, 'GET', `/reports/volume?${span}&halls=${halls}`)).toMatchObject({
        status: 404,
      });
  });

  test.each(['counters', 'duty-days', 'procedures', 'difficulties', 'satisfaction', 'comparison'])(
    'a viewer is refused the report %s, which looks at officers or single visits',
    async (id) => {
      const { status } = await hub.ask(
        tokens.viewer ?? null,
        'GET',
        `/reports/${id}?from=2026-01-01&to=2026-01-31`,
      );
      expect(status).toBe(403);
    },
  );

  test.each(['officer', 'counter'])('no volume of the province is by %s', async (by) => {
    const { code } = await hub.ask(
      tokens.admin ?? null,
      'GET',
      `/reports/volume?from=2026-01-01&to=2026-01-31&by=${by}`,
    );
    expect(code).toBe('unknown_dimension');
  });

  test('behind a proxy with TLS the session cookie is never sent in clear, and opens nothing without TLS', async () => {
    const https = { 'x-forwarded-proto': 'https' };
    const signIn = (headers: Record<string, string>) =>
      fetch(`${hub.running.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ username: 'admin', password: HUB_PASSWORD }),
      });
    const cookie = (await signIn(https)).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-motcua_session=.*; HttpOnly; Secure; SameSite=Strict$/);
    expect((await signIn({})).headers.get('set-cookie')).not.toContain('Secure');
    const own = cookie.split(';')[0] ?? '';
    const look = (headers: Record<string, string>) =>
      fetch(`${hub.running.url}/api/v1/session`, { headers: { cookie: own, ...headers } });
    expect((await look(https)).status).toBe(200);
    expect((await look({})).status).toBe(401);
  });

  test('/metrics counts halls by state, without their names', async () => {
    const text = await (await fetch(`${hub.running.url}/metrics`)).text();
    expect(text).toMatch(/motcua_hub_halls\{state="never"\} [23]/);
    expect(text).toContain('motcua_hub_forked_halls 0');
    expect(text).not.toContain('xa-a');
  });

  test('an enrolment code is good once, and a revoked key no more', async () => {
    const admin = tokens.admin ?? null;
    const enrolmentCode = await hub.addHall(String(admin), 'xa-c');
    const joined = await hub.ask(null, 'POST', '/enrolments', { enrolmentCode: enrolmentCode.toLowerCase() });
    expect(joined.status).toBe(201);
    expect((await hub.ask(null, 'POST', '/enrolments', { enrolmentCode })).code).toBe('enrolment_invalid');
    const key = String(joined.body.key);
    expect((await hub.ask(key, 'POST', '/batches', {})).status).toBe(400);
    await hub.ask(admin, 'DELETE', '/halls/xa-c/key');
    expect((await hub.ask(key, 'POST', '/batches', {})).status).toBe(401);
  });

  test('the connections of pages cannot write the record', async () => {
    const { reader } = hub.running.services;
    for (const text of [
      "UPDATE halls SET name = 'x'",
      'DELETE FROM events',
      'SET TRANSACTION READ WRITE; DELETE FROM events',
    ])
      await expect(reader.query(text)).rejects.toThrow(/permission denied|read-only/);
    await expect(reader.query('SELECT * FROM sessions')).rejects.toThrow(/permission denied/);
  });

  test('who looked at what is written down', async () => {
    await hub.ask(tokens.viewer ?? null, 'GET', '/reports/volume?from=2026-01-01&to=2026-01-31');
    const { body } = await hub.ask(tokens.admin ?? null, 'GET', '/looks');
    expect(body.looks).toContainEqual(
      expect.objectContaining({
        username: 'ban-viewer',
        what: 'report',
        details: expect.objectContaining({ id: 'volume' }),
      }),
    );
  });
});
