import type { Database, Statement } from 'better-sqlite3';
import type { Transaction } from '../../common/protocol/ticket.ts';
import type { HallEvent, LoggedEvent, TicketIssued } from '../domain/events.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { CalendarOf } from './local-calendar.ts';
import { OpinionProjection } from './opinion-projection.ts';
import { TicketTotals } from './ticket-totals.ts';

const STATEMENTS = {
  issue: `INSERT INTO tickets (id, number, local_date, weekday, slot, week, month, quarter, year, period, field,
      drawn_field, procedure, purpose, priority, channel, state, issued_at_ms, ordered_at_ms, print_state,
      tracking_token, language, waiting_ahead, estimate_low, estimate_high, device,
      expected_wait_ms, queue_wait_ms, claimed_share)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  call: `UPDATE tickets SET state = 'called', counter = @counter, reserved_for = NULL, call_count = @calls,
      called_at_ms = coalesce(called_at_ms, @at), last_called_at_ms = @at, started_at_ms = NULL,
      wait_ms = coalesce(wait_ms, @at - ordered_at_ms),
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
  prioritise: 'UPDATE tickets SET priority = ? WHERE id = ?',
  print: 'UPDATE tickets SET print_state = ? WHERE id = ?',
  correct: 'UPDATE tickets SET field = coalesce(?, field), outcome = coalesce(?, outcome) WHERE id = ?',
  clearWork: 'DELETE FROM ticket_transactions WHERE ticket_id = ?',
  addWork: `INSERT INTO ticket_transactions SELECT @id, (SELECT count(*) FROM ticket_transactions WHERE ticket_id = @id),
    @procedure, @count, @dossierCode`,
  countWork: `UPDATE tickets SET transaction_count =
    (SELECT coalesce(sum(count), 0) FROM ticket_transactions WHERE ticket_id = @id) WHERE id = @id`,
  openSession:
    'INSERT INTO counter_sessions (counter, officer, local_date, opened_at_ms) VALUES (?, ?, ?, ?)',
  closeSession: 'UPDATE counter_sessions SET closed_at_ms = ? WHERE counter = ? AND closed_at_ms IS NULL',
  pause: 'INSERT INTO counter_pauses (counter, reason, paused_at_ms) VALUES (?, ?, ?)',
  completeImport: "UPDATE import_batches SET state = 'complete' WHERE id = ?",
  removeImport: "UPDATE import_batches SET state = 'removed' WHERE id = ?",
  makeRemark: `INSERT INTO remarks (id, kind, procedure, field, text, ticket_id, officer, local_date, made_at_ms, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
  withdrawRemark: "UPDATE remarks SET state = 'withdrawn', settled_at_ms = ? WHERE id = ?",
  settleRemark: 'UPDATE remarks SET state = ?, answer = ?, settled_by = ?, settled_at_ms = ? WHERE id = ?',
  resume: 'UPDATE counter_pauses SET resumed_at_ms = ? WHERE counter = ? AND resumed_at_ms IS NULL',
} as const;

/** Writes the read tables from events. What is written follows from the event alone, so that a rebuild gives the same. */
export class Projections {
  private readonly calendar: CalendarOf;
  private readonly totals: TicketTotals;
  private readonly opinions: OpinionProjection;
  /** The day of which this transaction knows that no total of it counts. */
  private untotalledDay: string | null = null;
  private readonly sql: { readonly [K in keyof typeof STATEMENTS]: Statement };

  constructor(db: Database, calendar: HallCalendar) {
    this.calendar = new CalendarOf(calendar);
    this.totals = new TicketTotals(db);
    this.opinions = new OpinionProjection(db, this.calendar);
    this.sql = Object.fromEntries(
      Object.entries(STATEMENTS).map(([name, text]) => [name, db.prepare(text)]),
    ) as Record<keyof typeof STATEMENTS, Statement>;
  }

  /** At the start of each transaction. */
  begin(): void {
    this.untotalledDay = null;
  }

  /** Brings one event into the read tables; inside the caller's transaction. */
  project(logged: LoggedEvent): void {
    const { event, atMs } = logged;
    const { sql } = this;
    switch (event.type) {
      case 'ticket:issued':
        this.issue(event, atMs, logged.device);
        return;
      case 'ticket:called':
        sql.call.run({ id: event.ticketId, counter: event.counter, calls: event.callCount, at: atMs });
        return;
      case 'ticket:recalled':
        sql.recall.run(event.callCount, event.ticketId);
        return;
      case 'ticket:started':
        sql.start.run(atMs, event.ticketId);
        return;
      case 'ticket:finished':
        sql.finish.run(event.field, event.outcome, atMs, event.serviceMs, event.ticketId);
        this.work(event.ticketId, event.transactions);
        return;
      case 'ticket:absent':
      case 'ticket:returned':
        sql.absent.run(event.ticketId);
        return;
      case 'ticket:no-show':
        sql.end.run('no_show', atMs, event.ticketId);
        return;
      case 'ticket:cancelled':
        sql.end.run('cancelled', atMs, event.ticketId);
        return;
      case 'ticket:expired':
        sql.end.run('expired', atMs, event.ticketId);
        return;
      case 'ticket:parked':
        sql.park.run(event.ticketId);
        return;
      case 'ticket:transferred':
        sql.transfer.run(event.field, event.reservedFor, event.ticketId);
        this.work(event.ticketId, event.transactions);
        return;
      case 'ticket:prioritised':
        sql.prioritise.run(event.priority, event.ticketId);
        return;
      case 'ticket:print-asked':
        sql.print.run('pending', event.ticketId);
        return;
      case 'ticket:print-settled':
        sql.print.run(event.outcome, event.ticketId);
        return;
      case 'ticket:corrected':
        this.correct(event);
        return;
      default:
        this.projectRest(logged);
    }
  }

  private projectRest(logged: LoggedEvent): void {
    const { sql } = this;
    const { event, atMs, actor } = logged;
    this.opinions.project(logged);
    if (event.type === 'day:opened') {
      this.untotalledDay = null;
      this.totals.settleBefore(event.date);
    }
    if (event.type === 'counter:opened')
      sql.openSession.run(event.counter, event.officer, this.calendar.columns(atMs).localDate, atMs);
    if (event.type === 'counter:closed') {
      sql.resume.run(atMs, event.counter);
      sql.closeSession.run(atMs, event.counter);
    }
    if (event.type === 'counter:paused') sql.pause.run(event.counter, event.reason, atMs);
    if (event.type === 'counter:resumed') sql.resume.run(atMs, event.counter);
    if (event.type === 'remark:made')
      sql.makeRemark.run(
        event.remarkId,
        event.kind,
        event.procedure,
        event.field,
        event.text,
        event.ticket,
        event.officer,
        this.calendar.columns(atMs).localDate,
        atMs,
      );
    if (event.type === 'remark:withdrawn') sql.withdrawRemark.run(atMs, event.remarkId);
    if (event.type === 'remark:settled')
      sql.settleRemark.run(event.state, event.answer, actor.id, atMs, event.remarkId);
    if (event.type === 'import:completed') sql.completeImport.run(event.batch);
    if (event.type === 'import:removed') sql.removeImport.run(event.batch);
  }

  private issue(event: TicketIssued, atMs: number, device: string | null): void {
    const day = this.calendar.columns(atMs);
    // Only after a clock was set back is there a total of the day already; asked once, not for each of its tickets.
    if (this.untotalledDay !== day.localDate) {
      this.totals.outdate(day.localDate);
      this.untotalledDay = day.localDate;
    }
    this.sql.issue.run(
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
    );
  }

  private work(ticketId: string, transactions: readonly Transaction[]): void {
    if (transactions.length === 0) return;
    for (const each of transactions)
      this.sql.addWork.run({
        id: ticketId,
        procedure: each.procedure,
        count: each.count,
        dossierCode: each.dossierCode ?? null,
      });
    this.sql.countWork.run({ id: ticketId });
  }

  private correct(event: Extract<HallEvent, { type: 'ticket:corrected' }>): void {
    this.sql.correct.run(event.field ?? null, event.outcome ?? null, event.ticketId);
    if (event.transactions === undefined) return;
    this.sql.clearWork.run(event.ticketId);
    this.work(event.ticketId, event.transactions);
    this.sql.countWork.run({ id: event.ticketId });
  }
}

/** Read tables that follow from the log; imported tickets do not and stay. */
export const CLEAR_PROJECTIONS = `
  DELETE FROM ticket_transactions WHERE ticket_id IN (SELECT id FROM tickets WHERE batch IS NULL);
  DELETE FROM tickets WHERE batch IS NULL;
  DELETE FROM counter_sessions;
  DELETE FROM counter_pauses;
  DELETE FROM remarks;
  DELETE FROM opinions;
  DELETE FROM opinion_criteria;
  DELETE FROM criterion_names;
  DELETE FROM ticket_totals WHERE batch = '';
  DELETE FROM totalled_spans WHERE batch = '';
`;
