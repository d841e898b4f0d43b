import type { Database } from 'better-sqlite3';
import type { DossierState, Reception } from '../../common/protocol/dossiers.ts';
import type { KnownDossier } from '../domain/dossiers.ts';
import { iso } from '../hall/ticket-view.ts';

type DossierRow = Omit<KnownDossier, 'papers'> & { readonly papers: string };

/** Looks dossiers up in the record by their code. */
export function dossierRecord(db: Database): (code: string) => KnownDossier | undefined {
  const find = db.prepare<[string], DossierRow>(
    `SELECT state, field, procedure, papers, changed_at_ms AS changedAtMs, as_of_ms AS asOfMs,
       field_as_of_ms AS fieldAsOfMs, procedure_as_of_ms AS procedureAsOfMs FROM dossiers WHERE code = ?`,
  );
  return (code) => {
    const row = find.get(code);
    return row && { ...row, papers: JSON.parse(row.papers) as string[] };
  };
}

interface ReceptionRow {
  readonly code: string;
  readonly purpose: string;
  readonly outcome: string;
  readonly field: string;
  readonly procedure: string | null;
  readonly finishedAtMs: number;
  readonly number: string;
  readonly counter: string | null;
}

const RECEPTIONS = `
  SELECT work.dossier_code AS code, purpose, outcome, field, work.procedure, finished_at_ms AS finishedAtMs, number, counter
    FROM tickets JOIN ticket_transactions AS work ON work.ticket_id = tickets.id
    WHERE local_date = @date AND batch IS NULL AND state = 'done' AND outcome IN ('served', 'missing_papers')
      AND work.dossier_code IS NOT NULL
  UNION ALL
  SELECT dossier_code, purpose, outcome, field, procedure, finished_at_ms, number, counter
    FROM tickets
    WHERE local_date = @date AND batch IS NULL AND state = 'done' AND outcome IN ('served', 'missing_papers')
      AND dossier_code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ticket_transactions AS work
        WHERE work.ticket_id = tickets.id AND work.dossier_code = tickets.dossier_code)
  ORDER BY finishedAtMs, code
`;

function stateAfter({ outcome, purpose }: ReceptionRow): DossierState {
  if (outcome === 'missing_papers') return 'supplement';
  return purpose === 'collect' ? 'returned' : 'received';
}

/** Dossiers that visits of a day took in, asked papers for or handed back, in the order in which they ended. */
export function receptionsOn(db: Database, date: string): Reception[] {
  return db
    .prepare<[{ date: string }], ReceptionRow>(RECEPTIONS)
    .all({ date })
    .map((row) => ({
      code: row.code,
      state: stateAfter(row),
      field: row.field,
      procedure: row.procedure,
      at: iso(row.finishedAtMs) ?? '',
      number: row.number,
      counter: row.counter,
    }));
}
