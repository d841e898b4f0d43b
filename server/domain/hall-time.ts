import type { ClockCode } from '../../common/protocol/health.ts';

/** Both clocks of the machine, read together, ms. */
export interface Reading {
  /** Wall clock, since the epoch: people and NTP set it. */
  readonly machineMs: number;
  /** Monotonic clock: how much time went by, whatever the wall clock does. */
  readonly monotonicMs: number;
}

/** The hall's time as of the last reading. */
export interface HallTime {
  readonly hallMs: number;
  readonly last: Reading;
  /** True while hall and machine agree: the hall follows the machine's clock, small corrections included. */
  readonly following: boolean;
  /** Why it does not; null: it does. */
  readonly code: ClockCode | null;
  /** Monotonic time at which they parted. */
  readonly apartSinceMs: number | null;
  /** True while the hall waits for the machine's clock to catch up: it stands still and never goes back. */
  readonly standing: boolean;
}

/** Less is no jump, but the two clocks read one after the other, and what NTP takes back softly. */
const AGREE_MS = 2_000;
/** So much may an oscillator be off that NTP slews. */
const SLEW = 0.02;
/** Without a hand on anything for so long it is night [TIME5]. */
export const NIGHT_MS = 3 * 3_600_000;

/** Hall time that starts at a moment. @param code why it is not the machine's; null: it is */
export function timeFrom(hallMs: number, reading: Reading, code: ClockCode | null): HallTime {
  return {
    hallMs,
    last: reading,
    following: code === null,
    code,
    apartSinceMs: code === null ? null : reading.monotonicMs,
    standing: false,
  };
}

/** Whether hall and machine show the same. */
export const agrees = (oneMs: number, otherMs: number, withinMs = AGREE_MS): boolean =>
  Math.abs(oneMs - otherMs) <= withinMs;

/**
 * Hall time at the next reading [TIME1]: it goes on with the monotonic clock and never runs backwards. A jump of the wall
 * clock alone does not move it; when the wall clock comes back, they go together again.
 */
export function advance(time: HallTime, reading: Reading): HallTime {
  const wentMs = Math.max(0, reading.monotonicMs - time.last.monotonicMs);
  const movedMs = reading.machineMs - time.last.machineMs;
  const jumped = Math.abs(movedMs - wentMs) > AGREE_MS + wentMs * SLEW;
  if (time.following && !jumped) {
    const hallMs = Math.max(time.hallMs, reading.machineMs);
    return time.standing ? { ...time, last: reading, hallMs } : timeFrom(hallMs, reading, null);
  }
  const hallMs = time.standing ? Math.max(time.hallMs, reading.machineMs) : time.hallMs + wentMs;
  if (agrees(hallMs, reading.machineMs)) return timeFrom(Math.max(hallMs, reading.machineMs), reading, null);
  return {
    hallMs,
    last: reading,
    following: false,
    code: time.code ?? 'clock_jumped',
    apartSinceMs: time.apartSinceMs ?? reading.monotonicMs,
    standing: time.standing,
  };
}

/** Hall time after a step onto the machine's clock: forward at once, back by standing still until it has caught up. */
export function stepTo(time: HallTime): HallTime {
  const { last, hallMs } = time;
  return last.machineMs >= hallMs ? timeFrom(last.machineMs, last, null) : { ...time, standing: true };
}

/**
 * Hall time after its day was set right: the stretch in question was moved by so much, and the hall goes on from there.
 * Where the machine still shows something else, the hall stays apart from it.
 */
export function shiftedBy(time: HallTime, shiftMs: number): HallTime {
  const hallMs = time.hallMs + shiftMs;
  if (agrees(hallMs, time.last.machineMs)) return timeFrom(hallMs, time.last, null);
  return { ...timeFrom(hallMs, time.last, time.code ?? 'clock_jumped'), apartSinceMs: time.last.monotonicMs };
}
