import { Agent } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMANDS } from '../../common/protocol/commands.ts';
import type { DeviceKind, Role } from '../../common/protocol/primitives.ts';
import type { Route } from '../../server/edges/http/route.ts';
import { ROUTES } from '../../server/edges/http/routes.ts';
import { askFrom, type LoopbackAnswer } from '../support/loopback-client.ts';
import { MachineKey } from '../support/machine-key.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

const ROLES: readonly Role[] = ['clerk', 'supervisor', 'chairman', 'admin'];
const DEVICES: readonly DeviceKind[] = ['kiosk', 'display', 'counter', 'agent'];
const PRINCIPALS = ['nobody', ...ROLES, ...DEVICES] as const;
type Who = (typeof PRINCIPALS)[number];

/** What a request of somebody comes to: the hall's answer as ever, or as a stranger's, or a refusal in its place. */
type Verdict = 'as ever' | 'stranger' | 'wrong_host' | 'forbidden' | 'key_required';

/** What became of the token that is shown. */
type TokenState = 'good' | 'expired' | 'idle' | 'key missing' | 'other key';

/** One more way in which a request may come. A new one is one more entry here. */
interface Column {
  readonly name: string;
  /** How the principal shows itself: people by cookie as their browser does, devices by bearer, or as said here. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly bearer?: boolean;
  readonly token?: TokenState;
  readonly verdict: (who: Who, route: Route) => Verdict;
}

const isPerson = (who: Who) => (ROLES as readonly string[]).includes(who);
/** Sessions of people end; a device stays what it is until it is revoked. */
const endsForPeople = (who: Who): Verdict => (isPerson(who) ? 'stranger' : 'as ever');
const ofTheKeyAlone = (who: Who, route: Route): Verdict => {
  if (who === 'nobody') return 'as ever';
  return route.allowed === 'anyone' ? 'stranger' : 'key_required';
};
/** A browser adds the cookie by itself: nothing may be changed on the strength of it. */
const readsForPeople = (who: Who, route: Route): Verdict =>
  isPerson(who) && route.method !== 'get' ? 'forbidden' : 'as ever';

const COLUMNS: readonly Column[] = [
  { name: 'with a foreign Host', headers: { host: 'rebound.example' }, verdict: () => 'wrong_host' },
  {
    name: 'from a page of another site',
    headers: { origin: 'http://attacker.example' },
    verdict: readsForPeople,
  },
  { name: 'from a page that hides its site', headers: { origin: 'null' }, verdict: readsForPeople },
  {
    name: 'from a page of another port of the hall’s machine',
    headers: { origin: 'http://127.0.0.1:1' },
    verdict: readsForPeople,
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
  { name: 'with a session that has expired', token: 'expired', verdict: endsForPeople },
  {
    name: 'with an expired session as a bearer token',
    token: 'expired',
    bearer: true,
    verdict: endsForPeople,
  },
  { name: 'with a session that was idle too long', token: 'idle', verdict: endsForPeople },
  { name: 'with an idle session as a bearer token', token: 'idle', bearer: true, verdict: endsForPeople },
  { name: 'with a copied token, without its key', token: 'key missing', verdict: ofTheKeyAlone },
  { name: 'with a copied token and another key', token: 'other key', verdict: ofTheKeyAlone },
  {
    name: 'with a copied token and another key, as a bearer token',
    token: 'other key',
    bearer: true,
    verdict: ofTheKeyAlone,
  },
];

const MINUTE_MS = 60_000;
/** Where the keys of the copied tokens are. */
const OWN_PLACE = '127.0.0.99';

describe('each call by each principal, however it comes', () => {
  const hall = new RestHall();
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  beforeAll(async () => {
    hall.realAtMs = Date.UTC(2026, 10, 24, 0, 30);
    await hall.begin();
    for (const role of ROLES) await hall.person(`nguoi-${role}`, role);
  });
  afterAll(async () => {
    agent.destroy();
    await hall.close();
  });

  const later = (minutes: number) => {
    hall.realAtMs = (hall.realAtMs ?? 0) + minutes * MINUTE_MS;
  };

  function newToken(who: Who): string {
    const { access } = hall.running.services;
    if (!isPerson(who)) return access.addDevice(who as DeviceKind, who, who === 'counter' ? '1' : null).token;
    const account = access.listAccounts().find((each) => each.username === `nguoi-${who}`);
    if (!account) throw new Error(`no account of a ${who}`);
    return access.openSession(account).token;
  }

  /** Tokens of all principals in this state. */
  async function tokensIn(state: TokenState): Promise<Map<Who, string>> {
    const { access } = hall.running.services;
    const tokens = new Map<Who, string>();
    for (const who of PRINCIPALS) if (who !== 'nobody') tokens.set(who, newToken(who));
    const idleMinutes = hall.running.services.hall.state.settings.idleMinutes;
    if (state === 'expired') {
      // At work until the last minute: it is the age that ends these.
      for (let minute = 0; minute < 14 * 60; minute += 30) {
        for (const token of tokens.values()) expect(access.identify(token).kind).not.toBe('nobody');
        later(30);
      }
    }
    if (state === 'idle') later(Math.max(...Object.values(idleMinutes)));
    if (state === 'key missing' || state === 'other key')
      for (const token of tokens.values())
        expect(access.proveKey(token, OWN_PLACE, new MachineKey().prove(await nonce()))).toBe('good');
    if (state === 'other key')
      for (const token of tokens.values())
        expect(
          (
            await ask(
              'POST',
              '/proof',
              { authorization: `Bearer ${token}` },
              new MachineKey().prove(await nonce()),
            )
          ).code,
        ).toBe('key_wrong');
    return tokens;
  }

  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
    from = '127.0.0.1',
  ) => askFrom(hall.running.url, { agent, method, path: `/api/v1${path}`, headers, body, from });
  const nonce = async () => (JSON.parse((await ask('GET', '/proof')).text) as { nonce: string }).nonce;

  /** What a principal shows of itself. */
  function shown(who: Who, token: string | undefined, bearer: boolean): Record<string, string> {
    if (token === undefined) return {};
    return isPerson(who) && !bearer
      ? { cookie: `motcua_session=${token}` }
      : { authorization: `Bearer ${token}` };
  }

  const endsSession = (route: Route) => route.method === 'delete' && route.path === '/session';

  function answerTo(
    route: Route,
    who: Who,
    column: Column,
    token: string | undefined,
  ): Promise<LoopbackAnswer> {
    const writes = route.method === 'post' || route.method === 'put';
    // The call that ends a session gets one of its own.
    const own = column.token === undefined && endsSession(route) && isPerson(who) ? newToken(who) : token;
    return ask(
      route.method.toUpperCase(),
      route.path.replace(/:\w+/g, 'khong-co'),
      { ...shown(who, own, column.bearer === true), ...column.headers },
      // Nothing that is sent here can be done: only whether it may be asked is looked at.
      writes ? { khong: 'co' } : undefined,
      // Strangers have a pace by address.
      column.token === undefined ? '127.0.0.1' : `127.0.9.${1 + (ROUTES.indexOf(route) % 16)}`,
    );
  }

  function usual(route: Route, who: Who): RegExp {
    const { allowed } = route;
    if (allowed === 'anyone') return /^(?!forbidden$)/;
    if (who === 'nobody') return /^unauthenticated$/;
    return (allowed as readonly string[]).includes(who) ? /^(?!forbidden$|unauthenticated$)/ : /^forbidden$/;
  }

  function expectedOf(route: Route, who: Who, verdict: Verdict): RegExp {
    if (verdict === 'as ever') return usual(route, who);
    return verdict === 'stranger' ? usual(route, 'nobody') : new RegExp(`^${verdict}$`);
  }

  for (const column of COLUMNS)
    test(column.name, async () => {
      const tokens = await tokensIn(column.token ?? 'good');
      const wrong: string[] = [];
      for (const route of ROUTES)
        await Promise.all(
          PRINCIPALS.map(async (who) => {
            const { code, text } = await answerTo(route, who, column, tokens.get(who));
            const verdict = column.verdict(who, route);
            if (!expectedOf(route, who, verdict).test(code ?? 'ok'))
              wrong.push(`${route.method} ${route.path} ${who}: ${code ?? 'ok'}`);
            // Whoever is taken for a stranger hears nothing of whom the token stood for.
            if (verdict === 'stranger' && text.includes(`nguoi-${who}`))
              wrong.push(`${route.path} tells ${who}`);
          }),
        );
      expect(wrong).toEqual([]);
    });

  describe('over sockets', () => {
    const wants = (who: Who) => (who === 'agent' ? { wants: 'agent' } : {});
    const withToken = (token: string | undefined) => (token === undefined ? {} : { token });
    /** Of strangers no socket takes all the commands at once. */
    const AT_ONCE = 30;

    /** What is wrong with the answers to every command. @param as who the hall should take the socket for */
    async function wrongAnswers(as: Who, open: () => Promise<RawSocket>): Promise<string[]> {
      const wrong: string[] = [];
      const names = Object.entries(COMMANDS);
      for (let from = 0; from < names.length; from += AT_ONCE) {
        const socket = await open();
        for (const [id, [name, { allowed }]] of names.slice(from, from + AT_ONCE).entries()) {
          socket.ask(id, name, { commandId: `table-${as}-${from + id}`, khong: 'co' });
          const answer = await socket.until((text) => text.startsWith(`43${id}[`));
          const code = /"code":"([a-z_]+)"/.exec(answer ?? '')?.[1] ?? 'none';
          const may = (allowed as readonly string[]).includes(as);
          const expected = as === 'nobody' ? 'unauthenticated' : may ? null : 'forbidden';
          if (expected === null ? /forbidden|unauthenticated|none/.test(code) : code !== expected)
            wrong.push(`${name}: ${code}`);
        }
        socket.close();
      }
      return wrong;
    }

    test.each(PRINCIPALS)('%s opens none by a foreign name or from a foreign page', async (who) => {
      const tokens = await tokensIn('good');
      for (const headers of [
        { host: 'rebound.example' },
        { origin: 'http://attacker.example' },
        { origin: 'null' },
      ])
        await expect(
          RawSocket.open(hall.running.url, { headers, ...withToken(tokens.get(who)), ...wants(who) }),
        ).rejects.toThrow();
    });

    test.each(PRINCIPALS)('%s stays what it is behind forwarding headers, for every command', async (who) => {
      const token = who === 'nobody' ? undefined : newToken(who);
      const headers = { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1' };
      const claim = who === 'nobody' ? { wants: 'kiosk' } : wants(who);
      expect(
        await wrongAnswers(who, () =>
          RawSocket.open(hall.running.url, { headers, ...withToken(token), ...claim }),
        ),
      ).toEqual([]);
    });

    for (const state of ['expired', 'idle'] as const)
      test(`a token of people that is ${state} gives no command, however it is shown; devices give theirs`, async () => {
        const tokens = await tokensIn(state);
        const wrong: string[] = [];
        for (const [who, token] of tokens) {
          const byToken = () => RawSocket.open(hall.running.url, { token, ...wants(who) });
          const byCookie = () => RawSocket.open(hall.running.url, { headers: shown(who, token, false) });
          for (const open of isPerson(who) ? [byToken, byCookie] : [byToken])
            for (const each of await wrongAnswers(isPerson(who) ? 'nobody' : who, open))
              wrong.push(`${who} ${each}`);
        }
        expect(wrong).toEqual([]);
      });

    test('a copied token opens no socket without its key or with another; its cookie is nobody’s', async () => {
      const tokens = await tokensIn('key missing');
      for (const [who, token] of tokens) {
        const refusal = async (proof?: ReturnType<MachineKey['prove']>) => {
          const socket = await RawSocket.open(hall.running.url, {
            token,
            ...wants(who),
            ...(proof && { proof }),
          });
          socket.close();
          return socket.received.join();
        };
        expect(await refusal()).toContain('"key_required"');
        expect(await refusal(new MachineKey().prove(await nonce()))).toContain('"key_wrong"');
        if (!isPerson(who)) continue;
        const byCookie = () => RawSocket.open(hall.running.url, { headers: shown(who, token, false) });
        expect(await wrongAnswers('nobody', byCookie)).toEqual([]);
      }
    });
  });
});
