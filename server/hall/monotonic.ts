import { uptime } from 'node:os';

/** The two clocks differ by no more than this while nothing is wrong; /proc tells hundredths of a second. */
const APART_MS = 2_000;

/**
 * How much time went by, in ms, sleep of the machine included: `performance.now` stands still while a Linux machine is
 * suspended, the time since boot does not.
 */
export class MonotonicClock {
  private lastMs = performance.now();
  private lastUptimeMs = uptime() * 1000;
  private sleptMs = 0;

  nowMs(): number {
    const nowMs = performance.now();
    // Asking the system costs more than a command; a sleep is longer than a second.
    if (nowMs - this.lastMs >= 1_000 || nowMs < this.lastMs) this.compare(nowMs);
    return Math.round(nowMs + this.sleptMs);
  }

  private compare(nowMs: number): void {
    const uptimeMs = uptime() * 1000;
    const asleepMs = uptimeMs - this.lastUptimeMs - (nowMs - this.lastMs);
    if (asleepMs > APART_MS) this.sleptMs += asleepMs;
    this.lastMs = nowMs;
    this.lastUptimeMs = uptimeMs;
  }
}
