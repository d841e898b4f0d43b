import type { Database } from 'better-sqlite3';
import { compareKeys, minutes, share } from './figures.ts';
import { defineReport } from './report.ts';
import { PeriodParams, ticketsOf } from './source.ts';

interface Session {
  readonly counter: string;
  readonly officer: string;
  readonly local_date: string;
  readonly opened_at_ms: number;
  readonly until_ms: number;
}

/** Sessions of a span. One that is still open lasts, as far as is known, until its last ticket. */
export function sessionsOf(db: Database, from: string, to: string): Session[] {
  return db
    .prepare(
      `SELECT counter, officer, local_date, opened_at_ms, coalesce(closed_at_ms,
          (SELECT max(coalesce(finished_at_ms, last_called_at_ms)) FROM tickets
            WHERE tickets.counter = s.counter AND tickets.local_date = s.local_date
              AND last_called_at_ms >= s.opened_at_ms),
          opened_at_ms) AS until_ms
        FROM counter_sessions s WHERE local_date BETWEEN ? AND ? ORDER BY opened_at_ms`,
    )
    .all(from, to) as Session[];
}

function pausedMs(db: Database, session: Session): number {
  const { total } = db
    .prepare(
      `SELECT coalesce(sum(min(coalesce(resumed_at_ms, @until), @until) - paused_at_ms), 0) AS total
        FROM counter_pauses WHERE counter = @counter AND paused_at_ms BETWEEN @opened AND @until`,
    )
    .get({ counter: session.counter, opened: session.opened_at_ms, until: session.until_ms }) as {
    total: number;
  };
  return total;
}

interface Tally {
  served: number;
  openMs: number;
  pausedMs: number;
  busyMs: number;
}

const figures = ({ served, openMs, pausedMs: paused, busyMs }: Tally) => ({
  served,
  openMinutes: minutes(openMs),
  pausedMinutes: minutes(paused),
  busyMinutes: minutes(busyMs),
  busyShare: share(busyMs, Math.max(busyMs, openMs - paused)),
});

/** What each officer did at each counter: people served, time open, paused and with somebody. */
export const counters = defineReport({
  id: 'counters',
  title: 'Quầy và cán bộ',
  params: PeriodParams,
  columns: [
    { key: 'served', title: 'Đã tiếp' },
    { key: 'openMinutes', title: 'Mở quầy (phút)' },
    { key: 'pausedMinutes', title: 'Tạm dừng (phút)' },
    { key: 'busyMinutes', title: 'Đang tiếp dân (phút)' },
    { key: 'busyShare', title: 'Tỷ lệ đang tiếp dân' },
  ],
  run(db, { from, to }) {
    const tallies = new Map<string, { counter: string; officer: string; tally: Tally }>();
    const total: Tally = { served: 0, openMs: 0, pausedMs: 0, busyMs: 0 };
    const add = (counter: string, officer: string, more: Partial<Tally>) => {
      const key = `${counter}\n${officer}`;
      const known = tallies.get(key) ?? {
        counter,
        officer,
        tally: { served: 0, openMs: 0, pausedMs: 0, busyMs: 0 },
      };
      tallies.set(key, known);
      for (const each of [known.tally, total]) {
        each.served += more.served ?? 0;
        each.openMs += more.openMs ?? 0;
        each.pausedMs += more.pausedMs ?? 0;
        each.busyMs += more.busyMs ?? 0;
      }
    };
    for (const session of sessionsOf(db, from, to))
      add(session.counter, session.officer, {
        openMs: session.until_ms - session.opened_at_ms,
        pausedMs: pausedMs(db, session),
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
