import { lastStepWithin, minutesAt, PackedTimes, packSteps, timeStep } from '../storage/packed-times.ts';
import { leftUncalled, type TotalRow, type TotalSums } from '../storage/ticket-totals.ts';
import { minutes, share } from './figures.ts';
import type { VolumeTicket } from './volume-source.ts';

/** Times of one kind in one group: pieces out of totals, and steps of tickets read one by one. */
class Times {
  sumMs = 0;
  private readonly totalled: PackedTimes[] = [];
  private readonly single: number[] = [];
  private packed: readonly PackedTimes[] | null = null;

  addOne(ms: number): void {
    this.sumMs += ms;
    this.packed = null;
    this.single.push(timeStep(ms));
  }

  addTotals(sumMs: number, times: PackedTimes): void {
    this.sumMs += sumMs;
    this.packed = null;
    this.totalled.push(times);
  }

  pieces(): readonly PackedTimes[] {
    this.packed ??=
      this.single.length === 0 ? this.totalled : [...this.totalled, new PackedTimes(packSteps(this.single))];
    return this.packed;
  }

  add(other: Times): void {
    this.sumMs += other.sumMs;
    this.packed = null;
    for (const piece of other.pieces()) this.totalled.push(piece);
  }
}

/** Figures of one group while it is being counted. */
export class Tally {
  drawn = 0;
  called = 0;
  served = 0;
  noShow = 0;
  /** Tickets of which it is known whether the citizen came: an import may not tell. */
  telling = 0;
  left = 0;
  transactions = 0;
  /** Waits no longer than the target of their field. */
  withinTarget = 0;
  readonly waits = new Times();
  readonly services = new Times();

  /** @param tells false: of an import that told no no-show from somebody who was served */
  addTicket(row: VolumeTicket, targetMinutes: number, tells = true): void {
    this.drawn += 1;
    if (tells) this.telling += 1;
    this.called += row.called;
    if (row.state === 'done') this.served += 1;
    else if (row.state === 'no_show') this.noShow += 1;
    else if (leftUncalled(row.state, row.called)) this.left += 1;
    this.transactions += row.transaction_count;
    if (row.wait_ms !== null) {
      this.waits.addOne(row.wait_ms);
      if (timeStep(row.wait_ms) <= lastStepWithin(targetMinutes)) this.withinTarget += 1;
    }
    if (row.service_ms !== null) this.services.addOne(row.service_ms);
  }

  addTotals(row: TotalRow, targetMinutes: number, tells = true): void {
    const waits = new PackedTimes(row.waits);
    this.addCounted(
      row,
      waits.upTo(lastStepWithin(targetMinutes)),
      waits,
      new PackedTimes(row.services),
      tells,
    );
  }

  /** Adds totals of which the waits within target were counted before. */
  addCounted(sums: TotalSums, within: number, waits: PackedTimes, services: PackedTimes, tells = true): void {
    this.drawn += sums.drawn;
    if (tells) this.telling += sums.drawn;
    this.called += sums.called;
    this.served += sums.served;
    this.noShow += sums.no_show;
    this.left += sums.left;
    this.transactions += sums.transactions;
    this.withinTarget += within;
    this.waits.addTotals(sums.wait_ms, waits);
    this.services.addTotals(sums.service_ms, services);
  }

  add(other: Tally): void {
    this.drawn += other.drawn;
    this.called += other.called;
    this.served += other.served;
    this.noShow += other.noShow;
    this.telling += other.telling;
    this.left += other.left;
    this.transactions += other.transactions;
    this.withinTarget += other.withinTarget;
    this.waits.add(other.waits);
    this.services.add(other.services);
  }
}

export type Figures = Record<string, number | null>;

/** Figures of every group, and of all together. */
export function figuresOf(groups: readonly Tally[]): { groups: Figures[]; totals: Figures } {
  const all = new Tally();
  for (const tally of groups) all.add(tally);
  return { groups: groups.map(inWords), totals: inWords(all) };
}

/** The figures of one group as reports show them. */
export function inWords(tally: Tally): Figures {
  const waits = tally.waits.pieces();
  const services = tally.services.pieces();
  const waitCount = sizeOf(waits);
  const serviceCount = sizeOf(services);
  const [waitP50 = null, waitP90 = null] = minutesAt(waits, [0.5, 0.9]);
  const [serviceP90 = null] = minutesAt(services, [0.9]);
  return {
    drawn: tally.drawn,
    called: tally.called,
    served: tally.served,
    // Unknown is null and never 0.
    noShow: tally.telling === 0 && tally.drawn > 0 ? null : tally.noShow,
    left: tally.left,
    transactions: tally.transactions,
    waitMeanMinutes: minutes(waitCount === 0 ? null : tally.waits.sumMs / waitCount),
    waitP50Minutes: waitP50,
    waitP90Minutes: waitP90,
    withinTargetShare: share(tally.withinTarget, waitCount),
    serviceMeanMinutes: minutes(serviceCount === 0 ? null : tally.services.sumMs / serviceCount),
    serviceP90Minutes: serviceP90,
  };
}

const sizeOf = (pieces: readonly PackedTimes[]): number =>
  pieces.reduce((size, piece) => size + piece.size, 0);
