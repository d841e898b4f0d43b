import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../common/protocol/socket.ts';
import type { Snapshot } from '../../common/protocol/views.ts';
import { type AgentStart, runAgent } from '../../hardware/main.ts';
import { type RunningHall, startHall } from '../../server/main.ts';

const PASSWORD = 'mot-cua-lien-thong-1';
const WITHIN = { timeout: 60_000 };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Asks with full control of the headers; by https trusting this authority alone. */
function ask(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown; ca?: string } = {},
): Promise<Answer> {
  const text = options.body === undefined ? '' : JSON.stringify(options.body);
  return new Promise((done, fail) => {
    const secure = url.startsWith('https:');
    const sent = (secure ? tlsRequest : plainRequest)(
      url,
      {
        method: options.method ?? 'GET',
        agent: false,
        headers: {
          ...(text === '' ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
          ...options.headers,
        },
        ...(secure ? { ca: options.ca ?? '' } : {}),
      },
      (answer) => {
        let read = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          read += chunk;
        });
        answer.once('end', () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, text: read }),
        );
      },
    );
    sent.once('error', fail);
    sent.end(text);
  });
}

describe('a hall with encryption', () => {
  let folder: string;
  let hall: RunningHall;
  let secure: string;
  let ca: string;
  const agents: AgentStart[] = [];

  const start = (name: string) =>
    startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: join(folder, name),
        adminPassword: PASSWORD,
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
        tls: { port: 0, portNamed: true, files: null },
      },
      { webFolder: join(process.cwd(), 'tests') },
    );
  const signIn = (url: string) =>
    ask(`${url}/api/v1/session`, {
      method: 'POST',
      body: { username: 'admin', password: PASSWORD },
      ca,
    });
  const cookieOf = (answer: Answer) => String(answer.headers['set-cookie']);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-https-'));
    hall = await start('hall');
    secure = hall.secureUrl ?? '';
    ca = readFileSync(join(folder, 'hall', 'tls', 'ca.crt'), 'utf8');
  });
  afterAll(async () => {
    for (const each of agents) if (each.ok) await each.stop();
    await hall.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('answers the same over both ports, and hands its authority to whoever asks, also in clear', async () => {
    const encryption = await ask(`${secure}/api/v1/encryption`, { ca });
    expect(JSON.parse((await ask(`${hall.url}/api/v1/encryption`)).text)).toEqual(
      JSON.parse(encryption.text),
    );
    const { https } = JSON.parse(encryption.text) as { https: { fingerprint: string; port: number } };
    expect(https.port).toBe(Number(new URL(secure).port));
    for (const address of [hall.url, secure]) {
      const file = await ask(`${address}/ca.crt`, { ca });
      expect(file.headers['content-type']).toBe('application/x-x509-ca-cert');
      expect(new X509Certificate(file.text).fingerprint256.replaceAll(':', '').toLowerCase()).toBe(
        https.fingerprint,
      );
    }
  });

  test('its session cookie over https is Secure, has its own name, and means nothing in clear', async () => {
    const encrypted = cookieOf(await signIn(secure));
    const plain = cookieOf(await signIn(hall.url));
    expect(encrypted).toMatch(/^__Host-motcua_session=[^;]+;.*Path=\/;.*HttpOnly; Secure; SameSite=Strict/);
    expect(plain).toMatch(/^motcua_session=/);
    expect(plain).not.toContain('Secure');
    const whoIs = async (url: string, cookie: string) =>
      (await ask(`${url}/api/v1/session`, { headers: { cookie: cookie.split(';', 1)[0] ?? '' }, ca })).status;
    expect(await whoIs(secure, encrypted)).toBe(200);
    expect(await whoIs(hall.url, plain)).toBe(200);
    expect(await whoIs(hall.url, encrypted)).toBe(401);
    // What went over the air in clear does not open the encrypted door by cookie.
    expect(await whoIs(secure, plain)).toBe(401);
  });

  test('carries sockets over https, and the session cookie in them', async () => {
    const cookie = cookieOf(await signIn(secure)).split(';', 1)[0] ?? '';
    const socket = io(secure, {
      ca,
      auth: { protocol: PROTOCOL_VERSION },
      extraHeaders: { cookie },
      transports: ['websocket'],
      forceNew: true,
    });
    try {
      const snapshot = (await socket.timeout(10_000).emitWithAck('view:get')) as Snapshot;
      expect(snapshot.you).toMatchObject({ kind: 'user', username: 'admin' });
    } finally {
      socket.disconnect();
    }
  });

  test('sends pages to https where it is set so, citizens’ pages only when all are wanted', async () => {
    const { hall: inner } = hall.services;
    const set = (httpsRedirect: 'none' | 'staff' | 'all') =>
      inner.record([{ type: 'settings:changed', changes: { httpsRedirect } }]);
    const host = `${hostname().toLowerCase()}:${new URL(hall.url).port}`;
    const sentTo = async (path: string, as = host) => {
      const answer = await ask(`${hall.url}${path}`, { headers: { host: as } });
      return answer.status === 307 ? String(answer.headers.location) : answer.status;
    };
    const target = (path: string) => `https://${hostname().toLowerCase()}:${new URL(secure).port}${path}`;
    expect(await sentTo('/kiosk')).toBe(404);
    await set('staff');
    expect(await sentTo('/kiosk?side=left')).toBe(target('/kiosk?side=left'));
    expect(await sentTo('/manager/reports')).toBe(target('/manager/reports'));
    expect(await sentTo('/kiosk', new URL(hall.url).host)).toBe(404);
    for (const [path, status] of [
      ['/t/abc', 404],
      ['/', 404],
      ['/ca.crt', 200],
      ['/api/v1/health', 200],
    ] as const)
      expect(await sentTo(path)).toBe(status);
    await set('all');
    expect(await sentTo('/t/abc')).toBe(target('/t/abc'));
    expect(await sentTo('/')).toBe(target('/'));
    expect(await sentTo('/ca.crt')).toBe(200);
    expect(await sentTo('/api/v1/health')).toBe(200);
    await set('none');
    expect(await sentTo('/kiosk')).toBe(404);
  });

  test('phones are sent to https only when the hall wants nothing else', async () => {
    const { hall: inner } = hall.services;
    expect(inner.publicAddress).toMatch(/^http:/);
    await inner.record([{ type: 'settings:changed', changes: { httpsRedirect: 'all' } }]);
    expect(inner.publicAddress).toMatch(new RegExp(`^https:.*:${new URL(secure).port}$`));
    await inner.record([{ type: 'settings:changed', changes: { httpsRedirect: 'none' } }]);
  });

  const begin = async (
    server: string,
    pair: string | undefined,
    name: string,
    warn: () => void = () => undefined,
  ) => {
    const started = await runAgent({
      server,
      pair,
      printers: [],
      dataFolder: join(folder, name),
      timeZone: 'Asia/Ho_Chi_Minh',
      readButtons: false,
      onUntrusted: warn,
    });
    agents.push(started);
    return started;
  };
  const code = () => hall.services.access.makePairingCode('agent', 'Trạm', null).code;
  const online = () => hall.services.devices().filter((each) => each.online).length;

  test('an agent pairs by a code with the fingerprint, and keeps the authority', async () => {
    const { fingerprint } = hall.services.encryption() ?? { fingerprint: '' };
    const started = await begin(secure, `${code()}@${fingerprint.toUpperCase()}`, 'agent-1');
    expect(started.ok).toBe(true);
    await expect.poll(online, WITHIN).toBe(1);
    if (started.ok) await started.stop();
    await expect.poll(online, WITHIN).toBe(0);
    const kept = JSON.parse(readFileSync(join(folder, 'agent-1', 'agent.json'), 'utf8')) as {
      authority: string;
    };
    expect(new X509Certificate(kept.authority).fingerprint256).toBe(new X509Certificate(ca).fingerprint256);
    // Started again, without a code, it connects by what it kept.
    const again = await begin(secure, undefined, 'agent-1');
    expect(again.ok).toBe(true);
    await expect.poll(online, WITHIN).toBe(1);
    if (again.ok) await again.stop();
  });

  test('an agent tells its code to no server of another fingerprint', async () => {
    const given = code();
    const refused = await begin(secure, `${given}@${'ab'.repeat(32)}`, 'agent-2');
    expect(refused).toMatchObject({ ok: false, code: 'wrong_authority' });
    // Too short to prove anything.
    const { fingerprint } = hall.services.encryption() ?? { fingerprint: '' };
    expect(await begin(secure, `${given}@${fingerprint.slice(0, 8)}`, 'agent-2')).toMatchObject({
      code: 'wrong_authority',
    });
    // The code was not used up: nobody was told it.
    expect((await begin(secure, given, 'agent-2')).ok).toBe(true);
  });

  test('an agent refuses the address it knows when another authority answers there', async () => {
    const first = await begin(secure, code(), 'agent-3');
    if (first.ok) await first.stop();
    const other = await start('other');
    try {
      const path = join(folder, 'agent-3', 'agent.json');
      const kept = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      writeFileSync(path, JSON.stringify({ ...kept, server: other.secureUrl }));
      let warnings = 0;
      const again = await begin(other.secureUrl ?? '', undefined, 'agent-3', () => {
        warnings += 1;
      });
      expect(again.ok).toBe(true);
      await expect.poll(() => warnings, WITHIN).toBeGreaterThan(0);
      expect(other.services.devices().some((each) => each.online)).toBe(false);
    } finally {
      for (const each of agents) if (each.ok) await each.stop();
      await other.stop();
    }
  });
});
