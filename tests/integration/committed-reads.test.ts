import { fdatasync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PROTOCOL_VERSION } from '../../common/protocol/socket.ts';
import type { Snapshot } from '../../common/protocol/views.ts';
import { RestHall } from '../support/rest-hall.ts';

describe('what a page reads while the disk is still writing', () => {
  const hall = { now: new RestHall() };
  let token = '';
  let field = '';
  let socket: Socket;
  /** Flushes that wait to be let go; null: they go through. */
  let gate: ((error: Error | null) => void)[] | null = null;

  beforeEach(async () => {
    gate = null;
    hall.now = new RestHall();
    hall.now.flush = (handle, done) => {
      if (gate) gate.push(done);
      else fdatasync(handle, done);
    };
    await hall.now.begin();
    token = hall.now.admin();
    field = hall.now.running.services.hall.state.fields.keys().next().value ?? '';
    socket = io(hall.now.running.url, {
      auth: { protocol: PROTOCOL_VERSION, token },
      transports: ['websocket'],
      reconnection: false,
    });
    await new Promise((connected) => socket.once('connect', () => connected(undefined)));
  });
  afterEach(async () => {
    for (const letGo of gate ?? []) letGo(null);
    gate = null;
    socket.close();
    await hall.now.close();
  });

  /** A number is drawn and written, and its flush waits. Meanwhile a page joins and another asks. */
  async function inBetween() {
    gate = [];
    const patches: unknown[] = [];
    socket.on('view:patch', (patch: { put: { kind: string }[] }) => {
      if (patch.put.some((record) => record.kind === 'ticket')) patches.push(patch);
    });
    const answered: string[] = [];
    const note = <T>(name: string, promise: Promise<T>) =>
      promise.then((value) => {
        answered.push(name);
        return value;
      });
    const drawn = note('draw', hall.now.ask(token, 'POST', '/tickets', { field, printer: null }));
    await vi.waitUntil(() => gate?.length === 1);
    const listed = note('list', hall.now.ask(token, 'GET', '/tickets'));
    const joined = note('join', socket.timeout(1_500).emitWithAck('view:get') as Promise<Snapshot>);
    joined.catch(() => undefined);
    // Another connection shows that the hall has read what came before.
    await fetch(`${hall.now.running.url}/metrics`);
    expect(answered).toEqual([]);
    expect(patches).toEqual([]);
    const [letGo] = gate;
    gate = null;
    return { drawn, listed, joined, patches, letGo: letGo ?? (() => undefined) };
  }

  test('comes when the record is confirmed, and then with it', async () => {
    const { drawn, listed, joined, letGo } = await inBetween();
    letGo(null);
    const number = String((await drawn).body.number);
    expect((await listed).body.tickets).toMatchObject([{ number }]);
    const tickets = (await joined).records.filter((record) => record.kind === 'ticket');
    expect(tickets).toMatchObject([{ number }]);
  });

  test('never comes when the disk does not confirm it: no page keeps what may not be on record', async () => {
    const { drawn, listed, joined, patches, letGo } = await inBetween();
    letGo(new Error('EIO: i/o error, fdatasync'));
    expect([(await drawn).status, (await drawn).code]).toEqual([503, 'storage_failed']);
    expect([(await listed).status, (await listed).code]).toEqual([503, 'storage_failed']);
    await expect(joined).rejects.toThrow();
    expect(patches).toEqual([]);
    expect(await hall.now.running.lost).toBeInstanceOf(Error);
    // What comes after it is not decided either, though this flush would succeed.
    expect((await hall.now.ask(token, 'POST', '/tickets', { field, printer: null })).code).toBe(
      'storage_failed',
    );
  });
});
