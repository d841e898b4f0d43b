import { io, type Socket } from 'socket.io-client';
import {
  type AgentHello,
  type ButtonPress,
  CancelledPrint,
  type PrinterState,
  type PrintLate,
  PrintRequest,
  type PrintResult,
} from '../common/protocol/hardware.ts';
import { type ClientToServer, PROTOCOL_VERSION, type ServerToClient } from '../common/protocol/socket.ts';
import type { AgentKey } from './agent-key.ts';
import type { AgentLink, AgentLinkHandlers } from './agent-link.ts';
import type { HardwareLog } from './log.ts';
import { pinnedTo } from './pinned-server.ts';

const resultAnswerMs = 5_000;
const buttonAnswerMs = 1_500;
/** The agent's own clock is a witness for a hall that cannot know its day. */
const clockToldEveryMs = 60_000;
const reconnectLongestMs = 5_000;
/** Refusals of the handshake that no waiting mends. */
const finalRefusals: ReadonlySet<string> = new Set([
  'unauthorized',
  'unauthenticated',
  'forbidden',
  'revoked',
  'key_wrong',
]);

export interface SocketAgentLinkOptions {
  /** "http://192.168.1.10:8080" */
  readonly server: string;
  readonly token: string;
  readonly version: string;
  /** Of this machine: what the token is bound to. */
  readonly key: AgentKey;
  readonly log: HardwareLog;
  /** Certificate of the only authority that is accepted, as PEM; null: those that the machine trusts. */
  readonly authority?: string | null;
  /** The server shows a certificate that is not accepted. */
  readonly onUntrusted?: () => void;
}

/** What TLS says when a certificate is not accepted; socket.io wraps it once or twice. */
function isUntrusted(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 3) return false;
  const { code, description, error: inner } = error as Record<string, unknown>;
  if (typeof code === 'string' && /CERT|SIGNATURE|ALTNAME|ISSUER/.test(code)) return true;
  return isUntrusted(description, depth + 1) || isUntrusted(inner, depth + 1);
}

/** The agent's socket to the hall's server. It reconnects by itself, for ever, unless it is refused for good. */
export class SocketAgentLink implements AgentLink {
  private readonly options: SocketAgentLinkOptions;
  private socket: Socket<ServerToClient, ClientToServer> | null = null;

  constructor(options: SocketAgentLinkOptions) {
    this.options = options;
  }

  start(handlers: AgentLinkHandlers): void {
    const { server, token, log, key, authority = null, onUntrusted } = this.options;
    const socket: Socket<ServerToClient, ClientToServer> = io(server, {
      auth: (give) => {
        void key.prove(server, authority).then((proof) => {
          give({ token, protocol: PROTOCOL_VERSION, wants: 'agent', ...(proof === null ? {} : { proof }) });
        });
      },
      transports: ['websocket'],
      ...pinnedTo(authority),
      reconnectionDelay: 500,
      reconnectionDelayMax: reconnectLongestMs,
      // Two agents on one machine, or one started again, must not share a connection.
      forceNew: true,
    });
    this.socket = socket;
    const tellClock = () => socket.volatile.emit('clock:tell', { atMs: Date.now() });
    let clockTimer: NodeJS.Timeout | undefined;
    socket.on('connect', () => {
      handlers.connected();
      tellClock();
      clearInterval(clockTimer);
      clockTimer = setInterval(tellClock, clockToldEveryMs);
      clockTimer.unref();
    });
    socket.on('disconnect', (reason) => {
      handlers.disconnected();
      clearInterval(clockTimer);
      // A server that closes for a restart says so this way, and the client would not try again by itself.
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('connect_error', (error) => {
      const code = error.message;
      log.warn({ code }, 'the server does not answer');
      if (isUntrusted(error)) onUntrusted?.();
      if (finalRefusals.has(code)) {
        socket.disconnect();
        handlers.refused(code);
      } else if (!socket.active) setTimeout(() => this.socket?.connect(), reconnectLongestMs).unref();
    });
    socket.on('session:ended', ({ code }) => {
      socket.disconnect();
      handlers.refused(code);
    });
    socket.on('agent:print', (request, answer) => {
      const parsed = PrintRequest.safeParse(request);
      if (!parsed.success) {
        log.warn({ issues: parsed.error.issues.length }, 'a print request does not fit its schema');
        answer({ accepted: false });
        return;
      }
      void handlers.print(parsed.data).then((accepted) => answer({ accepted }));
    });
    socket.on('agent:cancel-print', (given) => {
      const job = CancelledPrint.safeParse(given);
      if (job.success) handlers.cancelPrint(job.data);
    });
    socket.on('agent:go-on', () => handlers.goOn());
    socket.on('agent:listen', ({ forMs }) => {
      if (Number.isFinite(forMs)) handlers.listenToAll(forMs);
    });
    socket.on('agent:bound', ({ deviceKeys }) => {
      if (Array.isArray(deviceKeys))
        handlers.readBound(deviceKeys.filter((each) => typeof each === 'string'));
    });
    socket.on('agent:test-page', ({ printer }) => handlers.testPage(printer));
  }

  async stop(): Promise<void> {
    this.socket?.disconnect();
    this.socket = null;
  }

  hello(hello: AgentHello): void {
    this.socket?.emit('agent:hello', { ...hello, jobs: hello.jobs ?? [], version: this.options.version });
  }

  printerState(state: PrinterState): void {
    // Volatile: on reconnect the whole state is told by the greeting.
    this.socket?.volatile.emit('agent:printer-state', state);
  }

  printLate(late: PrintLate): void {
    this.socket?.volatile.emit('agent:print-late', late);
  }

  async printResult({ reason, ...rest }: PrintResult): Promise<boolean> {
    const socket = this.socket;
    const result = { ...rest, ...(reason === undefined ? {} : { reason }) };
    if (!socket?.connected) return false;
    try {
      return (await socket.timeout(resultAnswerMs).emitWithAck('agent:print-result', result)).ok;
    } catch {
      // No answer in time: it stays in the outbox.
      return false;
    }
  }

  async button(press: ButtonPress): Promise<boolean> {
    const socket = this.socket;
    if (!socket?.connected) return false;
    try {
      // A coded refusal is an answer too: the press has arrived and must not be sent again.
      await socket.timeout(buttonAnswerMs).emitWithAck('agent:button', press);
      return true;
    } catch {
      return false;
    }
  }
}
