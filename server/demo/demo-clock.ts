import type { Clock } from '../hall/clock.ts';

/** Real milliseconds; a parameter so that tests can move it by hand. */
export type RealTime = () => number;

/**
 * The clock of a demonstration: stands still and is set by hand while earlier days are played, then runs at its rate,
 * and can be put forward over hours in which nothing happens. It never goes back.
 */
export class DemoClock implements Clock {
  readonly rate: number;
  private readonly real: RealTime;
  private hallMs: number;
  private since: number | null = null;

  constructor(startMs: number, rate: number, real: RealTime = () => performance.now()) {
    this.hallMs = startMs;
    this.rate = rate;
    this.real = real;
  }

  nowMs(): number {
    if (this.since === null) return this.hallMs;
    return Math.round(this.hallMs + (this.real() - this.since) * this.rate);
  }

  /** Puts the clock forward; an earlier time changes nothing. */
  forwardTo(atMs: number): void {
    if (atMs <= this.nowMs()) return;
    this.hallMs = atMs;
    if (this.since !== null) this.since = this.real();
  }

  /** Lets it run. */
  run(): void {
    this.since ??= this.real();
  }
}
