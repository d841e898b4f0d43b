/**
 * Durations counted in steps that are finer than any figure shown: minutes with two places. A step ends where the
 * rounded figure changes and at each whole hundredth of a minute, so that ranks, rounded minutes and "no longer than a
 * target" come out of the steps exactly as they come out of the milliseconds.
 */
export function timeStep(ms: number): number {
  const hundredths = Math.round((ms / 60_000) * 100);
  return hundredths * 2 + (ms > hundredths * 600 ? 1 : 0);
}

/** The minutes, with two places, that are shown for every duration of a step. */
export const stepMinutes = (step: number): number => Math.floor(step / 2) / 100;

/** The last step that is no longer than so many minutes, which count to two places. */
export const lastStepWithin = (minutes: number): number => Math.round(minutes * 100) * 2;

/** A wait or service longer than ten years is no measurement. */
const LARGEST_STEP = 2 ** 30;

/** Steps lie in bins of 1.28 minutes, so that a rank is found among the bins and only one of them is unpacked. */
const BIN_BITS = 8;
const BIN_STEPS = 1 << BIN_BITS;
/** Almost eleven hours. The last bin holds everything longer too, the first whatever is below nothing. */
const BINS = 512;

const binOf = (step: number): number => Math.max(0, Math.min(BINS - 1, step >> BIN_BITS));

function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Where `readNumber` stands. */
interface Place {
  at: number;
}

function readNumber(bytes: Uint8Array, place: Place): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[place.at] ?? 0;
    place.at += 1;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** Packs the steps of one bin, rising from `from` to before `to`: distances, and a count where a step occurs more than once. */
function packBin(sorted: Int32Array, from: number, to: number, bin: number): number[] {
  const bytes: number[] = [];
  let previous = bin << BIN_BITS;
  // A clock that was set back can make a wait negative; only the first step of the first bin can lie below its bin.
  if (bin === 0) {
    const below = Math.min(0, sorted[from] ?? 0);
    writeNumber(bytes, -below);
    previous = below;
  }
  for (let at = from; at < to; ) {
    const step = sorted[at] ?? 0;
    let end = at + 1;
    while (end < to && sorted[end] === step) end += 1;
    const distance = step - previous;
    writeNumber(bytes, end - at === 1 ? distance * 2 : distance * 2 + 1);
    if (end - at > 1) writeNumber(bytes, end - at);
    previous = step;
    at = end;
  }
  return bytes;
}

/** Packs steps in any order: how many bins there are, of each bin its steps and its bytes, then the bins. */
export function packSteps(all: readonly number[]): Buffer {
  const sorted = new Int32Array(all.length);
  for (const [at, step] of all.entries()) sorted[at] = Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step));
  sorted.sort();
  if (sorted.length === 0) return Buffer.alloc(0);
  const head: number[] = [];
  const bins: number[][] = [];
  const count = binOf(sorted[sorted.length - 1] ?? 0) + 1;
  writeNumber(head, count);
  let from = 0;
  for (let bin = 0; bin < count; bin += 1) {
    let to = from;
    while (to < sorted.length && binOf(sorted[to] ?? 0) === bin) to += 1;
    writeNumber(head, to - from);
    if (to > from) {
      const bytes = packBin(sorted, from, to, bin);
      writeNumber(head, bytes.length);
      bins.push(bytes);
    }
    from = to;
  }
  return Buffer.concat([Buffer.from(head), ...bins.map((bytes) => Buffer.from(bytes))]);
}

/** Steps as `packSteps` packed them: each bin's count is at hand, its steps are unpacked when they are asked for. */
export class PackedTimes {
  /** How many steps there are. */
  readonly size: number;
  private readonly bytes: Uint8Array;
  /** Of each bin its steps, then where its bytes start in the body. */
  private readonly bins: Int32Array;
  /** Where the body starts. */
  private readonly body: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const place: Place = { at: 0 };
    const count = bytes.length === 0 ? 0 : readNumber(bytes, place);
    const bins = new Int32Array(count * 2 + 2);
    let start = 0;
    let size = 0;
    for (let at = 0; at < count * 2; at += 2) {
      const steps = readNumber(bytes, place);
      bins[at] = steps;
      bins[at + 1] = start;
      size += steps;
      if (steps > 0) start += readNumber(bytes, place);
    }
    // One more, without steps: where the last one ends.
    bins[count * 2 + 1] = start;
    this.bins = bins;
    this.body = place.at;
    this.size = size;
  }

  /** Adds the steps of each bin to counts by bin. */
  addBins(into: Int32Array): void {
    const { bins } = this;
    for (let at = 0; at < bins.length; at += 2) into[at >> 1] = (into[at >> 1] ?? 0) + (bins[at] ?? 0);
  }

  /** Gives every step with how often it occurs, rising. */
  each(take: (step: number, count: number) => void): void {
    for (let bin = 0; bin * 2 + 2 < this.bins.length; bin += 1) this.eachIn(bin, take);
  }

  /** Gives every step of a bin with how often it occurs, rising. */
  eachIn(bin: number, take: (step: number, count: number) => void): void {
    if (bin * 2 + 2 >= this.bins.length || this.bins[bin * 2] === 0) return;
    const { bytes } = this;
    const place: Place = { at: this.startOf(bin) };
    const end = this.startOf(bin + 1);
    let step = bin === 0 ? -readNumber(bytes, place) : bin << BIN_BITS;
    while (place.at < end) {
      const packed = readNumber(bytes, place);
      // Beyond the range of bit operations there are only distances that no hall sees.
      step += packed < 0x40000000 ? packed >> 1 : Math.floor(packed / 2);
      take(step, packed % 2 === 1 ? readNumber(bytes, place) : 1);
    }
  }

  /** How many steps are no longer than one. */
  upTo(last: number): number {
    const bin = binOf(last);
    let within = 0;
    for (let at = 0; at < Math.min(bin * 2, this.bins.length - 2); at += 2) within += this.bins[at] ?? 0;
    this.eachIn(bin, (step, count) => {
      if (step <= last) within += count;
    });
    return within;
  }

  private startOf(bin: number): number {
    return this.body + (this.bins[bin * 2 + 1] ?? 0);
  }
}

/**
 * Minutes of the smallest step, among all pieces together, such that at least a part of all steps are no larger (nearest
 * rank). @returns a figure for each part, null where there are no steps
 */
export function minutesAt(pieces: readonly PackedTimes[], parts: readonly number[]): (number | null)[] {
  const bins = new Int32Array(BINS + 1);
  let size = 0;
  for (const piece of pieces) {
    piece.addBins(bins);
    size += piece.size;
  }
  return parts.map((part) => {
    if (size === 0) return null;
    let left = Math.max(1, Math.ceil(part * size));
    let bin = 0;
    while (bin < BINS && left > (bins[bin] ?? 0)) {
      left -= bins[bin] ?? 0;
      bin += 1;
    }
    return stepMinutes(stepIn(pieces, bin, left));
  });
}

/** The step that stands in a place, from 1, among the steps of one bin of all pieces. */
function stepIn(pieces: readonly PackedTimes[], bin: number, place: number): number {
  const start = bin << BIN_BITS;
  const counts = new Int32Array(BIN_STEPS);
  const outside: [step: number, count: number][] = [];
  const take = (step: number, count: number) => {
    const at = step - start;
    if (at >= 0 && at < BIN_STEPS) counts[at] = (counts[at] ?? 0) + count;
    else outside.push([step, count]);
  };
  for (const piece of pieces) piece.eachIn(bin, take);
  // Only the first and the last bin hold steps outside their bounds.
  outside.sort(([a], [b]) => a - b);
  let left = place;
  for (const [step, count] of outside.filter(([each]) => each < start)) {
    left -= count;
    if (left <= 0) return step;
  }
  for (let at = 0; at < BIN_STEPS; at += 1) {
    left -= counts[at] ?? 0;
    if (left <= 0) return start + at;
  }
  for (const [step, count] of outside.filter(([each]) => each > start)) {
    left -= count;
    if (left <= 0) return step;
  }
  throw new Error(`bin ${bin} holds fewer than ${place} steps`);
}
