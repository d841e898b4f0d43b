import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Socket, Server as SocketServer } from 'socket.io';
import { Field, type Settings } from '../../common/protocol/catalogue.ts';
import type { ClientToServer, ServerToClient } from '../../common/protocol/socket.ts';
import type { StageAct, StagedCall } from '../../common/protocol/stage.ts';
import type {
  CallRecord,
  CounterRecord,
  FieldRecord,
  HallRecord,
  Identity,
  ViewRecord,
} from '../../common/protocol/views.ts';
import { actOf, stageOf } from './loudspeaker.ts';
import { publicSettingsOf } from './public-settings.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.ogg': 'audio/ogg',
  '.woff2': 'font/woff2',
};
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self' ws: wss:";

/** A hall that a test plays by hand: it serves the built display, its clips and a view that the test changes. */
export class DisplayHall {
  readonly records = new Map<string, ViewRecord>();
  /** Clips that answer 500, by their path. */
  readonly brokenClips = new Set<string>();
  identity: Identity = { kind: 'device', deviceId: 'd1', name: 'Sảnh', deviceKind: 'display', counter: null };
  readonly codes = new Set<string>();
  port = 0;
  private sequence = 100;
  private http: HttpServer | null = null;
  private io: SocketServer<ClientToServer, ServerToClient> | null = null;
  private beat: NodeJS.Timeout | undefined;
  private readonly webFolder: string;

  constructor(webFolder: string) {
    this.webFolder = webFolder;
  }

  /** Opens on a free port, or again on the one it had. */
  async start(): Promise<void> {
    const http = createServer((request, response) => {
      const path = normalize(new URL(request.url ?? '/', 'http://hall').pathname);
      if (path === '/api/v1/devices/claim') {
        let body = '';
        request.on('data', (part: Buffer) => {
          body += part.toString();
        });
        request.on('end', () => {
          response.setHeader('content-type', 'application/json');
          if (!this.codes.delete((JSON.parse(body) as { code: string }).code)) {
            response.statusCode = 401;
            response.end(JSON.stringify({ error: { code: 'pairing_code_invalid', message: 'wrong code' } }));
            return;
          }
          response.end(
            JSON.stringify({ token: 'token-1', device: { id: 'd1', kind: 'display', name: 'Sảnh' } }),
          );
        });
        return;
      }
      const file = this.fileOf(path);
      if (this.brokenClips.has(path) || !existsSync(file)) {
        response.statusCode = this.brokenClips.has(path) ? 500 : 404;
        response.end();
        return;
      }
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.setHeader('content-security-policy', POLICY);
      response.end(readFileSync(file));
    });
    this.http = http;
    const io = new SocketServer<ClientToServer, ServerToClient>(http, { serveClient: false });
    this.io = io;
    io.on('connection', (socket: Socket<ClientToServer, ServerToClient>) => {
      socket.on('view:get', (ack) => {
        const token = (socket.handshake.auth as { token?: string }).token;
        ack({
          sequence: this.sequence,
          now: new Date().toISOString(),
          clockRate: 1,
          version: '1',
          boot: 'boot-1',
          records: [...this.records.values()],
          you: token === 'token-1' ? { ...DEVICE } : this.identity,
        });
      });
    });
    this.beat = setInterval(() => this.patch([]), 2_000);
    await new Promise<void>((resolve) => http.listen(this.port, '127.0.0.1', resolve));
    const address = http.address();
    this.port = typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Dies without a word, as a server does that lost its power. */
  async stop(): Promise<void> {
    clearInterval(this.beat);
    const { io, http } = this;
    this.io = null;
    this.http = null;
    http?.closeAllConnections();
    await io?.close();
  }

  /** Goes silent: connections stay open and nothing comes over them. */
  fallSilent(): void {
    clearInterval(this.beat);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Changes the view and tells every screen. */
  put(...records: ViewRecord[]): void {
    for (const record of records) this.records.set(record.id, record);
    this.sequence += 1;
    this.patch(records, this.sequence - 1);
  }

  /** Calls a number to a counter: one record of the call and one of the counter. */
  call(number: string, counter: string, more: Partial<CallRecord> = {}): CallRecord {
    const label = `Quầy ${counter}`;
    const call: CallRecord = {
      kind: 'call',
      id: `call/${this.sequence + 1}`,
      sequence: this.sequence + 1,
      number,
      counter,
      counterLabel: label,
      spokenNumber: Number(counter),
      field: 'ho-tich',
      at: new Date().toISOString(),
      callCount: 1,
      ...more,
    };
    this.put(call, counterOf(counter, { present: number }));
    return call;
  }

  /** Announces calls as the hall's director does: one act that begins now. */
  announce(
    calls: readonly StagedCall[],
    more: Partial<StageAct> & { readonly packs?: readonly string[] } = {},
  ): void {
    this.put(stageOf(actOf(calls, { startsAt: new Date().toISOString(), ...more })));
  }

  private patch(put: readonly ViewRecord[], from = this.sequence): void {
    const now = new Date().toISOString();
    this.io?.emit('view:patch', { from, to: this.sequence, now, put, amend: [], drop: [] });
  }

  private fileOf(path: string): string {
    if (path === '/display') return join(this.webFolder, 'display/index.html');
    if (path.startsWith('/voice/') || path.startsWith('/chime/'))
      return join(import.meta.dirname, '../../common/assets', path);
    return join(this.webFolder, path);
  }
}

const DEVICE: Identity = {
  kind: 'device',
  deviceId: 'd1',
  name: 'Sảnh',
  deviceKind: 'display',
  counter: null,
};

/** The hall's own record. */
export function hallOf(change: Partial<Settings> = {}): HallRecord {
  return {
    kind: 'hall',
    id: 'hall',
    localDate: '2026-11-24',
    needsSetUp: false,
    proceduresAt: 1,
    settings: publicSettingsOf(change),
  };
}

/** A field with people waiting. */
export function fieldOf(code: string, name: string, waiting: number, sort = 0): FieldRecord {
  return {
    kind: 'field',
    id: `field/${code}`,
    field: Field.parse({ code, name, range: { prefix: '', start: 1001, size: 999, digits: 4 }, sort }),
    waiting,
    longestSince: null,
    counters: [],
    issuing: { open: true },
    estimate: null,
  };
}

/** A counter, open unless told otherwise, with the number it serves. */
export function counterOf(
  code: string,
  { state = 'open', present = null }: { state?: CounterRecord['state']; present?: string | null } = {},
): CounterRecord {
  return {
    kind: 'counter',
    id: `counter/${code}`,
    code,
    label: `Quầy ${code}`,
    spokenNumber: Number(code),
    state,
    primaryFields: ['ho-tich'],
    helpingFields: [],
    active: true,
    pauseReason: null,
    pausedSince: null,
    present:
      present === null
        ? null
        : {
            ticketId: `ticket-${present}`,
            number: present,
            field: 'ho-tich',
            state: 'called',
            calledAt: new Date().toISOString(),
          },
  };
}
