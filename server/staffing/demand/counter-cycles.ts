import { medianOf } from './history.ts';

/** A visit at a counter whose counter is known. Moments are ms of one clock. */
export interface CounterVisit {
  /** Place of the field. */
  readonly field: number;
  readonly issuedAtMs: number;
  readonly calledAtMs: number;
  /** Null: the record does not know when it ended. */
  readonly endedAtMs: number | null;
  readonly noShow: boolean;
}

/** What the order of calls at each counter tells of the time between two citizens. */
export interface CounterCycles {
  /** By field: from the end of a visit to the next call of the counter while somebody waited, breaks left out, ms. */
  readonly gapsMs: readonly (readonly number[])[];
  /** By field: from a call to the next of the counter while somebody waited, where no end is known, ms. */
  readonly cyclesMs: readonly (readonly number[])[];
  /** Middle time that a counter gave somebody who did not come, ms; null: never seen. */
  readonly unansweredMs: number | null;
  /** A longer gap is an official who was away, ms. */
  readonly awayFromMs: number;
  /** Share of the time between two calls, while somebody waited, in which the counter stood unattended. */
  readonly unattendedShare: number;
}

/** A gap of so many middle ones, within these bounds, is a break or an errand. */
const AWAY_TIMES = 4;
const AWAY_LEAST_MS = 3 * 60_000;
const AWAY_MOST_MS = 15 * 60_000;
/** A cycle of so many middle ones held a break. */
const CYCLE_TIMES = 8;
const CYCLE_MOST_MS = 2 * 3_600_000;
/** Fewer no-shows do not tell how long a counter waits for them. */
const NO_SHOWS_LEAST = 5;

/**
 * Reads what happened between two calls of a counter. Only pairs count in which the second citizen had drawn a number
 * before the first was done: then somebody waited all the while, and no official was idle for want of people.
 * @param series visits of one counter on one day, in order of call
 * @param fields number of fields
 */
export function readCycles(series: readonly (readonly CounterVisit[])[], fields: number): CounterCycles {
  const gaps: { field: number; ms: number }[] = [];
  const cycles: { field: number; ms: number }[] = [];
  const unanswered: number[] = [];
  let servedMs = 0;
  for (const visits of series)
    for (const [at, visit] of visits.entries()) {
      const next = visits[at + 1];
      if (!next) continue;
      const { field, calledAtMs, endedAtMs, noShow } = visit;
      const sinceCallMs = next.calledAtMs - calledAtMs;
      if (endedAtMs !== null && !noShow) {
        const ms = next.calledAtMs - endedAtMs;
        if (next.issuedAtMs > endedAtMs || ms < 0) continue;
        gaps.push({ field, ms });
        servedMs += endedAtMs - calledAtMs;
      } else if (next.issuedAtMs <= calledAtMs && sinceCallMs >= 0) {
        if (noShow) unanswered.push(sinceCallMs);
        else cycles.push({ field, ms: sinceCallMs });
      }
    }
  const awayFromMs = Math.min(
    AWAY_MOST_MS,
    Math.max(AWAY_LEAST_MS, AWAY_TIMES * medianOf(gaps.map(({ ms }) => ms))),
  );
  const longestMs = Math.min(CYCLE_MOST_MS, CYCLE_TIMES * medianOf(cycles.map(({ ms }) => ms)));
  const byField = (all: readonly { field: number; ms: number }[], most: number) =>
    Array.from({ length: fields }, (_, field) =>
      all.flatMap((each) => (each.field === field && each.ms <= most ? [each.ms] : [])),
    );
  const gapsMs = byField(gaps, awayFromMs);
  const usualMs = gapsMs.flat().reduce((sum, ms) => sum + ms, 0);
  const awayMs = gaps.reduce((sum, { ms }) => sum + (ms > awayFromMs ? ms : 0), 0);
  const allMs = servedMs + usualMs + awayMs;
  return {
    gapsMs,
    cyclesMs: byField(cycles, longestMs),
    unansweredMs: unanswered.length < NO_SHOWS_LEAST ? null : Math.min(awayFromMs, medianOf(unanswered)),
    awayFromMs,
    unattendedShare: allMs === 0 ? 0 : awayMs / allMs,
  };
}

/** Gaps' worth of the hall's mean that a field's starts from, and of the assumed one that the hall's starts from. */
const TRUST = 30;

/**
 * Mean gap of each field: those of few shrunk toward the hall's, the hall's toward what is assumed where it saw few.
 * @returns ms by field
 */
export function meanGaps(gapsMs: readonly (readonly number[])[], assumedMs: number): number[] {
  const sum = (values: readonly number[]) => values.reduce((total, ms) => total + ms, 0);
  const all = gapsMs.flat();
  const hallMs = (sum(all) + TRUST * assumedMs) / (all.length + TRUST);
  return gapsMs.map((own) => (sum(own) + TRUST * hallMs) / (own.length + TRUST));
}
