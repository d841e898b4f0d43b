/** A budget that refills evenly: `burst` at once, then `perSecond`. */
export class TokenBucket {
  private readonly burst: number;
  private readonly perSecond: number;
  private left: number;
  private atMs: number;

  /** @param nowMs of a clock that only moves on */
  constructor(options: { burst: number; perSecond: number; nowMs: number }) {
    this.burst = options.burst;
    this.perSecond = options.perSecond;
    this.left = options.burst;
    this.atMs = options.nowMs;
  }

  /** Takes one; false when the budget is used up. */
  take(nowMs: number): boolean {
    this.refill(nowMs);
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }

  /** Gives back what was taken for nothing. */
  giveBack(): void {
    this.left = Math.min(this.burst, this.left + 1);
  }

  /** Whether it would be whole again: such a bucket need not be kept. */
  isFull(nowMs: number): boolean {
    this.refill(nowMs);
    return this.left >= this.burst;
  }

  /** Milliseconds until one can be taken. */
  waitMs(nowMs: number): number {
    this.refill(nowMs);
    return this.left >= 1 ? 0 : Math.ceil(((1 - this.left) / this.perSecond) * 1_000);
  }

  private refill(nowMs: number): void {
    const gained = Math.max(0, ((nowMs - this.atMs) / 1_000) * this.perSecond);
    this.left = Math.min(this.burst, this.left + gained);
    this.atMs = Math.max(this.atMs, nowMs);
  }
}

/** Buckets by key; full ones are forgotten when there are many. */
export class TokenBuckets {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly options: { burst: number; perSecond: number; mostKeys: number };

  constructor(options: { burst: number; perSecond: number; mostKeys: number }) {
    this.options = options;
  }

  take(key: string, nowMs: number): boolean {
    let bucket = this.buckets.get(key);
    if (bucket === undefined) {
      if (this.buckets.size >= this.options.mostKeys) this.forgetFull(nowMs);
      bucket = new TokenBucket({ ...this.options, nowMs });
      this.buckets.set(key, bucket);
    }
    return bucket.take(nowMs);
  }

  private forgetFull(nowMs: number): void {
    for (const [key, bucket] of this.buckets) if (bucket.isFull(nowMs)) this.buckets.delete(key);
    // Still too many: a flood from many addresses; the oldest begin again.
    for (const key of this.buckets.keys()) {
      if (this.buckets.size < this.options.mostKeys) return;
      this.buckets.delete(key);
    }
  }
}
