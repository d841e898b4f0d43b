import type { Database, Statement } from 'better-sqlite3';
import type { HallEvent } from '../domain/events.ts';
import type { CalendarOf } from './local-calendar.ts';
import type { ReadTable } from './read-tables.ts';
import type { TicketTotals } from './ticket-totals.ts';

type Corrected = Extract<HallEvent, { type: 'day:corrected' }>;

/** Times that move with the stretch, by table. Of imported records nothing moves. */
const TIMES = {
  tickets: [
    'issued_at_ms',
    'ordered_at_ms',
    'called_at_ms',
    'last_called_at_ms',
    'started_at_ms',
    'finished_at_ms',
  ],
  counter_sessions: ['opened_at_ms', 'closed_at_ms', 'present_until_ms'],
  counter_pauses: ['paused_at_ms', 'resumed_at_ms'],
  remarks: ['made_at_ms', 'settled_at_ms'],
  opinions: ['given_at_ms', 'withdrawn_at_ms'],
} as const satisfies { readonly [T in ReadTable]?: readonly string[] };

interface Drawn {
  readonly id: string;
  readonly number: string;
  readonly issued_at_ms: number;
  readonly local_date: string;
}

/** Moves what was recorded under a wrong date to the day on which it happened [TIME4]. */
export class DayCorrection {
  private readonly calendar: CalendarOf;
  private readonly totals: TicketTotals;
  private readonly move: readonly Statement[];
  private readonly drawn: Statement<unknown[], Drawn>;
  private readonly met: Statement;
  private readonly date: Statement;
  private readonly sessions: Statement<unknown[], { id: number; openedAtMs: number }>;
  private readonly dateSession: Statement;
  private readonly revive: Statement;

  constructor(db: Database, calendar: CalendarOf, totals: TicketTotals) {
    this.calendar = calendar;
    this.totals = totals;
    this.move = Object.entries(TIMES).flatMap(([table, columns]) =>
      columns.map((column) =>
        db.prepare(
          `UPDATE ${table} SET ${column} = ${column} + @shift WHERE ${column} >= @since
            ${table === 'tickets' || table === 'opinions' ? 'AND batch IS NULL' : ''}`,
        ),
      ),
    );
    this.drawn = db.prepare<unknown[], Drawn>(
      'SELECT id, number, issued_at_ms, local_date FROM tickets WHERE batch IS NULL AND issued_at_ms >= ? ORDER BY issued_at_ms',
    );
    this.met = db
      .prepare('SELECT 1 FROM tickets WHERE batch IS NULL AND local_date = ? AND number = ? AND id <> ?')
      .pluck();
    this.date = db.prepare(
      `UPDATE tickets SET local_date = @localDate, weekday = @weekday, slot = @slot, week = @week, month = @month,
        quarter = @quarter, year = @year, period = @period WHERE id = @id`,
    );
    this.sessions = db.prepare<unknown[], { id: number; openedAtMs: number }>(
      'SELECT id, opened_at_ms AS openedAtMs FROM counter_sessions WHERE opened_at_ms >= ?',
    );
    this.dateSession = db.prepare('UPDATE counter_sessions SET local_date = ? WHERE id = ?');
    this.revive = db.prepare(
      `UPDATE tickets SET state = iif(@parked, 'parked', 'waiting'), counter = iif(@parked, counter, NULL),
        outcome = NULL, started_at_ms = NULL, finished_at_ms = NULL WHERE id = @id`,
    );
  }

  /** Inside the caller's transaction. */
  project(event: Corrected): void {
    // Before the times move: these were sent away under the wrong date.
    for (const { ticketId, parked } of event.revived)
      this.revive.run({ id: ticketId, parked: parked ? 1 : 0 });
    const { shiftMs, sinceMs } = event;
    for (const statement of this.move) statement.run({ shift: shiftMs, since: sinceMs });
    const newSinceMs = sinceMs + shiftMs;
    for (const ticket of this.drawn.all(newSinceMs)) this.redate(ticket);
    for (const { id, openedAtMs } of this.sessions.all(newSinceMs))
      this.dateSession.run(this.calendar.columns(openedAtMs).localDate, id);
  }

  /** A number that exists on the right day already keeps its wrong date: never the same number twice on one date. */
  private redate(ticket: Drawn): void {
    const day = this.calendar.columns(ticket.issued_at_ms);
    if (day.localDate === ticket.local_date || this.met.get(day.localDate, ticket.number, ticket.id)) return;
    this.totals.outdate(ticket.local_date);
    this.totals.outdate(day.localDate);
    this.date.run({ ...day, id: ticket.id });
  }
}
