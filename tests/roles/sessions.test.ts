import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../common/protocol/primitives.ts';
import { BACKGROUND_HEADER } from '../../common/protocol/session.ts';
import { type Ack, type CommandReply, PROTOCOL_VERSION } from '../../common/protocol/socket.ts';
import { pressButton } from '../../server/devices/buttons.ts';
import { RestHall } from '../support/rest-hall.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 24, 0, 30);
/** Idle minutes of a fresh hall. */
const IDLE = { clerk: 240, supervisor: 120, chairman: 60, admin: 60 } as const;
const ROLES = Object.keys(IDLE) as Role[];

describe('sessions of people', () => {
  let hall: RestHall;
  let sockets: Socket[];

  beforeEach(async () => {
    sockets = [];
    hall = new RestHall();
    hall.realAtMs = START_MS;
    await hall.begin();
  });
  afterEach(async () => {
    for (const each of sockets) each.disconnect();
    await hall.close();
  });

  const later = (minutes: number) => {
    hall.realAtMs = (hall.realAtMs ?? 0) + minutes * MINUTE_MS;
  };
  const status = async (token: string) => (await hall.ask(token, 'GET', '/session')).status;
  const read = (token: string, headers: Record<string, string>) =>
    fetch(`${hall.running.url}/api/v1/session`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
  const connect = async (token: string) => {
    const socket = io(hall.running.url, {
      auth: { token, protocol: PROTOCOL_VERSION },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    sockets.push(socket);
    await socket.timeout(10_000).emitWithAck('view:get');
    return socket;
  };
  const command = (socket: Socket, id: string) =>
    socket.timeout(10_000).emitWithAck('ticket:issue', {
      commandId: id,
      field: 'chung-thuc-ho-tich',
      printer: null,
    }) as Promise<Ack<CommandReply>>;

  test.each(ROLES)('of a %s ends when nobody works with it, and not a minute earlier', async (role) => {
    const token = await hall.person(`nguoi-${role}`, role);
    later(IDLE[role] - 1);
    expect(await status(token)).toBe(200);
    later(IDLE[role] - 1);
    expect(await status(token)).toBe(200);
    later(IDLE[role]);
    expect(await status(token)).toBe(401);
    // It is over for good, and not only held back.
    later(-IDLE[role]);
    expect(await status(token)).toBe(401);
  });

  test('ends after fourteen hours, however much is done with it', async () => {
    const token = await hall.person('lan', 'clerk');
    for (let hour = 0; hour < 13; hour += 1) {
      later(60);
      expect(await status(token)).toBe(200);
    }
    later(59);
    expect(await status(token)).toBe(200);
    later(1);
    expect(await status(token)).toBe(401);
  });

  test('is not kept alive by a page that reads again by itself', async () => {
    const token = await hall.person('lan', 'clerk');
    for (let hour = 0; hour < 3; hour += 1) {
      later(60);
      expect((await read(token, { [BACKGROUND_HEADER]: '1' })).status).toBe(200);
    }
    later(60);
    expect((await read(token, { [BACKGROUND_HEADER]: '1' })).status).toBe(401);
  });

  test('goes on while its person works at the desk, by socket or by a button at the counter', async () => {
    const lan = await hall.person('lan', 'clerk');
    const socket = await connect(lan);
    expect((await hall.ask(lan, 'POST', '/counters/1/open', {})).status).toBe(200);
    later(IDLE.clerk - 1);
    expect(await command(socket, 'work-1')).toMatchObject({ ok: true });
    later(IDLE.clerk - 1);
    socket.emit('session:active');
    await socket.timeout(10_000).emitWithAck('view:get');
    later(IDLE.clerk - 1);
    const { hall: inner } = hall.running.services;
    await inner.record([
      {
        type: 'button:bound',
        binding: {
          id: 'b1',
          device: 'agent-1',
          deviceKey: 'k',
          button: 'a',
          counter: '1',
          action: 'call-next',
        },
      },
    ]);
    expect(
      await pressButton(inner, 'agent-1', {
        deviceKey: 'k',
        deviceName: 'K',
        button: 'a',
        pressId: 'press-0001',
      }),
    ).toEqual({ ok: true });
    later(IDLE.clerk - 1);
    await expect(command(socket, 'work-2')).rejects.toThrow('disconnected');
  });

  test('that is over gives no command more over the socket it had opened', async () => {
    const socket = await connect(await hall.person('lan', 'clerk'));
    const ended = new Promise<{ code: string }>((tell) => socket.once('session:ended', tell));
    expect(await command(socket, 'work-1')).toMatchObject({ ok: true });
    later(IDLE.clerk);
    await expect(command(socket, 'work-2')).rejects.toThrow('disconnected');
    expect(hall.running.services.hall.state.tickets.size).toBe(1);
    expect(await ended).toEqual({ code: 'unauthenticated' });
  });

  test('that is over is told to its page, which shows nothing more of the staff', async () => {
    const socket = await connect(await hall.person('lan', 'clerk'));
    const ended = new Promise<{ code: string }>((tell) => socket.once('session:ended', tell));
    const gone = new Promise<void>((tell) => socket.once('disconnect', () => tell()));
    later(IDLE.clerk - 1);
    hall.running.services.access.sweep();
    expect(socket.connected).toBe(true);
    later(1);
    hall.running.services.access.sweep();
    expect(await ended).toEqual({ code: 'unauthenticated' });
    await gone;
  });

  test('ends by the minutes that the hall has set for the role', async () => {
    const lan = await hall.person('lan', 'clerk');
    const changed = await hall.ask(hall.admin(), 'PUT', '/settings', {
      idleMinutes: { ...IDLE, clerk: 15 },
    });
    expect(changed.status).toBe(200);
    later(14);
    expect(await status(lan)).toBe(200);
    later(15);
    expect(await status(lan)).toBe(401);
    const wrong = await hall.ask(hall.admin(), 'PUT', '/settings', { idleMinutes: { ...IDLE, clerk: 1 } });
    expect(wrong.code).toBe('invalid_input');
  });

  test('is as idle after a restart as it was before', async () => {
    const token = await hall.person('lan', 'clerk');
    later(200);
    expect(await status(token)).toBe(200);
    await hall.running.stop();
    await hall.begin();
    later(IDLE.clerk - 1);
    expect(await status(token)).toBe(200);
    await hall.running.stop();
    await hall.begin();
    later(IDLE.clerk);
    expect(await status(token)).toBe(401);
  });

  test('of another role ends at once, as do those of an account taken out of use', async () => {
    const { access } = hall.running.services;
    const lan = await hall.person('lan', 'clerk');
    await access.changeAccount('lan', { displayName: 'Lan', role: 'clerk' });
    expect(await status(lan)).toBe(200);
    await access.changeAccount('lan', { displayName: 'Lan', role: 'supervisor', insteadOf: 'clerk' });
    expect(await status(lan)).toBe(401);
    const minh = await hall.person('minh', 'clerk');
    access.deactivate('minh');
    expect(await status(minh)).toBe(401);
  });

  test('devices have none: a board is let in after a month without a word', async () => {
    const { token } = hall.running.services.access.addDevice('display', 'Bảng 1', null);
    later(30 * 24 * 60);
    hall.running.services.access.sweep();
    const socket = await connect(token);
    expect(await socket.timeout(10_000).emitWithAck('view:get')).toMatchObject({
      you: { kind: 'device', deviceKind: 'display' },
    });
  });
});
