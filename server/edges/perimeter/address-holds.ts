import { TokenBuckets } from './token-bucket.ts';

/** Refusals that one address may collect at once, and then a second. No page of the hall collects any. */
const STRIKES = { burst: 100, perSecond: 20, mostKeys: 10_000 };
/** How long connections of an address are closed at once: doubled each time, up to the longest. */
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 30_000;
/** An address that was quiet for so long begins with the first hold again. */
const FORGIVEN_MS = 120_000;
const MOST_HOLDS = 10_000;

interface Hold {
  readonly forMs: number;
  readonly untilMs: number;
}

/**
 * Addresses whose connections are closed before a byte of them is read, because they were refused too often: refusing
 * costs a parsed head, a JSON body, on the encrypted port a handshake. An address from which somebody of the hall
 * speaks is never held, for the hall may share it with the one who floods; the other limits hold there.
 */
export class AddressHolds {
  private readonly isOfTheHall: (address: string) => boolean;
  private readonly nowMs: () => number;
  private readonly strikes = new TokenBuckets(STRIKES);
  private readonly holds = new Map<string, Hold>();

  /**
   * @param options.isOfTheHall whether somebody with a good token spoke from this address
   * @param options.nowMs of a clock that only moves on
   */
  constructor(options: { isOfTheHall: (address: string) => boolean; nowMs: () => number }) {
    this.isOfTheHall = options.isOfTheHall;
    this.nowMs = options.nowMs;
  }

  /** Something from this address was refused. */
  strike(address: string): void {
    const nowMs = this.nowMs();
    if (this.strikes.take(address, nowMs) || this.isHeld(address)) return;
    const before = this.holds.get(address);
    const again = before !== undefined && nowMs - before.untilMs < FORGIVEN_MS;
    const forMs = again ? Math.min(before.forMs * 2, LONGEST_HOLD_MS) : FIRST_HOLD_MS;
    // Taken out first, so that the one that was quiet longest is the first in order.
    this.holds.delete(address);
    this.holds.set(address, { forMs, untilMs: nowMs + forMs });
    const [oldest] = this.holds.keys();
    if (this.holds.size > MOST_HOLDS && oldest !== undefined) this.holds.delete(oldest);
  }

  /** Whether a new connection of this address is closed at once. */
  isHeld(address: string): boolean {
    const hold = this.holds.get(address);
    return hold !== undefined && hold.untilMs > this.nowMs() && !this.isOfTheHall(address);
  }
}
