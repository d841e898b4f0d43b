import type { Clock } from '../../hardware/clock.ts';

/** A clock that moves only by hand, and runs its timers in the order of their times. */
export class HandClock implements Clock {
  private time: number;
  private timers: { at: number; act: () => void }[] = [];

  /** @param start epoch milliseconds or an ISO time */
  constructor(start: number | string = '2026-01-02T08:15:00+07:00') {
    this.time = typeof start === 'string' ? Date.parse(start) : start;
  }

  now(): number {
    return this.time;
  }

  setTimer(delayMs: number, act: () => void): () => void {
    const timer = { at: this.time + delayMs, act };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  get pending(): number {
    return this.timers.length;
  }

  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = next.at;
      next.act();
    }
    this.time = end;
  }
}

/**
 * Lets real input and output go on until something holds. Between looks it moves the hand clock a little if
 * one is given, so that polls and waits go by without time passing.
 * @throws Error with `what` when it never holds.
 */
export async function until(
  holds: () => boolean,
  what: string,
  clock?: Pick<HandClock, 'advance'>,
): Promise<void> {
  const giveUpAt = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > giveUpAt) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
    clock?.advance(20);
  }
}
