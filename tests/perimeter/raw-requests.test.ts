import { request as askByHttp } from 'node:http';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RestHall } from '../support/rest-hall.ts';

describe('requests as no browser writes them', () => {
  const hall = new RestHall();
  let port: number;
  beforeAll(async () => {
    hall.encrypted = true;
    await hall.begin();
    port = Number(new URL(hall.running.url).port);
  });
  afterAll(() => hall.close());

  /** All that comes for these bytes until the hall has answered or closed. @param from another machine to the hall */
  const say = (text: string | Buffer, from = '127.0.0.1', secure = false) =>
    new Promise<string>((done) => {
      const secureUrl = new URL(hall.running.secureUrl ?? '');
      const plain = connect({
        port: secure ? Number(secureUrl.port) : port,
        host: '127.0.0.1',
        localAddress: from,
      });
      plain.on('error', () => undefined);
      const socket = secure ? connectTls({ socket: plain, rejectUnauthorized: false }) : plain;
      let heard = '';
      socket.on('error', () => done(heard));
      socket.on('close', () => done(heard));
      socket.on('data', (data: Buffer) => {
        heard += data.toString('latin1');
        if (heard.includes('\r\n\r\n')) {
          done(heard);
          plain.destroy();
        }
      });
      socket.write(text);
    });
  const status = async (text: string) => (await say(text)).split(' ')[1] ?? 'closed';
  const get = (target: string, headers: string[], version = '1.1') =>
    status([`GET ${target} HTTP/${version}`, ...headers, 'connection: close', '', ''].join('\r\n'));

  test.each([
    ['a port', ['host: localhost:8080'], '200'],
    ['capital letters', ['HOST: LocalHost'], '200'],
    ['a dot at its end', ['host: localhost.'], '200'],
    ['an IPv6 literal', ['host: [::1]:8080'], '200'],
    ['an IPv6 literal that is not ours', ['host: [2001:db8::1]'], '421'],
    ['an IPv4 address in IPv6 form', ['host: [::ffff:8.8.8.8]'], '421'],
    ['an address written as a number', ['host: 2130706433'], '421'],
    ['a foreign name with our name before it', ['host: localhost.attacker.example'], '421'],
    ['a name and a password', ['host: localhost@attacker.example'], '421'],
    ['a space in it', ['host: localhost attacker.example'], '421'],
    ['nothing in it', ['host:'], '421'],
    ['a second one', ['host: localhost', 'host: attacker.example'], '421'],
    ['none', [], '400'],
    ['a forwarded name beside it', ['host: attacker.example', 'x-forwarded-host: localhost'], '421'],
  ])('a Host with %s is judged by what it names', async (_what, headers, expected) => {
    expect(await get('/api/v1/health', headers)).toBe(expected);
  });

  test('HTTP/1.0 names no Host and is refused; with one it is answered', async () => {
    expect(await get('/api/v1/health', [], '1.0')).toBe('421');
    expect(await get('/api/v1/health', ['host: localhost'], '1.0')).toBe('200');
  });

  test('a request target with a name of its own is refused by that name, whatever Host says', async () => {
    for (const target of [
      'http://attacker.example/kiosk',
      'HTTPS://attacker.example/',
      'ws://attacker.example/x',
    ])
      expect(await get(target, ['host: localhost'])).toBe('421');
    expect(await get('http://localhost/kiosk', ['host: attacker.example'])).toBe('421');
    expect(await get(`http://localhost:${port}/nothing`, ['host: localhost'])).toBe('404');
  });

  test('the hall is no tunnel and no proxy', async () => {
    expect(await status('CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: localhost\r\n\r\n')).toBe('closed');
    expect(await status('TRACE / HTTP/1.1\r\nhost: localhost\r\n\r\n')).toBe('404');
  });

  test('lengths that contradict each other are refused before anything is done', async () => {
    const head = 'POST /api/v1/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';
    expect(await status(`${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`)).toBe(
      '400',
    );
    expect(await status(`${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`)).toBe('400');
  });

  test('a head that is too large is refused, in clear and by https', async () => {
    const large = `GET / HTTP/1.1\r\nhost: localhost\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`;
    for (const secure of [false, true]) expect(await say(large, '127.0.0.1', secure)).toContain(' 431 ');
  });

  /** A websocket's opening as a local page's browser sends it, through what a proxy makes of it. */
  const claim = (version: string) =>
    new Promise<string>((done) => {
      const { host } = new URL(hall.running.url);
      const before = hall.running.services.rejections.of('local_claim_refused');
      const path = `/socket.io/?EIO=4&transport=polling`;
      const headers = { host, origin: `http://${host}` };
      const poll = (method: string, sid: string, body?: string) =>
        new Promise<string>((heard) => {
          const target = `${path}${sid === '' ? '' : `&sid=${sid}`}`;
          if (version === '1.1') {
            const sent = askByHttp({ port, host: '127.0.0.1', method, path: target, headers }, (answer) => {
              let text = '';
              answer.on('data', (data: Buffer) => {
                text += data.toString();
              });
              answer.on('end', () => heard(text));
            });
            sent.end(body);
            return;
          }
          const length = body === undefined ? [] : [`content-length: ${body.length}`];
          const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
          void say([`${method} ${target} HTTP/1.0`, ...lines, ...length, '', body ?? ''].join('\r\n')).then(
            heard,
          );
        });
      void (async () => {
        const opened = await poll('GET', '');
        const sid = /"sid":"([^"]+)"/.exec(opened)?.[1] ?? '';
        await poll('POST', sid, `40${JSON.stringify({ protocol: 1, wants: 'kiosk' })}`);
        await poll('GET', sid);
        done(hall.running.services.rejections.of('local_claim_refused') === before ? 'kiosk' : 'refused');
      })();
    });

  test('a local page is a kiosk by HTTP/1.1; what comes by HTTP/1.0 was passed on by a proxy', async () => {
    expect(await claim('1.1')).toBe('kiosk');
    expect(await claim('1.0')).toBe('refused');
  });
});
