import type { HallState, LiveTicket } from './state.ts';
import { learnPace, learnWait } from './wait-memory.ts';
import { learnRange } from './wait-range.ts';

/** Weight of the newest service in the running mean once a field has history. */
const NEWEST_WEIGHT = 1 / 30;
/** A longer service counts as so many times the mean. */
const LONGEST_SERVICE = 5;

/** A first call shows how long was waited and how the line moves. */
export function learn(state: HallState, ticket: LiveTicket, atMs: number): void {
  const { waits } = state;
  const { field, forecast, estimate, issuedAtMs } = ticket;
  learnPace(waits, field, ticket, atMs);
  // Whoever let others pass did not wait as was foretold.
  if (forecast === null || estimate === null || ticket.letPassCount > 0) return;
  const waitedMs = Math.max(0, atMs - issuedAtMs);
  learnRange(waits.ranges, field, forecast, estimate, waitedMs);
  learnWait(waits, field, forecast, waitedMs);
}

/** Brings a measured service, ms, into the running mean of its field. */
export function measure(state: HallState, field: string, serviceMs: number): void {
  const known = state.measured.get(field);
  if (!known) {
    state.measured.set(field, { meanMs: serviceMs, count: 1 });
    return;
  }
  known.count += 1;
  // A counter left open over lunch is no service: it counts as a long one.
  const seenMs = known.count > 5 ? Math.min(serviceMs, LONGEST_SERVICE * known.meanMs) : serviceMs;
  known.meanMs += (seenMs - known.meanMs) * Math.max(1 / known.count, NEWEST_WEIGHT);
}
