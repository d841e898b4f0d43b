import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PrintLate, PrintResult } from '../../common/protocol/hardware.ts';
import { renderTicket } from '../../hardware/printers/layout/ticket-layout.ts';
import { PrinterHost } from '../../hardware/printers/printer-host.ts';
import { obstacleIn } from '../../server/devices/printers.ts';
import { Printing, type PrintNews } from '../../server/devices/printing.ts';
import { Languages } from '../../server/languages/languages.ts';
import { HandClock } from './hand-clock.ts';
import { TcpPrinterPeer } from './tcp-printer-peer.ts';
import { TestHall } from './test-hall.ts';

/** A folder as it is while files are written aside and renamed in it. */
function copyOfAMoment(folder: string, copy: string): void {
  for (;;) {
    try {
      cpSync(folder, copy, { recursive: true });
      return;
    } catch (error) {
      // A file was renamed between the listing and its copying: the disk of a dead computer has it under one name.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      rmSync(copy, { recursive: true, force: true });
    }
  }
}

/** A printer with its own host, as behind an agent: a real spool on disk and a real link to a peer. */
export class PaperStation {
  readonly peer = new TcpPrinterPeer();
  readonly name: string;
  host: PrinterHost | null = null;
  /** Another way from a slip to dots, so that a test can read its papers. */
  draw: typeof renderTicket = renderTicket;
  private readonly folder: string;
  private readonly clock: HandClock;
  private readonly onResult: (result: PrintResult) => void;
  private readonly onLate: (late: PrintLate) => void;

  constructor(
    name: string,
    folder: string,
    clock: HandClock,
    onResult: (result: PrintResult) => void,
    onLate: (late: PrintLate) => void,
  ) {
    this.name = name;
    this.folder = folder;
    this.clock = clock;
    this.onResult = onResult;
    this.onLate = onLate;
  }

  /** The agent's process starts; what lies in its spool is looked at before anything is printed. */
  async start(isWanted: (jobId: string) => boolean): Promise<void> {
    const host = new PrinterHost({
      printers: [{ name: this.name, transport: `tcp:127.0.0.1:${this.peer.port}`, model: 'generic-80' }],
      dataFolder: join(this.folder, encodeURIComponent(this.name)),
      timeZone: 'Asia/Ho_Chi_Minh',
      clock: this.clock,
      draw: this.draw,
    });
    host.on('result', (result) => {
      if (this.host === host) this.onResult(result);
    });
    host.on('late', this.onLate);
    this.host = host;
    host.hold();
    await host.start();
    for (const jobId of host.pendingJobs()) if (!isWanted(jobId)) host.cancel(jobId);
    host.release();
  }

  /** The computer dies: what is on its disk at this moment stays, its link breaks, and it tells nobody. */
  async crash(): Promise<void> {
    const { host } = this;
    if (host === null) return;
    const spools = join(this.folder, encodeURIComponent(this.name));
    const kept = `${spools}.kept`;
    this.peer.hangUp();
    copyOfAMoment(spools, kept);
    this.host = null;
    await host.stop();
    rmSync(spools, { recursive: true });
    renameSync(kept, spools);
  }

  async stop(): Promise<void> {
    const { host } = this;
    this.host = null;
    await host?.stop();
  }
}

/** A hall whose tickets come out of real printers: the part of the server that prints, with spools and links. */
export class PaperHall {
  readonly test = new TestHall();
  readonly clock = new HandClock();
  readonly news: PrintNews[] = [];
  readonly stations = new Map<string, PaperStation>();
  printing!: Printing;

  async begin(...names: readonly string[]): Promise<this> {
    await this.test.begin();
    for (const name of names) {
      const station = new PaperStation(
        name,
        this.test.folder,
        this.clock,
        (result) => {
          this.printing.settle(result).catch((error: unknown) => this.test.errors.push(error));
        },
        (late) => this.printing.late(late),
      );
      this.stations.set(name, station);
      await station.peer.start();
    }
    this.serve();
    for (const station of this.stations.values()) await this.join(station);
    return this;
  }

  station(name: string): PaperStation {
    const station = this.stations.get(name);
    if (!station) throw new Error(name);
    return station;
  }

  /** The server's part starts on the record, as after a restart. */
  serve(): void {
    this.printing = new Printing({
      languages: new Languages(null, (error) => this.test.errors.push(error)),
      hall: this.test.hall,
      timeZone: 'Asia/Ho_Chi_Minh',
      addressOf: () => '',
      lookUpOf: () => null,
      routeOf: (name) => {
        const host = this.stations.get(name)?.host;
        if (!host) return undefined;
        return {
          submit: async (job) => (await host.submit(job, name)).ok,
          cancel: (job) => host.takeBack(job),
        };
      },
      obstacleOf: (name) => {
        const state = this.stations.get(name)?.host?.states()[0];
        return state === undefined ? 'offline' : obstacleIn(state);
      },
      tell: (news) => this.news.push(news),
      onError: (error) => this.test.errors.push(error),
    });
    this.printing.start();
  }

  /** An agent comes (back): its spool is held against the record, then it gets what it is to print. */
  async join(station: PaperStation): Promise<void> {
    await station.start((jobId) => this.printing.isWanted(jobId));
    this.printing.resend(station.name);
  }

  /** How many papers came out at a printer. */
  papers(name: string): number {
    return this.station(name).peer.tickets.length;
  }

  print(ticketId: string): { print: string | undefined; printReason: string | null | undefined } {
    const ticket = this.test.reads.findTicket(ticketId);
    return { print: ticket?.print, printReason: ticket?.printReason };
  }

  async close(): Promise<void> {
    this.printing.stop();
    for (const station of this.stations.values()) {
      await station.stop();
      await station.peer.stop();
    }
    this.test.close();
  }
}
