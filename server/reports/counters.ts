import type { Database } from 'better-sqlite3';
import { one } from '../storage/rows.ts';
import { LEFT_OPEN, SESSION_END } from '../storage/session-end.ts';
import { compareKeys, minutes, share } from './figures.ts';
import { defineReport, measure } from './report.ts';
import { PeriodParams, ticketsOf } from './source.ts';

interface Session {
  readonly counter: string;
  readonly officer: string;
  readonly local_date: string;
  readonly opened_at_ms: number;
  readonly until_ms: number;
  /** 1: the officer did not close it; what came after `until_ms` is not counted as worked. */
  readonly left_open: number;
  /** 1: nobody has closed it yet. */
  readonly still_open: number;
}

/** Sessions of a span, until their officer was last known to be there [PRES1]. */
export function sessionsOf(db: Database, from: string, to: string): Session[] {
  return db
    .prepare<unknown[], Session>(
      `SELECT counter, officer, local_date, opened_at_ms, ${SESSION_END} AS until_ms, ${LEFT_OPEN} AS left_open,
          s.closed_at_ms IS NULL AS still_open
        FROM counter_sessions s WHERE local_date BETWEEN ? AND ? ORDER BY opened_at_ms`,
    )
    .all(from, to);
}

function pausedMs(db: Database, session: Session): number {
  const { total } = one(
    db
      .prepare<
        unknown[],
        {
          total: number;
        }
      >(
        `SELECT coalesce(sum(max(0, min(coalesce(resumed_at_ms, @until), @until) - paused_at_ms)), 0) AS total
        FROM counter_pauses WHERE counter = @counter AND paused_at_ms BETWEEN @opened AND @until`,
      )
      .get({ counter: session.counter, opened: session.opened_at_ms, until: session.until_ms }),
  );
  return total;
}

interface Tally {
  served: number;
  openMs: number;
  pausedMs: number;
  busyMs: number;
  leftOpen: number;
}

const NOTHING: Tally = { served: 0, openMs: 0, pausedMs: 0, busyMs: 0, leftOpen: 0 };

const figures = ({ served, openMs, pausedMs: paused, busyMs, leftOpen }: Tally) => ({
  served,
  openMinutes: minutes(openMs),
  pausedMinutes: minutes(paused),
  busyMinutes: minutes(busyMs),
  busyShare: share(busyMs, Math.max(busyMs, openMs - paused)),
  notClosedByHand: leftOpen,
});

/** What each officer did at each counter: people served, time open, paused and with somebody. */
export const counters = defineReport({
  id: 'counters',
  title: 'Quầy và cán bộ',
  params: PeriodParams,
  columns: [
    measure('served'),
    measure('openMinutes'),
    measure('pausedMinutes'),
    measure('busyMinutes'),
    measure('busyShare'),
    measure('notClosedByHand'),
  ],
  run(db, { from, to }) {
    const tallies = new Map<string, { counter: string; officer: string; tally: Tally }>();
    const total: Tally = { ...NOTHING };
    const add = (counter: string, officer: string, more: Partial<Tally>) => {
      const key = `${counter}\n${officer}`;
      const known = tallies.get(key) ?? {
        counter,
        officer,
        tally: { ...NOTHING },
      };
      tallies.set(key, known);
      for (const each of [known.tally, total]) {
        each.served += more.served ?? 0;
        each.openMs += more.openMs ?? 0;
        each.pausedMs += more.pausedMs ?? 0;
        each.busyMs += more.busyMs ?? 0;
        each.leftOpen += more.leftOpen ?? 0;
      }
    };
    for (const session of sessionsOf(db, from, to))
      add(session.counter, session.officer, {
        openMs: session.until_ms - session.opened_at_ms,
        pausedMs: pausedMs(db, session),
        leftOpen: session.left_open,
      });
    for (const row of ticketsOf(db, from, to))
      if (row.state === 'done' && row.counter !== null && row.officer !== null)
        add(row.counter, row.officer, { served: 1, busyMs: row.service_ms ?? 0 });
    const rows = [...tallies.values()]
      .sort((a, b) => compareKeys([a.counter, a.officer], [b.counter, b.officer]))
      .map(({ counter, officer, tally }) => ({ counter, officer, ...figures(tally) }));
    return { rows, totals: figures(total) };
  },
});
