import type { IncomingMessage, ServerResponse } from 'node:http';
import { FairShare } from '../perimeter/fair-share.ts';
import type { Perimeter } from '../perimeter/perimeter.ts';
import type { RejectionReason, Rejections } from '../perimeter/rejections.ts';
import { addressGroup } from '../perimeter/sign-in-place.ts';
import { TokenBucket } from '../perimeter/token-bucket.ts';
import type { HallServer, HallSocket } from './hall-socket.ts';

/** The transport's own connection under a socket. */
export type RawSocket = HallSocket['conn'];

interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** What a socket may send and leave unread. */
export interface SocketLimits {
  readonly sockets: { readonly perAddress: number; readonly inAll: number };
  readonly messages: Pace;
  readonly messageBytes: number;
  readonly snapshots: Pace;
  readonly unreadBytes: number;
}

/** Of pages that anybody may open: they ask for the view, and again after a gap. */
const STRANGER_LIMITS: SocketLimits = {
  sockets: { perAddress: 256, inAll: 2_048 },
  messages: { burst: 40, perSecond: 10 },
  messageBytes: 16_384,
  snapshots: { burst: 10, perSecond: 1 },
  unreadBytes: 1_000_000,
};

/** Commands of a stranger that are answered with a refusal before the socket is cut. */
const STRANGER_COMMANDS = 60;

/** What all sockets of a stranger's address may leave unread together, and all strangers. */
const ADDRESS_UNREAD_BYTES = 8_000_000;
const STRANGERS_UNREAD_BYTES = 64_000_000;

/** Of signed-in people, paired devices and programs: far above the thousand a second that they are promised. */
const KNOWN_LIMITS: Omit<SocketLimits, 'sockets'> = {
  messages: { burst: 8_000, perSecond: 4_000 },
  messageBytes: 1_000_000,
  snapshots: { burst: 200, perSecond: 50 },
  unreadBytes: 16_000_000,
};

interface Guarded {
  readonly raw: RawSocket;
  readonly address: string;
  known: boolean;
  commands: number;
  messages: TokenBucket;
  snapshots: TokenBucket;
}

/** Lets a socket go that floods, sends too much at once or does not read; strangers are bounded in number too. */
export class SocketGuard {
  private readonly rejections: Rejections;
  private readonly nowMs: () => number;
  private readonly strangers = new FairShare<Guarded>(STRANGER_LIMITS.sockets);
  private readonly guarded = new Map<RawSocket, Guarded>();

  constructor(options: { rejections: Rejections; nowMs?: () => number }) {
    this.rejections = options.rejections;
    this.nowMs = options.nowMs ?? (() => performance.now());
  }

  /** Guards every connection of a server. */
  watch(io: HallServer, perimeter: Perimeter): void {
    io.engine.use((req: IncomingMessage, res: ServerResponse, next: (error?: Error) => void) => {
      if (this.maySendBody(req)) return next();
      this.rejections.count('body_too_large', addressGroup(perimeter.addressOf(req)));
      res.writeHead(413, { connection: 'close', 'content-length': 0 });
      res.end();
    });
    io.engine.on('connection', (raw: RawSocket) => {
      const address = addressGroup(perimeter.addressOf(raw.request));
      const guarded: Guarded = { raw, address, known: false, commands: 0, ...this.buckets(STRANGER_LIMITS) };
      this.guarded.set(raw, guarded);
      raw.on('packet', (packet: { type: string; data?: unknown }) => {
        if (packet.type === 'message') this.message(guarded, sizeOf(packet.data));
      });
      raw.once('close', () => {
        this.guarded.delete(raw);
        this.strangers.delete(address, guarded);
      });
      const victim = this.strangers.add(address, guarded);
      if (victim) this.cut(victim, 'socket_limit');
    });
  }

  /** Messages of those who poll come as bodies, which are collected before they are counted as messages. */
  private maySendBody(req: IncomingMessage): boolean {
    const bytes =
      req.headers['transfer-encoding'] === undefined ? Number(req.headers['content-length'] ?? 0) : Infinity;
    return bytes <= STRANGER_LIMITS.messageBytes || this.isKnownSession(sessionOf(req));
  }

  private isKnownSession(id: string | null): boolean {
    for (const [raw, { known }] of this.guarded)
      if ((raw as unknown as { id: string }).id === id) return known;
    return false;
  }

  /** A good token was shown: the limits of strangers hold no more. */
  markKnown(raw: RawSocket): void {
    const guarded = this.guarded.get(raw);
    if (guarded === undefined || guarded.known) return;
    guarded.known = true;
    this.strangers.delete(guarded.address, guarded);
    Object.assign(guarded, this.buckets(KNOWN_LIMITS));
  }

  /** Whether the whole view may be sent once more; the socket is cut when it asks again and again. */
  maySendSnapshot(raw: RawSocket): boolean {
    const guarded = this.guarded.get(raw);
    if (guarded === undefined) return false;
    if (this.isUnread(guarded) || this.isAddressUnread(guarded)) this.cut(guarded, 'socket_not_reading');
    else if (guarded.snapshots.take(this.nowMs())) return true;
    else this.cut(guarded, 'socket_too_fast');
    return false;
  }

  /** A command of a stranger was refused. No page of strangers gives any: the socket is cut when it goes on. */
  commandRefused(raw: RawSocket): void {
    const guarded = this.guarded.get(raw);
    if (guarded === undefined) return;
    guarded.commands += 1;
    if (guarded.commands > STRANGER_COMMANDS) this.cut(guarded, 'socket_command_refused');
    else this.rejections.count('socket_command_refused', guarded.address);
  }

  /** Cuts the sockets that do not read. Called at each beat of the live view. */
  sweep(): void {
    for (const guarded of [...this.guarded.values()])
      if (this.isUnread(guarded)) this.cut(guarded, 'socket_not_reading');
    const unread = [...this.strangers.items()].map((guarded) => ({
      guarded,
      bytes: unreadBytes(guarded.raw),
    }));
    let inAll = unread.reduce((sum, { bytes }) => sum + bytes, 0);
    // Each below its own bound, and too much together: the largest go first.
    for (const { guarded, bytes } of unread.sort((a, b) => b.bytes - a.bytes)) {
      if (inAll <= STRANGERS_UNREAD_BYTES) return;
      inAll -= bytes;
      this.cut(guarded, 'socket_not_reading');
    }
  }

  /** Whether the sockets of a stranger's address leave too much unread together. */
  private isAddressUnread(guarded: Guarded): boolean {
    if (guarded.known) return false;
    let bytes = 0;
    for (const each of this.strangers.of(guarded.address)) bytes += unreadBytes(each.raw);
    return bytes > ADDRESS_UNREAD_BYTES;
  }

  private message(guarded: Guarded, bytes: number): void {
    const limits = guarded.known ? KNOWN_LIMITS : STRANGER_LIMITS;
    if (bytes > limits.messageBytes) this.cut(guarded, 'socket_too_large');
    else if (!guarded.messages.take(this.nowMs())) this.cut(guarded, 'socket_too_fast');
  }

  private isUnread(guarded: Guarded): boolean {
    return unreadBytes(guarded.raw) > (guarded.known ? KNOWN_LIMITS : STRANGER_LIMITS).unreadBytes;
  }

  private buckets(limits: Pick<SocketLimits, 'messages' | 'snapshots'>) {
    const nowMs = this.nowMs();
    return {
      messages: new TokenBucket({ ...limits.messages, nowMs }),
      snapshots: new TokenBucket({ ...limits.snapshots, nowMs }),
    };
  }

  private cut(guarded: Guarded, reason: RejectionReason): void {
    if (!this.guarded.delete(guarded.raw)) return;
    this.rejections.count(reason, guarded.address);
    const socket = webSocketOf(guarded.raw);
    guarded.raw.close(true);
    // Who does not read would not hear the closing handshake either.
    socket?.terminate();
  }
}

/** The session that a polling request names. */
function sessionOf(req: IncomingMessage): string | null {
  return new URLSearchParams((req.url ?? '').split('?')[1]).get('sid');
}

interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate(): void;
}

/** The websocket under a connection; undefined while it polls. */
function webSocketOf(raw: RawSocket): WebSocketLike | undefined {
  const socket: unknown = 'socket' in raw.transport ? raw.transport.socket : undefined;
  return isWebSocket(socket) ? socket : undefined;
}

function isWebSocket(socket: unknown): socket is WebSocketLike {
  return typeof socket === 'object' && socket !== null && 'terminate' in socket && 'bufferedAmount' in socket;
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}

/** What was sent to a connection and has not left this process: queued packets and the websocket's own buffer. */
function unreadBytes(raw: RawSocket): number {
  const queued = (raw as unknown as { writeBuffer: readonly { data?: unknown }[] }).writeBuffer;
  let bytes = webSocketOf(raw)?.bufferedAmount ?? 0;
  for (const packet of queued) bytes += sizeOf(packet.data);
  return bytes;
}
