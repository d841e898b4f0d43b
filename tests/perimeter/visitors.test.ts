import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { KnownBrowsers } from '../../server/edges/perimeter/known-browsers.ts';
import { Perimeter, type VisitorRequest } from '../../server/edges/perimeter/perimeter.ts';
import { addressGroup } from '../../server/edges/perimeter/sign-in-place.ts';
import { askFrom } from '../support/loopback-client.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

const visitor = (remoteAddress: string, headers: IncomingHttpHeaders = {}): VisitorRequest => ({
  headers,
  socket: { remoteAddress } as Socket,
});

describe('who a visitor is', () => {
  const direct = new Perimeter({
    trustedProxies: [],
    allowedHosts: () => ['motcua.vn'],
    ports: () => [8080],
  });
  const behind = new Perimeter({
    trustedProxies: ['10.0.0.5', '127.0.0.1'],
    allowedHosts: () => ['motcua.vn'],
    ports: () => [8080],
  });

  test('forwarding headers count from a named proxy alone', () => {
    const headers = {
      host: 'hall:8080',
      'x-forwarded-for': '9.9.9.9, 203.0.113.7',
      'x-forwarded-host': 'motcua.vn',
      'x-forwarded-proto': 'https',
    };
    expect(direct.addressOf(visitor('10.0.0.5', headers))).toBe('10.0.0.5');
    expect(direct.authorityOf(visitor('10.0.0.5', headers))).toBe('hall:8080');
    expect(direct.isSecure(visitor('10.0.0.5', headers))).toBe(false);
    // The nearest address that is no proxy of ours; what stands before it anybody may have written.
    expect(behind.addressOf(visitor('10.0.0.5', headers))).toBe('203.0.113.7');
    expect(behind.authorityOf(visitor('10.0.0.5', headers))).toBe('motcua.vn');
    expect(behind.isSecure(visitor('10.0.0.5', headers))).toBe(true);
    expect(behind.addressOf(visitor('10.0.0.6', headers))).toBe('10.0.0.6');
    expect(behind.isSecure(visitor('10.0.0.6', headers))).toBe(false);
  });

  test.each([
    ['localhost:8080', true],
    ['localhost', true],
    ['LOCALHOST:8080', true],
    ['127.0.0.1:8080', true],
    ['127.0.0.77', true],
    ['[::1]:8080', true],
    ['motcua.vn', true],
    ['MotCua.vn.:80', true],
    ['attacker.example', false],
    ['attacker.example:8080', false],
    ['motcua.vn.attacker.example', false],
    ['8.8.8.8', false],
    ['localhost:8080@attacker.example', false],
    ['', false],
    ['localhost:99999999', false],
  ])('Host %s names this hall: %s', (host, allowed) => {
    expect(direct.isAllowedHost(visitor('192.168.1.20', { host }))).toBe(allowed);
  });

  const here = { host: 'localhost:8080', origin: 'http://localhost:8080' };
  test.each<[string, string, IncomingHttpHeaders, boolean]>([
    ['a browser on this machine', '127.0.0.1', here, true],
    ['the same over IPv6', '::1', { host: '[::1]:8080', origin: 'http://[::1]:8080' }, true],
    ['an IPv4 peer in IPv6 form', '::ffff:127.0.0.1', here, true],
    ['another machine', '192.168.1.20', here, false],
    ['another loopback address', '127.0.0.2', here, false],
    [
      'a page of another name',
      '127.0.0.1',
      { host: 'a.example:8080', origin: 'http://a.example:8080' },
      false,
    ],
    ['a page of another site', '127.0.0.1', { ...here, origin: 'http://a.example' }, false],
    ['another port', '127.0.0.1', { host: 'localhost:3000', origin: 'http://localhost:3000' }, false],
    ['no origin, as a program', '127.0.0.1', { host: 'localhost:8080' }, false],
    ['X-Forwarded-For', '127.0.0.1', { ...here, 'x-forwarded-for': '127.0.0.1' }, false],
    ['X-Forwarded-Proto alone', '127.0.0.1', { ...here, 'x-forwarded-proto': 'http' }, false],
    ['Forwarded', '127.0.0.1', { ...here, forwarded: 'for=127.0.0.1' }, false],
    ['Via', '127.0.0.1', { ...here, via: '1.1 proxy' }, false],
    ['X-Real-IP', '127.0.0.1', { ...here, 'x-real-ip': '127.0.0.1' }, false],
    // Such a proxy rewrites Host and adds nothing; the page's origin is still the proxy's.
    ['a proxy without headers', '127.0.0.1', { ...here, origin: 'http://motcua.vn' }, false],
  ])('%s (peer %s)', (_who, address, headers, local) => {
    expect(direct.isLocalBrowser(visitor(address, headers))).toBe(local);
    // Where a proxy of this machine is named, nothing that comes from loopback is local.
    if (address === '127.0.0.1') expect(behind.isLocalBrowser(visitor(address, headers))).toBe(false);
  });

  test('one machine counts as one address, however many of its own it uses', () => {
    expect(addressGroup('::ffff:192.168.1.5')).toBe('192.168.1.5');
    expect(addressGroup('192.168.1.5')).toBe('192.168.1.5');
    expect(addressGroup('2001:db8:1:2:aaaa::1')).toBe(addressGroup('2001:db8:1:2:bbbb:cccc:0:9'));
    expect(addressGroup('2001:db8:1:2::1')).not.toBe(addressGroup('2001:db8:1:3::1'));
    expect(addressGroup('fe80::1%eth0')).toBe(addressGroup('fe80::2'));
    expect(addressGroup('::1')).toBe('0:0:0:0::/64');
  });

  test('a browser is known by the key of this hall, for its own names', () => {
    const browsers = new KnownBrowsers(Buffer.alloc(32, 1));
    const lan = browsers.remember(undefined, 'lan');
    const both = browsers.remember(lan, 'Hoa ');
    expect(browsers.find(both, 'lan')).toBe(browsers.find(lan, 'lan'));
    expect(browsers.find(both, 'hoa')).not.toBeNull();
    expect(browsers.find(lan, 'hoa')).toBeNull();
    expect(new KnownBrowsers(Buffer.alloc(32, 2)).find(lan, 'lan')).toBeNull();
    let cookie = both;
    for (let at = 0; at < 20; at += 1) cookie = browsers.remember(cookie, `nguoi-${at}`);
    expect(cookie.length).toBeLessThan(400);
    expect(browsers.find(browsers.remember('~~rac.rac~', 'lan'), 'lan')).not.toBeNull();
  });

  test('the environment names proxies by address or network and hosts by name; else it says what is wrong', () => {
    const read = readConfig({ TRUSTED_PROXIES: '10.0.0.5, fd00::/8', ALLOWED_HOSTS: 'MotCua.vn,hall' });
    expect(read.trustedProxies).toEqual(['10.0.0.5', 'fd00::/8']);
    expect(read.allowedHosts).toEqual(['motcua.vn', 'hall']);
    const wrong = { TRUSTED_PROXIES: 'nginx,10.0.0.0/33', ALLOWED_HOSTS: 'http://motcua.vn,hall:80' };
    expect(() => readConfig(wrong)).toThrow(ConfigError);
    for (const part of ['"nginx"', '"10.0.0.0/33"', '"http://motcua.vn"', '"hall:80"'])
      expect(() => readConfig(wrong)).toThrow(part);
  });
});

describe('a running hall and its names', () => {
  const hall = new RestHall();
  beforeAll(() => hall.begin());
  afterAll(() => hall.close());

  const health = (headers: Record<string, string>) =>
    askFrom(hall.running.url, { path: '/api/v1/health', headers });

  test('pages, interface and sockets of a foreign name are refused; a name of the settings is let in', async () => {
    const port = new URL(hall.running.url).port;
    const host = `rebound.example:${port}`;
    for (const path of ['/api/v1/health', '/kiosk', '/metrics', '/socket.io/?EIO=4&transport=polling'])
      expect((await askFrom(hall.running.url, { path, headers: { host } })).status).toBe(421);
    await expect(RawSocket.open(hall.running.url, { headers: { host } })).rejects.toThrow('400');
    expect(hall.running.services.rejections.of('host_refused')).toBe(5);
    const change = { allowedHosts: ['hall.example'], trackingBaseUrl: 'https://motcua.example' };
    expect((await hall.ask(hall.admin(), 'PUT', '/settings', change)).status).toBe(200);
    expect((await health({ host: 'hall.example' })).status).toBe(200);
    expect((await health({ host: 'motcua.example:443' })).status).toBe(200);
  });

  test('a page of this machine is a kiosk without a code; a claim from elsewhere is nobody and is counted', async () => {
    const { url, services } = hall.running;
    const { host } = new URL(url);
    const ticket = async (headers: Record<string, string>, from = '127.0.0.1') => {
      const socket = await RawSocket.open(url, { wants: 'kiosk', headers, from });
      socket.ask(1, 'ticket:issue', {
        commandId: `claim-${Object.keys(headers).join('-')}`,
        field: 'khong-co',
      });
      const answer = await socket.until((text) => text.startsWith('431'));
      socket.close();
      return /"code":"([a-z_]+)"/.exec(answer ?? '')?.[1];
    };
    const local = { host, origin: `http://${host}` };
    expect(await ticket(local)).toBe('unknown_field');
    const before = services.rejections.of('local_claim_refused');
    expect(await ticket({ ...local, forwarded: 'for=1.2.3.4' })).toBe('unauthenticated');
    expect(await ticket({ ...local, 'x-real-ip': '1.2.3.4' })).toBe('unauthenticated');
    expect(await ticket({ host })).toBe('unauthenticated');
    expect(await ticket(local, '127.0.0.2')).toBe('unauthenticated');
    expect(services.rejections.of('local_claim_refused') - before).toBe(4);
    const off = { pairLocalBrowsers: false };
    expect((await hall.ask(hall.admin(), 'PUT', '/settings', off)).status).toBe(200);
    expect(await ticket(local)).toBe('unauthenticated');
  });

  test('every kind of rejection stands on /metrics, at nought too', async () => {
    const { text } = await askFrom(hall.running.url, { path: '/metrics' });
    expect(text).toMatch(/^motcua_rejections_total\{reason="host_refused"\} [1-9]/m);
    for (const reason of hall.running.services.rejections.all().keys())
      expect(text).toContain(`motcua_rejections_total{reason="${reason}"}`);
  });

  test('a stranger’s body is short, whoever is signed in may send more', async () => {
    const long = { username: 'a', password: 'b', more: 'x'.repeat(20_000) };
    const before = hall.running.services.rejections.of('body_too_large');
    expect((await hall.ask(null, 'POST', '/session', long)).code).toBe('payload_too_large');
    expect((await hall.ask(hall.admin(), 'POST', '/session', long)).code).toBe('invalid_input');
    expect(hall.running.services.rejections.of('body_too_large') - before).toBe(1);
  });
});
