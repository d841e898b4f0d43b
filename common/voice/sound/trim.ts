/** Where speech begins and ends in a recording. Pure. */

const WINDOW_SECONDS = 0.01;
/** Speech is at least so much louder than the room, and not much softer than its own loudest part. */
const ABOVE_ROOM_DB = 9;
const BELOW_TOP_DB = 40;
/** A knock or a key of the keyboard is shorter than any word… */
const SHORTEST_SECONDS = 0.04;
/** …and stands apart. */
const APART_SECONDS = 0.12;

/** What is left of silence at both ends, and over how much of it the sound fades in and out. */
export interface TrimRules {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Level of each window, dB. */
function levels(samples: Float32Array, window: number): number[] {
  return Array.from({ length: Math.floor(samples.length / window) }, (_, at) => {
    let sum = 0;
    for (let i = at * window; i < (at + 1) * window; i++) sum += (samples[i] ?? 0) ** 2;
    return 10 * Math.log10(sum / window + 1e-12);
  });
}

/** First and last sample of the speech in a recording; null: nothing but the room. */
export function speechIn(
  samples: Float32Array,
  rateHz: number,
): { readonly from: number; readonly to: number } | null {
  const window = Math.max(1, Math.round(WINDOW_SECONDS * rateHz));
  const level = levels(samples, window);
  const sorted = [...level].sort((a, b) => a - b);
  const room = sorted[Math.floor(sorted.length / 10)] ?? -120;
  const top = sorted[Math.floor(sorted.length * 0.98)] ?? -120;
  if (top < -60) return null;
  // In a noisy room the border lies half way between it and the speech.
  const from = Math.max(top - BELOW_TOP_DB, Math.min(room + ABOVE_ROOM_DB, (room + top) / 2));
  const runs: { start: number; end: number }[] = [];
  level.forEach((value, at) => {
    if (value < from) return;
    const last = runs.at(-1);
    if (last !== undefined && at - last.end <= APART_SECONDS / WINDOW_SECONDS) last.end = at + 1;
    else runs.push({ start: at, end: at + 1 });
  });
  const spoken = runs.filter(({ start, end }) => end - start >= SHORTEST_SECONDS / WINDOW_SECONDS);
  const [first] = spoken;
  const last = spoken.at(-1);
  return first === undefined || last === undefined
    ? null
    : { from: first.start * window, to: last.end * window };
}

/** The speech of a recording without the silence around it, faded at the cuts so that they do not click; null: silence. */
export function trimmed(
  samples: Float32Array,
  rateHz: number,
  { beforeMs, afterMs }: TrimRules,
): Float32Array | null {
  const speech = speechIn(samples, rateHz);
  if (speech === null) return null;
  const ofMs = (ms: number) => Math.round((rateHz * ms) / 1000);
  const cut = samples.slice(Math.max(0, speech.from - ofMs(beforeMs)), speech.to + ofMs(afterMs));
  fadeEnds(cut, ofMs(beforeMs), ofMs(afterMs));
  return cut;
}

/** Fades in and out along half a cosine, in place. */
function fadeEnds(samples: Float32Array, fadeIn: number, fadeOut: number): void {
  const rise = (i: number, length: number) => 0.5 - 0.5 * Math.cos((Math.PI * i) / length);
  for (let i = 0; i < Math.min(fadeIn, samples.length); i++) samples[i] = (samples[i] ?? 0) * rise(i, fadeIn);
  for (let i = 0; i < Math.min(fadeOut, samples.length); i++) {
    const at = samples.length - 1 - i;
    samples[at] = (samples[at] ?? 0) * rise(i, fadeOut);
  }
}
