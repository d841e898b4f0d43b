import type { Database } from 'better-sqlite3';
import type { RecordedOpinion } from '../../common/protocol/opinions.ts';
import { type CalendarOf, dayColumns } from './local-calendar.ts';
import { type Projectors, prepareAll } from './projectors.ts';
import type { TableStatements } from './read-tables.ts';

const STATEMENTS = {
  opinions: {
    add: `INSERT INTO opinions (id, ticket_id, source, respondent, level, comment, local_date, weekday, week, month,
        quarter, year, period, field, batch, given_at_ms, given_date, given_slot, keyed_by,
        from_staff_network)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    withdraw: 'UPDATE opinions SET withdrawn_at_ms = ?, withdraw_reason = ? WHERE id = ?',
  },
  opinion_criteria: { add: 'INSERT INTO opinion_criteria VALUES (?, ?, ?)' },
} as const satisfies TableStatements;

/** Writes opinions into the read tables. */
export class OpinionProjection {
  readonly projectors;
  private readonly calendar: CalendarOf;
  private readonly sql;

  constructor(db: Database, calendar: CalendarOf) {
    this.calendar = calendar;
    this.sql = prepareAll(db, STATEMENTS);
    this.projectors = this.all();
  }

  private all() {
    return {
      'opinion:given': ({ opinion }, { atMs }) => this.add(opinion, atMs, null),
      'opinion:keyed': ({ opinion }, { atMs, actor }) => this.add(opinion, atMs, actor.id),
      'opinion:withdrawn': ({ opinionId, reason }, { atMs }) => {
        this.sql.opinions.withdraw.run(atMs, reason, opinionId);
      },
    } as const satisfies Partial<Projectors>;
  }

  private add(opinion: RecordedOpinion, atMs: number, keyedBy: string | null): void {
    const visit = dayColumns(opinion.date);
    const given = this.calendar.columns(atMs);
    this.sql.opinions.add.run(
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
      opinion.fromStaffNetwork ? 1 : 0,
    );
    for (const { code, level } of opinion.criteria)
      this.sql.opinion_criteria.add.run(opinion.id, code, level);
  }
}
