/** Loudness as people hear it, by ITU-R BS.1770-4: one channel, K-weighted, gated. Pure. */

const BLOCK_SECONDS = 0.4;
/** Blocks overlap by three quarters. */
const BLOCKS_A_STEP = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/** Coefficients of a filter of second order, a0 being 1. */
interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** The head as a rigid sphere: what lies above 1.5 kHz counts about 4 dB more. */
export function headFilter(rateHz: number): Biquad {
  const k = Math.tan((Math.PI * 1681.974450955533) / rateHz);
  const q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + k / q + k * k;
  return {
    b: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  };
}

/** What is too low to be heard as loud. */
export function lowFilter(rateHz: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / rateHz);
  const q = 0.5003270373238773;
  const a0 = 1 + k / q + k * k;
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] };
}

function filtered(samples: Float32Array | Float64Array, { b, a }: Biquad): Float64Array {
  const out = new Float64Array(samples.length);
  const [b0, b1, b2] = b;
  const [a1, a2] = a;
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    out[i] = y;
  }
  return out;
}

const lufsOf = (meanSquare: number): number => -0.691 + 10 * Math.log10(meanSquare + 1e-20);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/**
 * Integrated loudness in LUFS of one channel. A sound shorter than a block of 400 ms has no gates: it is one block of its
 * own length, so that single words can be compared. Silence is about -200.
 */
export function integratedLoudness(samples: Float32Array, rateHz: number): number {
  const weighted = filtered(filtered(samples, headFilter(rateHz)), lowFilter(rateHz));
  const step = Math.round((BLOCK_SECONDS * rateHz) / BLOCKS_A_STEP);
  const steps = Math.floor(weighted.length / step);
  if (steps < BLOCKS_A_STEP) return lufsOf(squares(weighted, 0, weighted.length) / weighted.length);
  const energies = Array.from({ length: steps }, (_, at) => squares(weighted, at * step, (at + 1) * step));
  const blocks = energies
    .slice(BLOCKS_A_STEP - 1)
    .map((_, at) => mean(energies.slice(at, at + BLOCKS_A_STEP)) / step);
  const heard = blocks.filter((block) => lufsOf(block) >= ABSOLUTE_GATE_LUFS);
  const gate = lufsOf(mean(heard)) + RELATIVE_GATE_LU;
  return lufsOf(mean(heard.filter((block) => lufsOf(block) > gate)));
}

function squares(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += (values[i] ?? 0) ** 2;
  return sum;
}
