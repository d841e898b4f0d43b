import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectHall, type HallConnection, type HallOptions } from '../../common/client/hall-connection.ts';
import { recordsOf } from '../../common/client/selectors.ts';
import { FakeHall } from '../support/fake-hall.ts';

const LAND = 'dat-dai';

describe('a connection to the hall', () => {
  let hall: FakeHall;
  let url: string;
  const open: HallConnection[] = [];

  beforeEach(async () => {
    hall = new FakeHall();
    url = await hall.start();
  });

  afterEach(async () => {
    vi.useRealTimers();
    for (const connection of open.splice(0)) connection.close();
    await hall.stop();
  });

  function connect(options: HallOptions = {}): HallConnection {
    const connection = connectHall({ url, ...options });
    open.push(connection);
    return connection;
  }

  /** Waits until the state fits, without looking at any clock. */
  function until(connection: HallConnection, fits: () => boolean): Promise<void> {
    if (fits()) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = connection.subscribe(() => {
        if (!fits()) return;
        stop();
        resolve();
      });
    });
  }

  async function live(options: HallOptions = {}): Promise<HallConnection> {
    const connection = connect(options);
    await until(connection, () => connection.getState().status === 'live');
    return connection;
  }

  const landWaiting = (connection: HallConnection) =>
    recordsOf(connection.getState(), 'field').find((record) => record.field.code === LAND)?.waiting;

  test('brings the whole state, who this page is, and says what the page wants to be', async () => {
    const connection = await live({ wants: 'kiosk' });
    expect(connection.getState()).toMatchObject({
      sequence: 100,
      boot: 'boot-1',
      identity: { deviceKind: 'kiosk' },
    });
    expect(landWaiting(connection)).toBe(3);
    expect(hall.handshakes).toEqual([{ protocol: 1, wants: 'kiosk' }]);
  });

  test('applies a patch that follows, without asking again', async () => {
    const connection = await live();
    hall.publish([hall.fieldRecord(LAND, { waiting: 4 })]);
    await until(connection, () => connection.getState().sequence === 101);
    expect(landWaiting(connection)).toBe(4);
    expect(hall.snapshotCount).toBe(1);
  });

  test('asks for everything again after a gap, and then holds what the lost patch said', async () => {
    const connection = await live();
    hall.publish([hall.fieldRecord(LAND, { waiting: 9 })], { lost: true });
    hall.heartbeat();
    await until(connection, () => connection.getState().sequence === 101);
    expect(landWaiting(connection)).toBe(9);
    expect(hall.snapshotCount).toBe(2);
  });

  test('asks again when the server says that everything changed', async () => {
    const connection = await live();
    hall.sequence = 140;
    hall.patch(-1, 140, []);
    await until(connection, () => connection.getState().sequence === 140);
    expect(hall.snapshotCount).toBe(2);
  });

  test('is stale after five seconds of silence and live again with the next sign of life', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const connection = await live();
    vi.advanceTimersByTime(4_900);
    expect(connection.getState().status).toBe('live');
    vi.advanceTimersByTime(1_500);
    expect(connection.getState().status).toBe('stale');
    expect(landWaiting(connection)).toBe(3);
    hall.heartbeat();
    await until(connection, () => connection.getState().status === 'live');
    expect(hall.snapshotCount).toBe(1);
  });

  test('makes a line anew that stays silent for long', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
    const connection = await live();
    vi.advanceTimersByTime(13_000);
    expect(connection.getState().status).toBe('stale');
    await until(connection, () => connection.getState().status === 'live');
    expect(hall.handshakes).toHaveLength(2);
  });

  test('comes back by itself when the line is cut', async () => {
    const connection = await live();
    hall.cutLines();
    await until(connection, () => connection.getState().status === 'stale');
    hall.publish([hall.fieldRecord(LAND, { waiting: 7 })]);
    await until(connection, () => connection.getState().status === 'live');
    expect(landWaiting(connection)).toBe(7);
  });

  test('hears each event once after ten reconnects', async () => {
    const connection = await live();
    const heard: string[] = [];
    connection.on('ticket:print', (news) => heard.push(news.number));
    for (let time = 1; time <= 10; time += 1) {
      connection.reconnect();
      await until(connection, () => connection.getState().status === 'stale');
      await until(connection, () => connection.getState().status === 'live');
    }
    let changes = 0;
    connection.subscribe(() => {
      changes += 1;
    });
    hall.io.emit('ticket:print', { ticketId: 't', number: '1001', print: 'printed' });
    hall.publish([hall.fieldRecord(LAND, { waiting: 5 })]);
    await until(connection, () => connection.getState().sequence === 101);
    expect(heard).toEqual(['1001']);
    expect(changes).toBe(1);
    expect(hall.snapshotCount).toBe(11);
  });

  test('an owner that stops listening takes nobody else along, even with the same function', async () => {
    const connection = await live();
    const handler = vi.fn();
    const stop = connection.on('ticket:print', handler);
    connection.on('ticket:print', handler);
    stop();
    stop();
    hall.io.emit('ticket:print', { ticketId: 't', number: '1001', print: 'printed' });
    hall.publish([]);
    await until(connection, () => connection.getState().sequence === 101);
    expect(handler).toHaveBeenCalledTimes(1);
  });

  test('repeats a command under the same id when the line breaks before the answer', async () => {
    const connection = await live();
    hall.moods = ['cut', 'answer'];
    const reply = await connection.send('ticket:issue', { field: LAND }, { commandId: 'tap-1' });
    expect(hall.issueIds).toEqual(['tap-1', 'tap-1']);
    expect(reply).toMatchObject({ ok: true, ticket: { number: '1001' } });
    expect(hall.tickets.size).toBe(1);
  });

  test('says offline when no answer came in the time given', async () => {
    const connection = await live();
    hall.moods = ['silent', 'silent', 'silent'];
    const reply = await connection.send('ticket:issue', { field: LAND }, { patienceMs: 60 });
    expect(reply).toMatchObject({ ok: false, error: { code: 'offline' } });
  });

  test('gives commands without an id ids of their own', async () => {
    const connection = await live();
    await connection.send('ticket:issue', { field: LAND });
    await connection.send('ticket:issue', { field: LAND });
    expect(new Set(hall.issueIds).size).toBe(2);
  });

  test('shows its token at the next handshake and forgets it when the server ends the session', async () => {
    const connection = await live();
    connection.setToken('token-of-kiosk-1');
    await until(connection, () => connection.getState().status !== 'live');
    await until(connection, () => connection.getState().status === 'live');
    expect(hall.handshakes.at(-1)).toEqual({ protocol: 1, token: 'token-of-kiosk-1' });
    hall.io.emit('session:ended', { code: 'unauthenticated' });
    await until(connection, () => connection.getState().status !== 'live');
    await until(connection, () => connection.getState().status === 'live');
    expect(connection.getToken()).toBeNull();
    expect(hall.handshakes.at(-1)).toEqual({ protocol: 1 });
  });

  test('is refused with the code that the handshake gives', async () => {
    hall.io.use((_socket, next) => {
      next(Object.assign(new Error('no'), { data: { code: 'unauthenticated' } }));
    });
    const connection = connect();
    await until(connection, () => connection.getState().status === 'refused');
    expect(connection.getState().refusalCode).toBe('unauthenticated');
  });

  test('says nothing more once it is closed', async () => {
    const connection = await live();
    const listener = vi.fn();
    connection.subscribe(listener);
    connection.close();
    expect(listener).not.toHaveBeenCalled();
    expect(await connection.send('ticket:issue', { field: LAND })).toMatchObject({ ok: false });
  });
});
