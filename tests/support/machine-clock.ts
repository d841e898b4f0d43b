import { HandClock } from './test-hall.ts';

/** The two clocks of a machine, moved by hand: time goes by on both, a jump moves the wall clock alone. */
export class MachineClock extends HandClock {
  private wentMs = 1_000;

  monotonicMs(): number {
    return this.wentMs;
  }

  passes(ms: number): void {
    this.atMs += ms;
    this.wentMs += ms;
  }

  override minutes(count: number): void {
    this.passes(count * 60_000);
  }

  jumps(ms: number): void {
    this.atMs += ms;
  }

  /** Somebody sets the wall clock to an instant, epoch ms. */
  isSetTo(atMs: number): void {
    this.atMs = atMs;
  }
}
