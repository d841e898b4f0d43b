import type { Database } from 'better-sqlite3';
import type { FinishOutcome, PrintState, Purpose, TicketState } from '../../common/protocol/primitives.ts';
import type { OfficerDay } from '../../common/protocol/rest/session.ts';
import type { Ticket, Transaction } from '../../common/protocol/ticket.ts';
import { iso } from '../hall/ticket-view.ts';
import { doubtCondition } from './doubtful-tickets.ts';
import { TICKET_DIMENSIONS, type TicketFilter, type VisitCount } from './read-models.ts';
import { one } from './rows.ts';

interface TicketRow {
  id: string;
  number: string;
  field: string;
  drawn_field: string;
  procedure: string | null;
  dossier_code: string | null;
  purpose: Purpose;
  priority: string | null;
  state: TicketState;
  channel: string;
  issued_at_ms: number;
  called_at_ms: number | null;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  counter: string | null;
  reserved_for: string | null;
  call_count: number;
  waiting_ahead: number;
  estimate_low: number | null;
  estimate_high: number | null;
  print_state: PrintState;
  print_reason: string | null;
  outcome: FinishOutcome | null;
  tracking_token: string | null;
  language: string;
}

/** Reads of single tickets and an officer's day from the read tables. */
export class TicketReads {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  findTicket(id: string): Ticket | undefined {
    const row = this.db.prepare<unknown[], TicketRow>('SELECT * FROM tickets WHERE id = ?').get(id);
    return row && this.asTicket(row);
  }

  /** The token by which the holder of a ticket follows it; undefined: it has none. */
  trackingTokenOf(id: string): string | undefined {
    const row = this.db
      .prepare<unknown[], { token: string | null }>(
        'SELECT tracking_token AS token FROM tickets WHERE id = ?',
      )
      .get(id);
    return row?.token ?? undefined;
  }

  findByTracking(token: string): Ticket | undefined {
    const row = this.db
      .prepare<unknown[], TicketRow>('SELECT * FROM tickets WHERE tracking_token = ?')
      .get(token);
    return row && this.asTicket(row);
  }

  /** Tickets in order of issue; `cursor` is where the page before ended. */
  listTickets(filter: TicketFilter): { tickets: Ticket[]; nextCursor: string | null } {
    const where = [
      filter.imported
        ? "(batch IS NULL OR batch IN (SELECT id FROM import_batches WHERE state = 'complete'))"
        : 'batch IS NULL',
    ];
    const values: (string | number)[] = [];
    const and = (text: string, ...more: (string | number)[]) => {
      where.push(text);
      values.push(...more);
    };
    if (filter.date !== undefined) and('local_date = ?', filter.date);
    if (filter.state !== undefined) and('state = ?', filter.state);
    if (filter.field !== undefined) and('field = ?', filter.field);
    if (filter.number !== undefined) and('number = ?', filter.number);
    if (filter.from !== undefined) and('local_date >= ?', filter.from);
    if (filter.to !== undefined) and('local_date <= ?', filter.to);
    for (const column of TICKET_DIMENSIONS) {
      const value = filter[column];
      if (value !== undefined) and(`${column} = ?`, value);
    }
    if (filter.finding !== undefined) where.push(doubtCondition(filter.finding));
    const span = {
      from: filter.from ?? filter.date ?? '0000-01-01',
      to: filter.to ?? filter.date ?? '9999-12-31',
    };
    const after = /^(\d{1,15})~([A-Za-z0-9_-]{1,64})$/.exec(filter.cursor ?? '');
    if (after?.[1] !== undefined && after[2] !== undefined)
      and('(issued_at_ms, id) > (?, ?)', Number(after[1]), after[2]);
    const rows = this.db
      .prepare<unknown[], TicketRow>(
        `SELECT * FROM tickets WHERE ${where.join(' AND ')} ORDER BY issued_at_ms, id LIMIT ?`,
      )
      .all(...values, filter.limit + 1, ...(filter.finding === undefined ? [] : [span]));
    const page = rows.slice(0, filter.limit);
    const last = page.at(-1);
    return {
      tickets: page.map((row) => this.asTicket(row)),
      nextCursor: rows.length > page.length && last ? `${last.issued_at_ms}~${last.id}` : null,
    };
  }

  /** What an officer did on a day. */
  dayOf(officer: string, date: string): OfficerDay {
    const sums = one(
      this.db
        .prepare<
          unknown[],
          {
            served: number;
            calledCount: number;
            noShow: number;
            withoutWork: number;
            transactions: number;
            serviceMs: number | null;
          }
        >(
          `SELECT count(*) FILTER (WHERE state = 'done') AS served, count(*) AS calledCount,
           count(*) FILTER (WHERE state = 'no_show') AS noShow,
           count(*) FILTER (WHERE state = 'done' AND outcome = 'served' AND transaction_count = 0) AS withoutWork,
           coalesce(sum(transaction_count), 0) AS transactions, avg(service_ms) AS serviceMs
         FROM tickets WHERE officer = ? AND local_date = ?`,
        )
        .get(officer, date),
    );
    const recent = this.db
      .prepare<unknown[], TicketRow>(
        `SELECT * FROM tickets WHERE officer = ? AND local_date = ? AND state = 'done'
         ORDER BY finished_at_ms DESC LIMIT 20`,
      )
      .all(officer, date);
    const { serviceMs, ...counts } = sums;
    return {
      ...counts,
      serviceMeanMinutes: serviceMs === null ? null : Math.round((serviceMs / 60_000) * 10) / 10,
      recent: recent.map((row) => ({
        ticketId: row.id,
        number: row.number,
        field: row.field,
        outcome: row.outcome,
        finishedAt: iso(row.finished_at_ms),
        transactions: this.transactionsOf(row.id),
      })),
    };
  }

  /** Procedures that a counter recorded from a day on, the commonest first; at most 20. */
  usualAt(counter: string, fromDate: string): string[] {
    return this.db
      .prepare<unknown[], string>(
        `SELECT done.procedure FROM tickets JOIN ticket_transactions AS done ON done.ticket_id = tickets.id
         WHERE tickets.local_date >= ? AND tickets.counter = ? AND tickets.batch IS NULL
         GROUP BY done.procedure ORDER BY sum(done.count) DESC, done.procedure LIMIT 20`,
      )
      .pluck()
      .all(fromDate, counter);
  }

  /**
   * Visits by hour of drawing, field and procedure, of days from `from` up to but without `before`: the procedures that
   * were recorded at the counter, else the one that was chosen.
   */
  visitsByHour(from: string, before: string): VisitCount[] {
    return this.db
      .prepare<unknown[], VisitCount>(
        `SELECT tickets.slot / 2 AS hour, tickets.field AS field,
           coalesce(done.procedure, tickets.procedure) AS procedure, count(*) AS visits
         FROM tickets LEFT JOIN ticket_transactions AS done ON done.ticket_id = tickets.id
         WHERE tickets.local_date >= ? AND tickets.local_date < ? AND tickets.batch IS NULL
           AND tickets.purpose <> 'collect'
         GROUP BY hour, 2, 3`,
      )
      .all(from, before);
  }

  private transactionsOf(id: string): Transaction[] {
    const rows = this.db
      .prepare<unknown[], { procedure: string; count: number; dossier_code: string | null }>(
        'SELECT procedure, count, dossier_code FROM ticket_transactions WHERE ticket_id = ? ORDER BY position',
      )
      .all(id);
    return rows.map((row) => ({
      procedure: row.procedure,
      count: row.count,
      ...(row.dossier_code === null ? {} : { dossierCode: row.dossier_code }),
    }));
  }

  private asTicket(row: TicketRow): Ticket {
    const { estimate_low: low, estimate_high: high } = row;
    return {
      id: row.id,
      number: row.number,
      field: row.field,
      drawnField: row.drawn_field,
      procedure: row.procedure,
      dossierCode: row.dossier_code,
      purpose: row.purpose,
      priority: row.priority,
      state: row.state,
      channel: row.channel,
      issuedAt: iso(row.issued_at_ms) ?? '',
      calledAt: iso(row.called_at_ms),
      startedAt: iso(row.started_at_ms),
      finishedAt: iso(row.finished_at_ms),
      counter: row.counter,
      reservedFor: row.reserved_for,
      callCount: row.call_count,
      waitingAhead: row.state === 'waiting' ? row.waiting_ahead : 0,
      estimate: low === null || high === null ? null : { lowMinutes: low, highMinutes: high },
      print: row.print_state,
      printReason: row.print_reason,
      outcome: row.outcome,
      transactions: this.transactionsOf(row.id),
      trackingUrl: '',
      language: row.language,
    };
  }
}
