import type { Estimate } from '../../common/protocol/ticket.ts';

/**
 * How far waits fell from their forecasts, in a few fading counts: by length of the forecast and by size of the miss. A
 * miss is (wait − forecast) ÷ (forecast + 5 minutes), so that short and long waits can be laid together.
 */
export interface RangeMemory {
  /** Counts by length, then by size of the miss. */
  readonly counts: number[][];
  /** Of every line the mean size of its misses, fading. */
  readonly lines: Map<string, { size: number; count: number }>;
  /** Mean size of all misses, fading. */
  size: number;
  /** By how much misses have of late been wider than the counts let expect, by length of the forecast; 1: by nothing. */
  readonly widening: number[];
}

/** A range as it is announced, and what share of waits it claims to hold. */
export interface ClaimedRange {
  readonly range: Estimate;
  readonly claimedShare: number;
}

const MINUTE = 60_000;
/** What a range is to hold at least: one wait in ten is shorter and one in ten longer. */
export const RANGE_SHARE = 0.8;
const LOW = (1 - RANGE_SHARE) / 2;
const HIGH = 1 - LOW;
/** A range may fall short of its share by so much before it is widened by five minutes. */
const SHORTFALL = 0.02;
/** Ends of ranges are whole fives of minutes. */
const GRID = 5;
/** Added to a forecast before misses are measured by it, minutes. */
const OFFSET = 5;
/** Lengths of forecasts that are told apart, minutes. */
const LENGTHS = [5, 10, 20, 40, 80] as const;
/** Bounds of the sizes of a miss. */
const SIZES = [
  -0.9, -0.75, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5,
] as const;
/** No wait is shorter than nothing, and so no miss below this. */
const SMALLEST = -1;
const LARGEST = 10;
/** Shares of misses by size before anything was seen: wide on purpose. */
const FIRST_SHARES = [
  0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.1, 0.11, 0.11, 0.1, 0.08, 0.07, 0.06, 0.05, 0.03, 0.02, 0.01, 0.01,
  0.005, 0.005,
] as const;
const FIRST_SIZE = 0.4;
/** Waits' worth of these shares, and of the hall's shares that every length starts from. */
const FIRST_TRUST = 30;
const LENGTH_TRUST = 30;
const LINE_TRUST = 20;
const FADING = 0.998;
/** Ranges of one length widen or narrow by so much a wait, so that each length holds what it claims and not all together alone. */
const STEP = 0.02;

/** Ranges of a hall that has seen nothing. */
export function firstRanges(): RangeMemory {
  return {
    counts: [...LENGTHS, 0].map(() => FIRST_SHARES.map(() => 0)),
    lines: new Map(),
    size: FIRST_SIZE,
    widening: [...LENGTHS, 0].map(() => 1),
  };
}

function placeIn(bounds: readonly number[], value: number): number {
  let at = 0;
  while (at < bounds.length && value >= (bounds[at] as number)) at++;
  return at;
}

/** How much wider the misses of a line are than the hall's, shrunk toward not at all. */
function widthOf(memory: RangeMemory, field: string): number {
  const line = memory.lines.get(field);
  if (!line) return 1;
  return (line.size * line.count + memory.size * LINE_TRUST) / (line.count + LINE_TRUST) / memory.size;
}

/** Shares of misses up to each bound of a size, for forecasts of that length. */
function sharesUpTo(memory: RangeMemory, forecastMinutes: number): number[] {
  const own = memory.counts[placeIn(LENGTHS, forecastMinutes)] ?? [];
  let ownCount = 0;
  for (const count of own) ownCount += count;
  let hallCount = 0;
  const hall = FIRST_SHARES.map((share, size) => {
    let sum = 0;
    for (const counts of memory.counts) sum += counts[size] ?? 0;
    hallCount += sum;
    return sum + share * FIRST_TRUST;
  });
  const upTo: number[] = [];
  let sum = 0;
  for (const [size, count] of hall.entries()) {
    const share = count / (hallCount + FIRST_TRUST);
    sum += ((own[size] ?? 0) + share * LENGTH_TRUST) / (ownCount + LENGTH_TRUST);
    upTo.push(sum);
  }
  return upTo;
}

const boundBelow = (size: number) => (size === 0 ? SMALLEST : (SIZES[size - 1] as number));
const boundAbove = (size: number) => (size < SIZES.length ? (SIZES[size] as number) : LARGEST);

/** The miss that a share of misses does not exceed. */
function missAt(upTo: readonly number[], share: number): number {
  let below = 0;
  for (const [size, sum] of upTo.entries()) {
    if (sum >= share) {
      const part = sum > below ? (share - below) / (sum - below) : 0;
      return boundBelow(size) + part * (boundAbove(size) - boundBelow(size));
    }
    below = sum;
  }
  return LARGEST;
}

/** The share of misses that do not exceed one. */
function shareUpTo(upTo: readonly number[], miss: number): number {
  if (miss <= SMALLEST) return 0;
  if (miss >= LARGEST) return 1;
  const size = placeIn(SIZES, miss);
  const below = size === 0 ? 0 : (upTo[size - 1] as number);
  const part = (miss - boundBelow(size)) / (boundAbove(size) - boundBelow(size));
  return below + part * ((upTo[size] as number) - below);
}

/**
 * The range to announce for an expected wait [EST2]: the narrowest in whole fives of minutes that has held four waits
 * in five of those foretold so long, never narrower than five minutes. Short waits hold more than that, since a range
 * cannot be narrower; `claimedShare` is the share that exactly this range claims, both ends included [EST3].
 */
export function announcedRange(memory: RangeMemory, field: string, waitMs: number): ClaimedRange {
  const minutes = waitMs / MINUTE;
  const upTo = sharesUpTo(memory, minutes);
  const scale =
    (minutes + OFFSET) * widthOf(memory, field) * (memory.widening[placeIn(LENGTHS, minutes)] ?? 1);
  const lowest = Math.max(0, minutes + missAt(upTo, LOW) * scale);
  const highest = Math.max(0, minutes + missAt(upTo, HIGH) * scale);
  const held = (low: number, high: number) =>
    shareUpTo(upTo, (high - minutes) / scale) - (low <= 0 ? 0 : shareUpTo(upTo, (low - minutes) / scale));
  let best: ClaimedRange | undefined;
  for (const low of new Set([Math.floor(lowest / GRID) * GRID, Math.ceil(lowest / GRID) * GRID]))
    for (const end of new Set([Math.floor(highest / GRID) * GRID, Math.ceil(highest / GRID) * GRID])) {
      const high = Math.max(end, low + GRID);
      const claimedShare = held(low, high);
      const width = high - low;
      const known = best ? best.range.highMinutes - best.range.lowMinutes : Number.POSITIVE_INFINITY;
      const enough = claimedShare >= RANGE_SHARE - SHORTFALL;
      const bestEnough = best !== undefined && best.claimedShare >= RANGE_SHARE - SHORTFALL;
      const better = enough
        ? !bestEnough || width < known || (width === known && claimedShare > (best?.claimedShare ?? 0))
        : !bestEnough && claimedShare > (best?.claimedShare ?? 0);
      if (!best || better)
        best = {
          range: { lowMinutes: low, highMinutes: high },
          claimedShare: Math.round(claimedShare * 1000) / 1000,
        };
    }
  return best as ClaimedRange;
}

/** Learns from a wait that is over how far it fell from its forecast, and whether the announced range held it. */
export function learnRange(
  memory: RangeMemory,
  field: string,
  forecast: { readonly waitMs: number; readonly claimedShare: number },
  announced: Estimate,
  waitMs: number,
): void {
  const foretold = forecast.waitMs / MINUTE;
  const waited = waitMs / MINUTE;
  const miss = Math.max(SMALLEST, (waited - foretold) / (foretold + OFFSET));
  const counts = memory.counts[placeIn(LENGTHS, foretold)];
  if (counts) {
    const size = placeIn(SIZES, miss / widthOf(memory, field));
    for (const [at, count] of counts.entries()) counts[at] = count * FADING;
    counts[size] = (counts[size] ?? 0) + 1;
  }
  const size = Math.min(3, Math.abs(miss));
  memory.size += (size - memory.size) * 0.005;
  const line = memory.lines.get(field) ?? { size: memory.size, count: 0 };
  line.count = Math.min(200, line.count + 1);
  line.size += (size - line.size) / line.count;
  memory.lines.set(field, line);
  const missed = waited < announced.lowMinutes || waited > announced.highMinutes ? 1 : 0;
  const wider = Math.exp(STEP * (missed - (1 - forecast.claimedShare)));
  const length = placeIn(LENGTHS, foretold);
  const known = memory.widening[length] ?? 1;
  memory.widening[length] = Math.min(2.5, Math.max(0.4, known * wider));
}

/** Ranges as they come out of a snapshot: the map as a list of entries. */
export interface PlainRanges extends Omit<RangeMemory, 'lines'> {
  readonly lines: readonly [string, { size: number; count: number }][];
}

/** The ranges of a snapshot. */
export function readRanges(plain: PlainRanges): RangeMemory {
  return { ...plain, lines: new Map(plain.lines) };
}
