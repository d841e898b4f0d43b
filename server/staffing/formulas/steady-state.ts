import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { ErlangAnswer } from '../../../common/protocol/staffing.ts';
import { erlangA } from './erlang-a.ts';
import { erlangC, type SteadyWait } from './erlang-c.ts';
import { generalService } from './kimura.ts';
import type { Load } from './load.ts';

/** What is known of a line beside its load. */
export interface LineFacts {
  /** Mean patience, minutes; absent: everybody waits to the end. */
  readonly patienceMinutes?: number | undefined;
  /** Squared coefficient of variation of the service time; absent: exponential, 1. */
  readonly serviceScv?: number | undefined;
}

/**
 * The steady state by the formula that fits what is known: patience → Erlang A, variability → Kimura, else Erlang C.
 * With both, Erlang A: once people leave, the line depends on the mean service far more than on its spread.
 * @param targetMinutes target wait, minutes
 * @returns refused `unstable` (ρ ≥ 1 without patience) or `invalid_input`.
 *   Source of the preference: Whitt, Engineering solution of a basic call-center model, 2005.
 */
export function steadyState(load: Load, targetMinutes: number, facts: LineFacts = {}): Outcome<ErlangAnswer> {
  if (facts.patienceMinutes !== undefined)
    return named('M/M/n+M', erlangA(load, facts.patienceMinutes, targetMinutes));
  if (facts.serviceScv !== undefined && facts.serviceScv !== 1)
    return named('M/G/n', generalService(load, facts.serviceScv, targetMinutes));
  return named('M/M/n', erlangC(load, targetMinutes));
}

function named(model: ErlangAnswer['model'], outcome: Outcome<SteadyWait>): Outcome<ErlangAnswer> {
  return outcome.ok ? { ok: true, value: { model, ...outcome.value } } : outcome;
}
