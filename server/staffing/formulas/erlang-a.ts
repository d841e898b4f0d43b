import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { SteadyWait } from './erlang-c.ts';
import { faultOfAmount, faultOfLoad, type Load } from './load.ts';

/** A line that some leave before they are called. */
export interface ImpatientWait extends SteadyWait {
  /** Share of citizens that leave without being called. */
  readonly pAbandon: number;
}

/** Rates a minute. */
interface Rates {
  readonly arrivals: number;
  readonly service: number;
  readonly leaving: number;
  readonly counters: number;
}

/** States this much rarer than all before them together no longer matter. */
const NEGLIGIBLE = 1e-25;
/** e^−45: what a density may be left out below. */
const NEGLIGIBLE_LOG = 45;
const PANELS = 4096;
/** Once in a hundred thousand years is never; smaller rates would be lost in rounding. */
const NEVER_PER_HOUR = 1e-9;

/** What empties a hall with `present` citizens in it, a minute: services, and leaving from the line. */
function departures(rates: Rates, present: number): number {
  const waiting = Math.max(0, present - rates.counters);
  return (present - waiting) * rates.service + waiting * rates.leaving;
}

/**
 * Sums over the states of the birth–death chain, outwards from the likeliest one, so that no weight exceeds 1 and
 * nothing overflows however large the hall.
 */
function stationary(rates: Rates): { pWait: number; meanWaiting: number } {
  const { arrivals, service, leaving, counters } = rates;
  const offered = arrivals / service;
  const likeliest =
    offered < counters
      ? Math.floor(offered)
      : counters + Math.floor((arrivals - counters * service) / leaving);
  let total = 0;
  let busy = 0;
  let waiting = 0;
  const take = (present: number, weight: number) => {
    total += weight;
    if (present < counters) return;
    busy += weight;
    waiting += weight * (present - counters);
  };
  let weight = 1;
  for (let present = likeliest; weight > NEGLIGIBLE * total || present <= counters; present++) {
    take(present, weight);
    weight *= arrivals / departures(rates, present + 1);
    if (weight === 0) break;
  }
  weight = 1;
  for (let present = likeliest; present > 0; present--) {
    weight *= departures(rates, present) / arrivals;
    if (weight <= NEGLIGIBLE * total) break;
    take(present - 1, weight);
  }
  return { pWait: busy / total, meanWaiting: waiting / total };
}

/** Integral of a smooth function by Simpson's rule. */
function integral(from: number, to: number, of: (x: number) => number): number {
  if (to <= from) return 0;
  const step = (to - from) / PANELS;
  let sum = of(from) + of(to);
  for (let i = 1; i < PANELS; i++) sum += (i % 2 === 0 ? 2 : 4) * of(from + i * step);
  return (sum * step) / 3;
}

/**
 * Of those who wait, the share that is served within the target. The wait that a citizen of endless patience would
 * have has a density proportional to exp(λ(1 − e^−θx)/θ − nμx); each of them is still there with probability e^−θx.
 */
function servedInTime(rates: Rates, targetMinutes: number): number {
  const { arrivals, leaving } = rates;
  const capacity = rates.counters * rates.service;
  const logDensity = (x: number) => (-arrivals * Math.expm1(-leaving * x)) / leaving - capacity * x;
  const peak = arrivals > capacity ? Math.log(arrivals / capacity) / leaving : 0;
  const top = logDensity(peak);
  let reach = 1 / capacity;
  while (top - logDensity(peak + reach) < NEGLIGIBLE_LOG) reach *= 1.25;
  const end = peak + reach;
  let start = peak;
  for (let back = 1 / capacity; start > 0 && top - logDensity(start) < NEGLIGIBLE_LOG; back *= 1.25)
    start = Math.max(0, peak - back);
  const all = integral(start, end, (x) => Math.exp(logDensity(x) - top));
  const inTime = integral(start, Math.min(end, targetMinutes), (x) =>
    Math.exp(logDensity(x) - top - leaving * x),
  );
  return Math.min(1, inTime / all);
}

/**
 * Erlang A: as Erlang C, but each citizen leaves after an exponential patience unless called before (M/M/n+M).
 * @param load arrivals and services an hour, officials
 * @param patienceMinutes mean patience 1/θ, minutes, above 0
 * @param targetMinutes target wait, minutes, 0 or more
 * @returns the steady state, at every load: who leaves relieves the line. `meanWaitMinutes` is over all citizens until
 *   they are called or leave; `serviceLevel` is the share of all citizens that are called within the target, those who
 *   left count as missed. Refused `invalid_input` for numbers that are none.
 *   Source: C. Palm 1957; Garnett, Mandelbaum, Reiman, Designing a call center with impatient customers, 2002; the
 *   density of the wait: Baccelli, Hebuterne, On queues with impatient customers, 1981.
 */
export function erlangA(load: Load, patienceMinutes: number, targetMinutes: number): Outcome<ImpatientWait> {
  const fault = faultOfLoad(load) ?? faultOfAmount('target minutes', targetMinutes);
  if (fault) return { ok: false, refusal: fault };
  if (!(patienceMinutes > 0 && Number.isFinite(patienceMinutes)))
    return refused('invalid_input', 'patience must be a number of minutes above 0');
  if (load.arrivalsPerHour < NEVER_PER_HOUR)
    return accepted({
      pWait: 0,
      pAbandon: 0,
      meanWaitMinutes: 0,
      meanWaiting: 0,
      serviceLevel: 1,
      occupancy: 0,
    });
  const rates: Rates = {
    arrivals: load.arrivalsPerHour / 60,
    service: load.servicePerHour / 60,
    leaving: 1 / patienceMinutes,
    counters: load.counters,
  };
  const { pWait, meanWaiting } = stationary(rates);
  const pAbandon = (rates.leaving * meanWaiting) / rates.arrivals;
  return accepted({
    pWait,
    pAbandon,
    meanWaitMinutes: meanWaiting / rates.arrivals,
    meanWaiting,
    serviceLevel: 1 - pWait + pWait * servedInTime(rates, targetMinutes),
    occupancy: (rates.arrivals * (1 - pAbandon)) / (rates.counters * rates.service),
  });
}
