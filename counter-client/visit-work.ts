import { UNUSUAL_COUNT } from '../common/protocol/desk-bounds.ts';
import type { RecordedWork } from '../common/protocol/ticket.ts';

/** The record takes no more of one procedure in one visit. */
const COUNT_MOST = 999;

/** What a typed count means: good, to be asked about, or none. */
export function countTyped(text: string): { readonly count: number; readonly ask: boolean } | null {
  if (!/^\d{1,3}$/.test(text.trim())) return null;
  const count = Number(text);
  return count < 1 || count > COUNT_MOST ? null : { count, ask: count > UNUSUAL_COUNT };
}

/** An unusual count that nobody confirmed yet; undefined: there is none. */
export function unconfirmedCount(rows: readonly RecordedWork[]): number | undefined {
  return rows.find((each) => each.count > UNUSUAL_COUNT && each.countConfirmed !== true)?.count;
}

/** The rows with their counts confirmed: what somebody has just said yes to, or what stands in the record already. */
export function withCountsConfirmed(rows: readonly RecordedWork[]): readonly RecordedWork[] {
  return rows.map((each) => (each.count > UNUSUAL_COUNT ? { ...each, countConfirmed: true } : each));
}

/** One more dossier of a procedure. */
export function withProcedure(rows: readonly RecordedWork[], procedure: string): readonly RecordedWork[] {
  const at = rows.findIndex((each) => each.procedure === procedure && each.dossierCode === undefined);
  if (at < 0) return [...rows, { procedure, count: 1 }];
  return rows.map((each, index) => (index === at ? recounted(each, each.count + 1) : each));
}

/** A row with another count, to which nobody has said yes yet. */
export function recounted({ countConfirmed: _before, ...row }: RecordedWork, count: number): RecordedWork {
  return { ...row, count };
}

/** Rows and waiting codes of a visit. */
export interface WorkAndTray {
  readonly work: readonly RecordedWork[];
  /** Scanned codes for which no row waits. */
  readonly tray: readonly string[];
}

/** Where a scanned code went. */
export type Placed = 'row' | 'tray' | 'known';

/** Takes a scanned code: to the first row that has none, else to the tray, and never twice. */
export function withCode(
  { work, tray }: WorkAndTray,
  code: string,
): WorkAndTray & { readonly placed: Placed } {
  if (tray.includes(code) || work.some((each) => each.dossierCode === code))
    return { work, tray, placed: 'known' };
  const at = work.findIndex((each) => each.dossierCode === undefined);
  if (at < 0) return { work, tray: [...tray, code], placed: 'tray' };
  const rows = work.map((each, index) => (index === at ? { ...each, dossierCode: code } : each));
  return { work: rows, tray, placed: 'row' };
}

/** A procedure is added; a code that waits in the tray goes to it. */
export function addedTo({ work, tray }: WorkAndTray, procedure: string): WorkAndTray {
  const [code, ...rest] = tray;
  if (code === undefined) return { work: withProcedure(work, procedure), tray };
  return { work: [...work, { procedure, count: 1, dossierCode: code }], tray: rest };
}

/** What a ticket brings from the kiosk. */
export interface Drawn {
  readonly procedure: string | null;
  readonly dossierCode: string | null;
}

/**
 * What a visit begins with: the procedure that was chosen and the dossier of the slip that was scanned. A code without
 * a procedure waits in the tray; that of the visit before goes with it.
 */
export function visitBegun(drawn: Drawn, before: Drawn, tray: readonly string[]): WorkAndTray {
  const { procedure, dossierCode } = drawn;
  const scanned = tray.filter((code) => code !== before.dossierCode && code !== dossierCode);
  if (dossierCode === null)
    return { work: procedure === null ? [] : [{ procedure, count: 1 }], tray: scanned };
  if (procedure === null) return { work: [], tray: [dossierCode, ...scanned] };
  return { work: [{ procedure, count: 1, dossierCode }], tray: scanned };
}

/** The procedure of a dossier is known: its code goes from the tray to a row of its own. */
export function withDossier({ work, tray }: WorkAndTray, code: string, procedure: string): WorkAndTray {
  if (!tray.includes(code)) return { work, tray };
  return {
    work: [...work, { procedure, count: 1, dossierCode: code }],
    tray: tray.filter((each) => each !== code),
  };
}
