import { type Citizens, citizenColumns } from './citizens.ts';
import type { Period } from './hall-model.ts';
import { type Random, seededRandom } from './random.ts';
import { exponential, gamma, type ServiceTime, serviceDrawer } from './service-time.ts';

/** What is known of the people of one field. */
export interface FieldPeople {
  readonly service: ServiceTime;
  /** Share of priority classes together. */
  readonly priorityShare?: number;
  /** Share that never answers a call. */
  readonly noShowShare?: number;
  /** Share that misses the first call and comes at the second. */
  readonly lateShare?: number;
  /** Mean patience, exponential, ms; absent: nobody leaves. */
  readonly patienceMeanMs?: number;
}

/** Citizens expected in one field in one slot. */
export interface SlotDemand extends Period {
  readonly field: number;
  /** Expected number in the slot. */
  readonly mean: number;
  /** Variance ÷ mean of that number, 1 or more; absent: 1, Poisson. */
  readonly dispersion?: number;
}

/** Citizens who stand at the door when it opens. */
export interface OpeningCrowd {
  readonly field: number;
  readonly atMs: number;
  readonly mean: number;
  readonly dispersion?: number;
}

/** The demand of a kind of day. */
export interface DayDemand {
  readonly people: readonly FieldPeople[];
  readonly slots: readonly SlotDemand[];
  readonly crowds: readonly OpeningCrowd[];
  /** Squared deviation of the whole day's level about 1: busy days are busy in every field. Absent: 0. */
  readonly dayScv?: number;
}

/** Never answers, whatever the rule. */
const NEVER = 255;
const STREAMS = 3;

/**
 * Draws the citizens of one day. The same demand and seed give the same people; each field draws from streams of its
 * own, so that changing one field leaves the others as they were.
 * @param seed one number a day
 * @returns citizens in order of arrival
 */
export function drawDay(demand: DayDemand, seed: number): Citizens {
  const level = demand.dayScv ? gamma(seededRandom(seed), demand.dayScv) : 1;
  const arrivals = demand.people.map((_, field) => arrivalsOf(demand, field, level, seed));
  let count = 0;
  for (const times of arrivals) count += times.length;
  const citizens = citizenColumns(count);
  const at = new Uint32Array(arrivals.length);
  const draws = demand.people.map((people, field) => personDrawer(people, seed, field));
  for (let citizen = 0; citizen < count; citizen++) {
    let soonest = 0;
    let soonestMs = Number.POSITIVE_INFINITY;
    for (let field = 0; field < arrivals.length; field++) {
      const atMs = arrivals[field]?.[at[field] as number] ?? Number.POSITIVE_INFINITY;
      if (atMs >= soonestMs) continue;
      soonest = field;
      soonestMs = atMs;
    }
    at[soonest] = (at[soonest] as number) + 1;
    citizens.arrivesAtMs[citizen] = soonestMs;
    citizens.field[citizen] = soonest;
    draws[soonest]?.(citizens, citizen);
  }
  return citizens;
}

function arrivalsOf(demand: DayDemand, field: number, level: number, seed: number): Float64Array {
  const random = seededRandom(seed, 1 + field * STREAMS);
  const times: number[] = [];
  for (const crowd of demand.crowds) {
    if (crowd.field !== field) continue;
    const expected = crowd.mean * level * swing(random, crowd.mean, crowd.dispersion ?? 1);
    for (let sum = exponential(random); sum < expected; sum += exponential(random)) times.push(crowd.atMs);
  }
  for (const slot of demand.slots) {
    if (slot.field !== field) continue;
    const expected = slot.mean * level * swing(random, slot.mean, slot.dispersion ?? 1);
    if (!(expected > 0)) continue;
    const gapMs = (slot.toMs - slot.fromMs) / expected;
    for (let atMs = slot.fromMs + gapMs * exponential(random); atMs < slot.toMs; ) {
      times.push(atMs);
      atMs += gapMs * exponential(random);
    }
  }
  return Float64Array.from(times).sort();
}

/** Factor about 1 that turns Poisson counts into negative binomial ones of that dispersion. */
function swing(random: Random, mean: number, dispersion: number): number {
  return dispersion > 1 && mean > 0 ? gamma(random, (dispersion - 1) / mean) : 1;
}

function personDrawer(people: FieldPeople, seed: number, field: number) {
  const service = serviceDrawer(people.service, seededRandom(seed, 2 + field * STREAMS));
  const random = seededRandom(seed, 3 + field * STREAMS);
  const { priorityShare = 0, noShowShare = 0, lateShare = 0, patienceMeanMs } = people;
  return (citizens: Citizens, citizen: number): void => {
    citizens.serviceMs[citizen] = service();
    citizens.priority[citizen] = random() < priorityShare ? 1 : 0;
    const manner = random();
    if (manner < noShowShare) citizens.absences[citizen] = NEVER;
    else if (manner < noShowShare + lateShare) citizens.absences[citizen] = 1;
    const patience = exponential(random);
    if (patienceMeanMs !== undefined) citizens.patienceMs[citizen] = patience * patienceMeanMs;
  };
}
