import type { Estimate } from '../../common/protocol/ticket.ts';
import {
  type CallRule,
  type CounterLines,
  chooseNext,
  dequeue,
  enqueue,
  type Line,
  nextStreak,
} from './call-order.ts';
import { imaginedTicket } from './drawn-ticket.ts';
import { countersServing, type HallState, type LiveCounter, type LiveTicket, lineKeyOf } from './state.ts';
import {
  foretellMs,
  todayIntervalMs,
  usualIntervalMs,
  type WaitForecast,
  type WaitSigns,
} from './wait-memory.ts';
import { announcedRange } from './wait-range.ts';

/** Beyond so many calls ahead the roll-forward gives way to queue length: the range is wide by then anyway. */
const ROLLOUT_CALLS = 150;
/** Priority tickets still to come are foreseen only where so many came before, and no more than so many. */
const PRIORITY_SEEN = 5;
const PRIORITY_FORESEEN = 40;
const USUAL_TARGET_MS = 900_000;

/** Mean service of a field, ms: measured, shrunk toward the configured minutes while there are few services. */
export function serviceMeanMs(state: HallState, field: string): number {
  const assumedMs = (state.fields.get(field)?.expectedServiceMinutes ?? 8) * 60_000;
  const measured = state.measured.get(field);
  if (!measured) return assumedMs;
  const trust = measured.count / (measured.count + 10);
  return measured.meanMs * trust + assumedMs * (1 - trust);
}

interface Desk extends CounterLines<LiveTicket> {
  readonly code: string;
  readonly reserved: Line<LiveTicket>;
  ordinaryStreak: number;
  freeAtMs: number;
}

/**
 * What is left of a service that has gone on for a while, ms on average: of a lognormal service with c² = 1, whose
 * services that are late already last the longest. Straight pieces within 4 % of the exact curve.
 */
export function remainingServiceMs(meanMs: number, elapsedMs: number): number {
  const gone = elapsedMs / meanMs;
  if (gone < 0.5) return meanMs * (1 - 0.3 * gone);
  return meanMs * Math.min(1.4, 0.85 + 0.22 * (gone - 0.5));
}

/**
 * Open counters that work, by way of shared fields, on the same lines as a ticket.
 * @param lines takes copies of these lines, by key
 */
function countersTogether(
  state: HallState,
  ticket: Pick<LiveTicket, 'field' | 'reservedFor'>,
  lines: Map<string, Line<LiveTicket>>,
): Desk[] {
  let rest = [...state.counters.values()].filter((counter) => counter.state === 'open');
  const fields = new Set([ticket.field]);
  const found: LiveCounter[] = [];
  for (;;) {
    const touching = rest.filter(
      ({ definition, primaryFields, helpingFields }) =>
        definition.code === ticket.reservedFor ||
        primaryFields.some((code) => fields.has(code)) ||
        helpingFields.some((code) => fields.has(code)),
    );
    if (touching.length === 0) break;
    found.push(...touching);
    rest = rest.filter((counter) => !touching.includes(counter));
    for (const { primaryFields, helpingFields } of touching) {
      for (const code of primaryFields) fields.add(code);
      for (const code of helpingFields) fields.add(code);
    }
  }
  const copyOf = (key: string) => {
    let copy = lines.get(key);
    if (!copy) {
      copy = headOf(state.lines.get(key));
      lines.set(key, copy);
    }
    return copy;
  };
  return found.map((counter) => ({
    code: counter.definition.code,
    reserved: copyOf(`@${counter.definition.code}`),
    primary: counter.primaryFields.map(copyOf),
    helping: counter.helpingFields.map(copyOf),
    ordinaryStreak: counter.ordinaryStreak,
    freeAtMs: 0,
  }));
}

/** Sets from when each counter is free: the busy ones one after the other, as services of chance length end. */
function setFree(state: HallState, desks: readonly Desk[], nowMs: number): void {
  const busy: { desk: Desk; elapsedMs: number; meanMs: number }[] = [];
  for (const desk of desks) {
    const present = state.tickets.get(state.counters.get(desk.code)?.presentTicketId ?? '');
    desk.freeAtMs = nowMs;
    if (!present) continue;
    const began = present.startedAtMs ?? present.lastCalledAtMs ?? nowMs;
    busy.push({ desk, elapsedMs: nowMs - began, meanMs: serviceMeanMs(state, present.field) });
  }
  // Of n services under way one ends after every n-th of what is left on average, the one that began first before the others.
  busy.sort(
    (a, b) => b.elapsedMs / b.meanMs - a.elapsedMs / a.meanMs || (a.desk.code < b.desk.code ? -1 : 1),
  );
  for (const [at, { desk, elapsedMs, meanMs }] of busy.entries())
    desk.freeAtMs = nowMs + (remainingServiceMs(meanMs, elapsedMs) * (at + 1)) / busy.length;
}

/** Priority people of a line who will still come, one usual gap after the other. */
interface Coming {
  readonly line: Line<LiveTicket>;
  readonly field: string;
  readonly gapMs: number;
  nextMs: number;
  left: number;
}

function priorityToCome(
  state: HallState,
  lines: ReadonlyMap<string, Line<LiveTicket>>,
  nowMs: number,
): Coming[] {
  const coming: Coming[] = [];
  for (const [field, line] of lines) {
    const pace = state.waits.paces.get(field);
    const gapMs = pace?.priorityGapMs ?? 0;
    if (pace && pace.priorityCount >= PRIORITY_SEEN && gapMs > 0)
      coming.push({ line, field, gapMs, nextMs: nowMs + gapMs, left: PRIORITY_FORESEEN });
  }
  return coming;
}

/** Puts those into their lines who have come by a moment. @returns when the next one comes, epoch ms */
function come(coming: readonly Coming[], atMs: number): number {
  let nextMs = Number.POSITIVE_INFINITY;
  for (const each of coming) {
    for (; each.left > 0 && each.nextMs <= atMs; each.left--) {
      enqueue(each.line, imaginedTicket(each.field, each.nextMs, 'foreseen'));
      each.nextMs += each.gapMs;
    }
    if (each.left > 0) nextMs = Math.min(nextMs, each.nextMs);
  }
  return nextMs;
}

interface Rollout {
  readonly waitMs: number;
  /** Calls from the ticket's own line before it. */
  readonly ownBefore: number;
}

/** The present state rolled forward until the ticket is called; null when the roll did not get there. */
function rollForward(state: HallState, ticket: LiveTicket, nowMs: number): Rollout | null {
  const rule: CallRule = { discipline: state.settings.discipline, help: state.settings.help };
  const lines = new Map<string, Line<LiveTicket>>();
  const desks = countersTogether(state, ticket, lines);
  setFree(state, desks, nowMs);
  const means = new Map<string, number>();
  const meanOf = (field: string) => {
    let meanMs = means.get(field);
    if (meanMs === undefined) {
      meanMs = serviceMeanMs(state, field);
      means.set(field, meanMs);
    }
    return meanMs;
  };
  const coming = priorityToCome(state, lines, nowMs);
  let comesMs = come(coming, nowMs);
  const own = lineKeyOf(ticket);
  let ownBefore = 0;
  for (let calls = 0; calls < ROLLOUT_CALLS * 2; calls++) {
    let desk: Desk | undefined;
    for (const each of desks) if (!desk || each.freeAtMs < desk.freeAtMs) desk = each;
    if (!desk || desk.freeAtMs === Number.POSITIVE_INFINITY) return null;
    if (comesMs <= desk.freeAtMs) comesMs = come(coming, desk.freeAtMs);
    const choice = chooseNext(desk, rule, desk.freeAtMs);
    if (!choice) {
      // Nobody for this counter until somebody who is held back may be called again.
      desk.freeAtMs = backInLine(desk, desk.freeAtMs);
      continue;
    }
    if (choice.ticket === ticket || (ticket.id !== '' && choice.ticket.id === ticket.id))
      return { waitMs: Math.max(0, desk.freeAtMs - nowMs), ownBefore };
    const key = lineKeyOf(choice.ticket);
    const from = lines.get(key);
    if (from) dequeue(from, choice.ticket);
    if (key === own) ownBefore += 1;
    desk.ordinaryStreak = nextStreak(desk.ordinaryStreak, choice.ticket, choice.saw);
    desk.freeAtMs += meanOf(choice.ticket.field);
  }
  return null;
}

/** The first moment after one at which an absent ticket of the counter's lines may be called; infinite: none is held back. */
function backInLine(desk: Desk, afterMs: number): number {
  let soonest = Number.POSITIVE_INFINITY;
  for (const line of [desk.reserved, ...desk.primary, ...desk.helping])
    for (const queue of [line.priority, line.ordinary])
      for (const { eligibleAtMs } of queue)
        if (eligibleAtMs > afterMs) soonest = Math.min(soonest, eligibleAtMs);
  return soonest;
}

/** A copy of a line as far as the roll can get. */
function headOf(line: Line<LiveTicket> | undefined): Line<LiveTicket> {
  return {
    priority: line?.priority.slice(0, ROLLOUT_CALLS * 2) ?? [],
    ordinary: line?.ordinary.slice(0, ROLLOUT_CALLS * 2) ?? [],
    targetMs: line?.targetMs ?? USUAL_TARGET_MS,
  };
}

/** What the hall foretells of a wait: the expectation, its signs, and the range to announce. */
export interface Foretold {
  readonly forecast: WaitForecast;
  readonly estimate: Estimate;
}

/**
 * What is foretold of the time that a ticket in line still waits [EST1]: the present state rolled forward with the hall's
 * own call order and each field's mean service (in long lines queue length × mean ÷ counters), weighed with the pace of
 * its line and the last wait seen by what each has been worth in this hall.
 * @returns null when no open counter serves its field
 */
export function foretell(state: HallState, ticket: LiveTicket, nowMs: number): Foretold | null {
  const serving = countersServing(state, ticket.field);
  const reserved = ticket.reservedFor === null ? undefined : state.counters.get(ticket.reservedFor);
  if (serving.length === 0 && reserved?.state !== 'open') return null;
  const line = state.lines.get(lineKeyOf(ticket));
  const counters = Math.max(1, serving.length);
  const meanMs = serviceMeanMs(state, ticket.field);
  const ahead = aheadByArrival(line, ticket);
  const queueMs = (ahead * meanMs) / counters;
  const rolled = ahead > ROLLOUT_CALLS ? null : rollForward(state, ticket, nowMs);
  const pace = state.waits.paces.get(ticket.field);
  const usualMs = usualIntervalMs(pace, meanMs / counters);
  const before = rolled?.ownBefore ?? ahead;
  const lastWaitMs = pace?.lastWaitMs ?? null;
  const signs: WaitSigns = {
    rolloutMs: Math.round(rolled?.waitMs ?? queueMs),
    usualPaceMs: Math.round(before * usualMs),
    todayPaceMs: Math.round(before * todayIntervalMs(pace, usualMs)),
    // What others waited says nothing of one who is called before them, and only the rest of it of one who has waited.
    lastWaitMs:
      lastWaitMs === null || ticket.priority !== null || ticket.reservedFor !== null
        ? null
        : Math.max(0, lastWaitMs - (nowMs - ticket.issuedAtMs)),
    // A line that has called nobody today has not moved: how long its first has stood there foretells nothing.
    firstWaitMs: lastWaitMs === null ? null : firstWaitMs(line, ticket, nowMs),
  };
  const waitMs = Math.round(foretellMs(state.waits, ticket.field, signs));
  const { range, claimedShare } = announcedRange(state.waits.ranges, ticket.field, waitMs);
  return { forecast: { waitMs, ...signs, queueMs: Math.round(queueMs), claimedShare }, estimate: range };
}

/** Wait so far of whoever stands first in a line, less that of the ticket itself; null where it says nothing of it. */
function firstWaitMs(line: Line<LiveTicket> | undefined, ticket: LiveTicket, nowMs: number): number | null {
  const first = line?.ordinary[0];
  if (first === undefined || first === ticket || ticket.priority !== null || ticket.reservedFor !== null)
    return null;
  return Math.max(0, Math.round(nowMs - first.issuedAtMs - (nowMs - ticket.issuedAtMs)));
}

/** How many stand before a ticket in its line by arrival. */
function aheadByArrival(line: Line<LiveTicket> | undefined, ticket: LiveTicket): number {
  if (!line) return 0;
  const before = (queue: readonly LiveTicket[]) => {
    let low = 0;
    let high = queue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = queue[middle] as LiveTicket;
      const earlier =
        there.orderedAtMs < ticket.orderedAtMs ||
        (there.orderedAtMs === ticket.orderedAtMs && there.order < ticket.order);
      if (earlier) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return before(line.priority) + before(line.ordinary);
}

/** What a ticket that is not drawn yet would be told: it is put in its line for the question and taken out again. */
export function foretellNew(state: HallState, ticket: LiveTicket, nowMs: number): Foretold | null {
  const line = state.lines.get(ticket.field) ?? { priority: [], ordinary: [], targetMs: 0 };
  const known = state.lines.has(ticket.field);
  if (!known) state.lines.set(ticket.field, line);
  enqueue(line, ticket);
  try {
    return foretell(state, ticket, nowMs);
  } finally {
    dequeue(line, ticket);
    if (!known) state.lines.delete(ticket.field);
  }
}

/** What the next citizen of a field would be told, for screens; null when no open counter serves it. */
export function estimateOfNext(state: HallState, field: string, nowMs: number): Estimate | null {
  return foretellNew(state, imaginedTicket(field, nowMs, null), nowMs)?.estimate ?? null;
}

/** What a waiting ticket is told now of the rest of its wait; null when no open counter serves its field. */
export function estimateFor(state: HallState, ticket: LiveTicket, nowMs: number): Estimate | null {
  return foretell(state, ticket, nowMs)?.estimate ?? null;
}
