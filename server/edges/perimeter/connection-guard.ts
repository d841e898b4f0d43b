import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { REFUSAL_STATUS } from '../../../common/protocol/refusals.ts';
import { AddressHolds } from './address-holds.ts';
import { FairShare } from './fair-share.ts';
import type { HallPlaces } from './hall-places.ts';
import type { Perimeter } from './perimeter.ts';
import type { RejectionReason, Rejections } from './rejections.ts';
import { addressGroup } from './sign-in-place.ts';
import { TokenBuckets } from './token-bucket.ts';

/** What strangers may hold and ask. Whoever showed a good token is not among them. */
export interface ConnectionLimits {
  readonly connections: { readonly perAddress: number; readonly inAll: number };
  /** Connections that have not sent a whole head yet, or not ended their TLS handshake. */
  readonly heads: { readonly perAddress: number; readonly inAll: number };
  /** Requests whose body is still coming; each holds at most STRANGER_BODY_BYTES. */
  readonly bodies: { readonly perAddress: number; readonly inAll: number };
  readonly headMs: number;
  readonly bodyMs: number;
  /** Answers that wait to be read, by address: who asks and never reads is refused, then cut. */
  readonly unreadBytes: number;
  readonly unreadMs: number;
  /** What an open socket may send at once and in each second. */
  readonly socketBytes: { readonly burst: number; readonly perSecond: number };
  /** Requests of one address. */
  readonly requests: { readonly burst: number; readonly perSecond: number };
}

const CONNECTION_LIMITS: ConnectionLimits = {
  connections: { perAddress: 512, inAll: 4_096 },
  heads: { perAddress: 128, inAll: 1_024 },
  bodies: { perAddress: 64, inAll: 256 },
  headMs: 10_000,
  bodyMs: 10_000,
  unreadBytes: 8_000_000,
  unreadMs: 15_000,
  socketBytes: { burst: 32_768, perSecond: 2_048 },
  requests: { burst: 1_000, perSecond: 300 },
};

/** The longest body of anybody who is not signed in or paired. */
export const STRANGER_BODY_BYTES = 16_384;
/** The slowest upload of a signed-in person. */
const REQUEST_MS = 120_000;
/** Connections beyond this are not accepted at all, whoever asks. */
const MOST_CONNECTIONS = 8_192;
const SWEEP_MS = 1_000;

export interface GuardOptions {
  readonly perimeter: Perimeter;
  readonly rejections: Rejections;
  /** Addresses from which the hall's own people and devices speak. */
  readonly places: Pick<HallPlaces, 'note' | 'has' | 'stop'>;
  readonly limits?: ConnectionLimits;
  readonly nowMs?: () => number;
}

interface Connection {
  readonly socket: Socket;
  readonly address: string;
  /** Somebody of the hall: showed a good token. */
  known: boolean;
  /** Its first head came whole. */
  headed: boolean;
  body: { readonly request: IncomingMessage; readonly sinceMs: number } | null;
  /** It became a socket: how much had been read then, and when. */
  upgraded: { readonly bytesRead: number; readonly atMs: number } | null;
  /** How much of its answers had left when that last changed. */
  sent: { bytes: number; atMs: number };
}

/**
 * Stands before everything that listens on the hall's ports, pages, interface and sockets alike: refuses names that
 * are not the hall's, bounds connections, half-sent heads and bodies in number, time and size, and the pace of each
 * address, until a good token is shown.
 */
export class ConnectionGuard {
  private readonly perimeter: Perimeter;
  private readonly rejections: Rejections;
  private readonly limits: ConnectionLimits;
  private readonly nowMs: () => number;
  private readonly connections: FairShare<Connection>;
  private readonly heads: FairShare<Connection>;
  private readonly bodies: FairShare<Connection>;
  private readonly requests: TokenBuckets;
  private readonly holds: AddressHolds;
  private readonly places: GuardOptions['places'];
  private readonly bySocket = new WeakMap<Duplex, Connection>();
  private readonly byPeer = new Map<string, Connection>();
  private readonly sweeper: NodeJS.Timeout;

  constructor(options: GuardOptions) {
    this.perimeter = options.perimeter;
    this.rejections = options.rejections;
    this.limits = options.limits ?? CONNECTION_LIMITS;
    this.nowMs = options.nowMs ?? (() => performance.now());
    this.connections = new FairShare(this.limits.connections);
    this.heads = new FairShare(this.limits.heads);
    this.bodies = new FairShare(this.limits.bodies);
    this.requests = new TokenBuckets({ ...this.limits.requests, mostKeys: 10_000 });
    this.places = options.places;
    this.holds = new AddressHolds({
      isOfTheHall: (address) => isLoopback(address) || this.places.has(address),
      nowMs: this.nowMs,
    });
    this.rejections.whenStruck((address) => this.holds.strike(address));
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    this.sweeper.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.sweeper);
    await this.places.stop();
  }

  /** Puts the guard before a server that has all its listeners. @param secure its connections are encrypted */
  watch(server: Server, secure = false): void {
    server.headersTimeout = this.limits.headMs;
    server.requestTimeout = REQUEST_MS;
    server.maxConnections = MOST_CONNECTIONS;
    const onConnection = server.listeners('connection');
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      if (this.open(socket)) for (const listener of onConnection) listener.call(server, socket);
    });
    if (secure) server.on('secureConnection', (socket: Socket) => this.adopt(socket));
    server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => this.broken(error, socket));
    const onRequest = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (req: IncomingMessage, res: ServerResponse) => {
      if (this.admit(req, res)) for (const listener of onRequest) listener.call(server, req, res);
    });
    const onUpgrade = server.listeners('upgrade');
    server.removeAllListeners('upgrade');
    server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
      const connection = this.headCame(req);
      if (connection) connection.upgraded = { bytesRead: connection.socket.bytesRead, atMs: this.nowMs() };
      for (const listener of onUpgrade) listener.call(server, req, socket, head);
    });
  }

  /** A good token came over this connection: the limits of strangers hold for it no more. */
  markKnown(socket: Duplex): void {
    const connection = this.bySocket.get(socket);
    if (connection === undefined || connection.known) return;
    connection.known = true;
    this.places.note(connection.address);
    this.connections.delete(connection.address, connection);
    this.bodies.delete(connection.address, connection);
  }

  /** Whether a stranger of this address may ask once more now. */
  mayAsk(req: IncomingMessage): boolean {
    const address = addressGroup(this.perimeter.addressOf(req));
    let unread = 0;
    for (const { socket } of this.connections.of(address)) unread += socket.writableLength;
    if (unread > this.limits.unreadBytes) this.rejections.count('answers_unread', address);
    else if (this.requests.take(address, this.nowMs())) return true;
    else this.rejections.count('request_too_fast', address);
    return false;
  }

  /** @returns false when it was closed at once */
  private open(socket: Socket): boolean {
    const address = addressGroup(socket.remoteAddress ?? '');
    const trusted = this.perimeter.isTrustedProxy(socket.remoteAddress);
    if (!trusted && this.holds.isHeld(address)) {
      this.rejections.count('connection_held');
      socket.destroy();
      return false;
    }
    const connection: Connection = {
      socket,
      address,
      known: trusted,
      headed: false,
      body: null,
      upgraded: null,
      sent: { bytes: 0, atMs: this.nowMs() },
    };
    this.bySocket.set(socket, connection);
    const peer = peerOf(socket);
    this.byPeer.set(peer, connection);
    socket.once('close', () => {
      if (this.byPeer.get(peer) === connection) this.byPeer.delete(peer);
      this.connections.delete(address, connection);
      this.heads.delete(address, connection);
      this.bodies.delete(address, connection);
    });
    if (!trusted) {
      this.evict(this.connections.add(address, connection), 'connection_limit');
      this.evict(this.heads.add(address, connection), 'head_unfinished');
    }
    return true;
  }

  /** A connection whose handshake is done: its requests come by another socket object over the same peer. */
  private adopt(encrypted: Socket): void {
    const connection = this.byPeer.get(peerOf(encrypted));
    if (connection) this.bySocket.set(encrypted, connection);
  }

  private evict(victim: Connection | undefined, reason: RejectionReason): void {
    if (victim === undefined) return;
    this.rejections.count(reason, victim.address);
    victim.socket.destroy();
  }

  private headCame(req: IncomingMessage): Connection | undefined {
    const connection = this.bySocket.get(req.socket);
    if (connection !== undefined && !connection.headed) {
      connection.headed = true;
      this.heads.delete(connection.address, connection);
    }
    return connection;
  }

  private admit(req: IncomingMessage, res: ServerResponse): boolean {
    const connection = this.headCame(req);
    if (!this.perimeter.isAllowedHost(req)) {
      this.rejections.count('host_refused', connection?.address);
      answerShortly(res, 'wrong_host', 'this is not a name of this hall; see ALLOWED_HOSTS');
      return false;
    }
    if (connection !== undefined && !connection.known && hasBody(req)) this.followBody(connection, req);
    return true;
  }

  private followBody(connection: Connection, req: IncomingMessage): void {
    connection.body = { request: req, sinceMs: this.nowMs() };
    this.evict(this.bodies.add(connection.address, connection), 'body_unfinished');
    req.once('close', () => {
      if (connection.body?.request !== req) return;
      connection.body = null;
      this.bodies.delete(connection.address, connection);
    });
  }

  /** Cuts what took too long or sent too much. Called every second. */
  sweep(): void {
    const nowMs = this.nowMs();
    for (const connection of [...this.connections.items()]) {
      const reason = this.overdue(connection, nowMs);
      if (reason !== null) this.evict(connection, reason);
    }
  }

  private overdue(connection: Connection, nowMs: number): RejectionReason | null {
    const { socket, body, upgraded, sent } = connection;
    const { bodyMs, socketBytes, unreadMs } = this.limits;
    if (body !== null && nowMs - body.sinceMs > bodyMs) return 'body_unfinished';
    if (upgraded !== null) {
      const allowed = socketBytes.burst + (socketBytes.perSecond * (nowMs - upgraded.atMs)) / 1_000;
      if (socket.bytesRead - upgraded.bytesRead > allowed) return 'socket_too_large';
    }
    const leftBytes = socket.bytesWritten - socket.writableLength;
    if (leftBytes !== sent.bytes || socket.writableLength === 0) {
      sent.bytes = leftBytes;
      sent.atMs = nowMs;
    }
    return nowMs - sent.atMs > unreadMs ? 'answers_unread' : null;
  }

  /** Node found the head malformed, too large or too late. */
  private broken(error: NodeJS.ErrnoException, socket: Socket): void {
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    const connection = this.bySocket.get(socket);
    if (late)
      this.rejections.count(connection?.body ? 'body_unfinished' : 'head_unfinished', connection?.address);
    if (!socket.writable || error.code === 'ECONNRESET') {
      socket.destroy();
      return;
    }
    const status = late ? '408 Request Timeout' : headStatus(error.code);
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () =>
      socket.destroy(),
    );
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localPort}`;
}

/** The machine itself, its own kiosk and whatever passes on to it. */
function isLoopback(address: string): boolean {
  return address === '127.0.0.1' || address === addressGroup('::1');
}

function headStatus(code: string | undefined): string {
  return code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
}

function hasBody(req: IncomingMessage): boolean {
  const length = req.headers['content-length'];
  return req.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** A refusal from before the interface; the connection ends with it. */
function answerShortly(res: ServerResponse, code: 'wrong_host', message: string): void {
  const body = JSON.stringify({ error: { code, message } });
  res.writeHead(REFUSAL_STATUS[code], {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
  });
  res.end(body);
}
