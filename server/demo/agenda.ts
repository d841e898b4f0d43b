import type { DemoClock } from './demo-clock.ts';

interface Entry {
  readonly atMs: number;
  readonly order: number;
  act(): Promise<void>;
}

/** While waiting for the next entry the clock is looked at this often, real ms: it may be put forward meanwhile. */
const GLANCE_MS = 200;

/** What the simulated people intend to do, in the order of hall time. One thing is done at a time. */
export class Agenda {
  private readonly clock: DemoClock;
  private readonly entries: Entry[] = [];
  private count = 0;

  constructor(clock: DemoClock) {
    this.clock = clock;
  }

  /** Hall time now, ms. */
  nowMs(): number {
    return this.clock.nowMs();
  }

  /** Plans an act for a hall time; a time that has passed means at once. */
  at(atMs: number, act: () => Promise<void>): void {
    this.count += 1;
    // Chance gives fractions; the record keeps whole milliseconds.
    const entry: Entry = { atMs: Math.round(atMs), order: this.count, act };
    let place = this.entries.length;
    for (;;) {
      const before = this.entries[place - 1];
      if (before === undefined || before.atMs <= atMs) break;
      place -= 1;
    }
    this.entries.splice(place, 0, entry);
  }

  /** Plans an act so many hall ms from now. */
  in(delayMs: number, act: () => Promise<void>): void {
    this.at(this.nowMs() + delayMs, act);
  }

  /** Plays everything up to a hall time as fast as it goes, and leaves the clock there. */
  async playUntil(untilMs: number): Promise<void> {
    for (;;) {
      const next = this.entries[0];
      if (next === undefined || next.atMs > untilMs) break;
      this.entries.shift();
      this.clock.forwardTo(next.atMs);
      await next.act();
    }
    this.clock.forwardTo(untilMs);
  }

  /** Drops every entry before a hall time without doing it: a day that is skipped. */
  dropUntil(untilMs: number): void {
    while (this.entries[0] !== undefined && this.entries[0].atMs <= untilMs) this.entries.shift();
  }

  /** Does each act when its hour comes, until the signal. Resolves after the act under way. */
  async live(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const next = this.entries[0];
      const waitMs = next === undefined ? GLANCE_MS : (next.atMs - this.nowMs()) / this.clock.rate;
      if (next !== undefined && waitMs <= 0) {
        this.entries.shift();
        await next.act();
      } else await pause(Math.min(GLANCE_MS, waitMs), signal);
    }
  }
}

function pause(realMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, realMs);
    signal.addEventListener('abort', end);
  });
}
