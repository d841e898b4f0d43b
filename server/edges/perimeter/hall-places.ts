import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';

/** An address counts as the hall's for so long after somebody with a good token spoke from it. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** Written again when the newest sign of an address is older by this. */
const STALE_MS = 24 * 3_600_000;
const MOST = 2_000;
const WRITE_AFTER_MS = 2_000;

const Kept = z.record(z.string(), z.number());

/**
 * Addresses from which paired devices, staff and programs speak. They are kept in a file, so that devices are let in
 * at once when the hall is started again in the middle of a flood from an address that they share.
 */
export class HallPlaces {
  private readonly file: string;
  private readonly now: () => number;
  private readonly onError: (error: unknown, what: string) => void;
  private readonly seen: Map<string, number>;
  private timer: NodeJS.Timeout | undefined;

  /** @param options.now real time, epoch ms */
  constructor(options: { file: string; now: () => number; onError: (error: unknown, what: string) => void }) {
    this.file = options.file;
    this.now = options.now;
    this.onError = options.onError;
    this.seen = new Map(Object.entries(readKept(options.file)));
  }

  /** Somebody with a good token spoke from this address. */
  note(address: string): void {
    const nowMs = this.now();
    const before = this.seen.get(address);
    if (before !== undefined && Math.abs(nowMs - before) < STALE_MS) return;
    // Taken out first, so that the one that was silent longest is the first in order.
    this.seen.delete(address);
    this.seen.set(address, nowMs);
    const [oldest] = this.seen.keys();
    if (this.seen.size > MOST && oldest !== undefined) this.seen.delete(oldest);
    this.timer ??= setTimeout(() => void this.write(), WRITE_AFTER_MS).unref();
  }

  has(address: string): boolean {
    const atMs = this.seen.get(address);
    return atMs !== undefined && this.now() - atMs < KEPT_MS;
  }

  /** Writes what is not written yet. */
  async stop(): Promise<void> {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    await this.write();
  }

  private async write(): Promise<void> {
    this.timer = undefined;
    try {
      await writeFile(`${this.file}.new`, JSON.stringify(Object.fromEntries(this.seen)), { mode: 0o600 });
      await rename(`${this.file}.new`, this.file);
    } catch (error) {
      this.onError(error, 'hall places');
    }
  }
}

/** A missing or damaged file: no address is known yet. */
function readKept(file: string): Record<string, number> {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
