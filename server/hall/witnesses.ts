import { EARLIEST_MS } from '../domain/timeline.ts';

/** What a device around says its clock shows. */
export interface Testimony {
  readonly id: string;
  /** By its clock, now, epoch ms. */
  readonly atMs: number;
}

interface Said {
  readonly atMs: number;
  readonly monotonicMs: number;
}

/** More devices no hall has; the oldest word is forgotten. */
const MOST = 300;
/** A word counts for so long: clocks of devices are set too. */
const KEPT_MS = 10 * 60_000;
/** Clocks that tell the same within so much agree: they are set by hand or once a day. */
const AGREE_MS = 2 * 60_000;
const LATEST_MS = Date.UTC(2100, 0, 1);

/** Clocks of paired devices and desks: what they say the time is, for a hall that cannot know. */
export class Witnesses {
  private readonly said = new Map<string, Said>();

  /**
   * @param atMs what the device's clock shows, epoch ms; whatever is no time is left out
   * @returns whether it counts
   */
  say(id: string, atMs: unknown, monotonicMs: number): boolean {
    if (typeof atMs !== 'number' || !(atMs >= EARLIEST_MS && atMs <= LATEST_MS)) return false;
    this.said.delete(id);
    this.said.set(id, { atMs, monotonicMs });
    for (const old of this.said.keys()) {
      if (this.said.size <= MOST) break;
      this.said.delete(old);
    }
    return true;
  }

  /** What each says now, its own word carried on. */
  testimonies(monotonicMs: number): Testimony[] {
    return [...this.said]
      .filter(([, said]) => monotonicMs - said.monotonicMs <= KEPT_MS)
      .map(([id, said]) => ({ id, atMs: said.atMs + monotonicMs - said.monotonicMs }));
  }

  /** What most of them agree on, epoch ms; undefined: there is none, or no more than half agree. */
  consensus(monotonicMs: number): number | undefined {
    const all = this.testimonies(monotonicMs)
      .map((each) => each.atMs)
      .sort((a, b) => a - b);
    const middle = all[Math.floor(all.length / 2)];
    if (middle === undefined) return undefined;
    const agreeing = all.filter((each) => Math.abs(each - middle) <= AGREE_MS);
    return agreeing.length * 2 > all.length ? middle : undefined;
  }
}
