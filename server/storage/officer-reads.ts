import type { Database } from 'better-sqlite3';
import type { RecordedSession } from '../../common/protocol/rest/planning.ts';
import { LEFT_OPEN, SESSION_END } from './session-end.ts';

interface Row {
  date: string;
  counter: string;
  opened: number;
  closed: number | null;
  until: number;
  left_open: number;
  paused_ms: number;
  served: number;
}

/** At most so many sessions are answered at once: some two years of one officer. */
const MOST = 1_000;

/**
 * When an officer sat at which counter, as the log has it. Pauses and visits count to the session in which they began.
 * @param from first calendar day, `to` the last
 */
export function officerSessions(db: Database, officer: string, from: string, to: string): RecordedSession[] {
  const rows = db
    .prepare<unknown[], Row>(
      `SELECT s.local_date AS date, s.counter, s.opened_at_ms AS opened, s.closed_at_ms AS closed,
         ${SESSION_END} AS until, ${LEFT_OPEN} AS left_open,
         (SELECT coalesce(sum(max(0, p.resumed_at_ms - p.paused_at_ms)), 0) FROM counter_pauses p
           WHERE p.counter = s.counter AND p.resumed_at_ms IS NOT NULL AND p.paused_at_ms >= s.opened_at_ms
             AND p.paused_at_ms < coalesce(s.closed_at_ms, 9e15)) AS paused_ms,
         (SELECT count(*) FROM tickets t
           WHERE t.local_date = s.local_date AND t.counter = s.counter AND t.officer = s.officer AND t.state = 'done'
             AND t.last_called_at_ms >= s.opened_at_ms
             AND t.last_called_at_ms < coalesce(s.closed_at_ms, 9e15)) AS served
       FROM counter_sessions s
       WHERE s.officer = ? AND s.local_date BETWEEN ? AND ?
       ORDER BY s.opened_at_ms DESC LIMIT ${MOST}`,
    )
    .all(officer, from, to);
  return rows.map((row) => ({
    date: row.date,
    counter: row.counter,
    openedAt: new Date(row.opened).toISOString(),
    closedAt: row.closed === null ? null : new Date(row.until).toISOString(),
    closedByHand: row.closed === null ? null : row.left_open === 0,
    pausedMinutes: Math.round(row.paused_ms / 60_000),
    served: row.served,
  }));
}
