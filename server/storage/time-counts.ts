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

/** Steps and how often each occurs, steps rising; the first `length` of the arrays are filled. */
export class TimeCounts {
  steps = new Int32Array(4096);
  counts = new Int32Array(4096);
  length = 0;

  /** Makes room for so many; what was in it is lost. */
  clear(room: number): void {
    this.length = 0;
    if (this.steps.length >= room) return;
    this.steps = new Int32Array(room * 2);
    this.counts = new Int32Array(room * 2);
  }
}

function writeNumber(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}

/** Packs steps in any order. Each is a distance to the one before, and a count where it occurs more than once. */
export function packSteps(all: readonly number[]): Buffer {
  const sorted = Int32Array.from(all, (step) => Math.max(-LARGEST_STEP, Math.min(LARGEST_STEP, step))).sort();
  const bytes: number[] = [];
  // A clock that was set back can make a wait negative; only the first step can lie below nothing.
  let previous = Math.min(0, sorted[0] ?? 0);
  if (sorted.length > 0) writeNumber(bytes, -previous);
  for (let at = 0; at < sorted.length; ) {
    const step = sorted[at] ?? 0;
    let end = at + 1;
    while (end < sorted.length && sorted[end] === step) end += 1;
    const distance = step - previous;
    writeNumber(bytes, end - at === 1 ? distance * 2 : distance * 2 + 1);
    if (end - at > 1) writeNumber(bytes, end - at);
    previous = step;
    at = end;
  }
  return Buffer.from(bytes);
}

/** Where `readNumber` stands. */
interface Place {
  at: number;
}

/** A number of more than one byte. */
function readNumber(bytes: Uint8Array, place: Place): number {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[place.at] ?? 0;
    place.at += 1;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
  }
}

/** Unpacks what `packSteps` made into `into`, in place of what was there. */
export function unpackSteps(bytes: Uint8Array, into: TimeCounts): void {
  into.clear(bytes.length);
  if (bytes.length === 0) return;
  const { steps, counts } = into;
  const place: Place = { at: 0 };
  let step = -readNumber(bytes, place);
  let length = 0;
  let at = place.at;
  while (at < bytes.length) {
    let packed = bytes[at] ?? 0;
    at += 1;
    if (packed >= 128) {
      place.at = at - 1;
      packed = readNumber(bytes, place);
      at = place.at;
    }
    // Beyond the range of bit operations there are only distances that no hall sees.
    step += packed < 0x40000000 ? packed >> 1 : Math.floor(packed / 2);
    steps[length] = step;
    let count = 1;
    if (packed % 2 === 1) {
      place.at = at;
      count = readNumber(bytes, place);
      at = place.at;
    }
    counts[length] = count;
    length += 1;
  }
  into.length = length;
}

/**
 * Adds what `packSteps` made to counts by step, without a list in between.
 * @param last steps up to this are counted apart
 * @param beyond gets the steps that `into` has no place for
 * @returns how many there are, how many of them up to `last`, and the highest step that was added to `into`
 */
export function addSteps(
  bytes: Uint8Array,
  into: Int32Array,
  last: number,
  beyond: (step: number, count: number) => void,
): { readonly size: number; readonly upToLast: number; readonly highest: number } {
  let size = 0;
  let upToLast = 0;
  let highest = -1;
  if (bytes.length === 0) return { size, upToLast, highest };
  const place: Place = { at: 0 };
  let step = -readNumber(bytes, place);
  const { length } = into;
  let at = place.at;
  while (at < bytes.length) {
    let packed = bytes[at] ?? 0;
    at += 1;
    if (packed >= 128) {
      place.at = at - 1;
      packed = readNumber(bytes, place);
      at = place.at;
    }
    step += packed < 0x40000000 ? packed >> 1 : Math.floor(packed / 2);
    let count = 1;
    if ((packed & 1) === 1) {
      count = bytes[at] ?? 0;
      at += 1;
      if (count >= 128) {
        place.at = at - 1;
        count = readNumber(bytes, place);
        at = place.at;
      }
    }
    size += count;
    if (step <= last) upToLast += count;
    if (step >= 0 && step < length) {
      into[step] = (into[step] ?? 0) + count;
      highest = step;
    } else beyond(step, count);
  }
  return { size, upToLast, highest };
}
