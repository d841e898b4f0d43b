import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/postgres-adapter';
import type pg from 'pg';
import { Server } from 'socket.io';
import { tokenOf } from '../edges/http/request-facts.ts';
import { isSecure } from './http/route.ts';
import type { HubAccounts } from './hub-accounts.ts';

/** Changes of one hall are told at most so often. */
const TOLD_EVERY_MS = 1_000;
const ROOM = 'people';

/** Tells pages which halls changed, through all hubs on the database; what changed they ask for themselves. */
export interface Live {
  changed(hall: string): void;
  close(): Promise<void>;
}

/**
 * The adapter forgets the connection on which it listens when the database ends it, and never gives it back: with every
 * restart of the database the pool had one less, and did not end any more.
 */
function givingBack(pool: pg.Pool): pg.Pool {
  const connect = async () => {
    const client = await pool.connect();
    client.once('end', () => client.release(true));
    return client;
  };
  return { connect, query: pool.query.bind(pool) } as unknown as pg.Pool;
}

export async function openLive(
  server: HttpServer,
  pool: pg.Pool,
  accounts: HubAccounts,
  onError: (error: unknown, what: string) => void,
): Promise<Live> {
  await pool.query(`CREATE TABLE IF NOT EXISTS socket_io_attachments (
    id bigserial UNIQUE, created_at timestamptz DEFAULT now(), payload bytea)`);
  const io = new Server(server, { serveClient: false, maxHttpBufferSize: 4_096 });
  io.adapter(
    createAdapter(givingBack(pool), { errorHandler: (error) => onError(error, 'socket.io adapter') }),
  );
  io.use((socket, next) => {
    const { token } = tokenOf(socket.handshake.headers, isSecure(socket.handshake));
    if (token === null) return next(new Error('unauthenticated'));
    accounts.find(token).then(
      (user) => next(user === null ? new Error('unauthenticated') : undefined),
      () => next(new Error('storage_failed')),
    );
  });
  io.on('connection', (socket) => void socket.join(ROOM));
  const waiting = new Set<string>();
  const timer = setInterval(() => {
    if (waiting.size === 0) return;
    io.to(ROOM).emit('halls:changed');
    waiting.clear();
  }, TOLD_EVERY_MS);
  timer.unref();
  return {
    changed: (hall) => void waiting.add(hall),
    close: async () => {
      clearInterval(timer);
      await io.close();
    },
  };
}
