import type { Citizen } from '../../server/staffing/simulation/citizens.ts';
import type { SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';

/** What became of one citizen. */
export interface Fate {
  calledAtMs: number;
  servedAtMs: number;
  counter: number;
  outcome: 'served' | 'no-show' | 'left' | 'unserved';
}

interface Ticket {
  readonly who: number;
  readonly citizen: Citizen;
  eligibleAtMs: number;
  calls: number;
}

interface Official {
  readonly place: number;
  busyUntilMs: number | null;
  serving: Ticket | null;
  answered: boolean;
  idleSinceMs: number;
  opensAtMs: number;
  freeAtMs: number;
  streak: number;
}

/**
 * The same hall by brute force, written from docs/queue-rules.md and sharing no code with the simulator: one flat list of
 * people, every rule looked through afresh at every moment, no heap, no lines, no short cut for idle counters.
 * @param citizens in order of arrival
 */
export function bruteForceDay(hall: SimulatedHall, citizens: readonly Citizen[]): Fate[] {
  const fates: Fate[] = citizens.map(() => ({
    calledAtMs: Number.NaN,
    servedAtMs: Number.NaN,
    counter: -1,
    outcome: 'unserved',
  }));
  const officials: Official[] = hall.counters.map((_, place) => ({
    place,
    busyUntilMs: null,
    serving: null,
    answered: false,
    idleSinceMs: 0,
    opensAtMs: Number.NEGATIVE_INFINITY,
    freeAtMs: Number.NEGATIVE_INFINITY,
    streak: 0,
  }));
  let come = 0;
  for (const session of hall.sessions) {
    const crowd: number[] = [];
    while (come < citizens.length && citizens[come]!.arrivesAtMs < session.toMs) crowd.push(come++);
    playSession(hall, citizens, crowd, session, officials, fates);
  }
  return fates;
}

function playSession(
  hall: SimulatedHall,
  citizens: readonly Citizen[],
  crowd: readonly number[],
  session: { fromMs: number; toMs: number },
  officials: readonly Official[],
  fates: Fate[],
): void {
  let waiting: Ticket[] = [];
  let arrived = 0;
  let nowMs = Number.NEGATIVE_INFINITY;
  for (const official of officials) {
    official.opensAtMs = Math.max(session.fromMs, official.freeAtMs);
    official.idleSinceMs = official.opensAtMs;
  }
  const away = (official: Official) =>
    nowMs < official.opensAtMs ||
    hall.counters[official.place]!.away.some((period) => period.fromMs <= nowMs && nowMs < period.toMs);
  const mayCall = (official: Official) => official.busyUntilMs === null && !away(official);

  /** Every ticket the official may call now, own first, helped ones by the rule. */
  const callable = (official: Official): Ticket[] => {
    const { primary, helping } = hall.counters[official.place]!;
    const there = waiting.filter((ticket) => ticket.eligibleAtMs <= nowMs);
    const own = there.filter((ticket) => primary.includes(ticket.citizen.field));
    const helped = there.filter((ticket) => helping.includes(ticket.citizen.field));
    if (own.length === 0) return helped;
    if (hall.rule.help === 'when-empty') return own;
    return own.concat(
      helped.filter(
        (ticket) => nowMs - ticket.citizen.arrivesAtMs > hall.fields[ticket.citizen.field]!.targetMs,
      ),
    );
  };

  const claim = (ticket: Ticket, official: Official, among: readonly Ticket[]): number => {
    const waitMs = nowMs - ticket.citizen.arrivesAtMs;
    const first = (ticket.citizen.priority ?? 0) > 0;
    const { discipline } = hall.rule;
    if (discipline.kind === 'accumulating') return first && waitMs > 0 ? waitMs * discipline.weight : waitMs;
    if (discipline.kind === 'head-start') return first ? waitMs + discipline.minutes * 60_000 : waitMs;
    const due =
      discipline.kind === 'strict' ||
      official.streak >= discipline.ordinaryPerPriority ||
      among.every((other) => (other.citizen.priority ?? 0) > 0);
    return (first === due ? 1e12 : 0) + waitMs;
  };

  const call = (official: Official, ticket: Ticket, priorityWaited: boolean) => {
    const fate = fates[ticket.who]!;
    waiting = waiting.filter((other) => other !== ticket);
    if ((ticket.citizen.priority ?? 0) > 0) official.streak = 0;
    else if (priorityWaited) official.streak += 1;
    if (ticket.calls === 0) fate.calledAtMs = nowMs;
    fate.counter = official.place;
    official.answered = ticket.calls >= (ticket.citizen.absences ?? 0);
    ticket.calls += 1;
    official.serving = ticket;
    if (official.answered) {
      fate.servedAtMs = nowMs;
      fate.outcome = 'served';
      official.busyUntilMs = nowMs + ticket.citizen.serviceMs;
    } else official.busyUntilMs = nowMs + hall.noShow.unansweredMs;
  };

  const callNext = (official: Official) => {
    const among = callable(official);
    let best: Ticket | undefined;
    for (const ticket of among)
      if (
        !best ||
        claim(ticket, official, among) > claim(best, official, among) ||
        (claim(ticket, official, among) === claim(best, official, among) && ticket.who < best.who)
      )
        best = ticket;
    if (!best) return;
    call(
      official,
      best,
      among.some((ticket) => (ticket.citizen.priority ?? 0) > 0),
    );
  };

  /** Whoever is idle the longest, holders of the field before helpers. */
  const idleFor = (field: number) => {
    for (const of of ['primary', 'helping'] as const) {
      const idle = officials.filter(
        (official) => mayCall(official) && hall.counters[official.place]![of].includes(field),
      );
      idle.sort((a, b) => a.idleSinceMs - b.idleSinceMs || a.place - b.place);
      if (idle[0]) return idle[0];
    }
    return undefined;
  };

  /** Idle officials press "next" until the ticket is called: whom they get is the rule's to say. */
  const offer = (ticket: Ticket) => {
    while (waiting.includes(ticket)) {
      const official = idleFor(ticket.citizen.field);
      if (!official) return;
      callNext(official);
    }
  };

  for (;;) {
    const moments = [
      ...(arrived < crowd.length ? [citizens[crowd[arrived]!]!.arrivesAtMs] : []),
      ...officials.flatMap((official) => [
        ...(official.busyUntilMs === null ? [] : [official.busyUntilMs]),
        official.opensAtMs,
        ...hall.counters[official.place]!.away.map((period) => period.toMs),
      ]),
      ...waiting.flatMap((ticket) => [
        ticket.eligibleAtMs,
        ...(ticket.calls === 0
          ? [ticket.citizen.arrivesAtMs + (ticket.citizen.patienceMs ?? Number.POSITIVE_INFINITY)]
          : []),
      ]),
      ...(hall.atClose === 'send-home' ? [session.toMs] : []),
    ].filter((moment) => moment > nowMs && moment < Number.POSITIVE_INFINITY);
    if (moments.length === 0) return;
    const before = nowMs;
    nowMs = Math.min(...moments);
    while (arrived < crowd.length && citizens[crowd[arrived]!]!.arrivesAtMs <= nowMs) {
      const who = crowd[arrived++]!;
      const ticket = { who, citizen: citizens[who]!, eligibleAtMs: 0, calls: 0 };
      waiting.push(ticket);
      // Those whose counter opens at this very moment are looked after below, all together.
      if (officials.every((official) => official.opensAtMs !== nowMs)) offer(ticket);
    }
    for (const ticket of [...waiting])
      if (ticket.calls > 0 && ticket.eligibleAtMs > before && ticket.eligibleAtMs === nowMs) offer(ticket);
    for (const official of officials) {
      if (official.busyUntilMs !== nowMs) continue;
      const ticket = official.serving!;
      official.busyUntilMs = null;
      official.serving = null;
      official.freeAtMs = nowMs;
      official.idleSinceMs = nowMs;
      if (!official.answered) {
        const closed = hall.atClose === 'send-home' && nowMs > session.toMs;
        if (ticket.calls >= hall.noShow.endsAfterCalls) fates[ticket.who]!.outcome = 'no-show';
        else if (!closed) {
          ticket.eligibleAtMs = nowMs + hall.noShow.returnsAfterMs;
          waiting.push(ticket);
          waiting.sort((a, b) => a.who - b.who);
        }
      }
      if (mayCall(official)) callNext(official);
    }
    for (const official of officials) {
      const back =
        official.opensAtMs === nowMs ||
        hall.counters[official.place]!.away.some((period) => period.toMs === nowMs);
      if (!back || official.busyUntilMs !== null || nowMs < official.opensAtMs) continue;
      official.idleSinceMs = nowMs;
      if (mayCall(official)) callNext(official);
    }
    for (const ticket of [...waiting]) {
      const leavesAtMs = ticket.citizen.arrivesAtMs + (ticket.citizen.patienceMs ?? Number.POSITIVE_INFINITY);
      if (ticket.calls > 0 || leavesAtMs !== nowMs) continue;
      waiting = waiting.filter((other) => other !== ticket);
      fates[ticket.who]!.outcome = 'left';
    }
    if (hall.atClose === 'send-home' && nowMs === session.toMs) waiting = [];
  }
}
