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
 * When the adapter has the connection on which it listens, and knows it: closed before, it would take one afterwards and
 * keep it, and the pool would never end.
 */
function firstUse(pool: pg.Pool): Promise<void> {
  return new Promise((done) => {
    pool.once('acquire', (client) => {
      // Behind the adapter's own LISTEN in the connection's queue.
      setImmediate(() =>
        client.query('SELECT 1').then(
          () => done(),
          () => done(),
        ),
      );
    });
  });
}

/** @param pool gives back by itself what the database ended */
export async function openLive(
  server: HttpServer,
  pool: pg.Pool,
  accounts: HubAccounts,
  onError: (error: unknown, what: string) => void,
): Promise<Live> {
  await pool.query(`CREATE TABLE IF NOT EXISTS socket_io_attachments (
    id bigserial UNIQUE, created_at timestamptz DEFAULT now(), payload bytea)`);
  const io = new Server(server, { serveClient: false, maxHttpBufferSize: 4_096 });
  const listens = firstUse(pool);
  io.adapter(createAdapter(pool, { errorHandler: (error) => onError(error, 'socket.io adapter') }));
  await listens;
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
