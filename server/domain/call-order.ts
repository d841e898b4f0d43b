import type { Discipline } from '../../common/protocol/catalogue.ts';
import type { CallReason } from '../../common/protocol/ticket.ts';

/** What the call order needs to know of a waiting ticket. The hall, the wait estimate and the simulation all use it. */
export interface Queued {
  readonly number: string;
  /** From when its wait counts, ms. */
  readonly orderedAtMs: number;
  /** Order of issue; breaks ties of arrival. */
  readonly order: number;
  /** Not callable before this moment, ms (absence rule); 0: always. */
  readonly eligibleAtMs: number;
  readonly priority: string | null;
}

/** A line of one field: two queues, each sorted by arrival. */
export interface Line<T extends Queued> {
  readonly priority: T[];
  readonly ordinary: T[];
  /** Target wait of the field, ms. */
  readonly targetMs: number;
}

/** What a counter may call from, in order of claim. */
export interface CounterLines<T extends Queued> {
  /** Tickets sent to this very counter. */
  readonly reserved: Line<T> | undefined;
  readonly primary: readonly Line<T>[];
  readonly helping: readonly Line<T>[];
  /** Ordinary tickets this counter called in a row while a priority ticket waited (for 1:N). */
  readonly ordinaryStreak: number;
}

export interface CallRule {
  readonly discipline: Discipline;
  readonly help: 'when-empty' | 'beyond-target';
}

/** What a choice saw in the lines that it compared, as far as later choices depend on it. */
export interface CallSight {
  /** A priority ticket waited there that could have been called. */
  readonly priorityWaited: boolean;
}

export interface Choice<T extends Queued> {
  readonly ticket: T;
  readonly reason: CallReason;
  readonly saw: CallSight;
}

interface Candidate<T extends Queued> {
  readonly ticket: T;
  readonly line: 'reserved' | 'primary' | 'helping';
  readonly targetMs: number;
}

/** The first callable ticket of a queue that is sorted by arrival. */
function head<T extends Queued>(queue: readonly T[], nowMs: number): T | undefined {
  for (const ticket of queue) if (ticket.eligibleAtMs <= nowMs) return ticket;
  return undefined;
}

function collect<T extends Queued>(
  into: Candidate<T>[],
  lines: readonly Line<T>[],
  line: Candidate<T>['line'],
  nowMs: number,
): void {
  for (const each of lines) {
    const priority = head(each.priority, nowMs);
    if (priority) into.push({ ticket: priority, line, targetMs: each.targetMs });
    const ordinary = head(each.ordinary, nowMs);
    if (ordinary) into.push({ ticket: ordinary, line, targetMs: each.targetMs });
  }
}

/** Earlier arrival first, then order of issue. */
export function byArrival(a: Queued, b: Queued): number {
  return a.orderedAtMs - b.orderedAtMs || a.order - b.order;
}

/**
 * The figure that the discipline compares; the largest is called [CALL2]–[CALL5].
 * @returns accumulating: weighted wait in ms; head start: wait plus head start in ms; strict and 1:N: wait in ms, with
 *   the class that is due raised above every wait.
 */
function score(ticket: Queued, discipline: Discipline, priorityDue: boolean, nowMs: number): number {
  const waitMs = nowMs - ticket.orderedAtMs;
  const isPriority = ticket.priority !== null;
  switch (discipline.kind) {
    case 'accumulating':
      // A wait can be negative before an appointment's slot: weighing it would push the priority ticket back.
      return isPriority && waitMs > 0 ? waitMs * discipline.weight : waitMs;
    case 'head-start':
      return isPriority ? waitMs + discipline.minutes * 60_000 : waitMs;
    case 'strict':
    case 'interleave':
      return isPriority === priorityDue ? waitMs + CLASS_ABOVE_MS : waitMs;
  }
}

/** Larger than any wait of a day: puts the class that is due above the other. */
const CLASS_ABOVE_MS = 1e12;

function goesBefore(a: Candidate<Queued>, aScore: number, b: Candidate<Queued>, bScore: number): boolean {
  return aScore > bScore || (aScore === bScore && byArrival(a.ticket, b.ticket) < 0);
}

/**
 * The ticket that a counter calls next, with its reason; null when nothing may be called. Pure: same lines, same rule,
 * same moment, same answer. Own and reserved lines come before helping ones [CALL6], unless the hall helps beyond
 * target and a helped ticket has waited past it [CALL7].
 */
export function chooseNext<T extends Queued>(
  lines: CounterLines<T>,
  rule: CallRule,
  nowMs: number,
): Choice<T> | null {
  const candidates: Candidate<T>[] = [];
  if (lines.reserved) collect(candidates, [lines.reserved], 'reserved', nowMs);
  collect(candidates, lines.primary, 'primary', nowMs);
  const ownEmpty = candidates.length === 0;
  if (ownEmpty) collect(candidates, lines.helping, 'helping', nowMs);
  else if (rule.help === 'beyond-target') {
    const helped: Candidate<T>[] = [];
    collect(helped, lines.helping, 'helping', nowMs);
    for (const each of helped) if (nowMs - each.ticket.orderedAtMs > each.targetMs) candidates.push(each);
  }

  let priorityWaited = false;
  let ordinaryWaited = false;
  for (const each of candidates) {
    if (each.ticket.priority === null) ordinaryWaited = true;
    else priorityWaited = true;
  }
  const priorityDue =
    rule.discipline.kind !== 'interleave' ||
    lines.ordinaryStreak >= rule.discipline.ordinaryPerPriority ||
    !ordinaryWaited;
  // One pass for the best two: whole years of simulated days call through here.
  let best: Candidate<T> | undefined;
  let bestScore = 0;
  let second: Candidate<T> | undefined;
  let secondScore = 0;
  for (const each of candidates) {
    const claim = score(each.ticket, rule.discipline, priorityDue, nowMs);
    if (!best || goesBefore(each, claim, best, bestScore)) {
      second = best;
      secondScore = bestScore;
      best = each;
      bestScore = claim;
    } else if (!second || goesBefore(each, claim, second, secondScore)) {
      second = each;
      secondScore = claim;
    }
  }
  if (!best) return null;
  return {
    ticket: best.ticket,
    saw: { priorityWaited },
    reason: {
      rule: rule.discipline.kind,
      line: best.line,
      waitMs: Math.max(0, nowMs - best.ticket.orderedAtMs),
      priority: best.ticket.priority,
      score: bestScore,
      runnerUp: second
        ? {
            number: second.ticket.number,
            waitMs: Math.max(0, nowMs - second.ticket.orderedAtMs),
            score: secondScore,
          }
        : null,
      helpBecause: best.line !== 'helping' ? null : ownEmpty ? 'own-empty' : 'beyond-target',
    },
  };
}

/** The 1:N count of a counter after a call by rule: ordinary calls in a row while a priority ticket waited [CALL4]. */
export function nextStreak(streak: number, ticket: Pick<Queued, 'priority'>, saw: CallSight): number {
  if (ticket.priority !== null) return 0;
  return saw.priorityWaited ? streak + 1 : streak;
}

/** Puts a ticket in its place by arrival. */
export function enqueue<T extends Queued>(line: Line<T>, ticket: T): void {
  const queue = ticket.priority === null ? line.ordinary : line.priority;
  let low = 0;
  let high = queue.length;
  // The newest ticket nearly always goes last: look there first.
  const last = queue[high - 1];
  if (last && byArrival(last, ticket) <= 0) low = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = queue[middle];
    if (there && byArrival(there, ticket) <= 0) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, ticket);
}

/** Takes a ticket out of its line. @returns false when it was not there. */
export function dequeue<T extends Queued>(line: Line<T>, ticket: T): boolean {
  const queue = ticket.priority === null ? line.ordinary : line.priority;
  if (queue[queue.length - 1] === ticket) {
    queue.pop();
    return true;
  }
  const index = queue[0] === ticket ? 0 : queue.indexOf(ticket);
  if (index < 0) return false;
  if (index === 0) queue.shift();
  else queue.splice(index, 1);
  return true;
}
