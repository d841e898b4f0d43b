import type { PlanWait } from '../../../common/protocol/plan.ts';
import { p90Of, shareOf, type Tally } from './tally.ts';

/** Of nobody. */
export const NO_WAIT: PlanWait = {
  withinTargetShare: null,
  withinTargetHalfWidth: null,
  meanMinutes: null,
  p90Minutes: null,
};

/** What citizens of one field of a tally met. The tally must have kept its waits for a percentile. */
export function waitOf(tally: Tally, field: number): PlanWait {
  const place = tally.fields.indexOf(field);
  const { share, error, arrived } = shareOf(tally, place);
  if (arrived === 0) return NO_WAIT;
  const called = tally.called[place] ?? 0;
  const p90 = p90Of(tally.waitsMs?.[place] ?? []);
  return {
    withinTargetShare: share,
    withinTargetHalfWidth: 1.96 * error,
    meanMinutes: called === 0 ? null : (tally.waitSumMs[place] ?? 0) / called / 60_000,
    p90Minutes: p90 === null ? null : p90 / 60_000,
  };
}

/** Share of their time there that the officials of a tally serve, 0 … 1. */
export function occupancyOf(tally: Tally): number {
  return tally.openMs === 0 ? 0 : Math.min(1, tally.busyMs / tally.openMs);
}
