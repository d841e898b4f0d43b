import { join } from 'node:path';
import type { ButtonPress } from '../common/protocol/hardware.ts';
import type { AgentLink } from './agent-link.ts';
import type { ButtonHost } from './buttons/button-host.ts';
import type { Clock } from './clock.ts';
import type { HardwareLog } from './log.ts';
import type { PrinterHost } from './printers/printer-host.ts';
import { ResultOutbox } from './result-outbox.ts';

/** A press older than this is dropped: a call that comes late is worse than one that is pressed again. */
const pressLivesMs = 3_000;

/** Ordinary keyboards are never read longer than this at one request. */
const longestListenMs = 60_000;

export interface AgentParts {
  readonly link: AgentLink;
  readonly printers: PrinterHost;
  /** Null where no buttons are wanted or none can be read. */
  readonly buttons: ButtonHost | null;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: HardwareLog;
  /** The server has thrown this device out. */
  onRefused(code: string): void;
}

/** Joins printers and buttons to the server. */
export class Agent {
  private readonly parts: AgentParts;
  private readonly outbox: ResultOutbox;

  constructor(parts: AgentParts) {
    this.parts = parts;
    this.outbox = new ResultOutbox(join(parts.dataFolder, 'results'), parts.clock, parts.log, (result) =>
      parts.link.printResult(result),
    );
  }

  /**
   * Printers first, so that their state is known when the server is greeted. They begin no job before the server has
   * looked at what lies in the spools [PRINT7]: while nobody was told, a ticket may have been called or printed elsewhere.
   * @throws Error naming the printer whose set-up is wrong
   */
  async start(): Promise<void> {
    const { link, printers, buttons, log } = this.parts;
    await this.outbox.start();
    printers.on('result', (result) => this.outbox.add(result));
    printers.on('late', (late) => link.printLate(late));
    printers.on('state', (state) => link.printerState(state));
    printers.hold();
    await printers.start();
    buttons?.on('press', (press) => void this.tell(press));
    buttons?.on('devices', () => this.greet());
    await buttons?.start();
    link.start({
      connected: () => {
        log.info({}, 'connected to the server');
        this.greet();
        this.outbox.empty();
      },
      disconnected: () => {
        log.warn({}, 'connection to the server lost');
        printers.hold();
      },
      print: async ({ printer, ...job }) => {
        const answer = await printers.submit(job, printer);
        if (!answer.ok) log.warn({ jobId: job.jobId, printer, code: answer.code }, 'a job was not accepted');
        return answer.ok;
      },
      cancelPrint: (job) => void printers.takeBack(job),
      goOn: () => printers.release(),
      testPage: (printer) => void printers.printTestPage(printer),
      listenToAll: (forMs) => void buttons?.listenToAll(Math.min(Math.max(forMs, 0), longestListenMs)),
      readBound: (deviceKeys) => void buttons?.readBound(deviceKeys),
      refused: (code) => this.parts.onRefused(code),
    });
  }

  async stop(): Promise<void> {
    const { link, printers, buttons } = this.parts;
    await buttons?.stop();
    await printers.stop();
    // Before the outbox, so that it does not wait for an answer that may never come: results are on disk.
    await link.stop();
    await this.outbox.stop();
  }

  private greet(): void {
    const { link, printers, buttons } = this.parts;
    link.hello({
      printers: printers.states(),
      hid: [...(buttons?.devices() ?? [])],
      jobs: printers.pendingJobs(),
    });
  }

  private async tell(press: ButtonPress): Promise<void> {
    const { link, clock, log } = this.parts;
    const pressedAt = clock.now();
    if (await link.button(press)) return;
    // The same press id: should the first have arrived after all, the server acts on it once.
    if (clock.now() - pressedAt < pressLivesMs && (await link.button(press))) return;
    log.warn({ button: press.button, deviceKey: press.deviceKey }, 'a press did not reach the server');
  }
}
