import type { Outlook } from '../demand/outlook.ts';
import { normalQuantile } from '../simulation/interval.ts';
import { type Random, seededRandom } from '../simulation/random.ts';

/** Which recorded day a simulated one rests on, and how much more or less than recorded comes on it. */
export interface DaySource {
  /** Place of the recorded day. */
  sourceOf(day: number): number;
  /** Demand of a field times this. */
  volumeOf(field: number, day: number): number;
  /** Its services times this. */
  serviceOf(field: number, day: number): number;
}

/** Stream of the order of days, apart from those of the people. */
const ORDER = 1_000_003;
const LEVELS = 900_001;
/** Far from each other, so that the terms of one seed are not those of the next. */
const TERM_STEP = 104_729;
/** Fractions that fill 0 … 1 evenly however many are taken. Source: Roberts, the R2 sequence, 2018. */
const GOLDEN = 0.618_033_988_749_895;
const PLASTIC = 0.754_877_666_246_693;

/** Recorded days in an order of their own, each equally often: balanced bootstrap. */
class BalancedOrder {
  private readonly places: number[] = [];
  private readonly days: number;
  private readonly random: Random;

  constructor(days: number, seed: number) {
    this.days = days;
    this.random = seededRandom(seed, ORDER);
  }

  at(day: number): number {
    while (this.places.length <= day) this.places.push(...this.shuffled());
    return this.places[day] as number;
  }

  private shuffled(): number[] {
    const order = Array.from({ length: this.days }, (_, source) => source);
    for (let left = order.length - 1; left > 0; left--) {
      const other = Math.floor(this.random() * (left + 1));
      [order[left], order[other]] = [order[other] as number, order[left] as number];
    }
    return order;
  }
}

/**
 * The recorded days as they were.
 *   Source: Davison, Hinkley, Schechtman, Efficient bootstrap simulation, 1986 (balanced resampling).
 */
export function daysAsRecorded(days: number, seed: number, volume: (field: number) => number): DaySource {
  const order = new BalancedOrder(days, seed);
  return { sourceOf: (day) => order.at(day), volumeOf: (field) => volume(field), serviceOf: () => 1 };
}

/** The level of a field at a moment of the term, against the recorded day. */
function levelOf(
  outlook: Outlook,
  field: number,
  source: number,
  ahead: number,
  hallNormal: number,
  fieldNormal: number,
): number {
  const known = outlook.fields[field];
  if (!known) return 1;
  const months = ahead * outlook.horizonMonths;
  const hallSd = outlook.hallSd + outlook.hallSdPerMonth * months;
  const sd = Math.hypot(hallSd, known.sd);
  const drift =
    known.perMonth * (outlook.monthsToEnd[source] ?? 0) + known.perMonth * months * outlook.damping;
  return Math.exp(drift + hallSd * hallNormal + known.sd * fieldNormal - (sd * sd) / 2);
}

/**
 * Days to come: recorded days brought to the level that the fields may have in the term. Levels are spread evenly over what
 * they may be, so that few days stand for all.
 */
export function daysToCome(
  days: number,
  seed: number,
  outlook: Outlook,
  volume: (field: number) => number,
): DaySource {
  const order = new BalancedOrder(days, seed);
  const start = seededRandom(seed, LEVELS)();
  const even = (step: number, day: number) => (start + step * (day + 1)) % 1 || 0.5;
  return {
    sourceOf: (day) => order.at(day),
    volumeOf: (field, day) =>
      volume(field) *
      levelOf(
        outlook,
        field,
        order.at(day),
        even(PLASTIC, day),
        normalQuantile(even(GOLDEN, day)),
        normalQuantile(seededRandom(seed + day * TERM_STEP, LEVELS + field)()),
      ),
    serviceOf: () => 1,
  };
}

/**
 * Terms to come: so many days in a row share one level of the hall and of each field, one truth of their services, and rest
 * on days drawn from one sample of the recorded ones. What differs from term to term is what nobody can know beforehand.
 */
export function termsToCome(
  days: number,
  seed: number,
  outlook: Outlook,
  volume: (field: number) => number,
  daysEach: number,
): DaySource {
  const termOf = (day: number) => Math.floor(day / daysEach);
  const chance = (day: number, stream: number) =>
    seededRandom(seed + termOf(day) * TERM_STEP, LEVELS + stream);
  const kept = new Map<string, number>();
  const remembered = (key: string, made: () => number) => {
    const there = kept.get(key);
    if (there !== undefined) return there;
    const value = made();
    kept.set(key, value);
    return value;
  };
  const sourceOf = (day: number) =>
    remembered(`source ${day}`, () => {
      const pick = seededRandom(seed + day * TERM_STEP, ORDER)();
      // A sample as large as the record, drawn from it: the days of the term are drawn from that.
      const sample = Math.floor(pick * days);
      return Math.floor(seededRandom(seed + termOf(day) * TERM_STEP, ORDER + 1 + sample)() * days);
    });
  return {
    sourceOf,
    volumeOf: (field, day) =>
      remembered(`volume ${field} ${day}`, () => {
        const hall = chance(day, 1);
        const [ahead, normal] = [hall(), normalQuantile(hall())];
        const own = normalQuantile(chance(day, 2 * field + 2)());
        return volume(field) * levelOf(outlook, field, sourceOf(day), ahead, normal, own);
      }),
    serviceOf: (field, day) =>
      remembered(`service ${field} ${termOf(day)}`, () => {
        const sd = outlook.fields[field]?.serviceSd ?? 0;
        return Math.exp(sd * normalQuantile(chance(day, 2 * field + 3)()) - (sd * sd) / 2);
      }),
  };
}
