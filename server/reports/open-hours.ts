import type { Database } from 'better-sqlite3';
import { sessionsOf } from './counters.ts';

/** A stretch of time in ms since the epoch; it ends after it begins. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Stretches that meet become one; in order. */
export function united(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    if (span.toMs <= span.fromMs) continue;
    const last = all.at(-1);
    if (last === undefined || span.fromMs > last.toMs) all.push(span);
    else all[all.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, span.toMs) };
  }
  return all;
}

/** What lies in both; each side united. */
export function common(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const span = {
        fromMs: Math.max(one.fromMs, other.fromMs),
        toMs: Math.min(one.toMs, other.toMs),
      };
      return span.toMs > span.fromMs ? [span] : [];
    }),
  );
}

export const lengthMs = (spans: readonly Span[]): number =>
  spans.reduce((sum, each) => sum + each.toMs - each.fromMs, 0);

/** One stretch in which a device was watched. */
export interface WatchRow {
  readonly device: string;
  readonly name: string;
  readonly kind: string;
  readonly local_date: string;
  readonly from_ms: number;
  readonly alive_ms: number;
}

export function watchesOf(db: Database, from: string, to: string): WatchRow[] {
  return db
    .prepare('SELECT * FROM device_watches WHERE local_date BETWEEN ? AND ? ORDER BY id')
    .all(from, to) as WatchRow[];
}

/**
 * When the hall was open, by day: while any counter was [DEV2]. A counter that nobody closed in the evening was open
 * until its last ticket; one that is open yet, until the hall was last seen to run.
 */
export function openHours(db: Database, from: string, to: string): Map<string, Span[]> {
  const lastSeen = new Map<string, number>();
  for (const { local_date, alive_ms } of watchesOf(db, from, to))
    lastSeen.set(local_date, Math.max(lastSeen.get(local_date) ?? 0, alive_ms));
  const today = db.prepare('SELECT max(local_date) FROM device_watches').pluck().get() as string | null;
  const closedAt = new Map(
    (
      db
        .prepare(
          'SELECT counter, opened_at_ms, closed_at_ms FROM counter_sessions WHERE local_date BETWEEN ? AND ?',
        )
        .all(from, to) as { counter: string; opened_at_ms: number; closed_at_ms: number | null }[]
    ).map((row) => [`${row.counter}/${row.opened_at_ms}`, row.closed_at_ms]),
  );
  const lastTicket = db
    .prepare(
      `SELECT max(coalesce(finished_at_ms, last_called_at_ms)) FROM tickets
        WHERE counter = ? AND local_date = ? AND last_called_at_ms >= ?`,
    )
    .pluck();
  const days = new Map<string, Span[]>();
  for (const { counter, local_date, opened_at_ms } of sessionsOf(db, from, to)) {
    const closed = closedAt.get(`${counter}/${opened_at_ms}`) ?? null;
    const seen = lastSeen.get(local_date) ?? 0;
    const closedByDayEnd = closed !== null && closed > seen;
    const openYet = closed === null && local_date === today;
    const worked = () => (lastTicket.get(counter, local_date, opened_at_ms) as number | null) ?? opened_at_ms;
    const toMs = openYet ? seen : closed === null || closedByDayEnd ? Math.min(worked(), seen) : closed;
    days.set(local_date, [...(days.get(local_date) ?? []), { fromMs: opened_at_ms, toMs }]);
  }
  return new Map([...days].map(([date, spans]) => [date, united(spans)]));
}
