/** A mean and how far the truth may lie from it. */
export interface MeanInterval {
  readonly mean: number;
  /** Half the width of the confidence interval, in the unit of the values; infinite from fewer than two values. */
  readonly halfWidth: number;
  readonly count: number;
}

/** Quantile of the normal distribution. Source: P. J. Acklam 2003, relative error below 1.2e−9. @param p 0 … 1, open */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    const top =
      ((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
      2.938163982698783;
    const bottom =
      (((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
      1;
    return top / bottom;
  }
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (top * q) / bottom;
}

/**
 * Quantile of Student's t. Exact for one and two degrees of freedom, else the expansion about the normal one.
 * Source: Abramowitz, Stegun 26.7.5; within 0.5 % from three degrees on at 95 %.
 */
export function studentQuantile(p: number, freedom: number): number {
  if (freedom === 1) return Math.tan(Math.PI * (p - 0.5));
  if (freedom === 2) return ((2 * p - 1) * Math.SQRT2) / (2 * Math.sqrt(p * (1 - p)));
  const z = normalQuantile(p);
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  const g4 = (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92_160;
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3 + g4 / freedom ** 4;
}

/**
 * Mean of independent values with its confidence interval: one value a simulated day, or the difference of two halls on
 * the same day (common random numbers).
 * @param level confidence, 0 … 1
 */
export function meanInterval(values: ArrayLike<number>, level = 0.95): MeanInterval {
  const count = values.length;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i] as number;
    const delta = value - mean;
    mean += delta / (i + 1);
    squares += delta * (value - mean);
  }
  if (count < 2) return { mean: count === 0 ? Number.NaN : mean, halfWidth: Number.POSITIVE_INFINITY, count };
  const error = Math.sqrt(squares / (count - 1) / count);
  return { mean, halfWidth: studentQuantile((1 + level) / 2, count - 1) * error, count };
}

/**
 * Mean of one long run whose neighbours resemble each other: means of equal stretches are nearly independent.
 * @param series one value a citizen, in order; what does not fill a stretch at the end is left out
 * @param batches how many stretches, 20 to 40 for runs much longer than a busy period
 */
export function batchInterval(series: ArrayLike<number>, batches: number, level = 0.95): MeanInterval {
  const length = Math.floor(series.length / batches);
  const means = new Float64Array(batches);
  for (let batch = 0; batch < batches; batch++) {
    let sum = 0;
    for (let i = batch * length; i < (batch + 1) * length; i++) sum += series[i] as number;
    means[batch] = sum / length;
  }
  return meanInterval(means, level);
}
