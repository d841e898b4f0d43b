import type { Habits, Lending, PresentHall } from './present.ts';
import { drawFuture, endOf, type Future, levelOf, type RollOutcome, roll, sessionEndOf } from './roll.ts';

/** So far ahead the outlook speaks, ms. */
const AHEAD_MS = 60 * 60_000;
/** A target is met when so many of the people are called within it. */
const GOAL = 0.9;
/** The share of futures in which what is foretold lies between its two ends. */
const CLAIMED = 0.8;

/** How many futures are drawn: to look for a proposal, and afresh to say what it gives. */
export interface LookEffort {
  readonly screening: number;
  readonly confirming: number;
}
const USUAL_EFFORT: LookEffort = { screening: 24, confirming: 160 };

/** What is foretold of one field in the stretch ahead. */
export interface FieldAhead {
  readonly field: number;
  /** People who wait now or will come, on average. */
  readonly people: number;
  /** Share of them called within target: over all futures, and between these two in four of five. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Of those who wait now, so many are not called before closing, on average; and in the worse of ten futures. */
  readonly unserved: number;
  readonly unservedHigh: number;
}

/** One change of one counter that helps, and what it is expected to give. */
export interface Proposal extends Lending {
  /** Whether its own fields come after the new one, or stay before it. */
  readonly kind: 'move' | 'help';
  /** Of the field: people of the stretch until the end of the lending, and their share in time with and without it. */
  readonly people: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly shareWithout: number;
  /** People in time more in the whole hall, on average, and how far single futures lie from it. */
  readonly gain: number;
  readonly spread: number;
  readonly futures: number;
}

/** Why nothing is proposed. */
export type NoProposal = 'fine' | 'nobody-qualified' | 'no-gain' | 'refused' | 'over';

export interface Outlook {
  readonly untilMs: number;
  /** Closing, ms of the local day; null: the hall has no hours. */
  readonly closesAtMs: number | null;
  readonly fields: readonly FieldAhead[];
  readonly proposal: Proposal | null;
  readonly because: NoProposal | null;
  readonly futures: number;
  /** How busy today is beside what is usual; null: nothing is known of other days. */
  readonly level: number | null;
}

/** What was refused a short while ago: not proposed again. */
export interface Refused {
  readonly counter: number;
  readonly field: number;
}

const QUARTER_MS = 15 * 60_000;
/** For so long a counter is lent, ms; the first that serves is tried before the longer ones. */
const LENDINGS_MS = [30, 60, 90].map((minutes) => minutes * 60_000);
/** A lending that is too short is not worth the walk. */
const SHORTEST_MS = 15 * 60_000;
/** So many fields in need are looked at, those with the most people late first. */
const FIELDS_LOOKED_AT = 4;
/** So many of the best candidates are worked out afresh. */
const CONFIRMED = 3;
/** A proposal brings so many people more in time at least, and lifts the field's share by so much. */
const LEAST_PEOPLE = 1;
const LEAST_LIFT = 0.05;
/** No other field may lose more than this, nor end below the one that is helped. */
const MOST_LOSS = 0.1;
/** A difference below this is chance. */
const NO_LOSS = 0.01;

const sum = (values: Float64Array) => values.reduce((all, each) => all + each, 0);
const at = (values: Float64Array, place: number) => values[place] ?? 0;

/** The value below which such a share of the values lie. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0;
}

const shareOf = (people: number, inTime: number) => (people > 0 ? inTime / people : 1);
const mean = (values: readonly number[]) =>
  values.reduce((all, each) => all + each, 0) / Math.max(1, values.length);

interface Shares {
  readonly people: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The share in time of a field over futures: of all their people together, and between which ends it lies. */
function sharesOf(outcomes: readonly RollOutcome[], field: number): Shares {
  const people = mean(outcomes.map((each) => at(each.people, field)));
  const single = outcomes
    .filter((each) => at(each.people, field) > 0)
    .map((each) => shareOf(at(each.people, field), at(each.inTime, field)));
  return {
    people,
    share: shareOf(people, mean(outcomes.map((each) => at(each.inTime, field)))),
    low: quantile(single, (1 - CLAIMED) / 2),
    high: quantile(single, (1 + CLAIMED) / 2),
  };
}

/** Looks ahead from a moment: what will become of each field, and the one change that helps most, if any surely does. */
export function look(
  present: PresentHall,
  habits: Habits,
  seed: number,
  refused: readonly Refused[] = [],
  effort: LookEffort = USUAL_EFFORT,
): Outlook {
  const untilMs = Math.min(present.nowMs + AHEAD_MS, sessionEndOf(present));
  const closesAtMs = present.hours === null ? null : endOf(present);
  const over = untilMs <= present.nowMs || present.counters.length === 0;
  const futures = over
    ? []
    : Array.from({ length: effort.confirming }, (_, each) => drawFuture(present, habits, seed + each));
  const plain = futures.map((future) => roll(present, habits, future, untilMs, null, 'closing'));
  const fields = present.fields.map((_, field): FieldAhead => {
    const unserved = plain.map((each) => at(each.unserved, field));
    return {
      field,
      ...sharesOf(plain, field),
      unserved: mean(unserved),
      unservedHigh: quantile(unserved, 0.9),
    };
  });
  const found = over
    ? { proposal: null, because: 'over' as const }
    : propose(present, habits, fields, futures, seed + effort.confirming, refused, effort);
  return {
    untilMs,
    closesAtMs,
    fields,
    ...found,
    futures: futures.length,
    level: habits.days === 0 ? null : levelOf(present, habits),
  };
}

/** Ways in which an open counter may take a field on: its own fields stay with it, before or behind. */
export function candidates(present: PresentHall, field: number, refused: readonly Refused[]): Lending[] {
  const endMs = sessionEndOf(present);
  return present.counters.flatMap((counter, place): Lending[] => {
    if (counter.loan !== null || counter.pausedForMs !== null) return [];
    if (counter.primary.includes(field) || !counter.mayServe.includes(field)) return [];
    if (refused.some((each) => each.counter === place && each.field === field)) return [];
    const helping = counter.helping.filter((each) => each !== field);
    const ways = [
      ...(counter.helping.includes(field)
        ? []
        : [{ primary: counter.primary, helping: [...helping, field] }]),
      { primary: [field], helping: [...counter.primary, ...helping] },
    ];
    return ways.flatMap((way) =>
      untils(present.nowMs, endMs).map((untilMs) => ({ counter: place, field, ...way, untilMs })),
    );
  });
}

/** Ends of a lending: on a quarter of an hour, within the stretch of work that runs now. */
function untils(nowMs: number, endMs: number): number[] {
  const ends = LENDINGS_MS.map((length) =>
    Math.min(endMs, Math.ceil((nowMs + length) / QUARTER_MS) * QUARTER_MS),
  );
  return [...new Set(ends)].filter((each) => each - nowMs >= SHORTEST_MS);
}

function propose(
  present: PresentHall,
  habits: Habits,
  ahead: readonly FieldAhead[],
  known: readonly Future[],
  seed: number,
  refused: readonly Refused[],
  effort: LookEffort,
): { proposal: Proposal | null; because: NoProposal | null } {
  const needy = ahead
    .filter((each) => each.share < GOAL && each.people * (1 - each.share) >= LEAST_PEOPLE)
    .sort((a, b) => b.people * (1 - b.share) - a.people * (1 - a.share))
    .slice(0, FIELDS_LOOKED_AT);
  if (needy.length === 0) return { proposal: null, because: 'fine' };
  const all = needy.flatMap(({ field }) => candidates(present, field, []));
  if (all.length === 0) return { proposal: null, because: 'nobody-qualified' };
  const tried = needy.flatMap(({ field }) => candidates(present, field, refused));
  if (tried.length === 0) return { proposal: null, because: 'refused' };
  const screening = known.slice(0, effort.screening);
  const plain = new Map<number, RollOutcome[]>();
  const without = (untilMs: number) => {
    const done = plain.get(untilMs) ?? screening.map((each) => roll(present, habits, each, untilMs));
    plain.set(untilMs, done);
    return done;
  };
  // One length is tried of every way; the others of the best ways alone.
  const first = tried.filter((each, place) => isFirstOfItsWay(tried, each, place));
  const scored = rank(first, (each) => gainIn(present, habits, screening, each, without(each.untilMs)));
  const lengths = scored.slice(0, CONFIRMED).flatMap((best) => tried.filter((each) => sameWay(each, best)));
  const best = rank(lengths, (each) => gainIn(present, habits, screening, each, without(each.untilMs)));
  const fresh = Array.from({ length: effort.confirming }, (_, each) =>
    drawFuture(present, habits, seed + each),
  );
  for (const each of best.slice(0, CONFIRMED)) {
    const proposal = confirm(present, habits, fresh, each);
    if (proposal !== null) return { proposal, because: null };
  }
  return { proposal: null, because: refused.length > 0 && tried.length < all.length ? 'refused' : 'no-gain' };
}

const sameWay = (a: Lending, b: Lending) =>
  a.counter === b.counter && a.field === b.field && a.primary.join() === b.primary.join();

/** The middle length stands for its way; where there are fewer, the longest. */
function isFirstOfItsWay(all: readonly Lending[], lending: Lending, place: number): boolean {
  const places = all.flatMap((each, one) => (sameWay(each, lending) ? one : []));
  return places[Math.min(1, places.length - 1)] === place;
}

/** Those that gain, the most first; of equal ones the one that changes less: help before move, short before long. */
function rank(lendings: readonly Lending[], gainOf: (lending: Lending) => number): Lending[] {
  return lendings
    .map((lending, place) => ({ lending, place, gain: gainOf(lending) }))
    .filter((each) => each.gain > 0)
    .sort((a, b) => b.gain - a.gain || a.place - b.place)
    .map((each) => each.lending);
}

function gainIn(
  present: PresentHall,
  habits: Habits,
  futures: readonly Future[],
  lending: Lending,
  without: readonly RollOutcome[],
): number {
  return mean(
    futures.map((future, each) => {
      const withIt = roll(present, habits, future, lending.untilMs, lending);
      return sum(withIt.inTime) - sum(without[each]?.inTime ?? withIt.inTime);
    }),
  );
}

/** What a lending gives in futures that had no part in choosing it; null: not surely enough. */
export function confirm(
  present: PresentHall,
  habits: Habits,
  futures: readonly Future[],
  lending: Lending,
): Proposal | null {
  const without = futures.map((each) => roll(present, habits, each, lending.untilMs));
  const withIt = futures.map((each) => roll(present, habits, each, lending.untilMs, lending));
  const gains = withIt.map((each, place) => sum(each.inTime) - sum(without[place]?.inTime ?? each.inTime));
  const gain = mean(gains);
  const spread = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)));
  const before = sharesOf(without, lending.field);
  const after = sharesOf(withIt, lending.field);
  if (gain < LEAST_PEOPLE || gain <= spread || after.share - before.share < LEAST_LIFT) return null;
  const harms = present.fields.some((_, field) => {
    if (field === lending.field) return false;
    const [was, is] = [sharesOf(without, field).share, sharesOf(withIt, field).share];
    const loss = was - is;
    return loss > MOST_LOSS || (loss > NO_LOSS && is < after.share);
  });
  if (harms) return null;
  return {
    ...lending,
    kind: lending.primary.includes(lending.field) ? 'move' : 'help',
    ...after,
    shareWithout: before.share,
    gain,
    spread,
    futures: futures.length,
  };
}
