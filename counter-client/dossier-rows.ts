import type { Transaction } from '../common/protocol/ticket.ts';

/** The code of a scanned dossier goes to the first row that has none. */
export function withDossier(rows: readonly Transaction[], code: string): readonly Transaction[] {
  if (rows.some((each) => each.dossierCode === code)) return rows;
  const index = rows.findIndex((each) => each.dossierCode === undefined);
  return rows.map((each, at) => (at === index ? { ...each, dossierCode: code } : each));
}
