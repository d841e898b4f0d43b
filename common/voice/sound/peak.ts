/** How high a sound swings, in dB below full scale. Pure. */

const dbOf = (value: number): number => 20 * Math.log10(value + 1e-12);

/** The highest sample. */
export function samplePeakDb(samples: Float32Array): number {
  let peak = 0;
  for (const value of samples) peak = Math.max(peak, Math.abs(value));
  return dbOf(peak);
}

const OVERSAMPLED = 4;
const TAPS_EACH_SIDE = 12;

/** Windowed sinc for the points between samples, one list a phase. */
const PHASES: readonly Float64Array[] = Array.from({ length: OVERSAMPLED - 1 }, (_, at) => {
  const shift = (at + 1) / OVERSAMPLED;
  return Float64Array.from({ length: 2 * TAPS_EACH_SIDE }, (__, tap) => {
    const x = tap - TAPS_EACH_SIDE + 1 - shift;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * x) / (TAPS_EACH_SIDE + 1));
    return (window * Math.sin(Math.PI * x)) / (Math.PI * x);
  });
});

/** The highest point of the curve through the samples: what a loudspeaker must follow (BS.1770 annex 2, four times). */
export function truePeakDb(samples: Float32Array): number {
  let peak = 10 ** (samplePeakDb(samples) / 20);
  for (let i = 0; i < samples.length; i++) {
    // The curve rises far above a sample only where that is high itself.
    if (Math.abs(samples[i] ?? 0) < peak / 3) continue;
    for (const phase of PHASES) {
      let between = 0;
      for (let tap = 0; tap < phase.length; tap++)
        between += (phase[tap] ?? 0) * (samples[i + tap - TAPS_EACH_SIDE + 1] ?? 0);
      peak = Math.max(peak, Math.abs(between));
    }
  }
  return dbOf(peak);
}
