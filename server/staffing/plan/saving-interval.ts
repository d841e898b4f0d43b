import { seededRandom } from '../simulation/random.ts';
import type { DayPool } from './day-pool.ts';
import type { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';

/** A number of officials that was simulated, of a field alone (+) or of a group (−). */
export interface Counted {
  readonly fields: readonly number[];
  readonly officials: number;
  readonly sign: 1 | -1;
}

const REPLICATES = 400;

interface Step {
  readonly officials: number;
  readonly fields: readonly {
    readonly arrived: Float64Array;
    readonly inTime: Float64Array;
    readonly needed: number;
  }[];
}

/**
 * 95 % interval of the officials saved, over the days of the record: had other days of the same kind been recorded, some
 * fields and groups would have needed one more or one fewer. The recorded days are drawn again 400 times and each
 * number of officials judged anew on the days as simulated.
 *   Source: Efron's bootstrap, percentile interval.
 */
export function savingInterval(
  search: StaffSearch,
  pool: DayPool,
  counted: readonly Counted[],
  seed: number,
): { low: number; high: number } {
  const sources = search.question.days.length;
  const point = counted.reduce((sum, each) => sum + each.sign * each.officials, 0);
  if (sources < 2) return { low: point, high: point };
  const ladders = counted.map(({ fields, officials, sign }) => ({
    sign,
    steps: [officials - 1, officials, officials + 1]
      .filter((number) => number >= 1)
      .map((number) => stepOf(search, pool, search.tallyOf(fields, number), number)),
  }));
  const random = seededRandom(seed, 77);
  const weights = new Float64Array(sources);
  const saved: number[] = [];
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    weights.fill(0);
    for (let draw = 0; draw < sources; draw++) {
      const source = Math.floor(random() * sources);
      weights[source] = (weights[source] as number) + 1;
    }
    saved.push(ladders.reduce((sum, { sign, steps }) => sum + sign * smallestOn(steps, weights), 0));
  }
  saved.sort((a, b) => a - b);
  const at = (share: number) => saved[Math.min(REPLICATES - 1, Math.floor(share * REPLICATES))] ?? point;
  return { low: Math.min(point, at(0.025)), high: Math.max(point, at(0.975)) };
}

function smallestOn(steps: readonly Step[], weights: Float64Array): number {
  for (const step of steps) {
    const met = step.fields.every(({ arrived, inTime, needed }) => {
      let came = 0;
      let good = 0;
      for (let source = 0; source < weights.length; source++) {
        const weight = weights[source] as number;
        came += weight * (arrived[source] as number);
        good += weight * (inTime[source] as number);
      }
      return came === 0 || good / came >= needed;
    });
    if (met) return step.officials;
  }
  return steps.at(-1)?.officials ?? 0;
}

/** Citizens of a tally by recorded day, a simulated day's worth each. */
function stepOf(search: StaffSearch, pool: DayPool, tally: Tally, officials: number): Step {
  const sources = search.question.days.length;
  const times = new Float64Array(sources);
  for (let day = 0; day < tally.days; day++) {
    const source = pool.sourceOf(day);
    times[source] = (times[source] as number) + 1;
  }
  return {
    officials,
    fields: tally.fields.map((_, place) => {
      const arrived = new Float64Array(sources);
      const inTime = new Float64Array(sources);
      for (let day = 0; day < tally.days; day++) {
        const source = pool.sourceOf(day);
        const share = 1 / (times[source] as number);
        arrived[source] = (arrived[source] as number) + share * (tally.arrived[place]?.[day] ?? 0);
        inTime[source] = (inTime[source] as number) + share * (tally.inTime[place]?.[day] ?? 0);
      }
      return { arrived, inTime, needed: search.needed(tally, place) };
    }),
  };
}
