import type { Database, Statement } from 'better-sqlite3';
import type { RecordedOpinion } from '../../common/protocol/opinions.ts';
import type { LoggedEvent } from '../domain/events.ts';
import { type CalendarOf, dayColumns } from './local-calendar.ts';

/** Writes opinions, and what their questions were called from which day on, into the read tables. */
export class OpinionProjection {
  private readonly calendar: CalendarOf;
  private readonly insert: Statement;
  private readonly insertAnswer: Statement;
  private readonly withdraw: Statement;
  private readonly putName: Statement;

  constructor(db: Database, calendar: CalendarOf) {
    this.calendar = calendar;
    this.insert = db.prepare(
      `INSERT INTO opinions (id, ticket_id, source, respondent, level, comment, local_date, weekday, week, month,
        quarter, year, period, field, batch, given_at_ms, given_date, given_slot, keyed_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.insertAnswer = db.prepare('INSERT INTO opinion_criteria VALUES (?, ?, ?)');
    this.withdraw = db.prepare('UPDATE opinions SET withdrawn_at_ms = ?, withdraw_reason = ? WHERE id = ?');
    this.putName = db.prepare('INSERT OR REPLACE INTO criterion_names VALUES (?, ?, ?)');
  }

  /** Brings one event into the read tables; inside the caller's transaction. */
  project({ event, atMs, actor }: LoggedEvent): void {
    if (event.type === 'opinion:given') this.add(event.opinion, atMs, null);
    if (event.type === 'opinion:keyed') this.add(event.opinion, atMs, actor.id);
    if (event.type === 'opinion:withdrawn') this.withdraw.run(atMs, event.reason, event.opinionId);
    if (event.type === 'settings:changed')
      for (const { code, name } of event.changes.opinionCriteria ?? [])
        this.putName.run(code, this.calendar.columns(atMs).localDate, name);
  }

  private add(opinion: RecordedOpinion, atMs: number, keyedBy: string | null): void {
    const visit = dayColumns(opinion.date);
    const given = this.calendar.columns(atMs);
    this.insert.run(
      opinion.id,
      opinion.ticket,
      opinion.source,
      opinion.respondent,
      opinion.level,
      opinion.comment,
      visit.localDate,
      visit.weekday,
      visit.week,
      visit.month,
      visit.quarter,
      visit.year,
      visit.period,
      opinion.field,
      opinion.batch,
      atMs,
      given.localDate,
      given.slot,
      keyedBy,
    );
    for (const { code, level } of opinion.criteria) this.insertAnswer.run(opinion.id, code, level);
  }
}
