import { UNUSUAL_COUNT } from '../../common/protocol/desk-bounds.ts';
import type { RecordedWork, Transaction } from '../../common/protocol/ticket.ts';
import { type Decision, no } from './decision.ts';
import type { HallState } from './state.ts';

/** Why the transactions of a visit cannot be recorded as they are sent: a procedure nobody knows, or a count that nobody confirmed [FIN4]. */
export function unfitWork(state: HallState, work: readonly RecordedWork[] | undefined): Decision | null {
  for (const { procedure, count, countConfirmed } of work ?? []) {
    if (!state.procedures.has(procedure))
      return no('unknown_procedure', `no procedure ${procedure}`, { procedure });
    if (count > UNUSUAL_COUNT && countConfirmed !== true)
      return no('unusual_count', `${count} dossiers of one procedure: confirm the count if it is right`, {
        procedure,
        count,
        usualMost: UNUSUAL_COUNT,
      });
  }
  return null;
}

/** What the record keeps of it. */
export function recordedWork(work: readonly RecordedWork[]): readonly Transaction[] {
  return work.map(({ countConfirmed: _asked, ...transaction }) => transaction);
}
