import { useEffect, useState } from 'react';
import { api } from '../common/client/api.ts';
import type { Procedure } from '../common/protocol/catalogue.ts';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { CallReason, Transaction } from '../common/protocol/ticket.ts';

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

/** Reads an address again whenever `when` changes, at most once in 300 ms; keeps the last answer meanwhile. Of null it reads nothing. */
function useRead<T>(path: string | null, when: unknown): T | null {
  const [value, setValue] = useState<T | null>(null);
  // biome's exhaustive list: `when` is the reason to read again.
  useEffect(() => {
    void when;
    if (path === null) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void api<T>('GET', path).then((answer) => {
        if (wanted && answer.ok) setValue(answer.value);
      });
    }, 150);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [path, when]);
  return value;
}

/**
 * What the desk shows beside the live view. @param sequence the view's sequence: newer state, newer figures
 * @param proceduresAt the hall's mark of the last change of procedures
 * @param practice where its figures come from instead of the hall's record
 */
export function useDeskData(
  counter: string,
  sequence: number,
  proceduresAt: number,
  practice: { day(): OwnDay; next(): NextUp | null } | null,
) {
  const procedures = useRead<{ procedures: Procedure[] }>('/procedures', proceduresAt)?.procedures ?? [];
  const day = useRead<OwnDay>(practice === null ? '/me/day' : null, sequence);
  const next = useRead<{ next: NextUp | null }>(
    practice === null ? `/counters/${counter}/next` : null,
    sequence,
  );
  if (practice !== null) return { procedures, day: practice.day(), next: practice.next() };
  return { procedures, day, next: next?.next ?? null };
}
