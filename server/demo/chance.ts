/** Chance from a seed: the same seed tells the same story. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  share(): number {
    // Mulberry32: small, and good enough for who comes when.
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True so often. */
  happens(probability: number): boolean {
    return this.share() < probability;
  }

  between(low: number, high: number): number {
    return low + this.share() * (high - low);
  }

  /** Time to the next of events that come at random, in the unit of the mean. */
  untilNext(mean: number): number {
    return -Math.log(1 - this.share()) * mean;
  }

  /** A service time around its mean: three stages, so that very short and very long ones are rare. */
  serviceTime(mean: number): number {
    return [1, 2, 3].reduce((sum) => sum + this.untilNext(mean / 3), 0);
  }

  /** One of them; undefined of none. */
  pick<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.share() * of.length)];
  }
}
