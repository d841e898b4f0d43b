import { useCallback, useEffect, useRef, useState } from 'react';
import type { FinishOutcome } from '../common/protocol/primitives.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';
import {
  addedTo,
  type Drawn,
  type Placed,
  visitBegun,
  type WorkAndTray,
  withCode,
  withCountsConfirmed,
  withDossier,
} from './visit-work.ts';

/** What is recorded of the present citizen until the visit ends. */
export interface Visit extends WorkAndTray {
  readonly outcome: FinishOutcome;
  setOutcome(outcome: FinishOutcome): void;
  setWork(work: readonly RecordedWork[]): void;
  add(procedure: string): void;
  scan(code: string): Placed;
  dropCode(code: string): void;
  emptyTray(): void;
  /** What the desk shows again once this ticket is back. */
  bringBack(ticketId: string, recorded: Recorded): void;
}

export interface Recorded {
  readonly outcome: FinishOutcome;
  readonly work: readonly RecordedWork[];
}

const NOTHING_DRAWN: Drawn = { procedure: null, dossierCode: null };

/**
 * The record of the present visit; each citizen begins with what was chosen and scanned at the kiosk.
 * @param dossierProcedure the procedure of the ticket's dossier, once it is known
 */
export function useVisit(
  presentId: string | null,
  { procedure, dossierCode }: Drawn,
  dossierProcedure: string | null,
): Visit {
  const [outcome, setOutcome] = useState<FinishOutcome>('served');
  const [kept, setKept] = useState<WorkAndTray>({ work: [], tray: [] });
  const latest = useRef(kept);
  const before = useRef(NOTHING_DRAWN);
  const returning = useRef(new Map<string, Recorded>());
  const keep = useCallback((next: WorkAndTray) => {
    latest.current = next;
    setKept(next);
  }, []);
  useEffect(() => {
    const back = returning.current.get(presentId ?? '');
    const drawn = { procedure, dossierCode };
    const begun = visitBegun(drawn, before.current, latest.current.tray);
    before.current = drawn;
    setOutcome(back?.outcome ?? 'served');
    keep(back === undefined ? begun : withoutRows(back.work, begun.tray));
  }, [presentId, procedure, dossierCode, keep]);
  useEffect(() => {
    if (presentId === null || dossierCode === null || dossierProcedure === null) return;
    keep(withDossier(latest.current, dossierCode, dossierProcedure));
  }, [presentId, dossierCode, dossierProcedure, keep]);
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
    bringBack: (ticketId, recorded) =>
      void returning.current.set(ticketId, { ...recorded, work: withCountsConfirmed(recorded.work) }),
  };
}

/** Rows that are back, and the tray less what stands in them. */
function withoutRows(work: readonly RecordedWork[], tray: readonly string[]): WorkAndTray {
  const placed = new Set(work.map((each) => each.dossierCode));
  return { work, tray: tray.filter((code) => !placed.has(code)) };
}
