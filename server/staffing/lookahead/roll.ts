import { type Citizen, type Citizens, citizensOf } from '../simulation/citizens.ts';
import { type DayDemand, drawDay } from '../simulation/day-draw.ts';
import { runDay, SERVED } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import { type Random, seededRandom } from '../simulation/random.ts';
import { serviceDrawer } from '../simulation/service-time.ts';
import type { AheadCounter, Habits, Lending, PresentHall } from './present.ts';

const HALF_HOUR_MS = 1_800_000;
const SLOTS = 48;
/** A hall without hours is looked at so far ahead. */
const WITHOUT_HOURS_MS = 3 * 3_600_000;
/** A pause is taken to last so long from its beginning; one that is longer already is not counted on again. */
const PAUSE_MS = 15 * 60_000;
/** Draws until a service is longer than it has lasted; afterwards it is taken to end as its mean says. */
const REMAINING_TRIES = 30;
/** Days' worth of the usual arrivals that today's are weighed against. */
const LEVEL_TRUST = 12;
/** Never answers a call. */
const NEVER = 255;
const STREAMS_OF_PRESENT = 100_000;

/** What became of the people of a stretch of time, by field. */
export interface RollOutcome {
  /** Who waits now or comes in the stretch. */
  readonly people: Float64Array;
  /** Of them, called within their target. */
  readonly inTime: Float64Array;
  /** Who waits now and is not called before closing. */
  readonly unserved: Float64Array;
}

/** One way in which the rest of the day may go: the same people whatever the hall does. */
export interface Future {
  readonly citizens: Citizens;
  /** So many of them, at the front of the list by arrival, stand in line now. */
  readonly waiting: number;
  /** When each busy counter is free, ms of the local day. */
  readonly freeAtMs: readonly number[];
}

/** The end of the day as far as the look ahead goes, ms of the local day. */
export function endOf({ nowMs, hours }: PresentHall): number {
  if (hours === null) return nowMs + WITHOUT_HOURS_MS;
  return Math.max(nowMs, hours.at(-1)?.toMs ?? nowMs);
}

/** The end of the stretch of work that runs now: the break, or closing. */
export function sessionEndOf(present: PresentHall): number {
  const { nowMs, hours } = present;
  if (hours === null) return endOf(present);
  return hours.find((each) => each.toMs > nowMs)?.toMs ?? nowMs;
}

/** How busy today is beside what is usual, from the numbers drawn so far; shrunk toward the usual while there are few. */
export function levelOf({ nowMs, drawn }: PresentHall, habits: Habits): number {
  let usual = 0;
  let came = 0;
  for (const [field, { bySlot }] of habits.fields.entries()) {
    came += drawn[field] ?? 0;
    for (const [slot, mean] of bySlot.entries())
      usual += mean * Math.min(1, Math.max(0, (nowMs - slot * HALF_HOUR_MS) / HALF_HOUR_MS));
  }
  return (came + LEVEL_TRUST) / (usual + LEVEL_TRUST);
}

function demandOf(present: PresentHall, habits: Habits): DayDemand {
  const { nowMs } = present;
  const level = levelOf(present, habits);
  const open = present.hours ?? [{ fromMs: nowMs, toMs: endOf(present) }];
  const slots = habits.fields.flatMap(({ bySlot, dispersion }, field) =>
    Array.from({ length: SLOTS }, (_, slot) => slot).flatMap((slot) =>
      open.flatMap((window) => {
        const fromMs = Math.max(nowMs, window.fromMs, slot * HALF_HOUR_MS);
        const toMs = Math.min(window.toMs, (slot + 1) * HALF_HOUR_MS);
        const mean = (bySlot[slot] ?? 0) * level * ((toMs - fromMs) / HALF_HOUR_MS);
        return toMs > fromMs && mean > 0 ? [{ field, fromMs, toMs, mean, dispersion }] : [];
      }),
    ),
  );
  return { people: habits.fields.map(({ people }) => people), slots, crowds: [] };
}

/** What is left of a service that has lasted for a while: drawn again until it is longer. */
function remaining(draw: () => number, elapsedMs: number): number {
  let meanMs = 0;
  for (let tries = 0; tries < REMAINING_TRIES; tries++) {
    const wholeMs = draw();
    if (wholeMs > elapsedMs) return wholeMs - elapsedMs;
    meanMs += wholeMs / REMAINING_TRIES;
  }
  return meanMs;
}

function manner(people: Habits['fields'][number]['people'], missed: boolean, random: Random): number {
  const { noShowShare = 0, lateShare = 0 } = people;
  const drawn = random();
  if (missed) {
    const absent = noShowShare + lateShare;
    return absent > 0 && drawn < noShowShare / absent ? NEVER : 0;
  }
  return drawn < noShowShare ? NEVER : drawn < noShowShare + lateShare ? 1 : 0;
}

/** Draws how the rest of the day may go. The same seed gives the same people and services, whatever the hall does with them. */
export function drawFuture(present: PresentHall, habits: Habits, seed: number): Future {
  const services = habits.fields.map(({ people }, field) =>
    serviceDrawer(people.service, seededRandom(seed, STREAMS_OF_PRESENT + 2 * field)),
  );
  const randoms = habits.fields.map((_, field) => seededRandom(seed, STREAMS_OF_PRESENT + 2 * field + 1));
  const reserved = present.fields.length;
  const waiting = present.waiting.map((ticket): Citizen => {
    const { people } = habits.fields[ticket.field] as Habits['fields'][number];
    return {
      arrivesAtMs: Math.min(ticket.orderedAtMs, present.nowMs),
      field: ticket.reservedFor === null ? ticket.field : reserved + ticket.reservedFor,
      priority: ticket.priority ? 1 : 0,
      serviceMs: services[ticket.field]?.() ?? 0,
      absences: manner(people, ticket.missed, randoms[ticket.field] as Random),
    };
  });
  const coming = drawDay(demandOf(present, habits), seed);
  const others = Array.from(
    { length: coming.count },
    (_, at): Citizen => ({
      // Whoever comes at this very moment stands behind those who are here.
      arrivesAtMs: Math.max(present.nowMs + 1, coming.arrivesAtMs[at] ?? 0),
      field: coming.field[at] ?? 0,
      priority: coming.priority[at] ?? 0,
      serviceMs: coming.serviceMs[at] ?? 0,
      absences: coming.absences[at] ?? 0,
    }),
  );
  const freeAtMs = present.counters.map(({ busy }) => {
    if (busy === null) return present.nowMs;
    const draw = services[busy.field];
    return (
      present.nowMs + (draw ? remaining(draw, busy.elapsedMs) : 0) + (habits.fields[busy.field]?.gapMs ?? 0)
    );
  });
  return { citizens: citizensOf([...waiting, ...others]), waiting: waiting.length, freeAtMs };
}

/** When a counter cannot call: until it is free, in its pause, in the hall's breaks. In order and apart. */
function awayOf(present: PresentHall, counter: AheadCounter, freeAtMs: number, endMs: number): Period[] {
  const { nowMs, hours } = present;
  const away: Period[] = [];
  if (freeAtMs > nowMs) away.push({ fromMs: nowMs, toMs: freeAtMs });
  if (counter.pausedForMs !== null) {
    const leftMs = PAUSE_MS - counter.pausedForMs;
    away.push({ fromMs: nowMs, toMs: leftMs > 0 ? nowMs + leftMs : endMs });
  }
  let openMs = nowMs;
  for (const window of hours ?? []) {
    if (window.fromMs > openMs) away.push({ fromMs: openMs, toMs: window.fromMs });
    openMs = Math.max(openMs, window.toMs);
  }
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const each of away.sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged.at(-1);
    if (last && each.fromMs <= last.toMs) last.toMs = Math.max(last.toMs, each.toMs);
    else merged.push({ ...each });
  }
  return merged;
}

/**
 * The hall from this moment to closing. Tickets that wait for one counter alone stand in a line of their own, which is among
 * that counter's first: the call order weighs both alike.
 */
function hallOf(
  present: PresentHall,
  habits: Habits,
  future: Future,
  lending: Lending | null,
  endMs: number,
): SimulatedHall {
  const reserved = present.fields.length;
  const counters = present.counters.map((counter, place): SimulatedCounter => {
    const own = (fields: readonly number[]) => [...fields, reserved + place];
    const lent = lending?.counter === place ? lending : null;
    const back = lent ?? counter.loan;
    const after = counter.loan ?? counter;
    return {
      primary: own(lent?.primary ?? counter.primary),
      helping: lent?.helping ?? counter.helping,
      away: awayOf(present, counter, future.freeAtMs[place] ?? present.nowMs, endMs),
      ordinaryStreak: counter.ordinaryStreak,
      ...(back === null
        ? {}
        : { later: { atMs: back.untilMs, primary: own(after.primary), helping: after.helping } }),
    };
  });
  return {
    fields: [
      ...present.fields.map(({ targetMs }, field) => ({ targetMs, gapMs: habits.fields[field]?.gapMs ?? 0 })),
      ...present.counters.map(() => ({ targetMs: 0, gapMs: 0 })),
    ],
    counters,
    rule: present.rule,
    noShow: present.noShow,
    sessions: [{ fromMs: present.nowMs, toMs: endMs }],
    atClose: 'send-home',
  };
}

/** Until everybody who comes by a moment has been called or is late, ms of the local day. */
function settledBy({ fields }: PresentHall, untilMs: number): number {
  return untilMs + Math.max(0, ...fields.map(({ targetMs }) => targetMs)) + 1;
}

/**
 * Rolls the present state forward with the hall's own call order: to closing, or, to compare lendings, until the people of the
 * stretch are called or late.
 * @param untilMs end of the stretch that is counted
 */
export function roll(
  present: PresentHall,
  habits: Habits,
  future: Future,
  untilMs: number,
  lending: Lending | null = null,
  reach: 'closing' | 'stretch' = 'stretch',
): RollOutcome {
  const count = present.fields.length;
  const outcome: RollOutcome = {
    people: new Float64Array(count),
    inTime: new Float64Array(count),
    unserved: new Float64Array(count),
  };
  const closesMs = endOf(present);
  const endMs = reach === 'closing' ? closesMs : Math.min(closesMs, settledBy(present, untilMs));
  const run = runDay(hallOf(present, habits, future, lending, endMs), future.citizens);
  const { citizens } = future;
  // Lines of single counters are counted with the field of whoever stands in them.
  const fieldsOfReserved = present.waiting.filter((each) => each.reservedFor !== null);
  for (let at = 0; at < citizens.count; at++) {
    const arrivedMs = citizens.arrivesAtMs[at] as number;
    if (arrivedMs > untilMs) break;
    const place = citizens.field[at] as number;
    const field =
      place < count
        ? place
        : (fieldsOfReserved.find((each) => each.reservedFor === place - count)?.field ?? 0);
    const calledMs = run.calledAtMs[at] as number;
    outcome.people[field] = (outcome.people[field] ?? 0) + 1;
    if (calledMs - arrivedMs <= (present.fields[field]?.targetMs ?? 0))
      outcome.inTime[field] = (outcome.inTime[field] ?? 0) + 1;
    if (at < future.waiting && Number.isNaN(calledMs) && run.outcome[at] !== SERVED)
      outcome.unserved[field] = (outcome.unserved[field] ?? 0) + 1;
  }
  return outcome;
}
