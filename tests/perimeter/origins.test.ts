import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { tokenOf } from '../../server/edges/http/request-facts.ts';
import { Perimeter, readAuthority, type VisitorRequest } from '../../server/edges/perimeter/perimeter.ts';
import { actorOf, commanderOf, NOBODY, type Principal } from '../../server/edges/principal.ts';

const visitor = (
  remoteAddress: string,
  headers: IncomingHttpHeaders,
  encrypted?: boolean,
): VisitorRequest => ({
  headers,
  socket: { remoteAddress, ...(encrypted === undefined ? {} : { encrypted }) } as unknown as Socket,
});
let names: readonly string[] = [];
const made = (trustedProxies: readonly string[] = [], ports: readonly number[] = [8080]) =>
  new Perimeter({ trustedProxies, allowedHosts: () => names, ports: () => ports });
afterEach(() => {
  names = [];
  vi.useRealTimers();
});

describe('whose page asks', () => {
  test.each<[string, IncomingHttpHeaders, boolean]>([
    ['a program, which names no origin', { host: 'hall:8080' }, true],
    ['a page of this hall', { host: 'hall:8080', origin: 'http://hall:8080' }, true],
    ['a page of this hall by https', { host: 'hall:8443', origin: 'https://hall:8443' }, true],
    ['a name in other letters', { host: 'Hall:8080', origin: 'http://hall:8080' }, true],
    ['another site', { host: 'hall:8080', origin: 'http://attacker.example' }, false],
    ['another port of the same machine', { host: 'hall:8080', origin: 'http://hall:3000' }, false],
    ['a name that begins like the hall’s', { host: 'hall', origin: 'http://hall.attacker.example' }, false],
    ['a sandboxed frame or a file', { host: 'hall:8080', origin: 'null' }, false],
    ['nonsense', { host: 'hall:8080', origin: 'hall:8080://' }, false],
    ['an origin without a Host', { origin: 'http://hall:8080' }, false],
    [
      'a forwarded name from no proxy of ours',
      { host: 'hall', origin: 'http://m.vn', 'x-forwarded-host': 'm.vn' },
      false,
    ],
  ])('%s', (_who, headers, same) => {
    expect(made().isSameOrigin(visitor('192.168.1.20', headers))).toBe(same);
  });

  test('behind a proxy of ours the name that the visitor asked for counts, the first of several', () => {
    const behind = made(['10.0.0.5']);
    const headers = {
      host: 'hall:8080',
      origin: 'https://motcua.vn',
      'x-forwarded-host': 'motcua.vn, inner',
    };
    expect(behind.isSameOrigin(visitor('10.0.0.5', headers))).toBe(true);
    expect(behind.isSameOrigin(visitor('10.0.0.6', headers))).toBe(false);
  });
});

describe('which name is the hall’s', () => {
  test.each([
    ['hall', { name: 'hall', port: null }],
    ['HALL.:8080', { name: 'hall', port: 8080 }],
    ['[::1]:8443', { name: '::1', port: 8443 }],
    ['[::1]', { name: '::1', port: null }],
    ['a b', null],
    ['hall:', null],
    ['hall:123456', null],
    ['hall:80/path', null],
    ['user@hall', null],
    ['', null],
  ])('%j', (text, read) => {
    expect(readAuthority(text)).toEqual(read);
  });

  test('a name that was taken into the settings, or out of them, is felt within two seconds', () => {
    vi.useFakeTimers();
    const perimeter = made();
    const asks = () => perimeter.isAllowedHost(visitor('192.168.1.20', { host: 'motcua.vn' }));
    expect(asks()).toBe(false);
    names = ['motcua.vn'];
    vi.advanceTimersByTime(1_999);
    expect(asks()).toBe(false);
    vi.advanceTimersByTime(1);
    expect(asks()).toBe(true);
    names = [];
    vi.advanceTimersByTime(2_000);
    expect(asks()).toBe(false);
  });
});

describe('whether the connection is encrypted, and the browser this machine’s own', () => {
  test('by its own socket, or by the word of a proxy of ours', () => {
    const behind = made(['10.0.0.5']);
    const forwarded = { 'x-forwarded-proto': 'https' };
    expect(behind.isSecure(visitor('192.168.1.20', {}, true))).toBe(true);
    expect(behind.isSecure(visitor('192.168.1.20', forwarded, false))).toBe(false);
    expect(behind.isSecure(visitor('10.0.0.5', forwarded, false))).toBe(true);
    expect(behind.isSecure(visitor('10.0.0.5', { 'x-forwarded-proto': 'http' }))).toBe(false);
  });

  test.each([
    'forwarded',
    'via',
    'x-real-ip',
    'x-client-ip',
    'x-cluster-client-ip',
    'x-original-host',
    'x-original-forwarded-for',
    'true-client-ip',
    'cf-connecting-ip',
    'fastly-client-ip',
    'x-forwarded',
    'x-forwarded-for',
  ])('what was passed on with %s is not local', (header) => {
    const here = { host: 'localhost:8080', origin: 'http://localhost:8080' };
    expect(made().isLocalBrowser(visitor('127.0.0.1', here))).toBe(true);
    expect(made().isLocalBrowser(visitor('127.0.0.1', { ...here, [header]: 'x' }))).toBe(false);
  });

  test('a name without a port means the usual one of its scheme', () => {
    const plain = { host: 'localhost', origin: 'http://localhost' };
    const secure = { host: 'localhost', origin: 'https://localhost' };
    expect(made([], [80]).isLocalBrowser(visitor('127.0.0.1', plain))).toBe(true);
    expect(made([], [443]).isLocalBrowser(visitor('127.0.0.1', plain))).toBe(false);
    expect(made([], [443]).isLocalBrowser(visitor('127.0.0.1', secure, true))).toBe(true);
    expect(made([], [80]).isLocalBrowser(visitor('127.0.0.1', secure, true))).toBe(false);
  });
});

test('a browser on this machine that asks for another name of it is none of its own', () => {
  for (const host of ['192.168.1.5:8080', 'motcua.vn:8080', 'localhost.attacker.example:8080', ''])
    expect(made().isLocalBrowser(visitor('127.0.0.1', { host, origin: `http://${host}` }))).toBe(false);
  expect(made().isLocalBrowser(visitor('127.0.0.1', { origin: 'http://localhost:8080' }))).toBe(false);
});

describe('the token of a request', () => {
  const cookie = 'a=1; motcua_session=from-http; __Host-motcua_session=from-https';

  test('is the bearer’s, else the cookie’s of its scheme; only a cookie is sent by a browser unasked', () => {
    expect(tokenOf({ authorization: 'Bearer abc', cookie }, false)).toEqual({
      token: 'abc',
      byCookie: false,
    });
    expect(tokenOf({ authorization: 'bearer  abc' }, false)).toEqual({ token: 'abc', byCookie: false });
    expect(tokenOf({ cookie }, false)).toEqual({ token: 'from-http', byCookie: true });
    expect(tokenOf({ cookie }, true)).toEqual({ token: 'from-https', byCookie: true });
    expect(tokenOf({ authorization: 'Basic abc', cookie }, true)).toEqual({
      token: 'from-https',
      byCookie: true,
    });
    for (const headers of [
      {},
      { cookie: 'a=1' },
      { authorization: 'Bearer' },
      { authorization: 'xBearer abc' },
    ])
      expect(tokenOf(headers, false)).toEqual({ token: null, byCookie: false });
  });
});

describe('who stands behind a request, as permissions and the core know it', () => {
  const device: Principal = {
    kind: 'device',
    deviceId: 'd1',
    name: 'Bảng',
    deviceKind: 'display',
    counter: '2',
  };
  const user: Principal = { kind: 'user', username: 'lan', displayName: 'Lan', role: 'clerk' };
  const program: Principal = { kind: 'program', tokenId: 't1', name: 'Cổng', scopes: [], expiresAtMs: null };

  test.each<[Principal, unknown, unknown]>([
    [user, 'clerk', { kind: 'user', id: 'lan', role: 'clerk' }],
    [device, 'display', { kind: 'device', id: 'd1', device: 'display', counter: '2' }],
    [program, null, { kind: 'program', id: 't1' }],
    [NOBODY, null, null],
  ])('%j', (principal, actor, commander) => {
    expect(actorOf(principal)).toBe(actor);
    expect(commanderOf(principal)).toEqual(commander);
  });
});
