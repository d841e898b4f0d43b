import { leftUncalled, type TotalRow } from '../storage/ticket-totals.ts';
import {
  addSteps,
  lastStepWithin,
  stepMinutes,
  TimeCounts,
  timeStep,
  unpackSteps,
} from '../storage/time-counts.ts';
import { minutes, share } from './figures.ts';
import type { VolumeTicket } from './volume-source.ts';

interface PackedTimes {
  readonly bytes: Uint8Array;
  /** Last step within the target; below every step where there is none. */
  readonly within: number;
}

/** Services have no target. */
const NO_TARGET = Number.NEGATIVE_INFINITY;

/** Steps up to this (almost eleven hours) are counted in a plain array, the few beyond it in a map. */
const DENSE_STEPS = 131_072;

/** Counts by step of any number of tickets, with ranks. Cleared and used again. */
export class StepCounts {
  private readonly dense = new Int32Array(DENSE_STEPS);
  private readonly beyond = new Map<number, number>();
  private highest = -1;
  size = 0;

  clear(): void {
    this.dense.fill(0, 0, this.highest + 1);
    this.beyond.clear();
    this.highest = -1;
    this.size = 0;
  }

  /** Adds one time. */
  add(step: number): void {
    this.size += 1;
    if (step >= 0 && step < DENSE_STEPS) {
      this.dense[step] = (this.dense[step] ?? 0) + 1;
      if (step > this.highest) this.highest = step;
    } else this.beyond.set(step, (this.beyond.get(step) ?? 0) + 1);
  }

  /** Adds times that were packed together. @returns how many of them are no longer than a step */
  addPacked(bytes: Uint8Array, last: number): number {
    const { size, upToLast, highest } = addSteps(bytes, this.dense, last, (step, count) => {
      this.beyond.set(step, (this.beyond.get(step) ?? 0) + count);
    });
    this.size += size;
    this.highest = Math.max(this.highest, highest);
    return upToLast;
  }

  /** Adds everything that another has counted. */
  addFrom(other: StepCounts): void {
    const { dense } = this;
    const from = other.dense;
    for (let step = 0; step <= other.highest; step += 1) dense[step] = (dense[step] ?? 0) + (from[step] ?? 0);
    for (const [step, count] of other.beyond) this.beyond.set(step, (this.beyond.get(step) ?? 0) + count);
    this.size += other.size;
    this.highest = Math.max(this.highest, other.highest);
  }

  /** Minutes of the smallest step such that at least `part` of all are no larger (nearest rank); null of nothing. */
  minutesAt(part: number): number | null {
    if (this.size === 0) return null;
    let left = Math.max(1, Math.ceil(part * this.size));
    const rest = [...this.beyond].sort(([a], [b]) => a - b);
    for (const [step, count] of rest.filter(([each]) => each < 0)) {
      left -= count;
      if (left <= 0) return stepMinutes(step);
    }
    const { dense, highest } = this;
    for (let step = 0; step <= highest; step += 1) {
      left -= dense[step] ?? 0;
      if (left <= 0) return stepMinutes(step);
    }
    for (const [step, count] of rest.filter(([each]) => each >= 0)) {
      left -= count;
      if (left <= 0) return stepMinutes(step);
    }
    return null;
  }
}

/** Times of one kind in one group: packed ones of totals, and steps of tickets read one by one. */
class Times {
  count = 0;
  sumMs = 0;
  within = 0;
  private readonly packed: PackedTimes[] = [];
  private readonly loose: number[] = [];

  addOne(ms: number, lastWithin: number): void {
    const step = timeStep(ms);
    this.count += 1;
    this.sumMs += ms;
    if (step <= lastWithin) this.within += 1;
    this.loose.push(step);
  }

  addPacked(count: number, sumMs: number, times: PackedTimes): void {
    this.count += count;
    this.sumMs += sumMs;
    if (times.bytes.length > 0) this.packed.push(times);
  }

  /**
   * Minutes at each part of the ranks, with all of it counted into `all` and what is within the target noted.
   * @param own is cleared and used where the times lie in more than one piece
   */
  ranks(parts: readonly number[], own: StepCounts, all: StepCounts, scratch: TimeCounts): (number | null)[] {
    const { packed, loose } = this;
    if (packed.length === 0) {
      for (const step of loose) all.add(step);
      loose.sort((a, b) => a - b);
      return parts.map((part) => {
        const step = loose[Math.max(0, Math.ceil(part * loose.length) - 1)];
        return step === undefined ? null : stepMinutes(step);
      });
    }
    const only = packed.length === 1 && loose.length === 0 ? packed[0] : undefined;
    if (only) {
      // Most groups of a year by day: walked through where it lies, nothing to clear.
      this.within += all.addPacked(only.bytes, only.within);
      unpackSteps(only.bytes, scratch);
      return parts.map((part) => minutesIn(scratch, this.count, part));
    }
    own.clear();
    for (const step of loose) own.add(step);
    for (const { bytes, within } of packed) this.within += own.addPacked(bytes, within);
    all.addFrom(own);
    return parts.map((part) => own.minutesAt(part));
  }

  mean(): number | null {
    return this.count === 0 ? null : this.sumMs / this.count;
  }
}

/** Nearest rank among the steps of one piece. */
function minutesIn({ steps, counts, length }: TimeCounts, size: number, part: number): number | null {
  let left = Math.max(1, Math.ceil(part * size));
  for (let at = 0; at < length; at += 1) {
    left -= counts[at] ?? 0;
    if (left <= 0) return stepMinutes(steps[at] ?? 0);
  }
  return null;
}

/** Figures of one group while it is being counted. */
export class Tally {
  drawn = 0;
  called = 0;
  served = 0;
  noShow = 0;
  left = 0;
  transactions = 0;
  readonly waits = new Times();
  readonly services = new Times();

  addTicket(row: VolumeTicket, targetMinutes: number): void {
    this.drawn += 1;
    this.called += row.called;
    if (row.state === 'done') this.served += 1;
    else if (row.state === 'no_show') this.noShow += 1;
    else if (leftUncalled(row.state, row.called)) this.left += 1;
    this.transactions += row.transaction_count;
    if (row.wait_ms !== null) this.waits.addOne(row.wait_ms, lastStepWithin(targetMinutes));
    if (row.service_ms !== null) this.services.addOne(row.service_ms, NO_TARGET);
  }

  addTotals(row: TotalRow, targetMinutes: number): void {
    this.drawn += row.drawn;
    this.called += row.called;
    this.served += row.served;
    this.noShow += row.no_show;
    this.left += row.left;
    this.transactions += row.transactions;
    this.waits.addPacked(row.wait_count, row.wait_ms, {
      bytes: row.waits,
      within: lastStepWithin(targetMinutes),
    });
    this.services.addPacked(row.service_count, row.service_ms, { bytes: row.services, within: NO_TARGET });
  }
}

type Figures = Record<string, number | null>;

/** Figures of every group, and of all together. */
export function figuresOf(groups: readonly Tally[]): { groups: Figures[]; totals: Figures } {
  const scratch = new TimeCounts();
  const own = new StepCounts();
  const allWaits = new StepCounts();
  const allServices = new StepCounts();
  const all = new Tally();
  const figures = groups.map((tally) => {
    all.drawn += tally.drawn;
    all.called += tally.called;
    all.served += tally.served;
    all.noShow += tally.noShow;
    all.left += tally.left;
    all.transactions += tally.transactions;
    const [p50 = null, p90 = null] = tally.waits.ranks([0.5, 0.9], own, allWaits, scratch);
    const [serviceP90 = null] = tally.services.ranks([0.9], own, allServices, scratch);
    for (const [into, from] of [
      [all.waits, tally.waits],
      [all.services, tally.services],
    ] as const) {
      into.count += from.count;
      into.sumMs += from.sumMs;
      into.within += from.within;
    }
    return inWords(tally, { p50, p90 }, serviceP90);
  });
  const waits = { p50: allWaits.minutesAt(0.5), p90: allWaits.minutesAt(0.9) };
  return { groups: figures, totals: inWords(all, waits, allServices.minutesAt(0.9)) };
}

function inWords(
  tally: Tally,
  waits: { p50: number | null; p90: number | null },
  serviceP90: number | null,
): Figures {
  return {
    drawn: tally.drawn,
    called: tally.called,
    served: tally.served,
    noShow: tally.noShow,
    left: tally.left,
    transactions: tally.transactions,
    waitMeanMinutes: minutes(tally.waits.mean()),
    waitP50Minutes: waits.p50,
    waitP90Minutes: waits.p90,
    withinTargetShare: share(tally.waits.within, tally.waits.count),
    serviceMeanMinutes: minutes(tally.services.mean()),
    serviceP90Minutes: serviceP90,
  };
}
