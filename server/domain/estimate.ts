import type { Estimate } from '../../common/protocol/ticket.ts';
import { type CallRule, chooseNext, dequeue, type Line, lineCopy } from './call-order.ts';
import { countersServing, type HallState, type LiveTicket, lengthOf, lineKeyOf } from './state.ts';

/** Beyond so many calls ahead the roll-forward gives way to queue length: the range is wide by then anyway. */
const ROLLOUT_CALLS = 150;

/** Mean service of a field, ms: measured, shrunk toward the configured minutes while there are few services. */
export function serviceMeanMs(state: HallState, field: string): number {
  const assumedMs = (state.fields.get(field)?.expectedServiceMinutes ?? 8) * 60_000;
  const measured = state.measured.get(field);
  if (!measured) return assumedMs;
  const trust = measured.count / (measured.count + 10);
  return measured.meanMs * trust + assumedMs * (1 - trust);
}

interface Desk {
  freeAtMs: number;
  readonly code: string;
  readonly primary: readonly string[];
  readonly helping: readonly string[];
  streak: number;
}

function desksOf(state: HallState, nowMs: number): Desk[] {
  const desks: Desk[] = [];
  for (const counter of state.counters.values()) {
    if (counter.state !== 'open') continue;
    const present = counter.presentTicketId === null ? undefined : state.tickets.get(counter.presentTicketId);
    const began = present ? (present.startedAtMs ?? present.lastCalledAtMs ?? nowMs) : nowMs;
    desks.push({
      code: counter.definition.code,
      primary: counter.primaryFields,
      helping: counter.helpingFields,
      streak: counter.ordinaryStreak,
      freeAtMs: present ? Math.max(nowMs, began + serviceMeanMs(state, present.field)) : nowMs,
    });
  }
  return desks;
}

/**
 * Expected wait of a waiting ticket, ms: the present state rolled forward with the hall's own call order and each
 * field's mean service. Falls back to own-field queue length × mean ÷ counters in long lines [EST1].
 * @returns null when no open counter serves its field.
 */
export function expectedWaitMs(state: HallState, ticket: LiveTicket, nowMs: number): number | null {
  const serving = countersServing(state, ticket.field);
  const reserved = ticket.reservedFor === null ? undefined : state.counters.get(ticket.reservedFor);
  if (serving.length === 0 && reserved?.state !== 'open') return null;
  const ahead = lengthOf(state.lines.get(lineKeyOf(ticket)));
  if (ahead > ROLLOUT_CALLS)
    return (ahead * serviceMeanMs(state, ticket.field)) / Math.max(1, serving.length);

  const rule: CallRule = { discipline: state.settings.discipline, help: state.settings.help };
  const desks = desksOf(state, nowMs);
  const lines = new Map<string, Line<LiveTicket>>();
  for (const [key, line] of state.lines) lines.set(key, lineCopy(line));
  const pick = (keys: readonly string[]) => keys.flatMap((key) => lines.get(key) ?? []);

  for (let calls = 0; calls < ROLLOUT_CALLS * 4; calls++) {
    let next: Desk | undefined;
    for (const desk of desks) if (!next || desk.freeAtMs < next.freeAtMs) next = desk;
    if (!next || next.freeAtMs === Number.POSITIVE_INFINITY) return null;
    const choice = chooseNext(
      {
        reserved: lines.get(`@${next.code}`),
        primary: pick(next.primary),
        helping: pick(next.helping),
        ordinaryStreak: next.streak,
      },
      rule,
      next.freeAtMs,
    );
    if (!choice) {
      // Nobody eligible for this desk: it stays idle for the rest of this forecast, as no arrivals are assumed.
      next.freeAtMs = Number.POSITIVE_INFINITY;
      continue;
    }
    if (choice.ticket.id === ticket.id) return Math.max(0, next.freeAtMs - nowMs);
    const from = lines.get(lineKeyOf(choice.ticket));
    if (from) dequeue(from, choice.ticket);
    next.freeAtMs += serviceMeanMs(state, choice.ticket.field);
  }
  return (ahead * serviceMeanMs(state, ticket.field)) / Math.max(1, serving.length);
}

/** A wait as a range people can use: whole fives of minutes, never narrower than five [EST2]. */
export function roundedRange(waitMs: number): Estimate {
  const minutes = waitMs / 60_000;
  const lowMinutes = Math.max(0, Math.floor((minutes * 0.8) / 5) * 5);
  const highMinutes = Math.max(lowMinutes + 5, Math.ceil((minutes * 1.3) / 5) * 5);
  return { lowMinutes, highMinutes };
}

/** The announced wait of a waiting ticket; null when no open counter serves its field. */
export function estimateFor(state: HallState, ticket: LiveTicket, nowMs: number): Estimate | null {
  const waitMs = expectedWaitMs(state, ticket, nowMs);
  return waitMs === null ? null : roundedRange(waitMs);
}
