import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHubConfig } from '../../server/hub/config.ts';
import { enrol } from '../../server/hub/outbox/hub-client.ts';
import { HubPostgres } from '../support/hub-postgres.ts';
import { HUB_PASSWORD, TestHub } from '../support/hub-world.ts';

const postgres = new HubPostgres();
const web = mkdtempSync(join(tmpdir(), 'motcua-web-'));
let hub: TestHub;

/** A proxy that has the hub under /tinh and something else at its root. @param strips takes the path off */
function proxy(strips: boolean): Promise<Server> {
  const addressOf = (url = '') => (strips ? url.slice('/tinh'.length) || '/' : url);
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith('/tinh')) return void outgoing.writeHead(418).end();
    const passed = request(
      {
        host: '127.0.0.1',
        port: hub.port,
        method: incoming.method,
        path: addressOf(incoming.url),
        headers: incoming.headers,
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    incoming.pipe(passed);
  });
  server.on('upgrade', (incoming, socket) => {
    const onward = connect(hub.port, '127.0.0.1', () => {
      const headers = Object.entries(incoming.headers).map(([name, value]) => `${name}: ${value}`);
      onward.write(`GET ${addressOf(incoming.url)} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

beforeAll(async () => {
  mkdirSync(join(web, 'province'));
  mkdirSync(join(web, 'assets'));
  writeFileSync(
    join(web, 'province', 'index.html'),
    '<!doctype html><html><head></head><body><script src="/assets/p.js"></script></body></html>',
  );
  writeFileSync(join(web, 'assets', 'p.js'), 'export {};');
  await postgres.begin();
  hub = new TestHub(await postgres.database(), Date.now, web);
  hub.basePath = '/tinh';
  await hub.begin();
});
afterAll(async () => {
  await hub.close();
  await postgres.close();
  rmSync(web, { recursive: true, force: true });
});

describe.each([
  ['that hands the path on', false],
  ['that takes the path off', true],
])('behind a proxy %s', (_name, strips) => {
  test('the page, its files, calls, live changes and halls that join all find the hub under its path', async () => {
    const server = await proxy(strips);
    const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await (await fetch(`${root}/tinh/`)).text();
    expect(page).toContain('<meta name="base-path" content="/tinh" />');
    const script = /src="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(script).toBe('/tinh/assets/p.js');
    expect(await (await fetch(root + script)).text()).toBe('export {};');
    const signedIn = await fetch(`${root}/tinh/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'admin', password: HUB_PASSWORD }),
    });
    const { token } = (await signedIn.json()) as { token: string };
    const described = (await (await fetch(`${root}/tinh/api/v1/openapi.json`)).json()) as object;
    expect(described).toMatchObject({ servers: [{ url: '/tinh/' }] });
    const socket = io(root, {
      path: '/tinh/socket.io',
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${token}` },
    });
    await new Promise<void>((done, fail) => {
      socket.once('connect', done);
      socket.once('connect_error', fail);
    });
    socket.close();
    const code = (await hub.addHall(token, strips ? 'xa-a' : 'xa-b')).replaceAll('-', '');
    expect(await enrol(`${root}/tinh`, code)).toMatchObject({ hall: strips ? 'xa-a' : 'xa-b' });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
});

test('a path that is none stops the start with a sentence', () => {
  expect(readHubConfig({ BASE_PATH: '/mot-cua/tinh/' }).basePath).toBe('/mot-cua/tinh');
  for (const wrong of ['tinh', '/tinh"><script>', '/a//b'])
    expect(() => readHubConfig({ BASE_PATH: wrong })).toThrow('BASE_PATH is no path such as /tinh');
});
