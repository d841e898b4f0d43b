import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { ErlangAnswer } from '../../../common/protocol/staffing.ts';
import { blockingAt, nextBlocking } from './erlang-b.ts';
import { waitingShare } from './erlang-c.ts';
import { serviceLevelAt } from './kimura.ts';
import { COUNTERS_MOST, faultOfAmount, faultOfLoad, type Load, offeredLoad } from './load.ts';
import { type LineFacts, steadyState } from './steady-state.ts';

/** What citizens are promised: a share of them is called within so many minutes. */
export interface WaitTarget {
  /** Above 0, below 1. */
  readonly share: number;
  /** Minutes, 0 or more. */
  readonly minutes: number;
}

/** The smallest number of officials and what citizens then meet. */
export interface StaffNeed {
  readonly counters: number;
  readonly state: ErlangAnswer;
}

/** What is wrong with a target, as an outcome; null when it can be met by somebody. */
export function faultOfTarget(target: WaitTarget): Outcome<never> | null {
  const fault = faultOfAmount('target minutes', target.minutes);
  if (fault) return { ok: false, refusal: fault };
  if (!(target.share > 0 && Number.isFinite(target.share)) || target.share > 1)
    return refused('invalid_input', 'the target share must be above 0 and below 1');
  if (target.share === 1)
    return refused(
      'unreachable_target',
      'arrivals at random can always come all at once: no number of officials serves every single citizen in time',
    );
  return null;
}

/**
 * The smallest number of officials with which the target share of citizens is called within the target minutes.
 * @param demand arrivals and services an hour; patience and variability where known
 * @param target share and minutes
 * @returns at least one official, also for no arrivals; refused `unreachable_target` for a share of 100 % or when even
 *   100,000 officials miss it, `invalid_input` for numbers that are none.
 *   Source: search upwards over Erlang C or Kimura with one recurrence, Erlang A by bisection; the service level grows
 *   with every official (Jagers, van Doorn 1986).
 */
export function smallestStaff(
  demand: Omit<Load, 'counters'> & LineFacts,
  target: WaitTarget,
): Outcome<StaffNeed> {
  const { patienceMinutes, serviceScv, ...rates } = demand;
  const fault = faultOfLoad({ ...rates, counters: 1 }) ?? faultOfAmount('variability', serviceScv ?? 1);
  if (fault) return { ok: false, refusal: fault };
  const wrongTarget = faultOfTarget(target);
  if (wrongTarget) return wrongTarget;
  if (offeredLoad(rates) >= COUNTERS_MOST)
    return refused('invalid_input', `this load is beyond ${COUNTERS_MOST} officials`);
  const facts: LineFacts = { patienceMinutes, serviceScv };
  const levelAt = (counters: number): Outcome<ErlangAnswer> =>
    steadyState({ ...rates, counters }, target.minutes, facts);
  const least =
    patienceMinutes === undefined ? patient(rates, serviceScv ?? 1, target) : bisect(levelAt, target);
  if (typeof least !== 'number') return least;
  const state = levelAt(least);
  return state.ok ? accepted({ counters: least, state: state.value }) : state;
}

const TOO_MANY = refused('unreachable_target', `even ${COUNTERS_MOST} officials would miss this target`);

function patient(rates: Omit<Load, 'counters'>, scv: number, target: WaitTarget): number | Outcome<never> {
  const offered = offeredLoad(rates);
  let counters = Math.floor(offered) + 1;
  let blocking = blockingAt(offered, counters);
  while (counters <= COUNTERS_MOST) {
    const pWait = waitingShare(blocking, offered, counters);
    if (serviceLevelAt(pWait, scv, { ...rates, counters }, target.minutes) >= target.share) return counters;
    counters += 1;
    blocking = nextBlocking(blocking, offered, counters);
  }
  return TOO_MANY;
}

function bisect(
  levelAt: (counters: number) => Outcome<ErlangAnswer>,
  target: WaitTarget,
): number | Outcome<never> {
  let enough = 1;
  for (;;) {
    const level = levelAt(enough);
    if (!level.ok) return level;
    if (level.value.serviceLevel >= target.share) break;
    if (enough === COUNTERS_MOST) return TOO_MANY;
    enough = Math.min(COUNTERS_MOST, enough * 2);
  }
  let short = enough >> 1;
  while (enough - short > 1) {
    const middle = (short + enough) >> 1;
    const level = levelAt(middle);
    if (!level.ok) return level;
    if (level.value.serviceLevel >= target.share) enough = middle;
    else short = middle;
  }
  return enough;
}
