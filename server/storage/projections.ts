import type { Database } from 'better-sqlite3';
import { toldBy } from '../domain/dossiers.ts';
import type { HallEvent, LoggedEvent } from '../domain/events.ts';
import type { HallCalendar } from '../hall/clock.ts';
import { DayCorrection } from './day-correction.ts';
import { CalendarOf } from './local-calendar.ts';
import { OpinionProjection } from './opinion-projection.ts';
import { type Prepared, type Projector, type Projectors, prepareAll } from './projectors.ts';
import type { TableStatements } from './read-tables.ts';
import { TicketProjection } from './ticket-projection.ts';
import { TicketTotals } from './ticket-totals.ts';

const STATEMENTS = {
  counter_sessions: {
    open: 'INSERT INTO counter_sessions (counter, officer, local_date, opened_at_ms) VALUES (?, ?, ?, ?)',
    close: `UPDATE counter_sessions SET closed_at_ms = max(opened_at_ms, @at), by_hand = @byHand,
      present_until_ms = @until WHERE counter = @counter AND closed_at_ms IS NULL`,
  },
  counter_pauses: {
    pause: 'INSERT INTO counter_pauses (counter, reason, paused_at_ms) VALUES (?, ?, ?)',
    resume:
      'UPDATE counter_pauses SET resumed_at_ms = max(paused_at_ms, ?) WHERE counter = ? AND resumed_at_ms IS NULL',
  },
  import_batches: {
    complete: "UPDATE import_batches SET state = 'complete' WHERE id = ?",
    remove: "UPDATE import_batches SET state = 'removed' WHERE id = ?",
  },
  criterion_names: { put: 'INSERT OR REPLACE INTO criterion_names VALUES (?, ?, ?)' },
  settings_changes: {
    // The hub projects a log again without clearing what it does not keep.
    add: 'INSERT OR REPLACE INTO settings_changes (sequence, at_ms, actor_kind, actor, changes) VALUES (?, ?, ?, ?, ?)',
  },
  dossiers: {
    tell: `INSERT OR REPLACE INTO dossiers (code, state, field, procedure, papers, changed_at_ms, as_of_ms, field_as_of_ms,
        procedure_as_of_ms)
      VALUES (@code, @state, @field, @procedure, @papers, @changedAtMs, @asOfMs, @fieldAsOfMs, @procedureAsOfMs)`,
  },
  remarks: {
    make: `INSERT INTO remarks (id, kind, procedure, field, topic, text, ticket_id, officer, local_date, made_at_ms, state)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')`,
    withdraw: "UPDATE remarks SET state = 'withdrawn', settled_at_ms = ? WHERE id = ?",
    settle: 'UPDATE remarks SET state = ?, answer = ?, settled_by = ?, settled_at_ms = ? WHERE id = ?',
  },
} as const satisfies TableStatements;

/** Writes the read tables from events. What is written follows from the event alone, so that a rebuild gives the same. */
export class Projections {
  private readonly totals: TicketTotals;
  private readonly tickets: TicketProjection;
  private readonly correction: DayCorrection;
  private readonly projectors: Projectors;

  constructor(db: Database, calendar: HallCalendar) {
    const days = new CalendarOf(calendar);
    this.totals = new TicketTotals(db);
    this.tickets = new TicketProjection(db, days, this.totals);
    this.correction = new DayCorrection(db, days, this.totals);
    this.projectors = {
      ...NOTHING,
      ...this.tickets.projectors,
      ...new OpinionProjection(db, days).projectors,
      ...this.others(prepareAll(db, STATEMENTS), days),
    };
  }

  /** At the start of each transaction. */
  begin(): void {
    this.tickets.begin();
  }

  /** Brings one event into the read tables; inside the caller's transaction. */
  project(logged: LoggedEvent): void {
    // A log of a later program may hold types that this one does not know.
    const project = this.projectors[logged.event.type] as Projector<HallEvent['type']> | undefined;
    project?.(logged.event, logged);
  }

  private others(sql: Prepared<typeof STATEMENTS>, days: CalendarOf) {
    return {
      'day:opened': ({ date }) => {
        this.tickets.begin();
        this.totals.settleBefore(date);
      },
      'counter:opened': ({ counter, officer }, { atMs }) => {
        sql.counter_sessions.open.run(counter, officer, days.columns(atMs).localDate, atMs);
      },
      'day:corrected': (event) => {
        this.tickets.begin();
        this.correction.project(event);
      },
      'counter:closed': ({ counter, presentUntilMs }, { atMs, actor }) => {
        sql.counter_pauses.resume.run(atMs, counter);
        sql.counter_sessions.close.run({
          counter,
          at: atMs,
          byHand: actor.kind === 'system' || presentUntilMs !== undefined ? 0 : 1,
          until: presentUntilMs ?? null,
        });
      },
      'counter:paused': ({ counter, reason }, { atMs }) => {
        sql.counter_pauses.pause.run(counter, reason, atMs);
      },
      'counter:resumed': ({ counter }, { atMs }) => {
        sql.counter_pauses.resume.run(atMs, counter);
      },
      'remark:made': ({ remarkId, kind, procedure, field, topic, text, ticket, officer }, { atMs }) => {
        const date = days.columns(atMs).localDate;
        sql.remarks.make.run(
          remarkId,
          kind,
          procedure,
          field,
          topic ?? null,
          text,
          ticket,
          officer,
          date,
          atMs,
        );
      },
      'remark:withdrawn': ({ remarkId }, { atMs }) => {
        sql.remarks.withdraw.run(atMs, remarkId);
      },
      'remark:settled': ({ state, answer, remarkId }, { atMs, actor }) => {
        sql.remarks.settle.run(state, answer, actor.id, atMs, remarkId);
      },
      'settings:changed': ({ changes }, { sequence, atMs, actor }) => {
        sql.settings_changes.add.run(sequence, atMs, actor.kind, actor.id, JSON.stringify(changes));
        for (const { code, name } of changes.opinionCriteria ?? [])
          sql.criterion_names.put.run(code, days.columns(atMs).localDate, name);
      },
      'dossier:told': (event, { atMs }) => {
        const { code } = event;
        const { papers, ...known } = toldBy(event, atMs);
        sql.dossiers.tell.run({ code, ...known, papers: JSON.stringify(papers) });
      },
      'import:completed': ({ batch }) => {
        sql.import_batches.complete.run(batch);
      },
      'import:removed': ({ batch }) => {
        sql.import_batches.remove.run(batch);
      },
    } as const satisfies Partial<Projectors>;
  }
}

type Written =
  | keyof TicketProjection['projectors']
  | keyof OpinionProjection['projectors']
  | keyof ReturnType<Projections['others']>;

/** Types of event of which the read tables keep nothing: the state has them, or the log alone. */
const NOTHING = {
  'field:defined': null,
  'procedure:defined': null,
  'procedure:version-set': null,
  'procedure:version-removed': null,
  'procedure-list:imported': null,
  'agency:defined': null,
  'counter:defined': null,
  'officer:defined': null,
  'officer:removed': null,
  'officer:leave-set': null,
  'officer:leave-removed': null,
  'roster:confirmed': null,
  'roster:withdrawn': null,
  'counter:lent': null,
  'counter:loan-ended': null,
  'roster:applied': null,
  'roster:apply-undone': null,
  'calendar:day-set': null,
  'calendar:day-cleared': null,
  'calendar:holidays-known': null,
  'hall-name:set': null,
  'hall-name:removed': null,
  'language:signed': null,
  'template:applied': null,
  'day:closed': null,
  'day:doubted': null,
  'day:sealed': null,
  'counter:fields-set': null,
  'notice:posted': null,
  'notice:withdrawn': null,
  'button:bound': null,
  'button:unbound': null,
  'printer:defined': null,
  'printer:removed': null,
  'kiosk:printer-set': null,
  'device:paired': null,
  'device:code-made': null,
  'device:revoked': null,
  'device:copy-refused': null,
  'account:copy-refused': null,
  'account:changed': null,
  'account:password-changed': null,
  'account:password-set': null,
  'account:signed-out': null,
  'account:pin-set': null,
  'account:second-factor-set': null,
  'account:second-factor-removed': null,
  'account:pin-removed': null,
  'program:token-made': null,
  'program:token-revoked': null,
  'webhook:changed': null,
  'voice-pack:changed': null,
  'record:restored': null,
  'record:acknowledged': null,
  'event:set-aside': null,
} as const satisfies { readonly [T in Exclude<HallEvent['type'], Written>]: null };
