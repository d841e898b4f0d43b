import type { OpenCounters } from '../staffing/demand/service-fit.ts';
import type { RecordedTicket } from './recorded-tickets.ts';

/** No counter calls and serves faster than this for minutes on end, ms. */
const SHORTEST_CALL_MS = 90_000;

/** Most counters open at any time of an interval; null: the record does not know. */
function mostOpen(
  counters: readonly OpenCounters[] | undefined,
  fromMs: number,
  toMs: number,
): number | null {
  if (!counters || counters.length === 0) return null;
  let most = 0;
  for (const [at, { fromMs: since, open }] of counters.entries()) {
    const untilMs = counters[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY;
    if (since <= toMs && untilMs > fromMs) most = Math.max(most, open);
  }
  return most;
}

/**
 * Parts tickets that nobody can have held from the others. In records made of snapshots a series that jumps ahead, or dead
 * numbers called through, looks like dozens of people who came and were called in the same minutes. Where so many fall
 * into one interval that the open counters could not have called them, as many are kept as there were counters.
 * @param tickets times in the middle of their interval
 * @param counters open counters by field; fields without are left as they are
 */
export function withoutSkippedNumbers(
  tickets: readonly RecordedTicket[],
  counters: ReadonlyMap<string, readonly OpenCounters[]>,
): { kept: RecordedTicket[]; skipped: number } {
  const bursts = new Map<string, RecordedTicket[]>();
  for (const ticket of tickets) {
    const { call, widthMs } = ticket;
    if (!call || widthMs === 0 || call.calledAtMs !== call.issuedAtMs || ticket.calledWidthMs !== widthMs)
      continue;
    const key = `${ticket.field} ${call.issuedAtMs} ${widthMs}`;
    const others = bursts.get(key);
    if (others) others.push(ticket);
    else bursts.set(key, [ticket]);
  }
  const skipped = new Set<RecordedTicket>();
  for (const burst of bursts.values()) {
    const [first] = burst;
    if (!first?.call) continue;
    const middleMs = first.call.issuedAtMs;
    const open = mostOpen(
      counters.get(first.field),
      middleMs - first.widthMs / 2,
      middleMs + first.widthMs / 2,
    );
    if (open === null) continue;
    const able = Math.max(1, open);
    if (burst.length <= able * (1 + first.widthMs / SHORTEST_CALL_MS)) continue;
    for (const ticket of burst.slice(able)) skipped.add(ticket);
  }
  return { kept: tickets.filter((ticket) => !skipped.has(ticket)), skipped: skipped.size };
}
