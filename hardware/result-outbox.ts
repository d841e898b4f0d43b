import { PrintResult } from '../common/protocol/hardware.ts';
import type { Clock } from './clock.ts';
import { DurableFolder } from './durable-folder.ts';
import type { HardwareLog } from './log.ts';

const tryAgainMs = 10_000;
const orderDigits = 9;

/** What became of paper, kept on disk until the server has acknowledged it; told in order. */
export class ResultOutbox {
  private readonly folder: DurableFolder<typeof PrintResult>;
  private readonly clock: Clock;
  private readonly log: HardwareLog;
  private readonly send: (result: PrintResult) => Promise<boolean>;
  private readonly waiting = new Map<string, PrintResult>();
  private nextOrder = 0;
  private emptying: Promise<void> | null = null;
  private writing: Promise<void> = Promise.resolve();
  private cancelRetry: (() => void) | null = null;
  private running = false;

  constructor(
    folder: string,
    clock: Clock,
    log: HardwareLog,
    send: (result: PrintResult) => Promise<boolean>,
  ) {
    this.folder = new DurableFolder(folder, PrintResult);
    this.clock = clock;
    this.log = log;
    this.send = send;
  }

  async start(): Promise<void> {
    for (const [name, result] of await this.folder.load()) {
      this.waiting.set(name, result);
      this.nextOrder = Math.max(this.nextOrder, Number(name.slice(0, orderDigits)) + 1);
    }
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
    this.cancelRetry?.();
    await this.writing;
    await this.emptying;
  }

  /** Keeps a result and tries to tell it. */
  add(result: PrintResult): void {
    const name = `${String(this.nextOrder).padStart(orderDigits, '0')}-${result.jobId}`;
    this.nextOrder += 1;
    this.waiting.set(name, result);
    this.writing = this.writing
      .then(() => this.folder.put(name, result))
      .catch((error: unknown) => this.log.warn({ err: error }, 'a print result could not be kept on disk'))
      .then(() => this.empty());
  }

  /** Tells everything that waits; called when the server is there again. */
  empty(): void {
    if (!this.running || this.emptying !== null) return;
    this.cancelRetry?.();
    this.cancelRetry = null;
    this.emptying = this.tellAll().finally(() => {
      this.emptying = null;
      if (!this.running || this.waiting.size === 0) return;
      this.cancelRetry = this.clock.setTimer(tryAgainMs, () => this.empty());
    });
  }

  get size(): number {
    return this.waiting.size;
  }

  private async tellAll(): Promise<void> {
    for (const [name, result] of this.waiting) {
      if (!this.running || !(await this.send(result))) return;
      this.waiting.delete(name);
      await this.folder.remove(name);
    }
  }
}
