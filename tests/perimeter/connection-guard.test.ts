import { createServer, type RequestListener, type Server } from 'node:http';
import { Agent, createServer as createTlsServer, get as getByTls } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ConnectionGuard, type ConnectionLimits } from '../../server/edges/perimeter/connection-guard.ts';
import { HallPlaces } from '../../server/edges/perimeter/hall-places.ts';
import { Perimeter } from '../../server/edges/perimeter/perimeter.ts';
import { Rejections } from '../../server/edges/perimeter/rejections.ts';
import {
  type KeyedCertificate,
  makeAuthority,
  makeServerCertificate,
} from '../../server/tls/make-certificates.ts';
import { askFrom } from '../support/loopback-client.ts';

const LIMITS: ConnectionLimits = {
  connections: { perAddress: 6, inAll: 10 },
  heads: { perAddress: 4, inAll: 8 },
  bodies: { perAddress: 3, inAll: 5 },
  headMs: 10_000,
  bodyMs: 10_000,
  unreadBytes: 1_000_000,
  unreadMs: 15_000,
  socketBytes: { burst: 1_000, perSecond: 100 },
  requests: { burst: 5, perSecond: 1 },
};

/** A real server behind the guard, with a clock moved by hand. */
class GuardedServer {
  readonly rejections = new Rejections();
  readonly guard: ConnectionGuard;
  readonly places = new HallPlaces({
    file: '/nowhere/hall-places.json',
    now: () => 0,
    onError: () => undefined,
  });
  readonly server: Server;
  readonly clients: Socket[] = [];
  nowMs = 0;
  url = '';

  /** @param keyed encrypted with this certificate */
  constructor(answer: (guard: ConnectionGuard) => RequestListener, keyed?: KeyedCertificate) {
    const perimeter = new Perimeter({ trustedProxies: [], allowedHosts: () => [], ports: () => [] });
    this.guard = new ConnectionGuard({
      perimeter,
      rejections: this.rejections,
      places: this.places,
      limits: LIMITS,
      nowMs: () => this.nowMs,
    });
    this.server =
      keyed === undefined
        ? createServer({ connectionsCheckingInterval: 100 }, answer(this.guard))
        : createTlsServer({ cert: keyed.certificate, key: keyed.key }, answer(this.guard));
    this.server.on('tlsClientError', () => undefined);
    this.server.on('upgrade', (_req, socket: Socket) => {
      socket.on('error', () => undefined);
      socket.resume();
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n');
    });
    this.guard.watch(this.server, keyed !== undefined);
  }

  async begin(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** A connection that sends this and no more; resolves when the server has seen so many connections. */
  async hold(text: string, from = '127.0.0.1'): Promise<Socket> {
    const { port } = this.server.address() as AddressInfo;
    const seen = new Promise((done) => this.server.once('connection', done));
    const client = connect({ port, host: '127.0.0.1', localAddress: from });
    client.on('error', () => undefined);
    this.clients.push(client);
    await seen;
    await new Promise<void>((done) => client.write(text, () => done()));
    return client;
  }

  async stop(): Promise<void> {
    await this.guard.stop();
    for (const client of this.clients) client.destroy();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** Until the server's side has done what it was going to do with what was sent. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

const readAndAnswer =
  (_guard: ConnectionGuard): RequestListener =>
  (req, res) => {
    req.resume();
    req.on('end', () => res.end('ok'));
  };

const HALF_HEAD = 'GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ';
const HALF_BODY = 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf';

describe('connections before a token is shown', () => {
  let hall: GuardedServer;
  afterEach(() => hall.stop());

  test('half-sent heads of one address go, the oldest first, when they are too many; others are served', async () => {
    hall = await new GuardedServer(readAndAnswer).begin();
    const held: Socket[] = [];
    for (let at = 0; at < 6; at += 1) held.push(await hall.hold(HALF_HEAD, '127.0.0.2'));
    await until(() => hall.rejections.of('head_unfinished') === 2);
    await until(() => held.map((each) => each.closed).join() === 'true,true,false,false,false,false');
    expect((await askFrom(hall.url, { path: '/' })).text).toBe('ok');
  });

  test('in all no more half-sent heads are held than allowed: the address that holds most gives one up', async () => {
    hall = await new GuardedServer(readAndAnswer).begin();
    for (let at = 0; at < 4; at += 1) await hall.hold(HALF_HEAD, '127.0.0.2');
    for (let at = 0; at < 3; at += 1) await hall.hold(HALF_HEAD, '127.0.0.3');
    const [first] = hall.clients;
    await hall.hold(HALF_HEAD, '127.0.0.4');
    await hall.hold(HALF_HEAD, '127.0.0.5');
    await until(() => hall.rejections.of('head_unfinished') === 1 && first?.closed === true);
  });

  test('half-sent bodies are bounded in number and time, and a whole one is answered meanwhile', async () => {
    hall = await new GuardedServer(readAndAnswer).begin();
    const held: Socket[] = [];
    for (let at = 0; at < 4; at += 1) held.push(await hall.hold(HALF_BODY, '127.0.0.2'));
    await until(() => hall.rejections.of('body_unfinished') === 1 && held[0]?.closed === true);
    expect((await askFrom(hall.url, { method: 'POST', path: '/', body: {} })).text).toBe('ok');
    hall.nowMs = 10_000;
    hall.guard.sweep();
    expect(hall.rejections.of('body_unfinished')).toBe(1);
    hall.nowMs = 10_001;
    hall.guard.sweep();
    expect(hall.rejections.of('body_unfinished')).toBe(4);
    await until(() => held.every((each) => each.closed));
  });

  test('who showed a token sends as slowly as the network is, and is not among those that go', async () => {
    hall = await new GuardedServer((guard) => (req, res) => {
      guard.markKnown(req.socket);
      readAndAnswer(guard)(req, res);
    }).begin();
    const held: Socket[] = [];
    for (let at = 0; at < 6; at += 1) held.push(await hall.hold(HALF_BODY, '127.0.0.2'));
    hall.nowMs = 60_000;
    hall.guard.sweep();
    expect(hall.rejections.of('body_unfinished')).toBe(0);
    for (const each of held) each.write('x'.repeat(96));
    const answers = await Promise.all(
      held.map((each) => new Promise<string>((done) => each.once('data', (data) => done(data.toString())))),
    );
    expect(answers.every((each) => each.startsWith('HTTP/1.1 200'))).toBe(true);
  });

  test('open connections are bounded by address and in all', async () => {
    hall = await new GuardedServer(readAndAnswer).begin();
    const whole = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n';
    const held: Socket[] = [];
    for (let at = 0; at < 7; at += 1) {
      held.push(await hall.hold(whole, '127.0.0.2'));
      await new Promise((done) => held[at]?.once('data', done));
    }
    await until(() => hall.rejections.of('connection_limit') === 1 && held[0]?.closed === true);
    for (let at = 0; at < 5; at += 1) {
      const client = await hall.hold(whole, `127.0.0.${at + 10}`);
      await new Promise((done) => client.once('data', done));
    }
    // Eleven of ten: the crowd's oldest goes, not the newcomer.
    await until(() => hall.rejections.of('connection_limit') === 2 && held[1]?.closed === true);
    expect(hall.clients.at(-1)?.closed).toBe(false);
  });

  test('an address has a pace of requests, which comes back', async () => {
    hall = await new GuardedServer(
      (guard) => (req, res) => res.end(guard.mayAsk(req) ? 'ok' : 'wait'),
    ).begin();
    const ask = async (from: string) => (await askFrom(hall.url, { path: '/', from })).text;
    const first = [];
    for (let at = 0; at < 6; at += 1) first.push(await ask('127.0.0.2'));
    expect(first.join()).toBe('ok,ok,ok,ok,ok,wait');
    expect(await ask('127.0.0.3')).toBe('ok');
    hall.nowMs = 1_000;
    expect(await ask('127.0.0.2')).toBe('ok');
    expect(await ask('127.0.0.2')).toBe('wait');
    expect(hall.rejections.of('request_too_fast')).toBe(2);
  });

  test('who does not read the answers is refused further ones, and cut when nothing moves', async () => {
    const large = Buffer.alloc(8_000_000);
    hall = await new GuardedServer(
      (guard) => (req, res) => res.end(guard.mayAsk(req) ? large : 'wait'),
    ).begin();
    const lazy = await hall.hold('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n', '127.0.0.2');
    lazy.pause();
    let refused = '';
    while (refused !== 'wait') refused = (await askFrom(hall.url, { path: '/', from: '127.0.0.2' })).text;
    expect(hall.rejections.of('answers_unread')).toBeGreaterThan(0);
    hall.guard.sweep();
    const before = hall.rejections.of('answers_unread');
    hall.nowMs = 15_001;
    hall.guard.sweep();
    expect(hall.rejections.of('answers_unread')).toBe(before + 1);
  });

  test('a stranger’s open socket sends so many bytes and no more', async () => {
    hall = await new GuardedServer(readAndAnswer).begin();
    const upgrade = 'GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n';
    const sender = await hall.hold(upgrade, '127.0.0.2');
    await new Promise((done) => sender.once('data', done));
    const [connection] = await new Promise<Socket[]>((done) => {
      sender.write('x'.repeat(1_050), () => done([sender]));
    });
    await new Promise(setImmediate);
    hall.nowMs = 1_000;
    hall.guard.sweep();
    expect(hall.rejections.of('socket_too_large')).toBe(0);
    connection?.write('x'.repeat(200));
    await until(() => {
      hall.guard.sweep();
      return hall.rejections.of('socket_too_large') === 1;
    });
  });

  test('half-done handshakes count as half-sent heads, and who showed a token by https is bounded no more', async () => {
    const keyed = await makeServerCertificate(await makeAuthority('thu'), ['127.0.0.1'], Date.now());
    hall = await new GuardedServer(
      (guard) => (req, res) => {
        if (req.url === '/known') guard.markKnown(req.socket);
        readAndAnswer(guard)(req, res);
      },
      keyed,
    ).begin();
    const port = Number(new URL(hall.url).port);
    const known = await new Promise<Socket>((done, fail) => {
      const agent = new Agent({ keepAlive: true });
      const asked = getByTls(
        {
          host: '127.0.0.1',
          localAddress: '127.0.0.2',
          port,
          path: '/known',
          agent,
          rejectUnauthorized: false,
        },
        (answer) => answer.resume().on('end', () => done(asked.socket as Socket)),
      );
      asked.on('error', fail);
    });
    hall.clients.push(known);
    const held: Socket[] = [];
    for (let at = 0; at < 6; at += 1) held.push(await hall.hold('\x16', '127.0.0.2'));
    await until(() => hall.rejections.of('head_unfinished') === 2 && held[1]?.closed === true);
    expect(held.map((each) => each.closed)).toEqual([true, true, false, false, false, false]);
    expect(known.closed).toBe(false);
  });

  for (const secure of [false, true])
    test(`an address that was refused again and again is closed before a byte is read${secure ? ', also by https' : ''}`, async () => {
      const keyed = secure
        ? await makeServerCertificate(await makeAuthority('thu'), ['127.0.0.1'], Date.now())
        : undefined;
      hall = await new GuardedServer(readAndAnswer, keyed).begin();
      const refuse = (from: string) => {
        for (let at = 0; at < 101; at += 1) hall.rejections.count('host_refused', from);
      };
      refuse('127.0.0.2');
      refuse('127.0.0.3');
      hall.places.note('127.0.0.3');
      const attacker = await hall.hold('', '127.0.0.2');
      const sharer = await hall.hold('', '127.0.0.3');
      await until(() => attacker.closed);
      expect(hall.rejections.of('connection_held')).toBe(1);
      expect(sharer.closed).toBe(false);
      hall.nowMs = 1_000;
      const later = await hall.hold('', '127.0.0.2');
      later.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
      if (!secure) expect(await new Promise((done) => later.once('data', done))).toBeDefined();
      expect(hall.rejections.of('connection_held')).toBe(1);
    });

  test('a name that is not the hall’s is refused before anything is looked at', async () => {
    let reached = 0;
    hall = await new GuardedServer(() => (_req, res) => {
      reached += 1;
      res.end();
    }).begin();
    const answer = await askFrom(hall.url, { path: '/', headers: { host: 'attacker.example' } });
    expect(answer).toMatchObject({ status: 421, code: 'wrong_host' });
    expect(reached).toBe(0);
    expect((await askFrom(hall.url, { path: '/', headers: { host: 'localhost:1' } })).status).toBe(200);
    expect(hall.rejections.of('host_refused')).toBe(1);
  });
});
