import type { Database } from 'better-sqlite3';
import { FIRST_SETTINGS } from '../domain/state.ts';
import { dayColumns } from '../storage/local-calendar.ts';
import { readTotals, TICKET_DIMENSIONS } from './volume-source.ts';

/** What an opinion can be grouped by because its visit can. */
export const VISIT_DIMENSIONS = TICKET_DIMENSIONS;
export type VisitDimension = keyof typeof VISIT_DIMENSIONS;

/** What only an opinion has. */
export const OPINION_DIMENSIONS = ['source', 'respondent', 'criterion'] as const;
export type OpinionDimension = (typeof OPINION_DIMENSIONS)[number];

export type SatisfactionDimension = VisitDimension | OpinionDimension;

/** Served visits of these dimensions lie in the kept totals. */
const OF_TOTALS: readonly string[] = [
  'field',
  'agency',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'period',
  'weekday',
];
const OF_DAYS: readonly string[] = ['day', 'week', 'weekday'];

/** The whole visit, beside the single criteria. */
export const OVERALL = 'overall';

type Cell = string | number | null;

/** An opinion with what it is grouped by. */
export interface OpinionRow {
  readonly [column: string]: Cell;
  readonly id: string;
  readonly level: number;
  /** 1 when it is about a ticket, 0: a slip without a number. */
  readonly ticketed: number;
  /** 1 when it was given at once from an address at which staff work. */
  readonly marked: number;
  readonly source: string;
  readonly respondent: string;
}

/** Opinions that stand on visits of a span of days. A field set right later counts as it stands now. */
export function opinionsOf(db: Database, from: string, to: string): OpinionRow[] {
  return db
    .prepare<unknown[], OpinionRow>(
      `SELECT o.id, o.level, o.ticket_id IS NOT NULL AS ticketed, o.from_staff_network AS marked, o.source, o.respondent,
          coalesce(t.field, o.field) AS field, t.procedure, t.purpose, t.counter, t.officer, t.slot,
          o.local_date, o.weekday, o.week, o.month, o.quarter, o.year, o.period
        FROM opinions o LEFT JOIN tickets t ON t.id = o.ticket_id
        WHERE o.local_date BETWEEN ? AND ? AND o.withdrawn_at_ms IS NULL ORDER BY o.given_at_ms, o.id`,
    )
    .all(from, to);
}

/** Answers to the single questions, by opinion. */
export function answersOf(
  db: Database,
  from: string,
  to: string,
): Map<string, { code: string; level: number }[]> {
  const rows = db
    .prepare<unknown[], { id: string; code: string; level: number }>(
      `SELECT c.opinion_id AS id, c.code, c.level FROM opinion_criteria c JOIN opinions o ON o.id = c.opinion_id
        WHERE o.local_date BETWEEN ? AND ? ORDER BY c.code`,
    )
    .all(from, to);
  const answers = new Map<string, { code: string; level: number }[]>();
  for (const { id, code, level } of rows) answers.set(id, [...(answers.get(id) ?? []), { code, level }]);
  return answers;
}

/** What each question was called on a day: a report of last year speaks of the questions of last year. */
export function criterionNames(db: Database, on: string): ReadonlyMap<string, string> {
  const names = new Map(FIRST_SETTINGS.opinionCriteria.map((each) => [each.code, each.name]));
  const later = db.prepare<unknown[], { code: string; name: string }>(
    'SELECT code, name FROM criterion_names ORDER BY from_date DESC',
  );
  // A question that came after the day has at least the name with which it came.
  for (const { code, name } of later.all())
    if (!FIRST_SETTINGS.opinionCriteria.some((each) => each.code === code)) names.set(code, name);
  const known = db.prepare<unknown[], { code: string; name: string }>(
    'SELECT code, name FROM criterion_names WHERE from_date <= ? ORDER BY from_date',
  );
  for (const { code, name } of known.all(on)) names.set(code, name);
  return names;
}

/**
 * The hall's own visits of a span that ended as served: what the rate of responses is a share of.
 * @param by dimensions of visits
 * @param take gets the values of a group by column, and how many were served
 */
export function servedVisits(
  db: Database,
  span: { readonly from: string; readonly to: string },
  by: readonly VisitDimension[],
  take: (columnOf: (column: string) => Cell, served: number) => void,
): void {
  if (by.every((each) => OF_TOTALS.includes(each))) {
    const widest = by.some((each) => OF_DAYS.includes(each)) ? 'day' : 'half';
    const own = { imported: false };
    readTotals(
      db,
      span,
      widest,
      (row, first) => {
        const columns: Readonly<Record<string, Cell>> = {
          ...dayColumns(first),
          local_date: first,
          field: row.field,
        };
        take((column) => columns[column] ?? null, row.served);
      },
      own,
    );
    return;
  }
  const columns = [...new Set(by.map((each) => VISIT_DIMENSIONS[each]))].join(', ');
  const rows = db
    .prepare<unknown[], Record<string, Cell>>(
      `SELECT ${columns}, count(*) AS served FROM tickets
        WHERE local_date BETWEEN ? AND ? AND state = 'done' AND batch IS NULL GROUP BY ${columns}`,
    )
    .all(span.from, span.to);
  for (const row of rows) take((column) => row[column] ?? null, Number(row.served));
}
