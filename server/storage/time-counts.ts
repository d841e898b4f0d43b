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

/** Steps and how often each occurs, steps rising; filled up to `length`. */
export class TimeCounts {
  steps = new Float64Array(1024);
  counts = new Float64Array(1024);
  length = 0;

  clear(): void {
    this.length = 0;
  }

  push(step: number, count: number): void {
    if (this.length === this.steps.length) this.grow();
    this.steps[this.length] = step;
    this.counts[this.length] = count;
    this.length += 1;
  }

  private grow(): void {
    const { steps, counts } = this;
    this.steps = new Float64Array(steps.length * 2);
    this.counts = new Float64Array(steps.length * 2);
    this.steps.set(steps);
    this.counts.set(counts);
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
export function packSteps(steps: Iterable<number>): Buffer {
  const counts = new Map<number, number>();
  for (const step of steps) counts.set(step, (counts.get(step) ?? 0) + 1);
  return packCounts(counts);
}

/** Packs steps with their counts. */
export function packCounts(counts: ReadonlyMap<number, number>): Buffer {
  const bytes: number[] = [];
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const first = sorted[0]?.[0] ?? 0;
  // A clock that was set back can make a wait negative; only the first step can lie below nothing.
  let previous = Math.min(0, first);
  if (sorted.length > 0) writeNumber(bytes, -previous);
  for (const [step, count] of sorted) {
    const distance = step - previous;
    writeNumber(bytes, count === 1 ? distance * 2 : distance * 2 + 1);
    if (count !== 1) writeNumber(bytes, count);
    previous = step;
  }
  return Buffer.from(bytes);
}

/** Unpacks what `packSteps` made into `into`, which is cleared before. */
export function unpackSteps(bytes: Uint8Array, into: TimeCounts): void {
  into.clear();
  let at = 0;
  const next = (): number => {
    let byte = bytes[at] ?? 0;
    at += 1;
    if (byte < 128) return byte;
    let value = byte - 128;
    for (let scale = 128; ; scale *= 128) {
      byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  if (bytes.length === 0) return;
  let step = -next();
  while (at < bytes.length) {
    const packed = next();
    const isMore = packed % 2 === 1;
    step += isMore ? (packed - 1) / 2 : packed / 2;
    into.push(step, isMore ? next() : 1);
  }
}
