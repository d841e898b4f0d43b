import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import { COMMANDS, type CommandName } from '../../../common/protocol/commands.ts';
import type { ButtonPress } from '../../../common/protocol/hardware.ts';
import { PROTOCOL_VERSION, type SocketAuth } from '../../../common/protocol/socket.ts';
import type { StageRecord } from '../../../common/protocol/stage.ts';
import type { Snapshot, ViewRecord } from '../../../common/protocol/views.ts';
import type { PrintNews } from '../../devices/printing.ts';
import type { LoggedEvent } from '../../domain/events.ts';
import { changesOf } from '../../hall/view/changes.ts';
import { fieldRecord, publicRecords, staffRecords } from '../../hall/view/records.ts';
import { deskRequest, giveCommand } from '../command-desk.ts';
import { addressGroup } from '../perimeter/sign-in-place.ts';
import type { SocketPrincipal } from '../principal.ts';
import type { Services } from '../services.ts';
import { tokenHash } from '../token-hash.ts';
import type { AgentLinks } from './agents.ts';
import type { AwayOfficers } from './away-officers.ts';
import { ClockEdge } from './clock-edge.ts';
import { answerDossierLooks } from './dossier-looks.ts';
import { type HallServer, type HallSocket, hearHello } from './hall-socket.ts';
import { SocketGuard } from './socket-guard.ts';
import { alertsOf, hearAlerts } from './staff-alerts.ts';
import { STAFF, ViewBroadcast } from './view-broadcast.ts';
import { LOCAL_DEVICE_ID, whoConnects } from './who-connects.ts';

const HEARTBEAT_MS = 2_000;
const LEADERS = 'leaders';

const isKiosk = (principal: SocketPrincipal): boolean =>
  principal.kind === 'device' && principal.deviceKind === 'kiosk';

/** Facts of the log that may lead a kiosk's tickets to another printer. */
const movesPaper = ({ event }: LoggedEvent): boolean =>
  event.type === 'kiosk:printer-set' ||
  (event.type === 'settings:changed' && event.changes.defaultPrinter !== undefined);

export interface LiveEdgeOptions {
  readonly services: Services;
  /** Ports that carry sockets; the first is that of plain http. */
  readonly servers: readonly HttpServer[];
  readonly log: Logger;
  readonly agents: AgentLinks;
  /** Whether clocks of pages on the server's own machine count as witnesses: where the hall is given another clock. */
  readonly hearsOwnMachine: boolean;
  readonly away: AwayOfficers;
  /** Changes with the process; pages compare it. */
  readonly boot: string;
}

function isStaff(principal: SocketPrincipal): boolean {
  return principal.kind === 'user' || (principal.kind === 'device' && principal.deviceKind === 'counter');
}

/** Live state to screens and commands from them, over socket.io. */
export class LiveEdge {
  readonly io: HallServer;
  private readonly options: LiveEdgeOptions;
  private readonly guard: SocketGuard;
  private readonly clock: ClockEdge;
  private readonly view: ViewBroadcast;
  private readonly away: AwayOfficers;
  /** The view of anybody, as last asked for. */
  private publicView: { sequence: number; second: number; records: ViewRecord[] } | undefined;
  /** Ids of the printers that staff pages know of. */
  private printersTold: readonly string[] = [];
  /** Whether each field issued numbers at the last beat, and what the next citizen was told. */
  private readonly fieldsTold = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private stops: (() => void)[] = [];

  constructor(options: LiveEdgeOptions) {
    this.options = options;
    const { services, log, hearsOwnMachine } = options;
    this.clock = new ClockEdge({ hall: services.hall, log, hearsOwnMachine });
    this.away = options.away;
    this.guard = new SocketGuard({ rejections: options.services.rejections });
    this.io = new Server({
      serveClient: false,
      maxHttpBufferSize: 1_000_000,
      pingInterval: 5_000,
      pingTimeout: 5_000,
      connectTimeout: 10_000,
      allowRequest: (req, allow) => allow(null, this.mayConnect(req)),
    });
    const { hall } = services;
    this.view = new ViewBroadcast({
      io: this.io,
      sequence: hall.state.sequence,
      nowMs: () => hall.clock.nowMs(),
    });
    const [first, ...others] = options.servers;
    if (first) this.io.attach(first);
    // One engine for all: socket.io itself would make a second one, and close only that.
    for (const server of others) this.io.engine.attach(server, { path: '/socket.io' });
  }

  start(): void {
    const { services } = this.options;
    this.view.begin(services.hall.state.sequence);
    this.guard.watch(this.io, services.perimeter);
    this.io.use((socket, next) => {
      void this.admit(socket as HallSocket).then(
        () => next(),
        (error: unknown) => next(error instanceof Error ? error : new Error('refused')),
      );
    });
    this.io.on('connection', (socket) => this.welcome(socket as HallSocket));
    this.stops.push(services.hall.subscribe((events) => this.publish(events)));
    this.stops.push(services.hall.onReread(() => this.resync()));
    hearAlerts(services, (record) => this.view.toStaff([record]));
    this.stops.push(services.access.onEnded((hash, code) => this.end(hash, code)));
    this.timer = setInterval(() => this.beat(), HEARTBEAT_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.view.stop();
    for (const stop of this.stops) stop();
    await this.io.close();
  }

  /** Tells the kiosk that drew the ticket, and staff, what became of its paper. */
  tellPrint(news: PrintNews): void {
    const { device, ...told } = news;
    const rooms = device === null ? [STAFF] : [STAFF, `device:${device}`];
    this.io.to(rooms).emit('ticket:print', told);
  }

  /** Device records changed: staff see it without a commit. */
  devicesChanged(): void {
    const { services } = this.options;
    const printers = services.printers.records();
    const now = printers.map((record) => record.id);
    const drop = this.printersTold.filter((id) => !now.some((each) => each === id));
    this.printersTold = now;
    const put = [...services.devices(), ...printers];
    this.view.toStaff(put, drop);
    this.tellPaper();
  }

  /** Each kiosk hears whether its own printer can print, when that has changed. */
  private tellPaper(): void {
    const { kioskPrinters } = this.options.services;
    for (const each of this.io.sockets.sockets.values()) {
      const socket = each as HallSocket;
      if (!isKiosk(socket.data.principal)) continue;
      const paper = kioskPrinters.paperOf(socket.data.principal);
      if (socket.data.paper === paper.reason) continue;
      socket.data.paper = paper.reason;
      socket.emit('view:patch', this.view.aside([paper]));
    }
  }

  /** What is announced changed by the clock or by a call: every screen follows, without a commit. */
  stagesChanged(records: readonly StageRecord[]): void {
    this.view.toAll(records);
  }

  /** Whether a paired device has a connection now. */
  isOnline(deviceId: string): boolean {
    return (this.io.sockets.adapter.rooms.get(`device:${deviceId}`)?.size ?? 0) > 0;
  }

  /** Whether a page of this person is connected now. */
  isAtWork(username: string): boolean {
    return (this.io.sockets.adapter.rooms.get(`user:${username}`)?.size ?? 0) > 0;
  }

  /** What a connected device runs; null: it is away or did not tell. */
  versionOf(deviceId: string): string | null {
    for (const id of this.io.sockets.adapter.rooms.get(`device:${deviceId}`) ?? []) {
      const build = (this.io.sockets.sockets.get(id) as HallSocket | undefined)?.data.build;
      if (build) return build;
    }
    return null;
  }

  /** A press at an agent, for pages that wait to bind a button: of those who may, for a keyboard may be among them. */
  buttonPressed(device: string, press: ButtonPress): void {
    this.io.to(LEADERS).emit('button:pressed', { ...press, device });
  }

  /** A foreign page or a name that is not the hall's opens no socket. */
  private mayConnect(req: IncomingMessage): boolean {
    const { perimeter, rejections } = this.options.services;
    const from = addressGroup(perimeter.addressOf(req));
    if (!perimeter.isAllowedHost(req)) rejections.count('host_refused', from);
    else if (!perimeter.isSameOrigin(req)) rejections.count('origin_refused', from);
    else return true;
    return false;
  }

  private async admit(socket: HallSocket): Promise<void> {
    const { services } = this.options;
    const auth = socket.handshake.auth as Partial<SocketAuth>;
    const { principal, token } = whoConnects(services, socket);
    const { wants } = auth;
    if (principal.kind !== 'nobody') {
      this.guard.markKnown(socket.conn);
      services.connections.markKnown(socket.request.socket);
    }
    socket.data.principal = principal;
    socket.data.tokenHash = token === null ? null : tokenHash(token);
    if (isStaff(principal)) services.staffPlaces.note(services.perimeter.addressOf(socket.request));
    socket.data.page = '';
    socket.data.build = '';
    // An agent shows nothing to anybody: without its token there is nothing for it here, now or later.
    if (wants === 'agent' && principal.kind !== 'device') throw new Error(services.access.whyUnknown(token));
    if (wants === 'agent' && principal.kind === 'device' && principal.deviceKind !== 'agent')
      throw new Error('forbidden');
    if (auth.protocol !== undefined && auth.protocol !== PROTOCOL_VERSION) throw new Error('protocol');
  }

  private welcome(socket: HallSocket): void {
    const { services, log, agents } = this.options;
    const { principal } = socket.data;
    this.view.join(socket, { isKnown: principal.kind !== 'nobody', isStaff: isStaff(principal) });
    if (principal.kind === 'user' && ['supervisor', 'admin'].includes(principal.role))
      void socket.join(LEADERS);
    if (socket.data.tokenHash !== null) void socket.join(`token:${socket.data.tokenHash}`);
    if (principal.kind === 'user') void socket.join(`user:${principal.username}`);
    if (principal.kind === 'device') {
      void socket.join(`device:${principal.deviceId}`);
      if (principal.deviceId !== LOCAL_DEVICE_ID) services.access.seen(principal.deviceId);
      if (principal.deviceKind === 'agent') agents.attach(socket, principal.deviceId, principal.name);
      this.devicesChanged();
    }
    socket.on('view:get', (ack) => {
      void services.hall.readable().then((unreadable) => {
        // Without an answer the page asks again, by then of the hall that was started again.
        if (unreadable !== null || typeof ack !== 'function') return;
        if (this.guard.maySendSnapshot(socket.conn)) ack(this.snapshot(principal));
      });
    });
    socket.on('session:active', () => void this.stillRuns(socket));
    answerDossierLooks(socket, services);
    socket.on('clock:tell', (told) =>
      this.clock.hear(principal, told, services.perimeter.isOwnMachine(socket.request)),
    );
    hearHello(socket);
    for (const name of Object.keys(COMMANDS) as CommandName[]) {
      // One listener body for every command: the event map cannot be told apart by a runtime name.
      (
        socket as unknown as { on(event: string, listener: (message: unknown, ack: unknown) => void): void }
      ).on(name, (message, ack) => {
        void this.command(socket, name, message).then(
          (reply) => {
            if (typeof ack === 'function') ack(reply);
          },
          (error: unknown) => {
            log.error({ err: error, command: name }, 'a command failed');
            if (typeof ack === 'function')
              ack({
                ok: false,
                error: { code: 'internal', message: 'the hall made a mistake; it was logged' },
              });
          },
        );
      });
    }
    socket.on('disconnect', () => {
      if (principal.kind !== 'device') return;
      if (principal.deviceId !== LOCAL_DEVICE_ID) services.access.seen(principal.deviceId);
      this.devicesChanged();
    });
  }

  private async command(socket: HallSocket, name: CommandName, message: unknown): Promise<unknown> {
    const { services } = this.options;
    if (typeof message !== 'object' || message === null || Array.isArray(message))
      return { ok: false, error: { code: 'invalid_input', message: 'a command is an object' } };
    const { commandId, ...payload } = message as Record<string, unknown>;
    if (typeof commandId !== 'string')
      return { ok: false, error: { code: 'invalid_input', message: 'a command needs its commandId' } };
    const { principal } = socket.data;
    if (!this.stillRuns(socket))
      return { ok: false, error: { code: 'unauthenticated', message: 'sign in first' } };
    if (principal.kind === 'nobody') this.guard.commandRefused(socket.conn);
    const given = await giveCommand(
      services.hall,
      name,
      payload,
      deskRequest(services, { principal, commandId }),
    );
    if (!given.ok) return { ok: false, error: given.refusal };
    const { refusal, ticket, ...rest } = given.value;
    const drawn = ticket && name === 'ticket:issue' ? services.addresses.asDrawn(principal, ticket) : ticket;
    const reply = drawn === undefined ? rest : { ...rest, ticket: drawn };
    return refusal ? { ok: false, error: refusal, ...reply } : { ok: true, ...reply };
  }

  /** Whether the session that a socket was opened with has not ended since; its person works now. */
  private stillRuns(socket: HallSocket): boolean {
    const { principal, tokenHash: key } = socket.data;
    return principal.kind !== 'user' || key === null || this.options.services.access.stillRuns(key);
  }

  private snapshot(principal: SocketPrincipal): Snapshot {
    const { services, boot } = this.options;
    const { hall } = services;
    const records = [...this.publicRecords(), this.clock.record(), ...services.stages()];
    if (isStaff(principal)) {
      records.push(...staffRecords(hall.state, (username) => services.access.displayName(username)));
      records.push(
        ...services.devices(),
        ...services.printers.records(),
        ...alertsOf(services),
        ...this.away.records(),
      );
    }
    if (isKiosk(principal)) records.push(services.kioskPrinters.paperOf(principal));
    return {
      sequence: this.view.sequenceFor({ isKnown: principal.kind !== 'nobody' }),
      now: new Date(hall.clock.nowMs()).toISOString(),
      clockRate: hall.clock.rate,
      version: services.version,
      boot,
      records,
      you: principal,
    };
  }

  /** Made once a second at most, however many ask. */
  private publicRecords(): readonly ViewRecord[] {
    const { hall } = this.options.services;
    const second = Math.floor(hall.clock.nowMs() / 1_000);
    const { sequence } = hall.state;
    if (this.publicView?.sequence !== sequence || this.publicView.second !== second)
      this.publicView = {
        sequence,
        second,
        records: publicRecords(hall.state, hall.moment(), hall.calendar.zone),
      };
    return this.publicView.records;
  }

  private publish(events: Parameters<Parameters<Services['hall']['subscribe']>[0]>[0]): void {
    const { services } = this.options;
    const { hall } = services;
    if (events.some(movesPaper)) queueMicrotask(() => this.devicesChanged());
    const changes = changesOf(hall.state, events, {
      moment: hall.moment(),
      timeZone: hall.calendar.zone,
      nameOf: (username) => services.access.displayName(username),
    });
    if (changes.whole) this.publicView = undefined;
    const last = events.at(-1);
    if (last) this.view.publish(changes, last.sequence);
  }

  /** The state was read again: every client asks for a snapshot. */
  private resync(): void {
    this.publicView = undefined;
    this.view.resync();
  }

  /** A sign of life; with the fields that have opened or closed by the hour, or whose wait has changed by the clock alone. */
  private beat(): void {
    this.guard.sweep();
    const { hall } = this.options.services;
    const moment = hall.moment();
    const put: ViewRecord[] = [...this.clock.news()];
    // What is not flushed yet is shown by its own patch, or never.
    for (const code of hall.atRest ? hall.state.fields.keys() : []) {
      const record = fieldRecord(hall.state, code, moment);
      if (!record) continue;
      const told = `${record.issuing.open} ${record.estimate?.lowMinutes}–${record.estimate?.highMinutes}`;
      if (this.fieldsTold.get(code) !== told) put.push(record);
      this.fieldsTold.set(code, told);
    }
    this.view.toAll(put);
    const away = this.away.news();
    if (away !== null) this.view.toStaff(away.put, away.drop);
  }

  private end(hash: string, code: 'revoked' | 'unauthenticated'): void {
    const room = `token:${hash}`;
    this.io.to(room).emit('session:ended', { code });
    this.io.in(room).disconnectSockets(true);
  }
}
