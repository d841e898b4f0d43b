import { lastStepWithin, minutesAt, PackedTimes, packSteps, timeStep } from '../storage/packed-times.ts';
import { leftUncalled, type TotalRow } from '../storage/ticket-totals.ts';
import { minutes, share } from './figures.ts';
import type { VolumeTicket } from './volume-source.ts';

/** Times of one kind in one group: pieces out of totals, and steps of tickets read one by one. */
class Times {
  sumMs = 0;
  private readonly totalled: PackedTimes[] = [];
  private readonly single: number[] = [];

  addOne(ms: number): void {
    this.sumMs += ms;
    this.single.push(timeStep(ms));
  }

  addTotals(sumMs: number, times: PackedTimes): void {
    this.sumMs += sumMs;
    this.totalled.push(times);
  }

  pieces(): PackedTimes[] {
    return this.single.length === 0
      ? this.totalled
      : [...this.totalled, new PackedTimes(packSteps(this.single))];
  }
}

/** Figures of one group while it is being counted. */
export class Tally {
  drawn = 0;
  called = 0;
  served = 0;
  noShow = 0;
  left = 0;
  transactions = 0;
  /** Waits no longer than the target of their field. */
  withinTarget = 0;
  readonly waits = new Times();
  readonly services = new Times();

  addTicket(row: VolumeTicket, targetMinutes: number): void {
    this.drawn += 1;
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

  addTotals(row: TotalRow, targetMinutes: number): void {
    this.drawn += row.drawn;
    this.called += row.called;
    this.served += row.served;
    this.noShow += row.no_show;
    this.left += row.left;
    this.transactions += row.transactions;
    const waits = new PackedTimes(row.waits);
    this.waits.addTotals(row.wait_ms, waits);
    this.withinTarget += waits.upTo(lastStepWithin(targetMinutes));
    this.services.addTotals(row.service_ms, new PackedTimes(row.services));
  }
}

type Figures = Record<string, number | null>;

/** Figures of every group, and of all together. */
export function figuresOf(groups: readonly Tally[]): { groups: Figures[]; totals: Figures } {
  const all = new Tally();
  const waits: PackedTimes[][] = [];
  const services: PackedTimes[][] = [];
  const figures = groups.map((tally) => {
    all.drawn += tally.drawn;
    all.called += tally.called;
    all.served += tally.served;
    all.noShow += tally.noShow;
    all.left += tally.left;
    all.transactions += tally.transactions;
    all.withinTarget += tally.withinTarget;
    all.waits.sumMs += tally.waits.sumMs;
    all.services.sumMs += tally.services.sumMs;
    const own = { waits: tally.waits.pieces(), services: tally.services.pieces() };
    waits.push(own.waits);
    services.push(own.services);
    return inWords(tally, own.waits, own.services);
  });
  return { groups: figures, totals: inWords(all, waits.flat(), services.flat()) };
}

function inWords(tally: Tally, waits: readonly PackedTimes[], services: readonly PackedTimes[]): Figures {
  const waitCount = sizeOf(waits);
  const serviceCount = sizeOf(services);
  const [waitP50 = null, waitP90 = null] = minutesAt(waits, [0.5, 0.9]);
  const [serviceP90 = null] = minutesAt(services, [0.9]);
  return {
    drawn: tally.drawn,
    called: tally.called,
    served: tally.served,
    noShow: tally.noShow,
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
