import { connect, type Socket } from 'node:net';
import { answerParent } from '../child.ts';
import { spreadOf } from '../statistics.ts';

/**
 * Keep-alive clients that issue tickets as fast as they are answered, one request under way each. The HTTP is written
 * by hand: a client library would cost about as much processor time as the hall itself.
 */
export interface LoadOrder {
  readonly port: number;
  readonly token: string;
  readonly fields: readonly string[];
  readonly clients: number;
  readonly durationMs: number;
  /** Distinguishes the idempotency keys of one load from another's. */
  readonly label: string;
}

export interface LoadResult {
  readonly issued: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers other than 201, by status. */
  readonly others: Readonly<Record<string, number>>;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Length in bytes of the first whole answer in the buffer, or 0 while it is not whole. */
function answerLength(buffer: Buffer): number {
  const headEnd = buffer.indexOf(HEAD_END);
  if (headEnd < 0) return 0;
  const length = /content-length: (\d+)/i.exec(buffer.toString('latin1', 0, headEnd))?.[1];
  if (length === undefined) throw new Error('an answer without content-length');
  const whole = headEnd + 4 + Number(length);
  return buffer.length >= whole ? whole : 0;
}

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('connect', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function load(order: LoadOrder): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: order.clients }, () => connected(order.port)));
  const latencies: number[] = [];
  const others: Record<string, number> = {};
  const began = performance.now();
  const until = began + order.durationMs;
  const drive = (socket: Socket, at: number) =>
    new Promise<void>((resolve, reject) => {
      const field = order.fields[at % order.fields.length] ?? '';
      const body = JSON.stringify({ field, printer: null });
      const head =
        `POST /api/v1/tickets HTTP/1.1\r\nHost: 127.0.0.1:${order.port}\r\nAuthorization: Bearer ${order.token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nIdempotency-Key: `;
      const tail = `\r\n\r\n${body}`;
      let count = 0;
      let sentAt = 0;
      let input: Buffer = Buffer.alloc(0);
      const send = () => {
        count += 1;
        sentAt = performance.now();
        socket.write(`${head}${order.label}-${at}-${count}${tail}`, 'latin1');
      };
      socket.on('data', (chunk) => {
        input = input.length === 0 ? chunk : Buffer.concat([input, chunk]);
        const length = answerLength(input);
        if (length === 0) return;
        const now = performance.now();
        const status = input.toString('latin1', 9, 12);
        if (status === '201') latencies.push(now - sentAt);
        else others[status] = (others[status] ?? 0) + 1;
        input = input.subarray(length);
        if (now < until) send();
        else {
          socket.end();
          resolve();
        }
      });
      socket.once('error', reject);
      send();
    });
  await Promise.all(sockets.map(drive));
  const seconds = (performance.now() - began) / 1000;
  const spread = spreadOf(latencies);
  return {
    issued: spread.count,
    seconds,
    p50Ms: spread.p50,
    p99Ms: spread.p99,
    maxMs: spread.max,
    others,
  };
}

answerParent({ load });
