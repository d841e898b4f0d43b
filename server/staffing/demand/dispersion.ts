import { normalQuantile } from '../simulation/interval.ts';

/** One count and what was expected of it. */
export interface CountPair {
  readonly counted: number;
  readonly expected: number;
}

/** Expected numbers below this say nothing about the spread. */
const LEAST_EXPECTED = 0.2;
/** Counts' worth of plain Poisson spread that every estimate starts from. */
const TRUST = 20;
const LARGE = 300;

/**
 * Variance ÷ mean of counts about their expectation, at least 1 (Poisson), shrunk toward 1 while there are few.
 *   Source: Pearson's χ² over its degrees of freedom; McCullagh, Nelder, Generalized Linear Models, section 6.2.
 */
export function dispersionOf(pairs: readonly CountPair[]): number {
  let sum = 0;
  let count = 0;
  for (const { counted, expected } of pairs) {
    if (expected < LEAST_EXPECTED) continue;
    sum += (counted - expected) ** 2 / expected;
    count += 1;
  }
  return Math.max(1, (sum + TRUST) / (count + TRUST));
}

/**
 * The count that is not exceeded with probability `share`: negative binomial with that mean and variance ÷ mean,
 * Poisson at 1. Staff are planned to 0.8 of it, and the band is shown.
 * @param mean expected number, 0 or more
 * @param dispersion variance ÷ mean, 1 or more
 * @param share 0 … 1, open
 */
export function countQuantile(mean: number, dispersion: number, share: number): number {
  if (!(mean > 0)) return 0;
  // Far from 0 the distribution is as good as normal, and its first weights are too small to be numbers.
  if (mean > LARGE)
    return Math.max(0, Math.round(mean + normalQuantile(share) * Math.sqrt(mean * dispersion)));
  const poisson = dispersion <= 1 + 1e-9;
  const size = poisson ? 0 : mean / (dispersion - 1);
  let weight = poisson ? Math.exp(-mean) : dispersion ** -size;
  let sum = weight;
  let count = 0;
  const most = mean * 50 + 1000;
  while (sum < share && count < most) {
    weight *= poisson ? mean / (count + 1) : ((count + size) / (count + 1)) * (1 - 1 / dispersion);
    sum += weight;
    count += 1;
  }
  return count;
}
