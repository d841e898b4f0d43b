import type { Database } from 'better-sqlite3';
import type { DossierState } from '../../common/protocol/dossiers.ts';
import type { KnownDossier } from '../domain/dossiers.ts';

interface DossierRow {
  readonly state: DossierState;
  readonly field: string | null;
  readonly procedure: string | null;
  readonly papers: string;
  readonly changedAtMs: number;
}

/** Looks dossiers up in the record by their code. */
export function dossierRecord(db: Database): (code: string) => KnownDossier | undefined {
  const find = db.prepare<[string], DossierRow>(
    'SELECT state, field, procedure, papers, changed_at_ms AS changedAtMs FROM dossiers WHERE code = ?',
  );
  return (code) => {
    const row = find.get(code);
    return row && { ...row, papers: JSON.parse(row.papers) as string[] };
  };
}
