import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawSocket } from '../support/raw-socket.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('what a socket may do before it shows a token', () => {
  const hall = new RestHall();
  let kiosk: string;
  beforeAll(async () => {
    await hall.begin();
    kiosk = hall.running.services.access.addDevice('kiosk', 'Máy lấy số 1', null).token;
  });
  afterAll(() => hall.close());

  const open = (options: Parameters<typeof RawSocket.open>[1] = {}) =>
    RawSocket.open(hall.running.url, options);
  const count = (reason: Parameters<typeof hall.running.services.rejections.of>[0]) =>
    hall.running.services.rejections.of(reason);

  test('a page that anybody opens gets the view, and again after a gap', async () => {
    const page = await open();
    for (let id = 0; id < 3; id += 1) page.ask(id, 'view:get');
    expect(await page.until((text) => text.startsWith('432'))).toContain('"kind":"hall"');
    expect(page.isClosed).toBe(false);
    page.close();
  });

  test('eight sockets that ask for the view again and again without reading are cut', async () => {
    const before = count('socket_too_fast');
    const flooders = await Promise.all(Array.from({ length: 8 }, () => open({ from: '127.0.0.2' })));
    for (const flooder of flooders) {
      flooder.stopReading();
      for (let id = 0; id < 200; id += 1) flooder.ask(id, 'view:get');
    }
    for (const flooder of flooders) {
      while (count('socket_too_fast') - before < 8) await new Promise(setImmediate);
      flooder.close();
    }
    expect(count('socket_too_fast') - before).toBe(8);
    // Ten answers each at most were written; nothing of it is kept for them.
    expect(hall.running.liveEdge.io.engine.clientsCount).toBe(0);
  });

  test('a socket that does not read what it is sent is cut', async () => {
    const before = count('socket_not_reading');
    const lazy = await open();
    const reader = await open();
    lazy.stopReading();
    // More than the system itself takes up for a connection.
    for (let piece = 0; piece < 24; piece += 1) {
      const text = `${piece} ${'a'.repeat(700_000)}`;
      hall.running.liveEdge.io.emit('session:ended', { code: text });
      await reader.until((each) => each.includes(`"code":"${piece} `));
    }
    while (count('socket_not_reading') === before) {
      lazy.ask(1, 'view:get');
      await new Promise(setImmediate);
    }
    reader.ask(7, 'view:get');
    expect(await reader.until((text) => text.startsWith('437'))).toBeDefined();
    lazy.close();
    reader.close();
  });

  test('a stranger that sends forty messages at once is cut, a paired device sends thousands', async () => {
    const stranger = await open({ from: '127.0.0.3' });
    for (let id = 0; id < 60; id += 1) stranger.send('42["device:hello",{}]');
    await stranger.closed;
    const device = await open({ from: '127.0.0.3', token: kiosk });
    for (let id = 0; id < 3_000; id += 1) device.send('42["device:hello",{}]');
    device.ask(1, 'view:get');
    expect(await device.until((text) => text.startsWith('431'))).toBeDefined();
    expect(device.isClosed).toBe(false);
    device.close();
  });

  test('a stranger’s message is short, a device’s may be long', async () => {
    const before = count('socket_too_large');
    const long = 'x'.repeat(20_000);
    const stranger = await open();
    stranger.ask(1, 'device:hello', { page: long });
    await stranger.closed;
    expect(count('socket_too_large') - before).toBe(1);
    const device = await open({ token: kiosk });
    device.ask(1, 'ticket:issue', { commandId: 'long-but-known', field: long });
    expect(await device.until((text) => text.startsWith('431'))).toContain('invalid_input');
    device.close();
  });

  test('one address holds so many sockets; more than that go, and a paired device behind it stays', async () => {
    const before = count('socket_limit');
    const from = '127.0.0.4';
    const device = await open({ from, token: kiosk });
    const crowd = await Promise.all(Array.from({ length: 260 }, () => open({ from })));
    await Promise.any(crowd.map((each) => each.closed));
    while (crowd.filter((each) => each.isClosed).length < 4) await new Promise(setImmediate);
    expect(count('socket_limit') - before).toBe(4);
    device.ask(1, 'view:get');
    expect(await device.until((text) => text.startsWith('431'))).toBeDefined();
    const elsewhere = await open({ from: '127.0.0.5' });
    expect(elsewhere.isClosed).toBe(false);
    for (const each of [...crowd, device, elsewhere]) each.close();
  });

  test('a command of nobody is refused with its code and counted', async () => {
    const before = count('socket_command_refused');
    const stranger = await open();
    stranger.ask(1, 'ticket:issue', { commandId: 'not-from-a-kiosk', field: 'ho-tich' });
    expect(await stranger.until((text) => text.startsWith('431'))).toContain('unauthenticated');
    expect(count('socket_command_refused') - before).toBe(1);
    stranger.close();
  });
});
