import { useCallback, useEffect, useRef, useState } from 'react';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { Transaction } from '../common/protocol/ticket.ts';
import { addedTo, type Placed, type WorkAndTray, withCode } from './visit-work.ts';

/** What is recorded of the present citizen until the visit ends. */
export interface Visit extends WorkAndTray {
  readonly outcome: FinishOutcome;
  setOutcome(outcome: FinishOutcome): void;
  setWork(work: readonly Transaction[]): void;
  add(procedure: string): void;
  scan(code: string): Placed;
  dropCode(code: string): void;
  emptyTray(): void;
  /** What the desk shows again once this ticket is back. */
  bringBack(ticketId: string, recorded: Recorded): void;
}

export interface Recorded {
  readonly outcome: FinishOutcome;
  readonly work: readonly Transaction[];
}

/** The record of the present visit; each citizen begins with the procedure that was chosen at the kiosk. */
export function useVisit(presentId: string | null, drawnProcedure: string | null): Visit {
  const [outcome, setOutcome] = useState<FinishOutcome>('served');
  const [kept, setKept] = useState<WorkAndTray>({ work: [], tray: [] });
  const latest = useRef(kept);
  const returning = useRef(new Map<string, Recorded>());
  const keep = useCallback((next: WorkAndTray) => {
    latest.current = next;
    setKept(next);
  }, []);
  useEffect(() => {
    const back = returning.current.get(presentId ?? '');
    const first = drawnProcedure === null ? [] : [{ procedure: drawnProcedure, count: 1 }];
    setOutcome(back?.outcome ?? 'served');
    keep({ work: back?.work ?? first, tray: latest.current.tray });
  }, [presentId, drawnProcedure, keep]);
  return {
    ...kept,
    outcome,
    setOutcome,
    setWork: (work) => keep({ ...latest.current, work }),
    add: (procedure) => keep(addedTo(latest.current, procedure)),
    scan(code) {
      const { placed, ...next } = withCode(latest.current, code);
      keep(next);
      return placed;
    },
    dropCode: (code) =>
      keep({ ...latest.current, tray: latest.current.tray.filter((each) => each !== code) }),
    emptyTray: () => keep({ ...latest.current, tray: [] }),
    bringBack: (ticketId, recorded) => void returning.current.set(ticketId, recorded),
  };
}
