import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Patch } from '../../common/protocol/views.ts';
import { readState, writeState } from '../../server/domain/snapshot.ts';
import { emptyHall } from '../../server/domain/state.ts';
import { startHall } from '../../server/main.ts';
import { HandClock, TestHall } from '../support/test-hall.ts';

// Real sockets: on a busy machine they take their time, and nothing here measures it.
vi.setConfig({ testTimeout: 30_000 });

describe('what an administrator changes in a hall that works', () => {
  let record: TestHall;
  const admin = () => record.as('admin', 'admin');
  const settings = () => record.hall.state.settings;

  beforeEach(async () => {
    record = await new TestHall().begin();
  });
  afterEach(() => record.close());

  test('one setting changes alone: what was not spoken of stays as it was', async () => {
    await admin().give('settings:put', {
      hallNameEn: 'Tan Phu Hall',
      superiorName: 'UBND tỉnh',
      address: 'Số 1',
      mutedHours: [{ from: '11:30', to: '13:30' }],
      trackingBaseUrl: 'http://motcua.local',
    });
    const before = settings();
    await admin().give('settings:put', { hallName: 'Bộ phận Một cửa xã Tân Phú' });
    expect(settings()).toEqual({ ...before, hallName: 'Bộ phận Một cửa xã Tân Phú' });
  });

  test('[ISSUE1] the hall’s hours hold for fields without hours of their own only', async () => {
    const own = record.hall.state.fields.get('dat-dai');
    if (!own) throw new Error('no field');
    await admin().give('field:put', { ...own, windows: [{ from: '07:00', to: '08:00' }] });
    await admin().give('settings:put', { workingHours: [{ from: '13:00', to: '16:30' }] });
    expect((await record.draw('ho-tich')).refusal).toMatchObject({
      code: 'not_issuing',
      details: { because: 'outside_window', nextFrom: '13:00' },
    });
    expect((await record.draw('dat-dai')).refusal).toBeUndefined();
    record.clock.minutes(6 * 60);
    expect((await record.draw('ho-tich')).refusal).toBeUndefined();
    expect((await record.draw('dat-dai')).refusal).toMatchObject({ code: 'not_issuing' });
  });

  test('a field with people waiting stays in use until they are called', async () => {
    const field = record.hall.state.fields.get('dat-dai');
    if (!field) throw new Error('no field');
    await record.draw('dat-dai');
    const refused = await admin().give('field:put', { ...field, active: false });
    expect(refused.refusal).toMatchObject({ code: 'conflict', details: { waiting: 1 } });
    await record.as('lan').give('counter:open', { counter: '2' });
    await record.as('lan').give('counter:call-next', { counter: '2' });
    expect((await admin().give('field:put', { ...field, active: false })).refusal).toBeUndefined();
    expect((await record.draw('dat-dai')).refusal).toMatchObject({ code: 'unknown_field' });
  });

  test('network printers outlive a restart, and the default one cannot be taken away', async () => {
    const printer = { name: 'Sảnh', transport: 'tcp:192.168.1.50:9100', model: 'generic-80' };
    await admin().give('printer:put', printer);
    await admin().give('settings:put', { defaultPrinter: 'Sảnh' });
    expect((await admin().give('printer:remove', { name: 'Sảnh' })).refusal).toMatchObject({
      code: 'conflict',
    });
    const again = record.open();
    expect([...again.state.printers.values()]).toEqual([printer]);
    await admin().give('settings:put', { defaultPrinter: 'virtual' });
    await admin().give('printer:remove', { name: 'Sảnh' });
    expect(record.hall.state.printers.size).toBe(0);
    expect((await admin().give('printer:remove', { name: 'Sảnh' })).refusal).toMatchObject({
      code: 'unknown_printer',
    });
  });

  test('a state written before hours and printers were known is read with their first values', () => {
    const plain = JSON.parse(writeState(emptyHall())) as {
      printers?: unknown;
      settings: { workingHours?: unknown };
    };
    delete plain.printers;
    delete plain.settings.workingHours;
    const state = readState(JSON.stringify(plain));
    expect(state.printers.size).toBe(0);
    expect(state.settings.workingHours).toEqual([]);
  });
});

describe('printers and hours over the wire', () => {
  test('a wrong printer is refused; screens hear of an opening hour though nobody does anything', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-hours-'));
    const clock = new HandClock();
    const password = 'mot-cua-lien-thong-1';
    const hall = await startHall(
      {
        port: 0,
        host: '127.0.0.1',
        dataDir: folder,
        adminPassword: password,
        logLevel: 'silent',
        timeZone: 'Asia/Ho_Chi_Minh',
      },
      { webFolder: folder, clock },
    );
    let socket: Socket | undefined;
    try {
      const signedIn = await hall.services.access.signIn('admin', password, { kind: 'server' });
      if (!signedIn.ok) throw new Error('not signed in');
      const put = (path: string, body: object) =>
        fetch(`${hall.url}/api/v1${path}`, {
          method: 'PUT',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${signedIn.value.token}`,
          },
          body: JSON.stringify(body),
        });
      const wrong = [
        { transport: 'usb:/dev/usb/lp0', model: 'generic-80' },
        { transport: 'tcp:192.168.1.50:99999', model: 'generic-80' },
        { transport: 'tcp:192.168.1.50', model: 'khong-co' },
        { transport: 'tcp:192.168.1.50', model: 'virtual' },
      ];
      for (const body of wrong) expect((await put('/printers/Sảnh', body)).status).toBe(400);
      const taken = await put('/printers/virtual', { transport: 'tcp:192.168.1.50', model: 'generic-80' });
      expect(taken.status).toBe(409);
      const staff = io(hall.url, {
        auth: { token: signedIn.value.token, protocol: 1 },
        transports: ['websocket'],
      });
      const codes: string[] = [];
      for (const [at, body] of wrong.entries()) {
        const reply = (await staff
          .timeout(5_000)
          .emitWithAck('printer:put', { commandId: `may-in-${at}`, name: 'Sảnh', ...body })) as {
          error?: { code: string };
        };
        codes.push(reply.error?.code ?? 'done');
      }
      staff.disconnect();
      expect(codes).toEqual(wrong.map(() => 'invalid_input'));

      // 07:30 by the hall's clock, on a day that would be a holiday; numbers from 08:00.
      await put('/calendar/2026-11-24', { kind: 'working', name: 'Trực ngày lễ' });
      await put('/settings', { workingHours: [{ from: '08:00', to: '11:30' }] });
      const open: boolean[] = [];
      socket = io(hall.url, { auth: { protocol: 1 }, transports: ['websocket'] });
      socket.on('view:patch', (patch: Patch) => {
        for (const record of [...patch.put, ...patch.amend])
          if (record.id === 'field/dat-dai' && 'issuing' in record) open.push(record.issuing.open);
      });
      await expect.poll(() => socket?.connected, { timeout: 60_000 }).toBe(true);
      clock.minutes(31);
      await expect.poll(() => open.at(-1), { timeout: 60_000 }).toBe(true);
      clock.minutes(4 * 60);
      await expect.poll(() => open.at(-1), { timeout: 60_000 }).toBe(false);
    } finally {
      socket?.disconnect();
      await hall.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
