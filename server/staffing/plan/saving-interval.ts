import { seededRandom } from '../simulation/random.ts';
import type { DayPool } from './day-pool.ts';
import { quantileOf } from './promise.ts';
import type { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';

/** A number of officials that was simulated, of a field alone (+) or of a group (−). */
export interface Counted {
  readonly fields: readonly number[];
  readonly officials: number;
  readonly sign: 1 | -1;
}

/** A difference of officials and its 95 % interval. */
export interface OfficialsInterval {
  readonly low: number;
  readonly high: number;
}

const REPLICATES = 400;
/** Officials fewer and more than found that another record might have asked for. */
const AROUND = [-2, -1, 0, 1, 2];

interface Step {
  readonly officials: number;
  /** What is asked of each field, by recorded day. */
  readonly asked: readonly {
    readonly count: Float64Array;
    readonly good: Float64Array;
    readonly needed: number;
  }[];
}

/**
 * 95 % intervals over the days of the record: had other days of the same kind been recorded, some fields and groups would have
 * needed one more or one fewer. The recorded days are drawn again 400 times and each number of officials judged anew on the days
 * as simulated. What is told is how far the replicates lie from the record's own answer: nothing makes the interval hold its
 * point.
 *   Source: Efron's bootstrap; basic interval, Davison and Hinkley 1997, section 5.2.
 * @returns of the saving (all counted), and of the officials of the groups alone (those counted against)
 */
export function savingInterval(
  search: StaffSearch,
  pool: DayPool,
  counted: readonly Counted[],
  seed: number,
): { saved: OfficialsInterval; planned: OfficialsInterval } {
  const sources = search.question.days.length;
  const point = (among: readonly Counted[]) =>
    among.reduce((sum, each) => sum + each.sign * each.officials, 0);
  const groups = counted.filter(({ sign }) => sign === -1);
  const exactly = (value: number): OfficialsInterval => ({ low: value, high: value });
  if (sources < 2) return { saved: exactly(point(counted)), planned: exactly(-point(groups)) };
  const ladders = counted.map(({ fields, officials, sign }) => ({
    sign,
    steps: AROUND.map((more) => officials + more)
      .filter((number) => number >= 1)
      .map((number) => stepOf(search, pool, search.tallyOf(fields, number), number)),
  }));
  const on = (weights: Float64Array) => {
    let saved = 0;
    let planned = 0;
    for (const { sign, steps } of ladders) {
      const officials = smallestOn(steps, weights);
      saved += sign * officials;
      if (sign === -1) planned += officials;
    }
    return { saved, planned };
  };
  const own = on(new Float64Array(sources).fill(1));
  const random = seededRandom(seed, 77);
  const weights = new Float64Array(sources);
  const replicates = Array.from({ length: REPLICATES }, () => {
    weights.fill(0);
    for (let draw = 0; draw < sources; draw++) {
      const source = Math.floor(random() * sources);
      weights[source] = (weights[source] as number) + 1;
    }
    return on(weights);
  });
  const about = (value: number, of: (each: typeof own) => number): OfficialsInterval => {
    const differences = replicates.map((each) => of(each) - of(own));
    return {
      low: value + Math.floor(quantileOf(differences, 0.025)),
      high: value + Math.ceil(quantileOf(differences, 0.975)),
    };
  };
  return {
    saved: about(point(counted), (each) => each.saved),
    planned: about(-point(groups), (each) => each.planned),
  };
}

function smallestOn(steps: readonly Step[], weights: Float64Array): number {
  for (const step of steps) {
    const met = step.asked.every(({ count, good, needed }) => {
      let all = 0;
      let held = 0;
      for (let source = 0; source < weights.length; source++) {
        const weight = weights[source] as number;
        all += weight * (count[source] as number);
        held += weight * (good[source] as number);
      }
      return all === 0 || held / all >= needed;
    });
    if (met) return step.officials;
  }
  return steps.at(-1)?.officials ?? 0;
}

/** A tally by recorded day, a simulated day's worth each. */
function stepOf(search: StaffSearch, pool: DayPool, tally: Tally, officials: number): Step {
  const sources = search.question.days.length;
  const times = new Float64Array(sources);
  for (let day = 0; day < tally.days; day++) {
    const source = pool.sourceOf(day);
    times[source] = (times[source] as number) + 1;
  }
  return {
    officials,
    asked: tally.fields.flatMap((_, place) =>
      search.asked(tally, place).map((figure) => {
        const count = new Float64Array(sources);
        const good = new Float64Array(sources);
        for (let day = 0; day < tally.days; day++) {
          const source = pool.sourceOf(day);
          const part = 1 / (times[source] as number);
          count[source] = (count[source] as number) + part * figure.countOn(day);
          good[source] = (good[source] as number) + part * figure.goodOn(day);
        }
        return { count, good, needed: figure.needed };
      }),
    ),
  };
}
