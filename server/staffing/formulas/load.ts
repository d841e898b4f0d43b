import { type Outcome, type Refusal, refused } from '../../../common/protocol/refusals.ts';

/** Work that comes to a group of equal counters. */
export interface Load {
  /** Citizens an hour, λ; 0 is a quiet hour. */
  readonly arrivalsPerHour: number;
  /** Citizens that one official serves an hour while busy, μ. */
  readonly servicePerHour: number;
  /** Officials, n: whole, at least 1. */
  readonly counters: number;
}

/** More officials than any hall has; keeps a mistyped number from taking minutes. */
export const COUNTERS_MOST = 100_000;

/** Offered load a = λ/μ: the officials that would be busy on average if nobody ever waited. */
export function offeredLoad(load: Pick<Load, 'arrivalsPerHour' | 'servicePerHour'>): number {
  return load.arrivalsPerHour / load.servicePerHour;
}

/** ρ = λ/(nμ), the share of their time that officials would be busy; 1 and above is more than they can do. */
export function occupancyOf(load: Load): number {
  return offeredLoad(load) / load.counters;
}

function wrong(what: string): Refusal {
  return { code: 'invalid_input', message: what };
}

/** What is wrong with the numbers of a load; null when they can be computed with. */
export function faultOfLoad(load: Load): Refusal | null {
  if (!(load.arrivalsPerHour >= 0 && Number.isFinite(load.arrivalsPerHour)))
    return wrong('arrivals an hour must be a number of 0 or more');
  if (!(load.servicePerHour > 0 && Number.isFinite(load.servicePerHour)))
    return wrong('services an hour must be a number above 0');
  if (!(Number.isInteger(load.counters) && load.counters >= 1 && load.counters <= COUNTERS_MOST))
    return wrong(`counters must be a whole number from 1 to ${COUNTERS_MOST}`);
  return null;
}

/** What is wrong with a number that must not be negative, in words; null when nothing is. */
export function faultOfAmount(name: string, value: number): Refusal | null {
  return value >= 0 && Number.isFinite(value) ? null : wrong(`${name} must be a number of 0 or more`);
}

/**
 * The refusal of a load that outgrows its officials: the line has no steady state, it grows for as long as the doors
 * are open. `details.countersNeeded` is the smallest number that can keep up at all.
 */
export function unstable(load: Load): Outcome<never> {
  const occupancy = occupancyOf(load);
  const countersNeeded = Math.floor(offeredLoad(load)) + 1;
  return refused(
    'unstable',
    `${load.counters} officials cannot keep up with this load; it takes at least ${countersNeeded}`,
    { occupancy, countersNeeded },
  );
}
