/** Brings a sound to a loudness without cutting its peaks off. Pure. */
import { integratedLoudness } from './loudness.ts';
import { samplePeakDb } from './peak.ts';

const LOOK_AHEAD_SECONDS = 0.004;
/** A sound that needs more than this is noise that was made loud. */
const MOST_GAIN_DB = 40;
const CLOSE_ENOUGH_LU = 0.05;

/**
 * Holds every sample below a ceiling by a gain that goes down before a peak and up after it, smoothly, instead of bending
 * the peak itself.
 */
export function limited(samples: Float32Array, rateHz: number, ceiling: number): Float32Array {
  const reach = Math.max(1, Math.round(LOOK_AHEAD_SECONDS * rateHz));
  const wanted = Float64Array.from(samples, (value) =>
    Math.min(1, ceiling / Math.max(Math.abs(value), 1e-9)),
  );
  if (wanted.every((gain) => gain === 1)) return samples;
  const lowest = lowestAround(wanted, reach);
  const out = new Float32Array(samples.length);
  // The mean of what is lowest around each neighbour within reach: never more than the sample itself may have.
  let sum = 0;
  const at = (i: number) => lowest[Math.min(lowest.length - 1, Math.max(0, i))] ?? 1;
  for (let i = -reach; i <= reach; i++) sum += at(i);
  for (let i = 0; i < samples.length; i++) {
    out[i] = (samples[i] ?? 0) * Math.min(wanted[i] ?? 1, sum / (2 * reach + 1));
    sum += at(i + reach + 1) - at(i - reach);
  }
  return out;
}

/** The lowest value within reach of each place, by a queue of candidates. */
function lowestAround(values: Float64Array, reach: number): Float64Array {
  const out = new Float64Array(values.length);
  const queue: number[] = [];
  let head = 0;
  for (let i = 0; i < values.length + reach; i++) {
    const value = values[i];
    if (value !== undefined) {
      while (queue.length > head && (values[queue.at(-1) ?? 0] ?? 1) >= value) queue.pop();
      queue.push(i);
    }
    const place = i - reach;
    if (place < 0) continue;
    while ((queue[head] ?? place) < place - reach) head += 1;
    out[place] = values[queue[head] ?? place] ?? 1;
  }
  return out;
}

/** A sound at `lufs`, no sample above `ceilingDb`. What limiting takes away is given again until both hold. */
export function levelled(
  samples: Float32Array,
  rateHz: number,
  { lufs, ceilingDb }: { readonly lufs: number; readonly ceilingDb: number },
): Float32Array {
  const ceiling = 10 ** (ceilingDb / 20);
  let gainDb = lufs - integratedLoudness(samples, rateHz);
  let out = samples;
  for (let round = 0; round < 12; round++) {
    const gain = 10 ** (Math.min(MOST_GAIN_DB, gainDb) / 20);
    out = limited(
      samples.map((value) => value * gain),
      rateHz,
      ceiling,
    );
    const short = lufs - integratedLoudness(out, rateHz);
    if (Math.abs(short) < CLOSE_ENOUGH_LU || gainDb > MOST_GAIN_DB) break;
    gainDb += short;
  }
  return samplePeakDb(out) > ceilingDb + 0.01 ? limited(out, rateHz, ceiling) : out;
}
