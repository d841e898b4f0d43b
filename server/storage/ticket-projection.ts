import type { Database } from 'better-sqlite3';
import type { Transaction } from '../../common/protocol/ticket.ts';
import type { TicketIssued } from '../domain/events.ts';
import type { CalendarOf } from './local-calendar.ts';
import { type Projectors, prepareAll } from './projectors.ts';
import type { TableStatements } from './read-tables.ts';
import type { TicketTotals } from './ticket-totals.ts';

const STATEMENTS = {
  tickets: {
    issue: `INSERT INTO tickets (id, number, local_date, weekday, slot, week, month, quarter, year, period, field,
        drawn_field, procedure, purpose, priority, channel, state, issued_at_ms, ordered_at_ms, print_state,
        tracking_token, language, waiting_ahead, estimate_low, estimate_high, device,
        expected_wait_ms, queue_wait_ms, claimed_share, doubtful, dossier_code)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    call: `UPDATE tickets SET state = 'called', counter = @counter, reserved_for = NULL, call_count = @calls,
        called_at_ms = coalesce(called_at_ms, @at), last_called_at_ms = @at, started_at_ms = NULL,
        wait_ms = coalesce(wait_ms, max(0, @at - ordered_at_ms)),
        officer = (SELECT officer FROM counter_sessions WHERE counter = @counter AND closed_at_ms IS NULL)
      WHERE id = @id`,
    recall: 'UPDATE tickets SET call_count = ? WHERE id = ?',
    start: "UPDATE tickets SET state = 'serving', started_at_ms = ? WHERE id = ?",
    finish: `UPDATE tickets SET state = 'done', field = ?, outcome = ?, finished_at_ms = ?, service_ms = ? WHERE id = ?`,
    absent: "UPDATE tickets SET state = 'waiting', counter = NULL, started_at_ms = NULL WHERE id = ?",
    end: 'UPDATE tickets SET state = ?, finished_at_ms = ? WHERE id = ?',
    park: "UPDATE tickets SET state = 'parked' WHERE id = ?",
    transfer: `UPDATE tickets SET state = 'waiting', counter = NULL, started_at_ms = NULL, field = ?, reserved_for = ?
      WHERE id = ?`,
    reopen: `UPDATE tickets SET state = @state, field = @field, counter = @counter, reserved_for = @reservedFor,
        call_count = @callCount, called_at_ms = @calledAtMs, last_called_at_ms = @lastCalledAtMs,
        started_at_ms = @startedAtMs, outcome = NULL, service_ms = NULL, given_up = 0,
        finished_at_ms = CASE WHEN @state = 'no_show' THEN finished_at_ms END,
        wait_ms = CASE WHEN @calledAtMs IS NOT NULL THEN max(0, @calledAtMs - ordered_at_ms) END,
        officer = CASE WHEN @callCount = 0 THEN NULL WHEN @state IN ('called', 'serving')
          THEN (SELECT officer FROM counter_sessions WHERE counter = @counter AND closed_at_ms IS NULL)
          ELSE officer END
      WHERE id = @id`,
    letPass: `UPDATE tickets SET ordered_at_ms = @orderedAtMs, let_pass_count = let_pass_count + 1,
        expected_wait_ms = NULL, queue_wait_ms = NULL, claimed_share = NULL WHERE id = @id`,
    giveUp: 'UPDATE tickets SET given_up = 1 WHERE id = ?',
    prioritise: 'UPDATE tickets SET priority = ? WHERE id = ?',
    print: 'UPDATE tickets SET print_state = ?, print_reason = ? WHERE id = ?',
    correct: 'UPDATE tickets SET field = coalesce(?, field), outcome = coalesce(?, outcome) WHERE id = ?',
    countWork: `UPDATE tickets SET transaction_count =
      (SELECT coalesce(sum(count), 0) FROM ticket_transactions WHERE ticket_id = @id) WHERE id = @id`,
  },
  missing_papers: {
    add: 'INSERT OR REPLACE INTO missing_papers (ticket_id, parked_at_ms, position, procedure, paper) VALUES (?, ?, ?, ?, ?)',
    takeBack: 'DELETE FROM missing_papers WHERE ticket_id = ? AND parked_at_ms = ?',
  },
  ticket_transactions: {
    clear: 'DELETE FROM ticket_transactions WHERE ticket_id = ?',
    add: `INSERT INTO ticket_transactions
      SELECT @id, (SELECT count(*) FROM ticket_transactions WHERE ticket_id = @id), @procedure, @count, @dossierCode`,
  },
} as const satisfies TableStatements;

/** The hall's own reason for a missing paper: such a parking counts as one, also where no paper is named [PARK3]. */
const PARKED_FOR_PAPERS = 'Bổ sung hồ sơ';

/** A service that ended before it began, in a log of before hall time, was measured by a clock that jumped: not at all. */
const measured = (serviceMs: number | null): number | null =>
  serviceMs === null || serviceMs < 0 ? null : serviceMs;

/** Writes tickets and what was transacted for them into the read tables. */
export class TicketProjection {
  readonly projectors;
  private readonly calendar: CalendarOf;
  private readonly totals: TicketTotals;
  private readonly sql;
  /** The day of which this transaction knows that no total of it counts. */
  private untotalledDay: string | null = null;

  constructor(db: Database, calendar: CalendarOf, totals: TicketTotals) {
    this.calendar = calendar;
    this.totals = totals;
    this.sql = prepareAll(db, STATEMENTS);
    this.projectors = this.all();
  }

  /** At the start of each transaction, and when totals may have been made in it. */
  begin(): void {
    this.untotalledDay = null;
  }

  private all() {
    const { tickets, missing_papers } = this.sql;
    return {
      'ticket:issued': (event, { atMs, device }) => this.issue(event, atMs, device),
      'ticket:called': ({ ticketId, counter, callCount }, { atMs }) => {
        tickets.call.run({ id: ticketId, counter, calls: callCount, at: atMs });
      },
      'ticket:recalled': ({ callCount, ticketId }) => {
        tickets.recall.run(callCount, ticketId);
      },
      'ticket:started': ({ ticketId }, { atMs }) => {
        tickets.start.run(atMs, ticketId);
      },
      'ticket:finished': ({ field, outcome, serviceMs, ticketId, transactions }, { atMs }) => {
        tickets.finish.run(field, outcome, atMs, measured(serviceMs), ticketId);
        this.work(ticketId, transactions);
      },
      'ticket:absent': ({ ticketId }) => {
        tickets.absent.run(ticketId);
      },
      'ticket:returned': ({ ticketId }) => {
        tickets.absent.run(ticketId);
      },
      'ticket:no-show': ({ ticketId }, { atMs }) => {
        tickets.end.run('no_show', atMs, ticketId);
      },
      'ticket:let-pass': ({ ticketId, orderedAtMs }) => {
        tickets.letPass.run({ id: ticketId, orderedAtMs });
      },
      'ticket:cancelled': ({ ticketId, byHolder }, { atMs }) => {
        tickets.end.run('cancelled', atMs, ticketId);
        if (byHolder) tickets.giveUp.run(ticketId);
      },
      'ticket:expired': ({ ticketId }, { atMs }) => {
        tickets.end.run('expired', atMs, ticketId);
      },
      'ticket:parked': ({ ticketId, reason, missing }, { atMs }) => {
        tickets.park.run(ticketId);
        if (missing === undefined && reason !== PARKED_FOR_PAPERS) return;
        // One row without a paper where none was named: the visit counts all the same.
        const papers = missing?.papers.length ? missing.papers : [''];
        for (const [position, paper] of papers.entries())
          missing_papers.add.run(ticketId, atMs, position, missing?.procedure ?? null, paper);
      },
      'ticket:transferred': ({ field, reservedFor, ticketId, transactions }) => {
        tickets.transfer.run(field, reservedFor, ticketId);
        this.work(ticketId, transactions);
      },
      'ticket:reopened': ({ ticketId, to, actAtMs }) => {
        if (actAtMs !== undefined) missing_papers.takeBack.run(ticketId, actAtMs);
        const { work, state, field, counter, reservedFor, callCount } = to;
        const { calledAtMs, lastCalledAtMs, startedAtMs } = to;
        const times = { calledAtMs, lastCalledAtMs, startedAtMs };
        tickets.reopen.run({ id: ticketId, state, field, counter, reservedFor, callCount, ...times });
        // What the visit's end recorded counts no more; what other counters did stays.
        this.replaceWork(ticketId, work);
      },
      'ticket:prioritised': ({ priority, ticketId }) => {
        tickets.prioritise.run(priority, ticketId);
      },
      'ticket:print-asked': ({ ticketId }) => {
        tickets.print.run('pending', null, ticketId);
      },
      'ticket:print-delayed': ({ reason, ticketId }) => {
        tickets.print.run('failed', reason, ticketId);
      },
      // The end of a printing that was replaced says nothing of the paper that stands.
      'ticket:print-dropped': null,
      'ticket:print-settled': ({ outcome, reason, ticketId }) => {
        tickets.print.run(outcome, outcome === 'printed' ? null : reason, ticketId);
      },
      'ticket:corrected': ({ field, outcome, ticketId, transactions }) => {
        tickets.correct.run(field ?? null, outcome ?? null, ticketId);
        if (transactions === undefined) return;
        this.replaceWork(ticketId, transactions);
      },
    } as const satisfies Partial<Projectors>;
  }

  private issue(event: TicketIssued, atMs: number, device: string | null): void {
    const day = this.calendar.columns(atMs);
    // Only after a clock was set back is there a total of the day already; asked once, not for each of its tickets.
    if (this.untotalledDay !== day.localDate) {
      this.totals.outdate(day.localDate);
      this.untotalledDay = day.localDate;
    }
    this.sql.tickets.issue.run(
      event.ticketId,
      event.number,
      day.localDate,
      day.weekday,
      day.slot,
      day.week,
      day.month,
      day.quarter,
      day.year,
      day.period,
      event.field,
      event.field,
      event.procedure,
      event.purpose,
      event.priority,
      event.channel,
      atMs,
      event.orderedAtMs,
      event.printer === null ? 'none' : 'pending',
      event.trackingToken,
      event.language,
      event.waitingAhead,
      event.estimate?.lowMinutes ?? null,
      event.estimate?.highMinutes ?? null,
      device,
      event.forecast?.waitMs ?? null,
      event.forecast?.queueMs ?? null,
      event.forecast?.claimedShare ?? null,
      event.doubtful ? 1 : 0,
      event.dossierCode ?? null,
    );
  }

  private replaceWork(ticketId: string, transactions: readonly Transaction[]): void {
    this.sql.ticket_transactions.clear.run(ticketId);
    this.work(ticketId, transactions);
    this.sql.tickets.countWork.run({ id: ticketId });
  }

  private work(ticketId: string, transactions: readonly Transaction[]): void {
    if (transactions.length === 0) return;
    for (const each of transactions)
      this.sql.ticket_transactions.add.run({
        id: ticketId,
        procedure: each.procedure,
        count: each.count,
        dossierCode: each.dossierCode ?? null,
      });
    this.sql.tickets.countWork.run({ id: ticketId });
  }
}
