/** A desk counts as one for the rest of the working day. */
const KEPT_MS = 12 * 3_600_000;
const MOST = 2_000;

/** Addresses from which staff worked lately: a visit rated from one at once may have been rated by the desk itself. */
export class StaffPlaces {
  private readonly now: () => number;
  private readonly seen = new Map<string, number>();

  /** @param now real time, epoch ms */
  constructor(now: () => number) {
    this.now = now;
  }

  /** Somebody of the staff, or a paired counter, spoke from here. */
  note(address: string): void {
    // Taken out first, so that the one that was silent longest is the first in order.
    this.seen.delete(address);
    this.seen.set(address, this.now());
    if (this.seen.size <= MOST) return;
    const [oldest] = this.seen.keys();
    if (oldest !== undefined) this.seen.delete(oldest);
  }

  has(address: string): boolean {
    const atMs = this.seen.get(address);
    return atMs !== undefined && this.now() - atMs < KEPT_MS;
  }
}
