/**
 * Everything that a stranger in the room can do to a hall, at once, from addresses of the loopback range, until the
 * process is ended. Bounded in number and pace: each attack has its own address and waits between its rounds.
 */
import { connect, type Socket } from 'node:net';
import { setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { askFrom } from './loopback-client.ts';
import { RawSocket } from './raw-socket.ts';

interface Order {
  readonly url: string;
  /** Names whose passwords are guessed at. */
  readonly names: readonly string[];
  /** A kiosk's token that was copied: it draws like a script. */
  readonly kioskToken: string;
  readonly field: string;
}

// Attackers have machines of their own: here they take what the hall leaves.
setPriority(19);

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const { url } = order;
const { port, host } = new URL(url);
const ROUND_MS = 200;

let count = 0;
const next = () => {
  count += 1;
  return count;
};

/** An attack that goes on whatever becomes of one of its rounds: being cut is what it is there for. */
async function again(attack: () => Promise<unknown>, waitMs = ROUND_MS): Promise<never> {
  for (;;) {
    await attack().catch(() => undefined);
    await pause(waitMs);
  }
}

const many = <T>(times: number, act: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: times }, (_, at) => act(at).catch(() => undefined)));

/** Connections that say half of something and wait; those that were cut come again. */
function halfSenders(from: string, times: number, text: string): Promise<never> {
  const held = new Set<Socket>();
  return again(async () => {
    while (held.size < times) {
      const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: from });
      held.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => held.delete(socket));
      socket.write(text);
    }
  }, 1_000);
}

const wrongPassword = (username: string, from: string) =>
  askFrom(url, {
    method: 'POST',
    path: '/api/v1/session',
    from,
    body: { username, password: `sai-${next()}` },
  });

void again(() =>
  many(8, async () => {
    const socket = await RawSocket.open(url, { from: '127.0.0.20' });
    socket.stopReading();
    for (let id = 0; id < 200; id += 1) socket.ask(id, 'view:get');
    await pause(500);
    socket.close();
  }),
);
const crowd: RawSocket[] = [];
void again(async () => {
  const opened = await many(300 - crowd.filter((each) => !each.isClosed).length, () =>
    RawSocket.open(url, { from: '127.0.0.21' }),
  );
  crowd.push(...opened.filter((each) => each !== undefined));
  for (const each of crowd)
    each.ask(1, 'ticket:issue', { commandId: `stranger-${next()}`, field: order.field });
}, 1_000);
void again(() => many(400, () => wrongPassword(order.names[0] ?? '', '127.0.0.22')), 2_000);
void again(() =>
  many(9, () =>
    wrongPassword(order.names[next() % order.names.length] ?? '', `127.0.2.${1 + (next() % 200)}`),
  ),
);
void halfSenders('127.0.0.23', 300, `GET / HTTP/1.1\r\nhost: ${host}\r\nx-slow: `);
void halfSenders(
  '127.0.0.24',
  150,
  `POST /api/v1/session HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n{"`,
);
void again(() =>
  many(20, () =>
    askFrom(url, {
      method: 'POST',
      path: '/api/v1/session',
      from: '127.0.0.25',
      body: { username: 'x'.repeat(500_000), password: 'x' },
    }),
  ),
);
void again(() =>
  many(20, () =>
    askFrom(url, {
      path: '/api/v1/public',
      from: '127.0.0.26',
      headers: { host: `rebound.example:${port}` },
    }),
  ),
);
void again(async () => {
  const socket = await RawSocket.open(url, {
    wants: 'kiosk',
    headers: { host, origin: `http://${host}`, forwarded: 'for=127.0.0.1' },
  });
  for (let id = 0; id < 20; id += 1)
    socket.ask(id, 'ticket:issue', { commandId: `claimed-${next()}`, field: order.field });
  await pause(100);
  socket.close();
});
void again(() => many(40, () => askFrom(url, { path: '/api/v1/public', from: '127.0.0.27' })), 20);
void again(() =>
  many(20, () =>
    askFrom(url, {
      method: 'POST',
      path: '/api/v1/devices/claim',
      from: '127.0.0.28',
      body: { code: `ABCD-${String(next()).padStart(4, '0').slice(-4)}` },
    }),
  ),
);
void again(() =>
  many(60, () =>
    askFrom(url, {
      method: 'POST',
      path: '/api/v1/tickets',
      from: '127.0.0.29',
      headers: { authorization: `Bearer ${order.kioskToken}`, 'idempotency-key': `script-${next()}-copied` },
      body: { field: order.field, printer: null },
    }),
  ),
);
void again(() =>
  askFrom(url, {
    method: 'POST',
    path: '/api/v1/tickets',
    from: '127.0.0.30',
    headers: { cookie: 'motcua_session=nobody-knows-this-token-at-all', origin: 'http://attacker.example' },
    body: { field: order.field },
  }),
);
