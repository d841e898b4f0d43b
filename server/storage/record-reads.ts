import type { Database } from 'better-sqlite3';
import { dossierRecord } from './dossier-reads.ts';
import type { EventStore } from './event-store.ts';
import { officerSessions } from './officer-reads.ts';
import { opinionReads, visitRecord } from './opinion-reads.ts';
import { recordedSpan } from './own-and-imported.ts';
import type { RemarkFilter, TicketFilter } from './read-models.ts';
import { listRemarks, remarksOf } from './remark-reads.ts';
import { one } from './rows.ts';
import { settingsHistory } from './settings-history.ts';
import type { TicketReads } from './ticket-reads.ts';

/** What decisions look up in the record beside the state. */
export function recordLookUps(db: Database) {
  return { visits: visitRecord(db), dossierOf: dossierRecord(db) };
}

/** All reads of the record that the edges need, as one. */
export function recordReads(db: Database, tickets: TicketReads, store: EventStore) {
  return {
    findTicket: (id: string) => tickets.findTicket(id),
    findByTracking: (token: string) => tickets.findByTracking(token),
    listTickets: (filter: TicketFilter) => tickets.listTickets(filter),
    dayOf: (officer: string, date: string) => tickets.dayOf(officer, date),
    usualAt: (counter: string, fromDate: string) => tickets.usualAt(counter, fromDate),
    sessionsOf: (officer: string, from: string, to: string) => officerSessions(db, officer, from, to),
    remarksOf: (officer: string, limit: number) => remarksOf(db, officer, limit),
    listRemarks: (filter: RemarkFilter) => listRemarks(db, filter),
    recordedSpan: () => recordedSpan(db),
    settingsHistory: (limit: number) => settingsHistory(db, limit),
    ...opinionReads(db),
    firstDay: () =>
      one(
        db
          .prepare<unknown[], string | null>('SELECT min(local_date) FROM tickets WHERE batch IS NULL')
          .pluck()
          .get(),
      ),
    events: (after: number, limit: number) => store.read(after, limit),
  };
}
