import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { Perimeter } from '../../server/edges/perimeter/perimeter.ts';
import { Rejections } from '../../server/edges/perimeter/rejections.ts';
import type { HallServer } from '../../server/edges/sockets/hall-socket.ts';
import { type RawSocket, SocketGuard } from '../../server/edges/sockets/socket-guard.ts';

/** A connection with so many bytes unread: how much the system takes up for a real one cannot be told beforehand. */
class UnreadSocket extends EventEmitter {
  readonly request: object;
  readonly transport = {};
  readonly writeBuffer: { data: string }[] = [];
  isCut = false;

  constructor(address: string) {
    super();
    this.request = { headers: {}, socket: { remoteAddress: address } };
  }

  leave(bytes: number): void {
    this.writeBuffer.push({ data: 'x'.repeat(bytes) });
  }

  close(): void {
    this.isCut = true;
    this.emit('close');
  }
}

function guarded() {
  const engine = Object.assign(new EventEmitter(), { use: () => undefined });
  const rejections = new Rejections();
  const guard = new SocketGuard({ rejections, nowMs: () => 0 });
  const perimeter = new Perimeter({ trustedProxies: [], allowedHosts: () => [], ports: () => [] });
  guard.watch({ engine } as unknown as HallServer, perimeter);
  const open = (address: string) => {
    const socket = new UnreadSocket(address);
    engine.emit('connection', socket);
    return socket;
  };
  const asks = (socket: UnreadSocket) => guard.maySendSnapshot(socket as unknown as RawSocket);
  const known = (socket: UnreadSocket) => guard.markKnown(socket as unknown as RawSocket);
  return { guard, rejections, open, asks, known };
}

test('sockets of one address are cut when they leave too much unread together, others are served', () => {
  const { open, asks, known, rejections } = guarded();
  const crowd = Array.from({ length: 9 }, () => open('10.0.0.9'));
  const device = open('10.0.0.9');
  known(device);
  for (const each of crowd.slice(0, 8)) each.leave(900_000);
  expect(crowd.slice(0, 2).map(asks)).toEqual([true, true]);
  crowd[8]?.leave(900_000);
  expect(asks(crowd[0] as UnreadSocket)).toBe(false);
  expect(crowd.map((each) => each.isCut).indexOf(true)).toBe(0);
  // What the first held went with it: the rest is below the bound again.
  expect(asks(crowd[1] as UnreadSocket)).toBe(true);
  expect(asks(device)).toBe(true);
  expect(asks(open('10.0.0.10'))).toBe(true);
  expect(rejections.of('socket_not_reading')).toBe(1);
});

test('of all strangers together the sweep cuts the largest until they are below the bound, and no known one', () => {
  const { guard, open, known } = guarded();
  const device = open('10.1.0.1');
  known(device);
  device.leave(15_000_000);
  const crowd = Array.from({ length: 70 }, (_, at) => {
    const socket = open(`10.2.0.${at}`);
    socket.leave(at < 5 ? 990_000 : 950_000);
    return socket;
  });
  guard.sweep();
  expect(crowd.filter((each) => each.isCut).length).toBe(3);
  expect(crowd.slice(0, 5).filter((each) => each.isCut).length).toBe(3);
  expect(device.isCut).toBe(false);
});

test('a known socket is cut above its own bound alone', () => {
  const { guard, open, known, rejections } = guarded();
  const device = open('10.0.0.1');
  known(device);
  device.leave(16_000_001);
  const stranger = open('10.0.0.2');
  stranger.leave(1_000_001);
  const below = open('10.0.0.3');
  below.leave(1_000_000);
  guard.sweep();
  expect([device, stranger, below].map((each) => each.isCut)).toEqual([true, true, false]);
  expect(rejections.of('socket_not_reading')).toBe(2);
});
