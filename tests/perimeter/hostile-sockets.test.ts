import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askFrom } from '../support/loopback-client.ts';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

/** A websocket frame of a client, masked as the protocol asks. */
function frame(bits: number, payload: Buffer, saysBytes = payload.length): Buffer {
  const mask = randomBytes(4);
  const head = Buffer.alloc(10);
  head[0] = bits;
  head[1] = 0x80 | 127;
  head.writeBigUInt64BE(BigInt(saysBytes), 2);
  const masked = Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
  return Buffer.concat([head, mask, masked]);
}
const FIN_TEXT = 0x81;
const TEXT = 0x01;
const CONTINUED = 0x00;
const FIN_COMPRESSED_TEXT = 0xc1;

describe('sockets whose frames are an attack', () => {
  const hall = new RestHall();
  beforeAll(() => hall.begin());
  afterAll(() => hall.close());
  const count = (reason: Parameters<typeof hall.running.services.rejections.of>[0]) =>
    hall.running.services.rejections.of(reason);

  /** A websocket by hand, as far as the first message of the hall. */
  async function openByHand(
    extensions = '',
  ): Promise<{ socket: Socket; closed: Promise<void>; head: string }> {
    const port = Number(new URL(hall.running.url).port);
    const socket = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.31' });
    socket.on('error', () => undefined);
    const closed = new Promise<void>((done) => socket.once('close', () => done()));
    const key = randomBytes(16).toString('base64');
    socket.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        `host: 127.0.0.1:${port}`,
        'connection: Upgrade',
        'upgrade: websocket',
        'sec-websocket-version: 13',
        `sec-websocket-key: ${key}`,
        ...(extensions === '' ? [] : [`sec-websocket-extensions: ${extensions}`]),
        '',
        '',
      ].join('\r\n'),
    );
    let head = '';
    while (!head.includes('"sid"'))
      head += (await new Promise<Buffer>((done) => socket.once('data', done))).toString('latin1');
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
    expect(head).toContain(accept);
    socket.resume();
    return { socket, closed, head };
  }

  test('compression is not agreed on, and a compressed bomb ends the socket before it is unpacked', async () => {
    const { socket, closed, head } = await openByHand('permessage-deflate');
    expect(head.toLowerCase()).not.toContain('permessage-deflate');
    socket.write(frame(FIN_COMPRESSED_TEXT, deflateRawSync(Buffer.alloc(100_000_000, 'x'))));
    await closed;
  });

  test('a frame that says it is huge ends the socket by its head alone', async () => {
    const { socket, closed } = await openByHand();
    socket.write(frame(FIN_TEXT, Buffer.from('4'), 2 ** 40));
    await closed;
  });

  test('a message in endless fragments is cut by what it has sent, though it never becomes a message', async () => {
    const before = count('socket_too_large');
    const { socket, closed } = await openByHand();
    socket.write(frame(TEXT, Buffer.from('4')));
    const more = setInterval(() => socket.write(frame(CONTINUED, Buffer.alloc(4_000, 'x'))), 5);
    await closed;
    clearInterval(more);
    expect(count('socket_too_large') - before).toBe(1);
  });

  test('a second entrance of one connection, and a namespace that does not exist, end or stay out', async () => {
    const twice = await RawSocket.open(hall.running.url, { from: '127.0.0.32' });
    twice.send('40{"protocol":1}');
    await twice.closed;
    const strange = await RawSocket.open(hall.running.url, { from: '127.0.0.32' });
    strange.send('40/admin,{}');
    expect(await strange.until((text) => text.startsWith('44/admin'))).toContain('Invalid namespace');
    strange.close();
  });

  test('subscriptions by made-up events are bounded in number like any message', async () => {
    const before = count('socket_too_fast');
    const socket = await RawSocket.open(hall.running.url, { from: '127.0.0.33' });
    for (let at = 0; at < 60; at += 1) socket.ask(at, `subscribe:${at}`, { room: 'staff' });
    await socket.closed;
    expect(count('socket_too_fast') - before).toBe(1);
  });

  describe('by polling', () => {
    const from = '127.0.0.34';
    const path = '/socket.io/?EIO=4&transport=polling';
    const enter = async (token?: string) => {
      const opened = await askFrom(hall.running.url, { path, from });
      const sid = /"sid":"([^"]+)"/.exec(opened.text)?.[1] ?? '';
      const post = (body: string, chunked = false) =>
        new Promise<number>((done) => {
          const sent = request(
            `${hall.running.url.replace('localhost', '127.0.0.1')}${path}&sid=${sid}`,
            {
              method: 'POST',
              localAddress: from,
              headers: chunked ? {} : { 'content-length': Buffer.byteLength(body) },
            },
            (answer) => {
              answer.resume();
              done(answer.statusCode ?? 0);
            },
          );
          // Cut while it was still sending.
          sent.on('error', () => done(413));
          sent.end(body);
        });
      expect(await post(`40${JSON.stringify({ protocol: 1, token })}`)).toBe(200);
      await askFrom(hall.running.url, { path: `${path}&sid=${sid}`, from });
      return post;
    };

    test('a stranger’s message is as short as over a websocket, whether it tells its length or not', async () => {
      const before = count('body_too_large');
      const long = `42["device:hello",{"page":"${'x'.repeat(20_000)}"}]`;
      expect(await (await enter())(long)).toBe(413);
      expect(await (await enter())(long, true)).toBe(413);
      expect(count('body_too_large') - before).toBe(2);
    });

    test('a paired device sends long ones', async () => {
      const { token } = hall.running.services.access.addDevice('kiosk', 'Máy lấy số 1', null);
      const post = await enter(token);
      expect(await post(`42["device:hello",{"page":"${'x'.repeat(20_000)}"}]`)).toBe(200);
    });
  });
});
