import { accepted, type Outcome } from '../../../common/protocol/refusals.ts';
import { blockingAt } from './erlang-b.ts';
import { faultOfAmount, faultOfLoad, type Load, occupancyOf, offeredLoad, unstable } from './load.ts';

/** A waiting line in its steady state. */
export interface SteadyWait {
  /** Share of citizens that have to wait at all. */
  readonly pWait: number;
  /** Mean wait of all citizens, those served at once included, minutes. */
  readonly meanWaitMinutes: number;
  /** Mean number of citizens waiting. */
  readonly meanWaiting: number;
  /** Share of citizens called within the target. */
  readonly serviceLevel: number;
  /** Share of their time that officials are busy, ρ. */
  readonly occupancy: number;
}

/** Erlang C from Erlang B; the load must be below the number of counters. */
export function waitingShare(blocking: number, offered: number, counters: number): number {
  // The same as nB / (n − a(1 − B)), without subtracting two nearly equal numbers at ρ near 1.
  return (counters * blocking) / (counters - offered + offered * blocking);
}

/**
 * Erlang C: a patient line before n equal officials, random arrivals and exponential service (M/M/n).
 * @param load arrivals and services an hour, officials
 * @param targetMinutes target wait, minutes, 0 or more
 * @returns the steady state; refused `unstable` when ρ ≥ 1, `invalid_input` for numbers that are none.
 *   Source: A. K. Erlang 1917; Gross, Shortle, Thompson, Harris, Fundamentals of Queueing Theory, 4th ed., section 2.3.
 */
export function erlangC(load: Load, targetMinutes: number): Outcome<SteadyWait> {
  const fault = faultOfLoad(load) ?? faultOfAmount('target minutes', targetMinutes);
  if (fault) return { ok: false, refusal: fault };
  const occupancy = occupancyOf(load);
  // Both, for a load so near to capacity that one of them rounds to it.
  if (occupancy >= 1 || load.counters * load.servicePerHour <= load.arrivalsPerHour) return unstable(load);
  const offered = offeredLoad(load);
  const pWait = waitingShare(blockingAt(offered, load.counters), offered, load.counters);
  return accepted(steadyOf(load, pWait, targetMinutes));
}

/** The steady state of a patient exponential line of which the waiting share is known. */
function steadyOf(load: Load, pWait: number, targetMinutes: number): SteadyWait {
  const sparePerMinute = (load.counters * load.servicePerHour - load.arrivalsPerHour) / 60;
  const meanWaitMinutes = pWait / sparePerMinute;
  return {
    pWait,
    meanWaitMinutes,
    meanWaiting: (load.arrivalsPerHour / 60) * meanWaitMinutes,
    serviceLevel: 1 - pWait * Math.exp(-sparePerMinute * targetMinutes),
    occupancy: occupancyOf(load),
  };
}
