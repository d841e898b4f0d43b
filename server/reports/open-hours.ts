import type { Database } from 'better-sqlite3';
import { one } from '../storage/rows.ts';
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
    .prepare<unknown[], WatchRow>('SELECT * FROM device_watches WHERE local_date BETWEEN ? AND ? ORDER BY id')
    .all(from, to);
}

/**
 * When the hall was open, by day: while any counter was [DEV2]. A counter that its officer did not close was open until
 * the officer was last known to be there; one that is open yet, until the hall was last seen to run.
 */
export function openHours(db: Database, from: string, to: string): Map<string, Span[]> {
  const lastSeen = new Map<string, number>();
  for (const { local_date, alive_ms } of watchesOf(db, from, to))
    lastSeen.set(local_date, Math.max(lastSeen.get(local_date) ?? 0, alive_ms));
  const today = one(
    db.prepare<unknown[], string | null>('SELECT max(local_date) FROM device_watches').pluck().get(),
  );
  const days = new Map<string, Span[]>();
  for (const { local_date, opened_at_ms, until_ms, left_open, still_open } of sessionsOf(db, from, to)) {
    const seen = lastSeen.get(local_date) ?? 0;
    const openYet = still_open === 1 && local_date === today;
    const byHand = still_open === 0 && left_open === 0;
    const toMs = openYet ? seen : byHand ? until_ms : Math.min(until_ms, seen);
    days.set(local_date, [...(days.get(local_date) ?? []), { fromMs: opened_at_ms, toMs }]);
  }
  return new Map([...days].map(([date, spans]) => [date, united(spans)]));
}
