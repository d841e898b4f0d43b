import type { Logger } from 'pino';
import type { z } from 'zod';
import {
  AgentHello,
  ButtonPress,
  PrinterState,
  type PrintJob,
  PrintLate,
  PrintResult,
} from '../../../common/protocol/hardware.ts';
import type { PrinterRoute } from '../../devices/printing.ts';
import type { HallSocket } from './hall-socket.ts';

const ACCEPT_MS = 4_000;

interface Link {
  socket: HallSocket;
  readonly printers: Map<string, PrinterState>;
  readonly deviceName: string;
}

export interface AgentEvents {
  readonly onResult: (result: PrintResult) => Promise<void>;
  readonly onLate: (late: PrintLate) => void;
  readonly onButton: (device: string, press: ButtonPress) => Promise<{ ok: boolean; code?: string }>;
  readonly onPrinters: (names: readonly string[]) => void;
  /** Whether a job in an agent's spool is still to be printed. */
  readonly isWanted: (jobId: string) => boolean;
  /** Devices of an agent that have a button bound. */
  readonly boundDevices: (deviceId: string) => readonly string[];
}

/** Agents beside printers and buttons: what they have, and the way to them. */
export class AgentLinks {
  private readonly links = new Map<string, Link>();
  private readonly log: Logger;
  private events: AgentEvents | undefined;

  constructor(log: Logger) {
    this.log = log;
  }

  /** Sets who hears of agents; before the first socket comes. */
  listen(events: AgentEvents): void {
    this.events = events;
  }

  /** The printers of an agent, by device id. */
  printersOf(deviceId: string): PrinterState[] {
    return [...(this.links.get(deviceId)?.printers.values() ?? [])];
  }

  online(deviceId: string): boolean {
    return this.links.get(deviceId)?.socket.connected ?? false;
  }

  states(): PrinterState[] {
    return [...this.links.values()].flatMap((link) => [...link.printers.values()]);
  }

  /** All printers with the name of the agent they stand beside. */
  statesByDevice(): { state: PrinterState; deviceName: string }[] {
    return [...this.links.values()].flatMap(({ printers, deviceName }) =>
      [...printers.values()].map((state) => ({ state, deviceName })),
    );
  }

  /** Asks for a test page; false when no connected agent has the printer. */
  testPage(printer: string): boolean {
    for (const link of this.links.values()) {
      if (!link.socket.connected || !link.printers.has(printer)) continue;
      link.socket.emit('agent:test-page', { printer });
      return true;
    }
    return false;
  }

  /** Lets an agent read all keyboards of its machine for a while; false when it is not connected. */
  listenToButtons(deviceId: string, forMs: number): boolean {
    const link = this.links.get(deviceId);
    if (!link?.socket.connected) return false;
    link.socket.emit('agent:listen', { forMs });
    return true;
  }

  /** Tells every agent anew which of its devices have a button bound. */
  tellBound(): void {
    for (const [deviceId, { socket }] of this.links)
      if (socket.connected)
        socket.emit('agent:bound', { deviceKeys: this.events?.boundDevices(deviceId) ?? [] });
  }

  /** A revoked agent's printers are no longer the hall's. */
  forget(deviceId: string): void {
    if (!this.links.delete(deviceId)) return;
    this.events?.onPrinters([]);
  }

  /** Whether an agent's printer carries this name, also while the agent is away. */
  has(printer: string): boolean {
    return this.states().some((state) => state.name === printer);
  }

  /** The way to a printer behind an agent; undefined when none has it. */
  routeOf(printer: string): PrinterRoute | undefined {
    for (const link of this.links.values())
      if (link.socket.connected && link.printers.has(printer))
        return {
          submit: (job) => this.print(link, job, printer),
          cancel: (job) => void link.socket.emit('agent:cancel-print', job),
        };
    return undefined;
  }

  /** Takes over an agent's socket. A newer connection of the same agent replaces the older. */
  attach(socket: HallSocket, deviceId: string, deviceName: string): void {
    const known = this.links.get(deviceId);
    const link: Link = { socket, printers: known?.printers ?? new Map(), deviceName };
    this.links.set(deviceId, link);
    const events = this.events;
    if (!events) return;
    socket.on('agent:hello', (info) => {
      const hello = AgentHello.safeParse(info);
      if (!hello.success) return this.bad(deviceId, 'agent:hello', hello.error);
      socket.data.build = hello.data.version ?? '';
      link.printers.clear();
      for (const state of hello.data.printers) link.printers.set(state.name, state);
      // First what is no longer wanted goes, then the rest may be printed: one connection keeps the order.
      for (const jobId of hello.data.jobs)
        if (!events.isWanted(jobId))
          socket.emit('agent:cancel-print', { jobId, ticketId: jobId, printer: deviceName });
      socket.emit('agent:go-on');
      events.onPrinters([...link.printers.keys()]);
      socket.emit('agent:bound', { deviceKeys: events.boundDevices(deviceId) });
    });
    socket.on('agent:printer-state', (given) => {
      const state = PrinterState.safeParse(given);
      if (!state.success) return this.bad(deviceId, 'agent:printer-state', state.error);
      link.printers.set(state.data.name, state.data);
      events.onPrinters([]);
    });
    socket.on('agent:print-result', (given, ack) => {
      const result = PrintResult.safeParse(given);
      if (!result.success) return this.bad(deviceId, 'agent:print-result', result.error);
      void events.onResult(result.data).then(
        () => typeof ack === 'function' && ack({ ok: true }),
        (error: unknown) => this.log.error({ err: error }, 'a print result was not recorded'),
      );
    });
    socket.on('agent:print-late', (given) => {
      const late = PrintLate.safeParse(given);
      if (late.success) events.onLate(late.data);
      else this.bad(deviceId, 'agent:print-late', late.error);
    });
    socket.on('agent:button', (given, ack) => {
      const press = ButtonPress.safeParse(given);
      if (!press.success) return this.bad(deviceId, 'agent:button', press.error);
      void events.onButton(deviceId, press.data).then(
        (reply) => typeof ack === 'function' && ack(reply),
        (error: unknown) => this.log.error({ err: error }, 'a button press failed'),
      );
    });
    socket.on('disconnect', () => {
      for (const [name, state] of link.printers) link.printers.set(name, { ...state, online: false });
      events.onPrinters([]);
    });
  }

  private print(link: Link, job: PrintJob, printer: string): Promise<boolean> {
    return new Promise((resolve) => {
      link.socket.timeout(ACCEPT_MS).emit('agent:print', { ...job, printer }, (error, reply) => {
        resolve(!error && reply?.accepted === true);
      });
    });
  }

  private bad(deviceId: string, message: string, error: z.ZodError): void {
    this.log.warn(
      { deviceId, message, issues: error.issues.length },
      'an agent sent something that cannot be read',
    );
  }
}
