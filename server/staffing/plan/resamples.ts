import { seededRandom } from '../simulation/random.ts';
import type { DayPool } from './day-pool.ts';
import type { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';

/** Samples that the days are drawn into anew. */
export const RESAMPLES = 60;
/** Stream of the samples; the same for every plan. */
const SAMPLES = 0x6a09e667;

/**
 * The record's days drawn anew, and of each the chances that it was simulated with: had other days of the same kind been
 * recorded, and simulated with other seeds, would so many officials have been enough? Nothing is simulated again; the days of a
 * tally are weighed.
 *   Source: the bootstrap of stratified samples, Efron 1979; Davison and Hinkley 1997, section 3.2.
 */
export class Resamples {
  private readonly search: StaffSearch;
  private readonly pool: DayPool;
  private readonly known = new WeakMap<Tally, Uint8Array>();
  /** How often each recorded day comes in a sample. */
  private readonly sources: readonly Uint8Array[];
  /** How often each simulated day counts among those of its recorded day, by sample. */
  private readonly repeats: number[][] = Array.from({ length: RESAMPLES }, () => []);
  private readonly chances = Array.from({ length: RESAMPLES }, (_, sample) =>
    seededRandom(SAMPLES, 2 * sample + 1),
  );

  constructor(search: StaffSearch, pool: DayPool) {
    this.search = search;
    this.pool = pool;
    const days = search.question.days.length;
    this.sources = Array.from({ length: RESAMPLES }, (_, sample) => {
      const random = seededRandom(SAMPLES, 2 * sample);
      const counts = new Uint8Array(days);
      for (let draw = 0; draw < days; draw++) {
        const source = Math.floor(random() * days);
        counts[source] = Math.min(255, (counts[source] as number) + 1);
      }
      return counts;
    });
  }

  /** In which share of the samples every field of a tally has what is asked of it. */
  enough(tally: Tally): number {
    return this.metIn(tally).reduce((sum, met) => sum + met, 0) / RESAMPLES;
  }

  /** By sample, 1 where every field of a tally has what is asked of it. */
  metIn(tally: Tally): Uint8Array {
    const there = this.known.get(tally);
    if (there !== undefined) return there;
    const figures = tally.fields.flatMap((_, place) =>
      this.search.asked(tally, place).map(({ countOn, goodOn, needed }) => ({
        counts: Float64Array.from({ length: tally.days }, (_day, day) => countOn(day)),
        goods: Float64Array.from({ length: tally.days }, (_day, day) => goodOn(day)),
        needed,
      })),
    );
    const met = new Uint8Array(RESAMPLES);
    for (let sample = 0; sample < RESAMPLES; sample++) {
      const weights = this.weightsOf(sample, tally.days);
      const enough = figures.every(({ counts, goods, needed }) => {
        let all = 0;
        let good = 0;
        for (let day = 0; day < weights.length; day++) {
          const weight = weights[day] as number;
          all += weight * (counts[day] as number);
          good += weight * (goods[day] as number);
        }
        return all === 0 || good / all >= needed;
      });
      met[sample] = enough ? 1 : 0;
    }
    this.known.set(tally, met);
    return met;
  }

  private weightsOf(sample: number, days: number): Float64Array {
    const repeats = this.repeats[sample] as number[];
    const random = this.chances[sample] as () => number;
    // A Poisson count of mean one: the simulated days of a recorded one drawn anew.
    while (repeats.length < days) repeats.push(repeatsOf(random()));
    const sources = this.sources[sample] as Uint8Array;
    return Float64Array.from(
      { length: days },
      (_, day) => (repeats[day] as number) * (sources[this.pool.sourceOf(day)] as number),
    );
  }
}

/** Poisson of mean one by inversion. */
function repeatsOf(chance: number): number {
  let below = Math.exp(-1);
  let term = below;
  let count = 0;
  while (chance > below && count < 9) {
    count += 1;
    term /= count;
    below += term;
  }
  return count;
}
