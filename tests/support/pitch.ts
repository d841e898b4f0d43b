/** Pitch of a voice by autocorrelation, for measures on the packs. */

const WINDOW_SECONDS = 0.04;
const STEP_SECONDS = 0.01;

/** Pitch in Hz of each moment that has one, in order. */
export function pitches(samples: Float32Array, rateHz: number, lowest = 60, highest = 350): number[] {
  const window = Math.round(WINDOW_SECONDS * rateHz);
  const found: number[] = [];
  for (let from = 0; from + 2 * window <= samples.length; from += Math.round(STEP_SECONDS * rateHz)) {
    const own = correlation(samples, from, window, 0);
    if (own / window < 1e-4) continue;
    let best = 0;
    let bestLag = 0;
    for (let lag = Math.floor(rateHz / highest); lag <= Math.min(window, rateHz / lowest); lag++) {
      const at = correlation(samples, from, window, lag);
      if (at > best) [best, bestLag] = [at, lag];
    }
    if (best / own > 0.5) found.push(rateHz / bestLag);
  }
  return found;
}

function correlation(samples: Float32Array, from: number, window: number, lag: number): number {
  let sum = 0;
  for (let i = from; i < from + window; i++) sum += (samples[i] ?? 0) * (samples[i + lag] ?? 0);
  return sum;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
