import type { ClockCode } from '../../common/protocol/health.ts';

/** A stretch of at least `GAP_MS` in which nothing was recorded: a night, a weekend, or a jump into a wrong future. */
export interface Gap {
  /** Sequence of the first event after it. */
  readonly sequence: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The hall runs and cannot know which day it is [TIME3]. */
export interface Doubt {
  readonly code: ClockCode;
  /** Time of the newest event that is not in doubt; null: there is none. */
  readonly trustedMs: number | null;
  /** Hall time from which everything recorded is in doubt. */
  readonly sinceMs: number;
  readonly sinceSequence: number;
  /** What the machine's clock said when the doubt began. */
  readonly machineMs: number;
  /** Numbers drawn of each field when it began. */
  readonly issued: readonly (readonly [string, number])[];
}

/** What the record tells of its own time. Follows from the log alone. */
export interface Timeline {
  /** Time of the first event; null: an empty log. */
  firstMs: number | null;
  /** Time of the newest event. */
  lastMs: number | null;
  /** The newest gaps, oldest first. */
  gaps: Gap[];
  doubt: Doubt | null;
}

const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
/** Shorter silences tell nothing: no night is as short. */
const GAP_MS = 6 * HOUR_MS;
const GAPS_KEPT = 40;

/** No clock that is right shows an earlier time: this program did not exist. */
export const EARLIEST_MS = Date.UTC(2026, 0, 1);
/** No machine of today runs so long. */
const LATEST_MS = Date.UTC(2060, 0, 1);
/** A hall that was shut for longer is asked which day it is. The longest holiday has ten days. */
const FAR_AHEAD_MS = 60 * DAY_MS;
/** A clock further back than this may be of another day. */
const FAR_BEHIND_MS = 2 * HOUR_MS;
/** A stretch is moved back onto another day only if it lies at least so far ahead; less is a clock that was set by hours. */
const OTHER_DAY_MS = 20 * HOUR_MS;
/** Nobody sets a clock right and starts the hall again in less. */
const REPAIR_MS = 60_000;

/** An empty timeline. */
export function noTime(): Timeline {
  return { firstMs: null, lastMs: null, gaps: [], doubt: null };
}

/** Brings the time of one event into the timeline, in place. */
export function followTime(time: Timeline, atMs: number, sequence: number): void {
  const { lastMs } = time;
  time.firstMs ??= atMs;
  time.lastMs = atMs;
  if (lastMs === null) return;
  if (atMs - lastMs >= GAP_MS)
    time.gaps = [...time.gaps, { sequence, fromMs: lastMs, toMs: atMs }].slice(-GAPS_KEPT);
  // Logs of before the hall had a time of its own go back with the machine's clock.
  else if (atMs < lastMs) time.gaps = time.gaps.filter((gap) => gap.toMs <= atMs);
}

/** Brings a correction into the timeline, in place: the stretch lies elsewhere now, and is in doubt no more. */
export function correctTime(
  time: Timeline,
  moved: { readonly sinceMs: number; readonly sinceSequence: number; readonly shiftMs: number },
  atMs: number,
): void {
  const gap = time.gaps.find((each) => each.sequence === moved.sinceSequence);
  const fromMs = time.doubt ? time.doubt.trustedMs : (gap?.fromMs ?? null);
  const toMs = moved.sinceMs + moved.shiftMs;
  const before = time.gaps.filter((each) => each.toMs < moved.sinceMs);
  const after = time.gaps.filter((each) => each.toMs > moved.sinceMs && each !== gap);
  time.gaps = [
    ...before,
    ...(fromMs !== null && toMs - fromMs >= GAP_MS ? [{ sequence: moved.sinceSequence, fromMs, toMs }] : []),
    ...after.map((each) => ({
      ...each,
      fromMs: each.fromMs + moved.shiftMs,
      toMs: each.toMs + moved.shiftMs,
    })),
  ].slice(-GAPS_KEPT);
  if (time.firstMs !== null && time.firstMs >= moved.sinceMs) time.firstMs += moved.shiftMs;
  time.lastMs = atMs;
  time.doubt = null;
}

/** A stretch of the record that ends now, and the newest trusted moment before it. */
export interface Stretch {
  readonly trustedMs: number | null;
  readonly sinceMs: number;
  readonly sinceSequence: number;
}

/** What the machine's clock is worth beside the record [TIME2]. */
export type Verdict =
  /** Nothing speaks against it. */
  | { readonly kind: 'follow' }
  /** It is wrong: the hall goes on from the newest event. `doubt`: it may be another day. */
  | { readonly kind: 'hold'; readonly code: ClockCode; readonly doubt: boolean }
  /** The record ran ahead: this stretch of it was written under a wrong date. */
  | { readonly kind: 'rewind'; readonly stretch: Stretch };

/** The newest time of which there is no doubt; null: there is none. */
function trustedMsOf(time: Timeline): number | null {
  return time.doubt ? time.doubt.trustedMs : time.lastMs;
}

/** The stretch that a moment would have to come before: of the newest gap that holds it; undefined: the hall worked then. */
export function stretchAfter(time: Timeline, atMs: number): Stretch | undefined {
  const gap = time.gaps.findLast((each) => each.fromMs <= atMs && atMs < each.toMs);
  if (gap) return { trustedMs: gap.fromMs, sinceMs: gap.toMs, sinceSequence: gap.sequence };
  if (time.firstMs !== null && atMs < time.firstMs)
    return { trustedMs: null, sinceMs: time.firstMs, sinceSequence: 1 };
  return undefined;
}

/** The stretch that the hall is in: since its last night. */
export function presentStretch(time: Timeline): Stretch {
  const gap = time.gaps.at(-1);
  return gap
    ? { trustedMs: gap.fromMs, sinceMs: gap.toMs, sinceSequence: gap.sequence }
    : { trustedMs: null, sinceMs: time.firstMs ?? 0, sinceSequence: 1 };
}

/** Whether the record after a gap is more likely wrong than the clock: it is the newest, or the leap is longer than what was lived after it. */
function ranAhead(time: Timeline, stretch: Stretch, lastMs: number): boolean {
  const newest = time.gaps.at(-1)?.sequence ?? 1;
  if (stretch.sinceSequence === newest || stretch.trustedMs === null) return true;
  return lastMs - stretch.sinceMs < stretch.sinceMs - stretch.trustedMs;
}

/**
 * Whether a stretch that lies ahead of the machine's clock was lived a day or more earlier: there is room for it in the
 * record, on days that are worked, and a night between it and now.
 */
function livedEarlier(
  time: Timeline,
  lastMs: number,
  machineMs: number,
  worked: WorkedOn,
): Stretch | undefined {
  const stretch = presentStretch(time);
  const { sinceMs, trustedMs } = stretch;
  if (lastMs - machineMs < GAP_MS || trustedMs === null) return undefined;
  const backMs = Math.ceil((lastMs - (machineMs - GAP_MS)) / DAY_MS) * DAY_MS;
  return sinceMs - backMs >= trustedMs && worked(sinceMs - backMs) ? stretch : undefined;
}

/** Whether the day of an instant is one on which the hall works. */
export type WorkedOn = (atMs: number) => boolean;

/** What a reading of the machine's clock is worth beside the record [TIME2]. */
export function judge(time: Timeline, machineMs: number, worked: WorkedOn = () => true): Verdict {
  const trustedMs = trustedMsOf(time);
  if (machineMs < EARLIEST_MS) return { kind: 'hold', code: 'clock_behind_record', doubt: true };
  if (machineMs > LATEST_MS) return { kind: 'hold', code: 'clock_far_ahead', doubt: true };
  // Nothing recorded, or all of it by a clock that was wrong beyond question.
  if (trustedMs === null || trustedMs < EARLIEST_MS) return { kind: 'follow' };
  if (machineMs >= trustedMs)
    return machineMs - trustedMs > FAR_AHEAD_MS
      ? { kind: 'hold', code: 'clock_far_ahead', doubt: true }
      : { kind: 'follow' };
  const behindMs = trustedMs - machineMs;
  if (time.doubt === null) {
    const leapt = stretchAfter(time, machineMs);
    if (leapt && behindMs >= OTHER_DAY_MS && ranAhead(time, leapt, trustedMs))
      return { kind: 'rewind', stretch: leapt };
    const stretch = livedEarlier(time, trustedMs, machineMs, worked);
    if (stretch) return { kind: 'rewind', stretch };
  }
  return { kind: 'hold', code: 'clock_behind_record', doubt: behindMs > FAR_BEHIND_MS };
}

/**
 * By how much a stretch that ended before a restart is moved when the clock is right again [TIME4]. How long the hall
 * was off nobody knows; a wrong date mostly has the right time of day, so it is moved by whole days to the latest day on
 * which it lies before now.
 * @param endMs when it ended, by the clock that was wrong
 * @param lengthMs from its begin to its end
 * @returns where its end belongs, epoch ms; never before the trusted record
 */
export function placeOf(endMs: number, lengthMs: number, trustedMs: number | null, nowMs: number): number {
  const days = Math.ceil((endMs - (nowMs - REPAIR_MS)) / DAY_MS);
  return Math.max(endMs - days * DAY_MS, (trustedMs ?? Number.NEGATIVE_INFINITY) + lengthMs);
}
