import { firstRanges, type PlainRanges, type RangeMemory, readRanges } from './wait-range.ts';

/**
 * The signs that a wait is foretold from, ms. They stand in the event of the ticket, so that the hall learns from what
 * it knew at the time, and the report holds its forecast against the simpler ones.
 */
export interface WaitSigns {
  /** The present state rolled forward with the hall's own call order. */
  readonly rolloutMs: number;
  /** Calls of its line before it × the usual time between two of them. */
  readonly usualPaceMs: number;
  /** The same at the pace of today. */
  readonly todayPaceMs: number;
  /** Wait of the ordinary ticket of its line that was called last today; null: none was, or it says nothing here. */
  readonly lastWaitMs: number | null;
  /**
   * Wait so far of the ordinary ticket that stands first in its line, what is over of its own taken off; null: nobody stands there, or
   * it says nothing here. Absent in forecasts of before it was a sign.
   */
  readonly firstWaitMs?: number | null;
}

/** What the hall foretold when a ticket was drawn. */
export interface WaitForecast extends WaitSigns {
  /** The expected wait. */
  readonly waitMs: number;
  /** Queue of its own field × mean service ÷ counters, ms: kept to be compared with. */
  readonly queueMs: number;
  /** Share of waits that the announced range claims to hold. */
  readonly claimedShare: number;
}

/** How fast a line moves. */
export interface LinePace {
  /** Usual time between two calls while somebody waited, ms, and from how many it is known. */
  usualMs: number;
  usualCount: number;
  todayMs: number;
  todayCount: number;
  lastCallAtMs: number | null;
  lastWaitMs: number | null;
  /** Usual time between two priority tickets drawn while the line was open, ms. */
  priorityGapMs: number;
  priorityCount: number;
  lastPriorityAtMs: number | null;
  /** The longest wait seen, ms, slowly fading, and of how many waits. */
  longestMs: number;
  waitCount: number;
}

/** How well the signs did for forecasts of one length; counts and sums fade. */
export interface SignRecord {
  /** Squared misses by sign, in the order of `signsOf`. */
  readonly losses: number[];
  count: number;
}

/** What the hall has learnt of its waits. It follows from the log, is small, and lies in the snapshots. */
export interface WaitMemory {
  readonly paces: Map<string, LinePace>;
  /** How well the signs did at all, and by length. */
  readonly hall: SignRecord;
  readonly byLength: readonly SignRecord[];
  /** By how much weighed forecasts of a length fell short, minutes: sums and counts that fade. */
  readonly shortfalls: readonly { sum: number; count: number }[];
  readonly ranges: RangeMemory;
}

const SIGNS = 5;
/** Lengths of waits between which signs are weighed apart, and at which shortfalls are, minutes. */
const LENGTHS = [5, 15, 40] as const;
const SHORTFALL_LENGTHS = [3, 8, 15, 30, 60] as const;
/** Added to a length before a miss is measured by it, minutes; and the largest miss that counts, in this measure. */
const OFFSET = 5;
const LARGEST_MISS = 3;
/** Mean squared miss of any sign before anything was seen. */
const FIRST_LOSS = 0.1;
const FADING = 0.995;
/** Waits' worth of the whole hall's experience that each length starts from. */
const LENGTH_TRUST = 30;
const SHORTFALL_FADING = 0.998;
const SHORTFALL_TRUST = 50;
/** A wait that fell short by more counts as by so much: an official who was called away teaches nothing, minutes. */
const LARGEST_SHORTFALL = 30;
/** A line's longest wait is believed from so many waits on; a forecast goes beyond it by so much at most. */
const LONGEST_FROM = 30;
const BEYOND_LONGEST = 15;
const LONGEST_FADING = 0.9998;
/** Weight of the newest interval once the line has history; of the usual pace and of today's. */
const NEWEST_USUAL = 0.01;
const NEWEST_TODAY = 1 / 15;
/** Intervals' worth of the usual pace that a day starts from. */
const TODAY_TRUST = 5;
/** Intervals' worth of what the catalogue says that a line starts from. */
const USUAL_TRUST = 10;
/** A longer interval was an absence, not a service. */
const LONGEST = 4;
const MINUTE = 60_000;

/** A hall that has seen nothing. */
export function firstMemory(): WaitMemory {
  const fresh = (loss: number, count: number): SignRecord => ({
    losses: new Array<number>(SIGNS).fill(loss),
    count,
  });
  return {
    paces: new Map(),
    hall: fresh(FIRST_LOSS, 1),
    byLength: [...LENGTHS, 0].map(() => fresh(0, 0)),
    shortfalls: [...SHORTFALL_LENGTHS, 0].map(() => ({ sum: 0, count: 0 })),
    ranges: firstRanges(),
  };
}

/** The pace of a line, made when first needed. */
function paceOf(memory: WaitMemory, field: string): LinePace {
  let pace = memory.paces.get(field);
  if (!pace) {
    pace = {
      usualMs: 0,
      usualCount: 0,
      todayMs: 0,
      todayCount: 0,
      lastCallAtMs: null,
      lastWaitMs: null,
      priorityGapMs: 0,
      priorityCount: 0,
      lastPriorityAtMs: null,
      longestMs: 0,
      waitCount: 0,
    };
    memory.paces.set(field, pace);
  }
  return pace;
}

/** A new day: what was usual stays, what was today's goes. */
export function turnDay(memory: WaitMemory): void {
  for (const pace of memory.paces.values()) {
    pace.todayMs = 0;
    pace.todayCount = 0;
    pace.lastCallAtMs = null;
    pace.lastWaitMs = null;
    pace.lastPriorityAtMs = null;
  }
}

/**
 * Usual time between two calls of a line that is not empty, ms.
 * @param assumedMs what service and counters let expect
 */
export function usualIntervalMs(pace: LinePace | undefined, assumedMs: number): number {
  if (!pace || pace.usualCount === 0) return assumedMs;
  const trust = pace.usualCount / (pace.usualCount + USUAL_TRUST);
  return pace.usualMs * trust + assumedMs * (1 - trust);
}

/** The same today, ms; nearer to the usual while the day is young. */
export function todayIntervalMs(pace: LinePace | undefined, usualMs: number): number {
  if (!pace || pace.todayCount === 0) return usualMs;
  return (pace.todayMs * pace.todayCount + usualMs * TODAY_TRUST) / (pace.todayCount + TODAY_TRUST);
}

function meanWith(meanMs: number, newMs: number, count: number, newest: number): number {
  return meanMs + (newMs - meanMs) * Math.max(1 / count, newest);
}

/** Learns from a first call how fast the line moves. */
export function learnPace(
  memory: WaitMemory,
  field: string,
  called: { readonly issuedAtMs: number; readonly priority: string | null },
  atMs: number,
): void {
  const { issuedAtMs } = called;
  const pace = paceOf(memory, field);
  // Only when the one called now was there at the call before did the line never stand empty in between.
  if (pace.lastCallAtMs !== null && issuedAtMs <= pace.lastCallAtMs) {
    const gapMs = atMs - pace.lastCallAtMs;
    const seenMs = pace.usualCount === 0 ? gapMs : Math.min(gapMs, LONGEST * Math.max(pace.usualMs, MINUTE));
    pace.usualCount += 1;
    pace.usualMs = meanWith(pace.usualMs, seenMs, pace.usualCount, NEWEST_USUAL);
    pace.todayCount += 1;
    pace.todayMs = meanWith(pace.todayMs, seenMs, pace.todayCount, NEWEST_TODAY);
  }
  pace.lastCallAtMs = atMs;
  // One who was called first waited less than the next one will.
  if (called.priority === null) pace.lastWaitMs = atMs - issuedAtMs;
}

/** Learns from a drawn priority ticket how often one comes. */
export function learnPriority(memory: WaitMemory, field: string, atMs: number): void {
  const pace = paceOf(memory, field);
  if (pace.lastPriorityAtMs !== null) {
    pace.priorityCount += 1;
    pace.priorityGapMs = meanWith(
      pace.priorityGapMs,
      atMs - pace.lastPriorityAtMs,
      pace.priorityCount,
      1 / 30,
    );
  }
  pace.lastPriorityAtMs = atMs;
}

/** The signs in minutes; where no wait was seen today, the rollout speaks for it. */
function signsOf(signs: WaitSigns): readonly number[] {
  const rollout = signs.rolloutMs / MINUTE;
  const usual = signs.usualPaceMs / MINUTE;
  const last = signs.lastWaitMs === null ? rollout : signs.lastWaitMs / MINUTE;
  // Pace looks ahead and the last wait looks back: their middle is often nearer than either.
  // Whoever stands first has not waited to the end yet: with what a call usually takes, that wait is nearly over.
  const first =
    signs.firstWaitMs === null || signs.firstWaitMs === undefined ? last : signs.firstWaitMs / MINUTE;
  return [rollout, usual, signs.todayPaceMs / MINUTE, first, (usual + first) / 2];
}

function placeIn(bounds: readonly number[], value: number): number {
  let at = 0;
  while (at < bounds.length && value >= (bounds[at] as number)) at++;
  return at;
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The signs weighed by how near each came of late to waits of that length: the share falls with the fourth power. */
function weighed(memory: WaitMemory, signs: readonly number[]): number {
  const own = memory.byLength[placeIn(LENGTHS, meanOf(signs))] as SignRecord;
  let sum = 0;
  let weights = 0;
  for (let sign = 0; sign < SIGNS; sign++) {
    const hallLoss = (memory.hall.losses[sign] as number) / memory.hall.count;
    const loss =
      ((own.losses[sign] as number) + LENGTH_TRUST * (hallLoss + 0.001)) / (own.count + LENGTH_TRUST);
    const weight = 1 / (loss * loss);
    sum += weight * (signs[sign] as number);
    weights += weight;
  }
  return sum / weights;
}

/** What each sign counts now for a wait of that length, shares of one: rollout, usual pace, today's, last wait, middle. */
export function signShares(memory: WaitMemory, minutes: number): readonly number[] {
  return Array.from({ length: SIGNS }, (_, sign) => {
    const alone = Array.from({ length: SIGNS }, (_value, at) => (at === sign ? minutes * SIGNS : 0));
    return weighed(memory, alone) / (minutes * SIGNS);
  });
}

/** The expected wait, ms, from its signs by what they have been worth in this hall. */
export function foretellMs(memory: WaitMemory, field: string, signs: WaitSigns): number {
  const minutes = weighed(memory, signsOf(signs));
  const short = memory.shortfalls[placeIn(SHORTFALL_LENGTHS, minutes)];
  const mended = minutes + (short ? short.sum / (short.count + SHORTFALL_TRUST) : 0);
  const pace = memory.paces.get(field);
  const most =
    pace && pace.waitCount >= LONGEST_FROM
      ? pace.longestMs / MINUTE + BEYOND_LONGEST
      : Number.POSITIVE_INFINITY;
  return Math.min(most, Math.max(0, mended)) * MINUTE;
}

/**
 * Learns from a wait that is over what each sign was worth.
 * @param waitMs from the drawing of the ticket to its first call
 */
export function learnWait(memory: WaitMemory, field: string, signs: WaitSigns, waitMs: number): void {
  const minutes = waitMs / MINUTE;
  const each = signsOf(signs);
  const length = meanOf(each);
  const before = weighed(memory, each);
  const short = memory.shortfalls[placeIn(SHORTFALL_LENGTHS, before)];
  if (short) {
    const missed = Math.min(LARGEST_SHORTFALL, Math.max(-LARGEST_SHORTFALL, minutes - before));
    short.sum = SHORTFALL_FADING * short.sum + missed;
    short.count = SHORTFALL_FADING * short.count + 1;
  }
  for (const record of [memory.hall, memory.byLength[placeIn(LENGTHS, length)] as SignRecord]) {
    for (let sign = 0; sign < SIGNS; sign++) {
      const miss = Math.min(LARGEST_MISS, Math.abs(minutes - (each[sign] as number)) / (OFFSET + length));
      record.losses[sign] = FADING * (record.losses[sign] as number) + miss * miss;
    }
    record.count = FADING * record.count + 1;
  }
  const pace = paceOf(memory, field);
  pace.longestMs = Math.max(pace.longestMs * LONGEST_FADING, waitMs);
  pace.waitCount += 1;
}

/** A memory as it comes out of a snapshot: maps as lists of entries. */
export interface PlainMemory extends Omit<WaitMemory, 'paces' | 'ranges'> {
  readonly paces: readonly [string, LinePace][];
  readonly ranges: PlainRanges;
}

/** The memory of a snapshot. */
export function readMemory(plain: PlainMemory): WaitMemory {
  return { ...plain, paces: new Map(plain.paces), ranges: readRanges(plain.ranges) };
}
