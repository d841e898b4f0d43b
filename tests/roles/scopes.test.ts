import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, type Scope } from '../../common/protocol/links.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { ProgramTokens } from '../../server/edges/program-tokens.ts';
import { tokenHash } from '../../server/edges/token-hash.ts';
import { ProgramTokenStore } from '../../server/storage/program-tokens.ts';
import { RestHall } from '../support/rest-hall.ts';

/** What a program may call with which scope, written down by hand; all else is for people and devices, or anyone. */
const TAKES: Readonly<Record<string, Scope>> = {
  'GET /tickets': 'tickets:read',
  'GET /tickets/:id': 'tickets:read',
  'POST /tickets': 'tickets:issue',
  'GET /reports': 'reports:read',
  'GET /reports/:id': 'reports:read',
  'GET /events': 'events:read',
  'GET /dossiers/:code': 'dossiers:write',
  'PUT /dossiers/:code': 'dossiers:write',
  'GET /dossier-receptions': 'dossiers:write',
};

const nameOf = (route: { method: string; path: string }) => `${route.method.toUpperCase()} ${route.path}`;

describe('tokens for programs', () => {
  let hall: RestHall;
  let admin: string;
  const tokens = new Map<Scope, string>();

  const make = async (body: object): Promise<{ id: string; token: string }> => {
    const made = await hall.ask(admin, 'POST', '/tokens', body);
    expect(made.status).toBe(201);
    return made.body as { id: string; token: string };
  };
  const listed = async (id: string) => {
    const { body } = await hall.ask(admin, 'GET', '/tokens');
    return (body.tokens as { id: string; state: string; lastUsedAt: string | null }[]).find(
      (each) => each.id === id,
    );
  };

  beforeAll(async () => {
    hall = new RestHall();
    hall.realAtMs = Date.UTC(2026, 10, 24, 1);
    await hall.begin();
    admin = hall.admin();
    for (const scope of SCOPES) tokens.set(scope, (await make({ name: scope, scopes: [scope] })).token);
  }, 30_000);
  afterAll(() => hall.close());

  test('every route says which scope it takes, in the table and in the description of the interface', async () => {
    const takes = ROUTES.flatMap((route) =>
      route.scope === undefined ? [] : [`${nameOf(route)}: ${route.scope}`],
    );
    expect(takes.sort()).toEqual(
      Object.entries(TAKES)
        .map(([call, scope]) => `${call}: ${scope}`)
        .sort(),
    );
    const { body } = await hall.ask(null, 'GET', '/openapi.json');
    const paths = body.paths as Record<string, Record<string, { 'x-scope'?: string | null }>>;
    for (const route of ROUTES) {
      const said = paths[`/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`]?.[route.method]?.['x-scope'];
      expect(`${nameOf(route)} ${said}`).toBe(
        `${nameOf(route)} ${route.allowed === 'anyone' ? 'any' : (TAKES[nameOf(route)] ?? null)}`,
      );
    }
  });

  test('each route lets each scope in as the table says, and no other', async () => {
    const closed = ROUTES.filter((route) => route.allowed !== 'anyone');
    for (const [at, route] of closed.entries()) {
      // More calls than the burst of one token: each hundred has tokens of its own.
      if (at % 100 === 99)
        for (const scope of SCOPES) tokens.set(scope, (await make({ name: scope, scopes: [scope] })).token);
      const call = nameOf(route);
      const method = route.method.toUpperCase();
      const body = method === 'GET' || method === 'DELETE' ? undefined : { khong: 'co' };
      for (const [scope, token] of tokens) {
        const { code } = await hall.ask(token, method, route.path.replace(/:\w+/g, 'x'), body);
        if (TAKES[call] === scope)
          expect(`${call} ${scope} ${code}`).not.toMatch(/forbidden|unauthenticated|throttled/);
        else expect(`${call} ${scope} ${code}`).toBe(`${call} ${scope} forbidden`);
      }
    }
  }, 60_000);

  test('a program draws a ticket; the log and the audit name it, and its own page opens without the rating', async () => {
    const { id, token } = await make({ name: 'Một cửa điện tử', scopes: ['tickets:issue'] });
    await hall.ask(admin, 'POST', '/templates/apply', { template: 'commune' });
    const [field] = hall.running.services.hall.state.fields.keys();
    const drawn = await hall.ask(token, 'POST', '/tickets', { field, printer: null });
    expect(drawn.status).toBe(201);
    expect(drawn.body.channel).toBe('api');
    expect(hall.deeds(/ticket:issued|program:/).slice(-2)).toEqual([
      'admin program:token-made',
      `${id} ticket:issued`,
    ]);
    const audit = await hall.ask(admin, 'GET', `/audit?kind=tickets&actor=${id}`);
    const [entry] = audit.body.entries as { text: string; actor: { kind: string } }[];
    expect(entry?.actor.kind).toBe('program');
    expect(entry?.text).toMatch(/^Phần mềm Một cửa điện tử /);
    expect((await hall.ask(token, 'GET', '/tickets')).code).toBe('forbidden');
  });

  test('a token is shown once, is not kept as such, and tells when it was last used', async () => {
    const { id, token } = await make({ name: 'Xem số', scopes: ['tickets:read'] });
    expect((await listed(id))?.lastUsedAt).toBeNull();
    expect((await hall.ask(token, 'GET', '/tickets')).status).toBe(200);
    expect((await listed(id))?.lastUsedAt).toBe('2026-11-24T01:00:00.000Z');
    const list = await hall.ask(admin, 'GET', '/tokens');
    expect(JSON.stringify(list.body)).not.toContain(token);
    for (const file of readdirSync(hall.folder).filter((each) => each.startsWith('hall.sqlite')))
      expect(readFileSync(join(hall.folder, file)).includes(token)).toBe(false);
    expect(JSON.stringify(hall.running.services.reads.events(0, 10_000))).not.toContain(token);
  });

  test('a token ends when it is revoked and when its day is over, at once', async () => {
    const { id, token } = await make({ name: 'Thu hồi', scopes: ['tickets:read'] });
    expect((await hall.ask(token, 'GET', '/tickets')).status).toBe(200);
    expect((await hall.ask(admin, 'DELETE', `/tokens/${id}`)).status).toBe(200);
    expect((await hall.ask(token, 'GET', '/tickets')).code).toBe('unauthenticated');
    expect((await hall.ask(admin, 'DELETE', `/tokens/${id}`)).code).toBe('not_found');
    expect((await listed(id))?.state).toBe('revoked');
    expect(hall.deeds(/program:token-revoked/)).toContain('admin program:token-revoked');

    const nowMs = hall.realAtMs ?? 0;
    const short = await make({
      name: 'Ngắn hạn',
      scopes: ['tickets:read'],
      expiresAt: new Date(nowMs + 5_000).toISOString(),
    });
    expect((await hall.ask(short.token, 'GET', '/tickets')).status).toBe(200);
    // Sooner than a principal is looked up again.
    hall.realAtMs = nowMs + 5_000;
    expect((await hall.ask(short.token, 'GET', '/tickets')).code).toBe('unauthenticated');
    expect((await listed(short.id))?.state).toBe('expired');
    hall.realAtMs = nowMs;
    const past = { name: 'Đã qua', scopes: ['tickets:read'], expiresAt: new Date(nowMs).toISOString() };
    expect((await hall.ask(admin, 'POST', '/tokens', past)).code).toBe('invalid_input');
    const wrong = { name: 'Sai quyền', scopes: ['tickets:all'] };
    expect((await hall.ask(admin, 'POST', '/tokens', wrong)).code).toBe('invalid_input');
  });

  test('a token that asks without pause is held until its budget is back, and another is not', () => {
    const db = new Sqlite(':memory:');
    let atMs = 0;
    const programs = new ProgramTokens({
      store: new ProgramTokenStore(db),
      now: () => 0,
      monotonicMs: () => atMs,
    });
    const program = (name: string) => {
      const made = programs.make({ name, scopes: ['tickets:read'] }, 'admin');
      const found = made.ok ? programs.find(tokenHash(made.value.token)) : undefined;
      if (!found) throw new Error('no token');
      return found;
    };
    const [one, other] = [program('Hỏi dồn'), program('Bên khác')];
    const asked = Array.from({ length: 121 }, () => programs.take(one));
    expect(asked.filter((each) => each.ok)).toHaveLength(120);
    expect(asked.at(-1)).toMatchObject({
      refusal: { code: 'throttled', details: { retryAfterSeconds: 1 } },
    });
    expect(programs.take(other).ok).toBe(true);
    atMs = 1_000;
    expect(Array.from({ length: 21 }, () => programs.take(one).ok).filter(Boolean)).toHaveLength(20);
    db.close();
  });

  test('a program is told no more of the health than a stranger, and has no socket', async () => {
    const { token } = await make({ name: 'Giám sát', scopes: ['tickets:read'] });
    const [program, stranger] = [
      await hall.ask(token, 'GET', '/health'),
      await hall.ask(null, 'GET', '/health'),
    ];
    expect(Object.keys(program.body)).toEqual(Object.keys(stranger.body));
    const socket = io(hall.running.url, {
      auth: { token, protocol: 1 },
      transports: ['websocket'],
      forceNew: true,
    });
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    socket.close();
    expect(error.message).toBe('forbidden');
  });
});
