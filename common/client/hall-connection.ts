import { io, type Socket } from 'socket.io-client';
import type { CommandName, PayloadInput } from '../protocol/commands.ts';
import type { DossierLook } from '../protocol/dossiers.ts';
import type { RefusalCode } from '../protocol/refusals.ts';
import type { ClaimedDevice } from '../protocol/rest/devices.ts';
import {
  type Ack,
  type ClientToServer,
  type CommandReply,
  PROTOCOL_VERSION,
  type ServerToClient,
} from '../protocol/socket.ts';
import type { Identity, Patch, Snapshot, ViewRecord } from '../protocol/views.ts';
import { watchActivity } from './activity.ts';
import type { ApiResult } from './api.ts';
import { freshProof } from './device-key.ts';
import { claimDevice, createTokenStore, takePairingCode } from './device-token.ts';
import { createHallClock } from './hall-clock.ts';
import { KeptIds } from './kept-ids.ts';
import { EMPTY_VIEW, patched, type View, viewOf } from './view-state.ts';

/**
 * `connecting`: nothing to show yet, or the line is being tried again; `live`: heard within five seconds;
 * `stale`: connected once, now silent, what is shown may be old; `refused`: the server said no (see refusalCode).
 */
export type ConnectionStatus = 'connecting' | 'live' | 'stale' | 'refused';

/** Everything a page knows of the hall. A new object whenever something visible changed. */
export interface ConnectionState {
  readonly status: ConnectionStatus;
  readonly records: ReadonlyMap<string, ViewRecord>;
  readonly sequence: number;
  readonly identity: Identity;
  /** When the server was last heard, epoch ms by the page's clock; null before the first time. */
  readonly lastHeardAtMs: number | null;
  readonly refusalCode?: RefusalCode;
  /** Changes when the server process changed; the page may then look for a newer build. */
  readonly boot: string | null;
  readonly version: string | null;
  /** The hall's clock. */
  now(): Date;
}

/** What a command came to. `offline`: no answer in time; asking again with the same commandId is safe. */
export type SendResult =
  | Ack<CommandReply>
  | { readonly ok: false; readonly error: { code: 'offline'; message: string } };

/** What a scanned slip leads to. `offline`: no answer in time. */
export type LookResult =
  | Ack<{ readonly dossier: DossierLook }>
  | { readonly ok: false; readonly error: { code: 'offline'; message: string } };

export interface HallConnection {
  subscribe(listener: () => void): () => void;
  getState(): ConnectionState;
  /**
   * Gives a command. It is repeated under one commandId, also over a reconnect, until answered or `patienceMs`
   * (default 12 s) is over; the hall acts once on one id. Without an id given, the same command within a minute after an
   * answer that leaves open whether it was done carries the id of the first try.
   */
  send<N extends CommandName>(
    name: N,
    payload: PayloadInput<N>,
    options?: { commandId?: string; patienceMs?: number },
  ): Promise<SendResult>;
  /** Asks what the dossier of a scanned slip stands at; tried again until answered or `patienceMs` (4 s) is over. */
  look(code: string, patienceMs?: number): Promise<LookResult>;
  /** Listens to one event of the server; the answer ends it. */
  on<E extends keyof ServerToClient>(event: E, handler: ServerToClient[E]): () => void;
  /** Sends a message without an answer, for example device:hello; lost while offline. */
  tell<E extends 'device:hello'>(event: E, ...message: Parameters<ClientToServer[E]>): void;
  /** Pairs this browser by a code and connects anew. */
  pair(code: string): Promise<ApiResult<ClaimedDevice>>;
  getToken(): string | null;
  /** Stores (or with null forgets) the token and connects anew. */
  setToken(token: string | null): void;
  reconnect(): void;
  close(): void;
}

export interface HallOptions {
  /** A page asks to be this on the server's own machine. */
  readonly wants?: 'kiosk' | 'display';
  /** Key of localStorage for a device's token; pages of staff use the session cookie and leave it out. */
  readonly tokenKey?: string;
  /** Another origin than the page's own. */
  readonly url?: string;
}

const STALE_AFTER_MS = 5_000;
/** A connection that is silent for so long is cut and made anew: a switch may have died without a word. */
const RECONNECT_AFTER_MS = 12_000;
const ANSWER_MS = 4_000;
const PATIENCE_MS = 12_000;
/** The same command within this time after an open answer is another try of it. */
const SAME_ACT_MS = 60_000;
const REFUSED_RETRY_MS = 5_000;
/** The page's own clock is told so often: the hall asks it when it cannot know its day. */
const CLOCK_TOLD_EVERY_MS = 60_000;
/** What the server's handshake says to a page of another protocol version. */
const WRONG_PROTOCOL = 'protocol';

/** Opens the page's one connection to the hall. It keeps itself alive until close(). */
export function connectHall(options: HallOptions = {}): HallConnection {
  const tokens = createTokenStore(options.tokenKey);
  const clock = createHallClock();
  const listeners = new Set<() => void>();
  const handlers = new Map<string, Set<(...message: never[]) => void>>();
  let view: View = EMPTY_VIEW;
  let lastHeardAtMs: number | null = null;
  let heardTick = performance.now();
  let asking = false;
  let closed = false;
  let refusedTimer: ReturnType<typeof setTimeout> | undefined;

  const socket: Socket<ServerToClient, ClientToServer> = io(options.url ?? globalThis.location.origin, {
    path: '/socket.io',
    autoConnect: false,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 3_000,
    timeout: 6_000,
    auth: (give) => {
      void freshProof().then((proof) => {
        const token = tokens.read();
        give({
          protocol: PROTOCOL_VERSION,
          ...(token === null ? {} : { token }),
          ...(options.wants === undefined ? {} : { wants: options.wants }),
          ...(proof === null ? {} : { proof }),
        });
      });
    },
  });

  function makeState(
    change: Partial<Pick<ConnectionState, 'status' | 'identity' | 'boot' | 'version'>> & {
      refusalCode?: RefusalCode | undefined;
    },
  ): ConnectionState {
    const refusalCode = change.refusalCode;
    return {
      status: change.status ?? state.status,
      identity: change.identity ?? state.identity,
      boot: change.boot ?? state.boot,
      version: change.version ?? state.version,
      records: view.records,
      sequence: view.sequence,
      get lastHeardAtMs() {
        return lastHeardAtMs;
      },
      now: clock.now,
      ...(refusalCode === undefined ? {} : { refusalCode }),
    };
  }

  let state: ConnectionState = {
    status: 'connecting',
    records: view.records,
    sequence: view.sequence,
    identity: { kind: 'nobody' },
    lastHeardAtMs: null,
    boot: null,
    version: null,
    now: clock.now,
  };

  function change(what: Parameters<typeof makeState>[0]): void {
    if (closed) return;
    state = makeState(what);
    for (const listener of [...listeners]) listener();
  }

  function heard(): void {
    lastHeardAtMs = Date.now();
    heardTick = performance.now();
  }

  async function askForSnapshot(): Promise<void> {
    if (asking) return;
    asking = true;
    try {
      const snapshot: Snapshot = await socket.timeout(ANSWER_MS).emitWithAck('view:get');
      heard();
      clock.set(snapshot.now, snapshot.clockRate);
      view = viewOf(snapshot);
      change({
        status: 'live',
        identity: snapshot.you,
        boot: snapshot.boot,
        version: snapshot.version,
      });
    } catch {
      // No answer, or the line broke: a reconnect asks by itself, and a silent line is asked again.
      if (socket.connected && !closed) setTimeout(() => void askForSnapshot(), 500);
    } finally {
      asking = false;
    }
  }

  function onPatch(patch: Patch): void {
    heard();
    clock.set(patch.now);
    if (asking) return;
    const next = patched(view, patch);
    if (next === null) {
      void askForSnapshot();
      return;
    }
    if (next === view && state.status === 'live') return;
    view = next;
    change({ status: 'live' });
  }

  /** Binds one listener to the socket for an event, ever; further owners share it. */
  function bind(event: keyof ServerToClient): Set<(...message: never[]) => void> {
    const known = handlers.get(event);
    if (known !== undefined) return known;
    const owners = new Set<(...message: never[]) => void>();
    handlers.set(event, owners);
    // The map is keyed by event name, so that the owners' types always match what this event brings.
    const relay = (...message: unknown[]) => {
      for (const owner of [...owners]) (owner as (...parts: unknown[]) => void)(...message);
    };
    (socket as Socket).on(event, relay);
    return owners;
  }

  function onEnded(): void {
    tokens.write(null);
    if (!closed) reconnect();
  }

  bind('view:patch').add(onPatch);
  bind('session:ended').add(onEnded);
  const tellClock = () => void (socket.connected && socket.volatile.emit('clock:tell', { atMs: Date.now() }));
  const clockTimer = setInterval(tellClock, CLOCK_TOLD_EVERY_MS);
  socket.on('connect', () => {
    heard();
    tellClock();
    void askForSnapshot();
  });
  socket.on('disconnect', () => {
    asking = false;
    change({ status: lastHeardAtMs === null ? 'connecting' : 'stale' });
    // A disconnect made by the server is not retried by socket.io itself.
    if (!closed && !socket.active) retryLater();
  });
  socket.on('connect_error', (error) => {
    // Still active: the server was not reached, and socket.io goes on trying by itself.
    if (socket.active) return;
    const code = refusalOf(error);
    // The token belongs to another machine, or this one has lost its key: it is paired anew.
    if (code === 'key_wrong') tokens.write(null);
    change({
      status: 'refused',
      identity: { kind: 'nobody' },
      ...(code === undefined ? {} : { refusalCode: code }),
    });
    retryLater(error.message === WRONG_PROTOCOL);
  });

  const unwatchActivity = watchActivity(() => {
    if (state.identity.kind === 'user' && socket.connected) socket.emit('session:active');
  });
  const watch = setInterval(() => {
    const silentMs = performance.now() - heardTick;
    if (state.status === 'live' && silentMs > STALE_AFTER_MS) change({ status: 'stale' });
    if (socket.connected && silentMs > RECONNECT_AFTER_MS) {
      heardTick = performance.now();
      reconnect();
    }
  }, 1_000);

  function retryLater(withNewPage = false): void {
    clearTimeout(refusedTimer);
    refusedTimer = setTimeout(() => {
      if (closed || socket.connected) return;
      // The server speaks a newer protocol than this page: the page it serves now speaks it too.
      if (withNewPage) globalThis.location.reload();
      else socket.connect();
    }, REFUSED_RETRY_MS);
  }

  function reconnect(): void {
    clearTimeout(refusedTimer);
    asking = false;
    socket.disconnect();
    if (!closed) socket.connect();
  }

  /** Waits for a connected socket; false when `deadline` (page ms) came first. */
  function connectedBefore(deadline: number): Promise<boolean> {
    if (socket.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (answer: boolean) => {
        clearTimeout(timer);
        socket.off('connect', onConnect);
        resolve(answer);
      };
      const onConnect = () => settle(true);
      const timer = setTimeout(() => settle(false), Math.max(0, deadline - performance.now()));
      socket.on('connect', onConnect);
    });
  }

  const ids = new KeptIds(SAME_ACT_MS);

  async function send<N extends CommandName>(
    name: N,
    payload: PayloadInput<N>,
    options: { commandId?: string; patienceMs?: number } = {},
  ): Promise<SendResult> {
    if (options.commandId !== undefined)
      return sendUnder(options.commandId, name, payload, options.patienceMs);
    const act = JSON.stringify([name, payload]);
    const id = ids.idOf(act);
    const reply = await sendUnder(id, name, payload, options.patienceMs);
    ids.note(act, id, reply.ok ? null : reply.error.code);
    return reply;
  }

  async function sendUnder<N extends CommandName>(
    commandId: string,
    name: N,
    payload: PayloadInput<N>,
    patienceMs = PATIENCE_MS,
  ): Promise<SendResult> {
    return asked<Ack<CommandReply>>(name, { ...payload, commandId }, patienceMs);
  }

  async function asked<Reply>(
    name: keyof ClientToServer,
    message: object,
    patienceMs: number,
  ): Promise<Reply | { ok: false; error: { code: 'offline'; message: string } }> {
    const deadline = performance.now() + patienceMs;
    while (!closed && (await connectedBefore(deadline))) {
      try {
        const answerMs = Math.max(200, Math.min(ANSWER_MS, deadline - performance.now()));
        // The name decides the payload's type above; socket.io cannot follow a name that is itself generic.
        return await (socket as Socket).timeout(answerMs).emitWithAck(name, message);
      } catch {
        if (performance.now() >= deadline) break;
      }
    }
    return { ok: false, error: { code: 'offline', message: `no answer to ${name} in time` } };
  }

  const connection: HallConnection = {
    subscribe(listener) {
      // Each subscription is an owner of its own, even when one function subscribes twice.
      const own = () => listener();
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    getState: () => state,
    send,
    look: (code, patienceMs = ANSWER_MS) =>
      asked<Ack<{ readonly dossier: DossierLook }>>('dossier:look', { code }, patienceMs),
    on(event, handler) {
      const owners = bind(event);
      const own = (...message: never[]) => (handler as (...parts: never[]) => void)(...message);
      owners.add(own);
      return () => void owners.delete(own);
    },
    tell(event, ...message) {
      if (socket.connected) socket.emit(event, ...message);
    },
    async pair(code) {
      const claimed = await claimDevice(code);
      if (claimed.ok) connection.setToken(claimed.value.token);
      return claimed;
    },
    getToken: tokens.read,
    setToken(token) {
      tokens.write(token);
      reconnect();
    },
    reconnect,
    close() {
      closed = true;
      clearInterval(watch);
      clearInterval(clockTimer);
      unwatchActivity();
      clearTimeout(refusedTimer);
      listeners.clear();
      for (const owners of handlers.values()) owners.clear();
      socket.disconnect();
      socket.off();
    },
  };

  const code = takePairingCode();
  if (code === null) socket.connect();
  else
    void connection.pair(code).then((claimed) => {
      if (!claimed.ok && !closed) socket.connect();
    });
  return connection;
}

/** The refusal that the server's handshake gave; undefined when it named none. */
function refusalOf(error: Error): RefusalCode | undefined {
  const data = (error as Error & { data?: { code?: RefusalCode; error?: { code?: RefusalCode } } }).data;
  return data?.code ?? data?.error?.code;
}
