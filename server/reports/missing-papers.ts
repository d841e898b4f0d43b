import type { Database } from 'better-sqlite3';
import { compareKeys } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams } from './source.ts';

interface MissingPaper {
  readonly ticket_id: string;
  /** That the clerk named, else that of the ticket. */
  readonly procedure: string | null;
  /** Empty: none was named. */
  readonly paper: string;
}

/** Papers that citizens of a span of days were sent for. */
export function papersMissing(db: Database, from: string, to: string): MissingPaper[] {
  return db
    .prepare<unknown[], MissingPaper>(
      `SELECT m.ticket_id, coalesce(m.procedure, t.procedure) AS procedure, m.paper FROM missing_papers m
        JOIN tickets t ON t.id = m.ticket_id WHERE t.local_date BETWEEN ? AND ?
        ORDER BY m.parked_at_ms, m.ticket_id, m.position`,
    )
    .all(from, to);
}

const UNNAMED = 'Không ghi giấy tờ nào';

/** Which paper people most often lack, by procedure: what a notice at the kiosk could say (S8). */
export const missingPapers = defineReport({
  id: 'missing-papers',
  title: 'Giấy tờ hay thiếu',
  params: PeriodParams,
  columns: [{ key: 'paper', title: 'Giấy tờ' }, measure('missingPapers')],
  run(db, { from, to }) {
    const counts = new Map<string, { procedure: string | null; paper: string; tickets: Set<string> }>();
    const all = new Set<string>();
    for (const { ticket_id: id, procedure, paper } of papersMissing(db, from, to)) {
      const key = JSON.stringify([procedure, paper]);
      const row = counts.get(key) ?? { procedure, paper, tickets: new Set<string>() };
      counts.set(key, row);
      row.tickets.add(id);
      all.add(id);
    }
    const rows = [...counts.values()]
      .map(({ procedure, paper, tickets }) => ({
        procedure,
        paper: paper === '' ? UNNAMED : paper,
        missingPapers: tickets.size,
      }))
      .sort(
        (a, b) =>
          b.missingPapers - a.missingPapers || compareKeys([a.procedure, a.paper], [b.procedure, b.paper]),
      );
    return { rows, totals: { missingPapers: all.size } };
  },
});
