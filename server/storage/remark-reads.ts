import type { Database } from 'better-sqlite3';
import type { Remark, RemarkKind, RemarkState, RemarkTopic } from '../../common/protocol/remarks.ts';
import { iso } from '../hall/ticket-view.ts';
import type { RemarkFilter } from './read-models.ts';

interface Row {
  id: string;
  kind: RemarkKind;
  procedure: string | null;
  field: string | null;
  topic: RemarkTopic | null;
  text: string;
  ticket_id: string | null;
  number: string | null;
  officer: string;
  local_date: string;
  made_at_ms: number;
  state: RemarkState;
  answer: string;
  settled_by: string | null;
  settled_at_ms: number | null;
}

const SELECT = 'SELECT r.*, t.number FROM remarks r LEFT JOIN tickets t ON t.id = r.ticket_id';

const asRemark = (row: Row): Remark => ({
  id: row.id,
  kind: row.kind,
  procedure: row.procedure,
  field: row.field,
  topic: row.topic,
  text: row.text,
  ticketId: row.ticket_id,
  ticketNumber: row.number,
  officer: row.officer,
  date: row.local_date,
  madeAt: iso(row.made_at_ms) ?? '',
  state: row.state,
  answer: row.answer,
  settledBy: row.settled_by,
  settledAt: iso(row.settled_at_ms),
});

/** The newest remarks of one officer, those taken back left out. */
export function remarksOf(db: Database, officer: string, limit: number): Remark[] {
  return db
    .prepare<unknown[], Row>(
      `${SELECT} WHERE r.officer = ? AND r.state <> 'withdrawn' ORDER BY r.made_at_ms DESC, r.id DESC LIMIT ?`,
    )
    .all(officer, limit)
    .map(asRemark);
}

/** Remarks of a period, newest first, those taken back left out; `cursor` is where the page before ended. */
export function listRemarks(
  db: Database,
  filter: RemarkFilter,
): { remarks: Remark[]; nextCursor: string | null } {
  const where = ["r.state <> 'withdrawn'", 'r.local_date BETWEEN ? AND ?'];
  const values: (string | number)[] = [filter.from, filter.to];
  for (const column of ['procedure', 'field', 'kind', 'state'] as const) {
    const value = filter[column];
    if (value === undefined) continue;
    where.push(`r.${column} = ?`);
    values.push(value);
  }
  const after = /^(\d{1,15})~([A-Za-z0-9_-]{1,64})$/.exec(filter.cursor ?? '');
  if (after?.[1] !== undefined && after[2] !== undefined) {
    where.push('(r.made_at_ms, r.id) < (?, ?)');
    values.push(Number(after[1]), after[2]);
  }
  const rows = db
    .prepare<unknown[], Row>(
      `${SELECT} WHERE ${where.join(' AND ')} ORDER BY r.made_at_ms DESC, r.id DESC LIMIT ?`,
    )
    .all(...values, filter.limit + 1);
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    remarks: page.map(asRemark),
    nextCursor: rows.length > page.length && last ? `${last.made_at_ms}~${last.id}` : null,
  };
}
