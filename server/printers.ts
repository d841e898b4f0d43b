import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintJob } from '../common/protocol/hardware.ts';
import { PrinterHost } from '../hardware/printers/printer-host.ts';
import type { PrinterDesk } from './edges/services.ts';
import type { AgentLinks } from './edges/sockets/agents.ts';
import type { PrinterRoute } from './printing.ts';

/** Name of the printer that is always there. */
export const VIRTUAL_PRINTER = 'virtual';

/** `NUMBER-YYYYMMDD-HHMMSS[-n].png`, as the virtual printer writes them. */
const PICTURE = /^([\p{L}\p{N}_]+)-(\d{4})(\d{2})(\d{2})-(\d{2})(\d{2})(\d{2})(?:-\d+)?\.png$/u;

/** All printers the hall can reach: the virtual one in this process, and those behind agents. */
export class HallPrinters implements PrinterDesk {
  readonly host: PrinterHost;
  private readonly folder: string;
  private readonly agents: AgentLinks;

  constructor(options: {
    dataDir: string;
    timeZone: string;
    agents: AgentLinks;
    clock?: ConstructorParameters<typeof PrinterHost>[0]['clock'];
  }) {
    this.folder = join(options.dataDir, 'virtual-printer');
    this.agents = options.agents;
    this.host = new PrinterHost({
      printers: [{ name: VIRTUAL_PRINTER, transport: `virtual:${this.folder}`, model: 'virtual' }],
      dataFolder: join(options.dataDir, 'printing'),
      timeZone: options.timeZone,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
  }

  async start(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await this.host.start();
  }

  stop(): Promise<void> {
    return this.host.stop();
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
      return { submit: async (job: PrintJob) => (await this.host.submit(job, name)).ok };
    return this.agents.routeOf(name);
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
