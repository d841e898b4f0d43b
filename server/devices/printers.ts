import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrinterState, PrintJob, PrintReason } from '../../common/protocol/hardware.ts';
import type { NetworkPrinter } from '../../common/protocol/printers.ts';
import type { PrinterRecord } from '../../common/protocol/views.ts';
import { PrinterHost } from '../../hardware/printers/printer-host.ts';
import { loadPrinterModels } from '../../hardware/printers/printer-model.ts';
import { parseTransport } from '../../hardware/printers/printer-spec.ts';
import type { LoggedEvent } from '../domain/events.ts';
import type { PrinterDesk } from '../edges/services.ts';
import type { AgentLinks } from '../edges/sockets/agents.ts';
import type { PrinterRoute } from './printing.ts';

/** Name of the printer that is always there. */
export const VIRTUAL_PRINTER = 'virtual';

/** Why a printer in this state cannot print, the cause a person can mend first; null: it can. */
export function obstacleIn(state: PrinterState): PrintReason | null {
  if (state.cover === 'open') return 'cover_open';
  if (state.paper === 'out') return 'paper_out';
  if (state.error !== null) return 'printer_error';
  return state.online ? null : 'offline';
}

/** `NUMBER-YYYYMMDD-HHMMSS[-n].png`, as the virtual printer writes them. */
const PICTURE = /^([\p{L}\p{N}_]+)-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})(?:-\d+)?\.png$/u;

/**
 * All printers the hall can reach: the virtual one and those on the network, driven in this process, and those behind
 * agents. The network's are facts of the log; this class follows it.
 */
export class HallPrinters implements PrinterDesk {
  readonly host: PrinterHost;
  private readonly folder: string;
  private readonly agents: AgentLinks;
  private readonly catalogue = loadPrinterModels();
  /** Network printers as the log has them, by name. */
  private readonly network = new Map<string, NetworkPrinter>();
  /** Changes of the host one after another: a printer is closed before it opens at another address. */
  private changing: Promise<void> = Promise.resolve();
  private onChanged: (name: string) => void = () => undefined;
  private readonly onError: (error: unknown, what: string) => void;

  constructor(options: {
    dataDir: string;
    timeZone: string;
    agents: AgentLinks;
    onError: (error: unknown, what: string) => void;
    clock?: ConstructorParameters<typeof PrinterHost>[0]['clock'];
  }) {
    this.folder = join(options.dataDir, 'virtual-printer');
    this.agents = options.agents;
    this.onError = options.onError;
    this.host = new PrinterHost({
      printers: [{ name: VIRTUAL_PRINTER, transport: `virtual:${this.folder}`, model: 'virtual' }],
      dataFolder: join(options.dataDir, 'printing'),
      timeZone: options.timeZone,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
  }

  /** @param network the printers that the log knows */
  async start(network: Iterable<NetworkPrinter>): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    this.host.hold();
    await this.host.start();
    for (const printer of network) this.put(printer);
    await this.changing;
  }

  async stop(): Promise<void> {
    await this.changing;
    await this.host.stop();
  }

  /** Follows the log: printers that were added, changed and removed. */
  follow(events: readonly LoggedEvent[]): void {
    for (const { event } of events) {
      if (event.type === 'printer:defined') this.put(event.printer);
      if (event.type === 'printer:removed') this.remove(event.name);
    }
  }

  private put(printer: NetworkPrinter): void {
    this.network.set(printer.name, printer);
    this.change(printer.name, async () => {
      await this.host.remove(printer.name);
      const added = await this.host.add(printer);
      if (!added.ok) this.onError(new Error(`printer ${printer.name}: ${added.code}`), 'printer');
    });
  }

  private remove(name: string): void {
    this.network.delete(name);
    this.change(name, async () => {
      await this.host.remove(name);
    });
  }

  private change(name: string, act: () => Promise<void>): void {
    this.changing = this.changing.then(act).then(
      () => this.onChanged(name),
      (error: unknown) => this.onError(error, 'printer'),
    );
  }

  /** Sets who hears of printers that were added, changed or removed. */
  whenChanged(listener: (name: string) => void): void {
    this.onChanged = listener;
  }

  refusalOf(printer: NetworkPrinter): 'name_taken' | 'bad_transport' | 'unknown_model' | null {
    if (parseTransport(printer.transport)?.kind !== 'tcp') return 'bad_transport';
    if (!this.catalogue.has(printer.model) || printer.model === VIRTUAL_PRINTER) return 'unknown_model';
    return this.exists(printer.name) && !this.network.has(printer.name) ? 'name_taken' : null;
  }

  /** Kinds of network printer; the virtual one is none of them. */
  models() {
    return [...this.catalogue.values()]
      .filter((model) => model.name !== VIRTUAL_PRINTER)
      .map(({ name, title }) => ({ name, title }));
  }

  records(): PrinterRecord[] {
    const record = (state: PrinterState, station: string | null): PrinterRecord => ({
      kind: 'printer',
      id: `printer/${state.name}`,
      state,
      station,
      removable: station === null && this.network.has(state.name),
    });
    return [
      ...this.host.states().map((state) => record(state, null)),
      ...this.agents.statesByDevice().map(({ state, deviceName }) => record(state, deviceName)),
    ];
  }

  testPage(name: string): boolean {
    return this.host.printTestPage(name) || this.agents.testPage(name);
  }

  exists(name: string): boolean {
    return this.states().some((state) => state.name === name);
  }

  states() {
    return [...this.host.states(), ...this.agents.states()];
  }

  /** The way to a printer by its name. */
  routeOf(name: string): PrinterRoute | undefined {
    if (this.host.states().some((state) => state.name === name))
      return {
        submit: async (job: PrintJob) => (await this.host.submit(job, name)).ok,
        cancel: (job) => this.host.takeBack(job),
      };
    return this.agents.routeOf(name);
  }

  /** Why a printer cannot print right now; null: it can, or says nothing of it. */
  obstacleOf(name: string): PrintReason | null {
    const state = this.states().find((each) => each.name === name);
    return state ? obstacleIn(state) : 'offline';
  }

  /** Lets the server's own printers begin, once it is known which jobs of their spools are still wanted. */
  release(isWanted: (jobId: string) => boolean): void {
    for (const jobId of this.host.pendingJobs()) if (!isWanted(jobId)) this.host.cancel(jobId);
    this.host.release();
  }

  /** The newest hundred virtual tickets. */
  async virtualTickets() {
    const files = await readdir(this.folder).catch(() => []);
    const tickets = files.flatMap((file) => {
      const match = PICTURE.exec(file);
      if (!match) return [];
      const [, number = '', year, month, day, hour, minute, second] = match;
      return [{ file, number, at: `${year}-${month}-${day}T${hour}:${minute}:${second}` }];
    });
    return tickets.sort((a, b) => b.at.localeCompare(a.at) || b.number.localeCompare(a.number)).slice(0, 100);
  }

  /** The picture of a virtual ticket; null when the name is not one of ours. */
  async virtualPicture(file: string): Promise<Buffer | null> {
    if (!PICTURE.test(file)) return null;
    return readFile(join(this.folder, file)).catch(() => null);
  }
}
