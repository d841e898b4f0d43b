import type { Database } from 'better-sqlite3';
import { remarksMade } from './difficulties.ts';
import { compareKeys } from './figures.ts';
import { papersMissing } from './missing-papers.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams, ticketsOf } from './source.ts';

interface Work {
  readonly ticket_id: string;
  readonly procedure: string;
  readonly count: number;
  readonly dossier_code: string | null;
}

class Tally {
  drawn = 0;
  transactions = 0;
  missingPapers = 0;
  returnVisits = 0;
  difficulties = 0;
  proposals = 0;
  private readonly visits = new Map<string, Set<string>>();

  addTicket(): void {
    this.drawn += 1;
  }

  /** A visit that lacked papers, once however often it was sent for them. */
  addMissing(): void {
    this.missingPapers += 1;
  }

  addWork(work: Work): void {
    this.transactions += work.count;
    if (work.dossier_code === null) return;
    const visits = this.visits.get(work.dossier_code) ?? new Set<string>();
    // A dossier that is seen on another ticket is somebody who had to come again.
    if (visits.size > 0 && !visits.has(work.ticket_id)) this.returnVisits += 1;
    this.visits.set(work.dossier_code, visits.add(work.ticket_id));
  }

  figures() {
    const { drawn, transactions, missingPapers, returnVisits, difficulties, proposals } = this;
    return { drawn, transactions, missingPapers, returnVisits, difficulties, proposals };
  }
}

function worksOf(db: Database, from: string, to: string): Work[] {
  return db
    .prepare<unknown[], Work>(
      `SELECT w.ticket_id, w.procedure, w.count, w.dossier_code FROM ticket_transactions w
        JOIN tickets t ON t.id = w.ticket_id
        WHERE t.local_date BETWEEN ? AND ?
          AND (t.batch IS NULL OR t.batch IN (SELECT id FROM import_batches WHERE state = 'complete'))
        ORDER BY t.issued_at_ms, t.id, w.position`,
    )
    .all(from, to);
}

/** Each procedure: numbers drawn for it, what was transacted, papers missing, people who had to come again, what officials said of it (S8). */
export const procedures = defineReport({
  id: 'procedures',
  title: 'Thủ tục',
  params: PeriodParams,
  columns: [
    measure('drawn'),
    measure('transactions'),
    measure('missingPapers'),
    measure('returnVisits'),
    measure('difficulties'),
    measure('proposals'),
  ],
  run(db, { from, to }) {
    const tallies = new Map<string | null, Tally>();
    const total = new Tally();
    const of = (procedure: string | null) => {
      const known = tallies.get(procedure) ?? new Tally();
      tallies.set(procedure, known);
      return known;
    };
    const sentFor = new Map(papersMissing(db, from, to).map((each) => [each.ticket_id, each.procedure]));
    for (const row of ticketsOf(db, from, to)) {
      of(row.procedure).addTicket();
      total.addTicket();
      if (row.outcome !== 'missing_papers' && !sentFor.has(row.id)) continue;
      of(sentFor.get(row.id) ?? row.procedure).addMissing();
      total.addMissing();
    }
    for (const work of worksOf(db, from, to)) {
      of(work.procedure).addWork(work);
      total.transactions += work.count;
    }
    // What is said of the hall as a whole is of no procedure.
    for (const { procedure, kind } of remarksMade(db, from, to).filter((each) => each.topic === null))
      for (const tally of [of(procedure), total])
        if (kind === 'difficulty') tally.difficulties += 1;
        else tally.proposals += 1;
    for (const each of tallies.values()) total.returnVisits += each.returnVisits;
    const rows = [...tallies]
      .sort(([a], [b]) => compareKeys([a], [b]))
      .map(([procedure, tally]) => ({ procedure, ...tally.figures() }));
    return { rows, totals: total.figures() };
  },
});
