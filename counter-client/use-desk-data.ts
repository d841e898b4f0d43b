import type { Procedure } from '../common/protocol/catalogue.ts';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { CallReason, Transaction } from '../common/protocol/ticket.ts';
import type { CounterRecord } from '../common/protocol/views.ts';
import { useRead } from './use-read.ts';

/** One finished visit of today, for a correction. */
export interface RecentVisit {
  readonly ticketId: string;
  readonly number: string;
  readonly field: string;
  readonly outcome: FinishOutcome | null;
  readonly finishedAt: string;
  readonly transactions: readonly Transaction[];
}

/** The clerk's own figures of today. */
export interface OwnDay {
  readonly served: number;
  readonly noShow: number;
  readonly transactions: number;
  /** Visits finished as served of which no procedure was recorded. */
  readonly withoutWork: number;
  readonly serviceMeanMinutes: number | null;
  readonly recent: readonly RecentVisit[];
}

/** Whom the counter would call now, by the hall's own rule. */
export interface NextUp {
  readonly ticketId: string;
  readonly number: string;
  readonly field: string;
  readonly reason: CallReason;
}

/** Procedures on the digits of the keyboard. */
const USUAL_COUNT = 5;

/**
 * What the desk shows beside the live view. @param sequence the view's sequence: newer state, newer figures
 * @param proceduresAt the hall's mark of the last change of procedures
 * @param practice where its figures come from instead of the hall's record
 */
export function useDeskData(
  { code: counter, primaryFields }: Pick<CounterRecord, 'code' | 'primaryFields'>,
  sequence: number,
  proceduresAt: number,
  practice: { day(): OwnDay; next(): NextUp | null } | null,
) {
  const procedures = useRead<{ procedures: Procedure[] }>('/procedures', proceduresAt)?.procedures ?? [];
  const asked = useRead<{ procedures: string[] }>(
    practice === null ? `/counters/${counter}/usual` : null,
    proceduresAt,
  );
  const own = procedures.filter((each) => each.active && primaryFields.includes(each.field));
  const usual = asked?.procedures ?? own.slice(0, USUAL_COUNT).map((each) => each.code);
  const day = useRead<OwnDay>(practice === null ? '/me/day' : null, sequence);
  const next = useRead<{ next: NextUp | null }>(
    practice === null ? `/counters/${counter}/next` : null,
    sequence,
  );
  if (practice !== null) return { procedures, usual, day: practice.day(), next: practice.next() };
  return { procedures, usual, day, next: next?.next ?? null };
}
