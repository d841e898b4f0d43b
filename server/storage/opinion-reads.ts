import type { Database } from 'better-sqlite3';
import { FEW_OPINIONS, SATISFIED_FROM } from '../../common/protocol/opinion-levels.ts';
import type {
  AskedVisit,
  CriterionAnswer,
  ListedOpinion,
  OpinionSource,
  OwnOpinionMonth,
  Respondent,
} from '../../common/protocol/opinions.ts';
import type { TicketState } from '../../common/protocol/primitives.ts';
import type { RecordedVisit, VisitRecord } from '../domain/decision.ts';
import type { OpinionFilter } from './read-models.ts';

interface VisitRow {
  id: string;
  state: TicketState;
  field: string;
  counter: string | null;
  local_date: string;
  finished_at_ms: number | null;
  rated: 0 | 1;
}

const VISIT = `SELECT id, state, field, counter, local_date, finished_at_ms,
    EXISTS (SELECT 1 FROM opinions o WHERE o.ticket_id = t.id AND o.withdrawn_at_ms IS NULL) AS rated
  FROM tickets t WHERE batch IS NULL`;

const asVisit = (row: VisitRow | undefined): RecordedVisit | undefined =>
  row && {
    ticketId: row.id,
    state: row.state,
    field: row.field,
    counter: row.counter,
    date: row.local_date,
    finishedAtMs: row.finished_at_ms,
    rated: row.rated === 1,
  };

/** The visits of a record, as decisions on opinions look them up. */
export function visitRecord(db: Database): VisitRecord {
  const byId = db.prepare<unknown[], VisitRow>(`${VISIT} AND id = ?`);
  const byNumber = db.prepare<unknown[], VisitRow>(`${VISIT} AND local_date = ? AND number = ?`);
  const slip = db.prepare<unknown[], { ticket: string | null; keyedBy: string; withdrawn: 0 | 1 }>(
    `SELECT ticket_id AS ticket, keyed_by AS keyedBy, withdrawn_at_ms IS NOT NULL AS withdrawn
      FROM opinions WHERE id = ? AND keyed_by IS NOT NULL`,
  );
  return {
    visit: (ticketId) => asVisit(byId.get(ticketId)),
    visitNumbered: (date, number) => asVisit(byNumber.get(date, number)),
    slip: (opinionId) => {
      const row = slip.get(opinionId);
      return row && { ...row, withdrawn: row.withdrawn === 1 };
    },
  };
}

/** The visit that ended last at a counter on a day, while nobody has rated it; null: there is nothing to ask. */
function visitToAsk(db: Database, counter: string, date: string): AskedVisit | null {
  const row = db
    .prepare<
      unknown[],
      { id: string; number: string; language: string; finished_at_ms: number; rated: 0 | 1 }
    >(
      `SELECT id, number, language, finished_at_ms, EXISTS (SELECT 1 FROM opinions o
          WHERE o.ticket_id = t.id AND o.withdrawn_at_ms IS NULL) AS rated
        FROM tickets t WHERE local_date = ? AND counter = ? AND state = 'done' AND outcome <> 'unrecorded'
          AND batch IS NULL ORDER BY finished_at_ms DESC, rowid DESC LIMIT 1`,
    )
    .get(date, counter);
  if (!row || row.rated === 1) return null;
  return {
    ticket: row.id,
    number: row.number,
    language: row.language,
    finishedAt: new Date(row.finished_at_ms).toISOString(),
  };
}

interface OpinionRow {
  place: number;
  id: string;
  ticket_id: string | null;
  source: OpinionSource;
  respondent: Respondent;
  level: number;
  comment: string;
  local_date: string;
  field: string | null;
  batch: string;
  given_at_ms: number;
  keyed_by: string | null;
  withdrawn_at_ms: number | null;
  withdraw_reason: string;
  from_staff_network: 0 | 1;
  number: string | null;
  counter: string | null;
}

/**
 * Opinions on visits of a period, the latest given first; `cursor` is where the page before ended. Slips that were
 * taken out stand only among those that were keyed in.
 */
function listOpinions(
  db: Database,
  filter: OpinionFilter,
): { opinions: ListedOpinion[]; nextCursor: string | null } {
  const where = ['o.local_date BETWEEN ? AND ?'];
  const values: (string | number)[] = [filter.from, filter.to];
  const and = (text: string, ...more: (string | number)[]) => {
    where.push(text);
    values.push(...more);
  };
  if (filter.keyed === true) and('o.keyed_by IS NOT NULL');
  else and('o.withdrawn_at_ms IS NULL');
  if (filter.keyedBy !== undefined) and('o.keyed_by = ?', filter.keyedBy);
  if (filter.commented === true) and("o.comment <> ''");
  for (const column of ['source', 'respondent', 'level'] as const) {
    const value = filter[column];
    if (value !== undefined) and(`o.${column} = ?`, value);
  }
  if (filter.field !== undefined) and('coalesce(t.field, o.field) = ?', filter.field);
  // Of one millisecond the later one in the log comes first.
  const after = /^(\d{1,15})~(\d{1,15})$/.exec(filter.cursor ?? '');
  if (after?.[1] !== undefined && after[2] !== undefined)
    and('(o.given_at_ms, o.rowid) < (?, ?)', Number(after[1]), Number(after[2]));
  const rows = db
    .prepare<unknown[], OpinionRow>(
      `SELECT o.rowid AS place, o.*, coalesce(t.field, o.field) AS field, t.number, t.counter
        FROM opinions o LEFT JOIN tickets t ON t.id = o.ticket_id
        WHERE ${where.join(' AND ')} ORDER BY o.given_at_ms DESC, o.rowid DESC LIMIT ?`,
    )
    .all(...values, filter.limit + 1);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  const answers = db.prepare<unknown[], CriterionAnswer>(
    'SELECT code, level FROM opinion_criteria WHERE opinion_id = ? ORDER BY code',
  );
  return {
    opinions: page.map((row) => ({
      id: row.id,
      ticket: row.ticket_id,
      number: row.number,
      counter: row.counter,
      source: row.source,
      respondent: row.respondent,
      level: row.level,
      criteria: answers.all(row.id),
      comment: row.comment,
      date: row.local_date,
      field: row.field,
      batch: row.batch,
      fromStaffNetwork: row.from_staff_network === 1,
      givenAt: new Date(row.given_at_ms).toISOString(),
      keyedBy: row.keyed_by,
      withdrawn: row.withdrawn_at_ms !== null,
      withdrawReason: row.withdraw_reason,
    })),
    nextCursor: rows.length > page.length && last ? `${last.given_at_ms}~${last.place}` : null,
  };
}

/** So many months of the own work an officer looks back on. */
const OWN_MONTHS = 6;

/**
 * An officer's own figures by month, of months in which nobody can rate a visit any more: figures that still move would
 * tell who said what.
 * @param closedBefore the first day on which a visit can still be rated
 */
function ownOpinions(db: Database, officer: string, closedBefore: string): OwnOpinionMonth[] {
  const rows = db
    .prepare<
      unknown[],
      {
        month: string;
        ratings: number;
        mean: number;
        satisfied: number;
      }
    >(
      `SELECT o.month, count(*) AS ratings, avg(o.level) AS mean,
          count(*) FILTER (WHERE o.level >= ${SATISFIED_FROM}) AS satisfied
        FROM opinions o JOIN tickets t ON t.id = o.ticket_id
        WHERE t.officer = ? AND o.withdrawn_at_ms IS NULL AND o.month < ?
        GROUP BY o.month ORDER BY o.month DESC LIMIT ${OWN_MONTHS}`,
    )
    .all(officer, closedBefore.slice(0, 7));
  return rows.map(({ month, ratings, mean, satisfied }) =>
    ratings < FEW_OPINIONS
      ? { month, enough: false, ratings: null, meanScore: null, satisfiedShare: null }
      : {
          month,
          enough: true,
          ratings,
          meanScore: Math.round(mean * 100) / 100,
          satisfiedShare: Math.round((satisfied / ratings) * 1e4) / 1e4,
        },
  );
}

/** What the edges read of opinions. */
export const opinionReads = (db: Database) => ({
  listOpinions: (filter: OpinionFilter) => listOpinions(db, filter),
  visitToAsk: (counter: string, date: string) => visitToAsk(db, counter, date),
  ownOpinions: (officer: string, closedBefore: string) => ownOpinions(db, officer, closedBefore),
});
