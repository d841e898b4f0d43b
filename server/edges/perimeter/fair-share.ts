/**
 * Bounds how many things strangers hold, per address and in all. Nothing is refused at the door: the address that holds
 * most gives up its oldest, so that whoever floods loses its own and a newcomer still gets the chance to show a token.
 */
export class FairShare<T> {
  private readonly held = new Map<string, Set<T>>();
  private readonly perAddress: number;
  private readonly inAll: number;
  private count = 0;

  constructor(options: { perAddress: number; inAll: number }) {
    this.perAddress = options.perAddress;
    this.inAll = options.inAll;
  }

  get size(): number {
    return this.count;
  }

  /** Takes one more. @returns what has to go for it, already taken out; undefined when there was room */
  add(address: string, item: T): T | undefined {
    const own = this.held.get(address) ?? new Set<T>();
    this.held.set(address, own);
    if (!own.has(item)) this.count += 1;
    own.add(item);
    if (own.size <= this.perAddress && this.count <= this.inAll) return undefined;
    const from = own.size > this.perAddress ? address : this.largest();
    const [oldest] = this.held.get(from) ?? [];
    if (oldest !== undefined) this.delete(from, oldest);
    return oldest;
  }

  delete(address: string, item: T): void {
    const own = this.held.get(address);
    if (!own?.delete(item)) return;
    this.count -= 1;
    if (own.size === 0) this.held.delete(address);
  }

  /** What one address holds. */
  of(address: string): Iterable<T> {
    return this.held.get(address) ?? [];
  }

  *items(): Iterable<T> {
    for (const own of this.held.values()) yield* own;
  }

  private largest(): string {
    let found = '';
    let most = 0;
    for (const [address, own] of this.held)
      if (own.size > most) {
        most = own.size;
        found = address;
      }
    return found;
  }
}
