import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { COUNTERS_MOST } from './load.ts';

/**
 * Erlang B by its recurrence, for an offered load known to be good. Every step stays within 0 … 1, so that nothing
 * overflows at a thousand counters, as factorials would.
 */
export function blockingAt(offered: number, counters: number): number {
  let blocking = 1;
  for (let k = 1; k <= counters; k++) blocking = nextBlocking(blocking, offered, k);
  return blocking;
}

/** Erlang B with `counters` officials from Erlang B with one less. */
export function nextBlocking(before: number, offered: number, counters: number): number {
  return (offered * before) / (counters + offered * before);
}

/**
 * Erlang B: the share of arrivals that find every counter busy when nobody waits (M/M/n/n).
 * @param offered offered load a = λ/μ, in erlang (officials busy on average), 0 or more
 * @param counters officials n, whole, 0 or more
 * @returns a share 0 … 1; refused `invalid_input` for other numbers. Any load is stable: who finds no place is lost.
 *   Source: A. K. Erlang 1917; recurrence in Cooper, Introduction to Queueing Theory, 1981, section 3.3.
 */
export function erlangB(offered: number, counters: number): Outcome<number> {
  if (!(offered >= 0 && Number.isFinite(offered)))
    return refused('invalid_input', 'the offered load must be a number of 0 or more');
  if (!(Number.isInteger(counters) && counters >= 0 && counters <= COUNTERS_MOST))
    return refused('invalid_input', `counters must be a whole number from 0 to ${COUNTERS_MOST}`);
  return accepted(blockingAt(offered, counters));
}
