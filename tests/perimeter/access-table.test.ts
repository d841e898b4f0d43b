import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import type { DeviceKind, Role } from '../../common/protocol/primitives.ts';
import type { Route } from '../../server/edges/http/route.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { askFrom } from '../support/loopback-client.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

const ROLES: readonly Role[] = ['clerk', 'supervisor', 'chairman', 'admin'];
const DEVICES: readonly DeviceKind[] = ['kiosk', 'display', 'counter', 'agent'];
const PRINCIPALS = ['nobody', ...ROLES, ...DEVICES] as const;
type Who = (typeof PRINCIPALS)[number];

/** What a request of somebody comes to: the hall's answer as ever, or a refusal in its place. */
type Verdict = 'as ever' | 'wrong_host' | 'forbidden' | 'unauthenticated';

/** One more way in which a request may come. A new one is one more entry here. */
interface Column {
  readonly name: string;
  /** How the principal shows itself: people by cookie as their browser does, devices by bearer, or as said here. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bearer?: boolean;
  readonly verdict: (who: Who, route: Route) => Verdict;
}

const isPerson = (who: Who) => (ROLES as readonly string[]).includes(who);

const COLUMNS: readonly Column[] = [
  {
    name: 'with a foreign Host',
    headers: { host: 'rebound.example' },
    verdict: () => 'wrong_host',
  },
  {
    name: 'from a page of another site',
    headers: { origin: 'http://attacker.example' },
    // The browser adds the cookie by itself: nothing may be changed on the strength of it.
    verdict: (who, route) => (isPerson(who) && route.method !== 'get' ? 'forbidden' : 'as ever'),
  },
  {
    name: 'by a program with a bearer token and a foreign origin',
    headers: { origin: 'http://attacker.example' },
    bearer: true,
    verdict: () => 'as ever',
  },
  {
    name: 'with forwarding headers of nobody we know',
    headers: {
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'localhost',
      'x-forwarded-proto': 'https',
      'x-real-ip': '127.0.0.1',
      forwarded: 'for=127.0.0.1;host=localhost;proto=https',
    },
    verdict: () => 'as ever',
  },
];

describe('each call by each principal, however it comes', () => {
  const hall = new RestHall();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const devices = new Map<Who, string>();
  const sessions = new Map<Who, string>();
  beforeAll(async () => {
    await hall.begin();
    for (const role of ROLES) await hall.person(`nguoi-${role}`, role);
    for (const kind of DEVICES)
      devices.set(
        kind,
        hall.running.services.access.addDevice(kind, kind, kind === 'counter' ? '1' : null).token,
      );
  });
  afterAll(async () => {
    agent.destroy();
    await hall.close();
  });

  /** What a principal shows of itself. @param anew with a session of its own, for the call that ends it */
  function shown(who: Who, bearer: boolean, anew = false): Record<string, string> {
    if (who === 'nobody') return {};
    const device = devices.get(who);
    if (device !== undefined) return { authorization: `Bearer ${device}` };
    const token = (anew ? undefined : sessions.get(who)) ?? openSession(who);
    if (!anew) sessions.set(who, token);
    return bearer ? { authorization: `Bearer ${token}` } : { cookie: `motcua_session=${token}` };
  }

  function openSession(who: Who): string {
    const { access } = hall.running.services;
    const account = access.listAccounts().find((each) => each.username === `nguoi-${who}`);
    if (!account) throw new Error(`no account of a ${who}`);
    return access.openSession(account).token;
  }

  const endsSession = (route: Route) => route.method === 'delete' && route.path === '/session';

  async function codeOf(route: Route, who: Who, column: Column): Promise<string> {
    const writes = route.method === 'post' || route.method === 'put';
    const answer = await askFrom(hall.running.url, {
      agent,
      method: route.method.toUpperCase(),
      path: `/api/v1${route.path.replace(/:\w+/g, 'khong-co')}`,
      headers: { ...shown(who, column.bearer === true, endsSession(route)), ...column.headers },
      // Nothing that is sent here can be done: only whether it may be asked is looked at.
      ...(writes ? { body: { khong: 'co' } } : {}),
    });
    return answer.code ?? 'ok';
  }

  function usual(route: Route, who: Who): RegExp {
    const { allowed } = route;
    if (allowed === 'anyone') return /^(?!forbidden$)/;
    if (who === 'nobody') return /^unauthenticated$/;
    return (allowed as readonly string[]).includes(who) ? /^(?!forbidden$|unauthenticated$)/ : /^forbidden$/;
  }

  for (const column of COLUMNS)
    test(column.name, async () => {
      const wrong: string[] = [];
      for (const route of ROUTES)
        await Promise.all(
          PRINCIPALS.map(async (who) => {
            const code = await codeOf(route, who, column);
            const verdict = column.verdict(who, route);
            const expected = verdict === 'as ever' ? usual(route, who) : new RegExp(`^${verdict}$`);
            if (!expected.test(code)) wrong.push(`${route.method} ${route.path} ${who}: ${code}`);
          }),
        );
      expect(wrong).toEqual([]);
    });

  describe('over sockets', () => {
    const token = (who: Who) => {
      const { authorization } = shown(who, true);
      return authorization === undefined ? {} : { token: authorization.slice('Bearer '.length) };
    };
    const wants = (who: Who) => (who === 'agent' ? { wants: 'agent' } : {});

    test.each(PRINCIPALS)('%s opens none by a foreign name or from a foreign page', async (who) => {
      for (const headers of [
        { host: 'rebound.example' },
        { origin: 'http://attacker.example' },
        { origin: 'null' },
      ])
        await expect(
          RawSocket.open(hall.running.url, { headers, ...token(who), ...wants(who) }),
        ).rejects.toThrow();
    });

    test.each(PRINCIPALS)('%s stays what it is behind forwarding headers, for every command', async (who) => {
      const headers = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' };
      const socket = await RawSocket.open(hall.running.url, {
        headers,
        ...token(who),
        ...wants(who),
        ...(who === 'nobody' ? { wants: 'kiosk' } : {}),
      });
      const names = Object.entries(COMMANDS);
      const wrong: string[] = [];
      for (const [id, [name, { allowed }]] of names.entries()) {
        // A stranger has forty messages at once: what is beyond them is asked over REST above.
        if (who === 'nobody' && id >= 30) break;
        socket.ask(id, name, { commandId: `table-${who}-${id}`, khong: 'co' });
        const answer = await socket.until((text) => text.startsWith(`43${id}[`));
        const code = /"code":"([a-z_]+)"/.exec(answer ?? '')?.[1] ?? 'none';
        const may = (allowed as readonly string[]).includes(who);
        const expected = who === 'nobody' ? 'unauthenticated' : may ? null : 'forbidden';
        if (expected === null ? /forbidden|unauthenticated|none/.test(code) : code !== expected)
          wrong.push(`${name}: ${code}`);
      }
      socket.close();
      expect(wrong).toEqual([]);
    });
  });
});
