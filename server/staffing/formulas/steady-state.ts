import type { Outcome } from '../../../common/protocol/refusals.ts';
import type { ErlangAnswer, ErlangNote } from '../../../common/protocol/staffing.ts';
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

/** Spread up to which Kimura's formula was held against simulation: within 5 % there, 5 to 46 % off beyond. */
const SCV_TESTED = 3;

const BEYOND_TESTED: ErlangNote = {
  code: 'spread-beyond-tested',
  vi: 'Thời gian phục vụ chênh lệch quá lớn (c² trên 3): công thức gần đúng có thể sai 5–46 %, nên dùng mô phỏng của phương án.',
  en: 'The service times are spread too widely (c² above 3): the approximation may be off by 5 to 46 %; let a plan simulate it.',
};

const NOT_COUNTED: ErlangNote = {
  code: 'spread-not-counted',
  vi: 'Khi có người bỏ về, công thức không tính độ chênh lệch của thời gian phục vụ (c²).',
  en: 'Where citizens lose patience the formula does not count the spread of the service time (c²).',
};

/**
 * The steady state by the formula that fits what is known: patience → Erlang A, variability → Kimura, else Erlang C.
 * With both, Erlang A: once people leave, the line depends on the mean service far more than on its spread.
 * @param targetMinutes target wait, minutes
 * @returns refused `unstable` (ρ ≥ 1 without patience) or `invalid_input`.
 *   Source of the preference: Whitt, Engineering solution of a basic call-center model, 2005.
 */
export function steadyState(load: Load, targetMinutes: number, facts: LineFacts = {}): Outcome<ErlangAnswer> {
  const { patienceMinutes, serviceScv } = facts;
  const isSpread = serviceScv !== undefined && serviceScv !== 1;
  if (patienceMinutes !== undefined)
    return named('M/M/n+M', erlangA(load, patienceMinutes, targetMinutes), isSpread ? [NOT_COUNTED] : []);
  if (isSpread)
    return named(
      'M/G/n',
      generalService(load, serviceScv, targetMinutes),
      serviceScv > SCV_TESTED && load.counters > 1 ? [BEYOND_TESTED] : [],
    );
  return named('M/M/n', erlangC(load, targetMinutes), []);
}

function named(
  model: ErlangAnswer['model'],
  outcome: Outcome<SteadyWait>,
  notes: readonly ErlangNote[],
): Outcome<ErlangAnswer> {
  return outcome.ok ? { ok: true, value: { model, notes, ...outcome.value } } : outcome;
}
