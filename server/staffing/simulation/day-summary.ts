import type { Citizens } from './citizens.ts';
import { type DayRun, LEFT, NO_SHOW, SERVED, UNSERVED } from './day-run.ts';

/** What citizens met on a simulated day, or a part of them. */
export interface WaitSummary {
  readonly arrived: number;
  /** Called at least once. */
  readonly called: number;
  readonly served: number;
  readonly noShow: number;
  readonly left: number;
  readonly unserved: number;
  /** Mean wait to the first call of those called, ms; NaN when nobody was. */
  readonly waitMeanMs: number;
  /** Wait that nine in ten of those called did not exceed (nearest rank), ms; NaN when nobody was. */
  readonly waitP90Ms: number;
  /** Share of all who came that was called within the target: who left or went home counts as missed. NaN for nobody. */
  readonly withinTargetShare: number;
}

/**
 * Sums a day up.
 * @param targetMs target wait
 * @param counted which citizens, by their place; without it all
 */
export function summaryOf(
  citizens: Citizens,
  run: DayRun,
  targetMs: number,
  counted: (citizen: number) => boolean = () => true,
): WaitSummary {
  const ends = new Float64Array(UNSERVED + 1);
  const waits: number[] = [];
  let arrived = 0;
  let inTime = 0;
  let sum = 0;
  for (let at = 0; at < citizens.count; at++) {
    if (!counted(at)) continue;
    arrived += 1;
    const end = run.outcome[at] as number;
    ends[end] = (ends[end] ?? 0) + 1;
    const waitMs = (run.calledAtMs[at] as number) - (citizens.arrivesAtMs[at] as number);
    if (Number.isNaN(waitMs)) continue;
    waits.push(waitMs);
    sum += waitMs;
    if (waitMs <= targetMs) inTime += 1;
  }
  const sorted = Float64Array.from(waits).sort();
  return {
    arrived,
    called: waits.length,
    served: ends[SERVED] ?? 0,
    noShow: ends[NO_SHOW] ?? 0,
    left: ends[LEFT] ?? 0,
    unserved: ends[UNSERVED] ?? 0,
    waitMeanMs: sum / waits.length,
    waitP90Ms: sorted[Math.ceil(sorted.length * 0.9) - 1] ?? Number.NaN,
    withinTargetShare: inTime / arrived,
  };
}
