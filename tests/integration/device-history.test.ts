import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceHistory } from '../../common/protocol/device-history.ts';
import { type RunningHall, startHall } from '../../server/main.ts';
import { TcpPrinterPeer } from '../support/tcp-printer-peer.ts';

const PASSWORD = 'mot-cua-lien-thong-1';
const PRINTER = 'Máy in sảnh';

describe('outages of devices, on a hall that is started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-outages-'));
  const peer = new TcpPrinterPeer();
  let hall: RunningHall;
  let token: string;
  let kiosk: Socket | undefined;

  const start = async () => {
    hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: folder,
        adminPassword: PASSWORD,
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: folder },
    );
    const signedIn = await hall.services.access.signIn('admin', PASSWORD, { kind: 'server' });
    if (!signedIn.ok) throw new Error('the administrator cannot sign in');
    token = signedIn.value.token;
  };
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${hall.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  const history = async (id: string): Promise<DeviceHistory> =>
    (await ask('GET', `/devices/${encodeURIComponent(id)}/history`)).body;
  const faults = async () =>
    (await history(`printer:${PRINTER}`)).outages.map((each) => [each.fault, each.to !== null]);

  beforeAll(async () => {
    await peer.start();
    await start();
  });
  afterAll(async () => {
    kiosk?.close();
    await hall.stop();
    await peer.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('a printer without paper at closing time is the same outage in the morning', async () => {
    await ask('PUT', `/printers/${encodeURIComponent(PRINTER)}`, {
      transport: `tcp:127.0.0.1:${peer.port}`,
      model: 'epson-tm-t88',
    });
    const ready = () =>
      hall.services.printers
        .states()
        .some((each) => each.name === PRINTER && each.online && each.paper === 'ok');
    await expect.poll(ready, { timeout: 60_000 }).toBe(true);
    peer.set({ paper: 'out' });
    await expect.poll(faults, { timeout: 60_000 }).toEqual([['paper_out', false]]);
    const [before] = (await history(`printer:${PRINTER}`)).outages;
    await hall.stop();
    await start();
    await expect
      .poll(() => hall.services.printers.states().find((each) => each.name === PRINTER)?.paper, {
        timeout: 60_000,
      })
      .toBe('out');
    expect(await faults()).toEqual([['paper_out', false]]);
    peer.set({ paper: 'ok' });
    await expect.poll(faults, { timeout: 60_000 }).toEqual([['paper_out', true]]);
    const after = await history(`printer:${PRINTER}`);
    expect(after.outages[0]?.from).toBe(before?.from);
    expect(after.paperChanges).toHaveLength(1);
  });

  test('a device tells its version, and it is known when the device is gone', async () => {
    const { device, token: own } = hall.services.access.addDevice('kiosk', 'Sảnh chính', null);
    kiosk = io(hall.url, { auth: { token: own, protocol: 1 }, transports: ['websocket'], forceNew: true });
    await new Promise((resolve) => kiosk?.once('connect', () => resolve(null)));
    kiosk.emit('device:hello', { build: '9.8.7', page: 'kiosk' });
    const row = async () =>
      (
        (await ask('GET', '/devices')).body as {
          devices: { id: string; version: string | null; state: string; lastSeenAt: string | null }[];
        }
      ).devices.find((each) => each.id === device.id);
    await expect.poll(async () => (await row())?.version).toBe('9.8.7');
    await hall.stop();
    await start();
    expect(await row()).toMatchObject({ version: '9.8.7', lastSeenAt: expect.stringMatching(/^\d{4}-/) });
  });

  test('what was never watched has no history', async () => {
    expect((await ask('GET', '/devices/khong-co/history')).status).toBe(404);
  });
});
