import type { ReplayedWait } from './wait-replay.ts';

/** How near a way to foretell came, minutes. */
export interface WaitScore {
  readonly rmseMinutes: number;
  readonly maeMinutes: number;
  /** Mean of wait − forecast: above nought when people waited longer than they were told. */
  readonly biasMinutes: number;
}

/** Our forecasts of a record beside the simpler ones. */
export interface WaitScores {
  readonly waits: number;
  readonly own: WaitScore;
  /** Last to enter service. */
  readonly lastWait: WaitScore;
  /** Queue of the own field × mean service ÷ counters. */
  readonly queue: WaitScore;
  /** All who wait × mean service ÷ all counters. */
  readonly allAhead: WaitScore;
  /** Share of waits that lay in the announced range, its ends included. */
  readonly heldShare: number;
  /** Share that the ranges claimed to hold. */
  readonly claimedShare: number;
  /** Mean width of the announced ranges, minutes. */
  readonly widthMinutes: number;
}

const MINUTE = 60_000;

function scoreOf(waits: readonly ReplayedWait[], forecastOf: (wait: ReplayedWait) => number): WaitScore {
  let squares = 0;
  let sizes = 0;
  let sum = 0;
  for (const wait of waits) {
    const error = (wait.waitMs - forecastOf(wait)) / MINUTE;
    squares += error * error;
    sizes += Math.abs(error);
    sum += error;
  }
  const count = Math.max(1, waits.length);
  return { rmseMinutes: Math.sqrt(squares / count), maeMinutes: sizes / count, biasMinutes: sum / count };
}

/** Scores of replayed waits. */
export function scoresOf(waits: readonly ReplayedWait[]): WaitScores {
  const count = Math.max(1, waits.length);
  const meanOf = (of: (wait: ReplayedWait) => number) =>
    waits.reduce((sum, wait) => sum + of(wait), 0) / count;
  return {
    waits: waits.length,
    own: scoreOf(waits, (wait) => wait.foretoldMs),
    lastWait: scoreOf(waits, (wait) => wait.lastWaitMs),
    queue: scoreOf(waits, (wait) => wait.queueMs),
    allAhead: scoreOf(waits, (wait) => wait.allAheadMs),
    heldShare: meanOf(({ waitMs, lowMinutes, highMinutes }) =>
      waitMs >= lowMinutes * MINUTE && waitMs <= highMinutes * MINUTE ? 1 : 0,
    ),
    claimedShare: meanOf((wait) => wait.claimedShare),
    widthMinutes: meanOf((wait) => wait.highMinutes - wait.lowMinutes),
  };
}
