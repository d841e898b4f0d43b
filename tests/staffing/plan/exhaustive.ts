import { DayPool } from '../../../server/staffing/plan/day-pool.ts';
import { DivisionCosts } from '../../../server/staffing/plan/division-costs.ts';
import { ForeseenCost } from '../../../server/staffing/plan/foreseen-cost.ts';
import type { PlanTeam } from '../../../server/staffing/plan/grouping.ts';
import { maySit, mergeFields } from '../../../server/staffing/plan/grouping.ts';
import { improveTeams } from '../../../server/staffing/plan/improve-teams.ts';
import { PeakWork } from '../../../server/staffing/plan/peak-work.ts';
import type { PlanQuestion } from '../../../server/staffing/plan/question.ts';
import { Resamples } from '../../../server/staffing/plan/resamples.ts';
import { StaffSearch } from '../../../server/staffing/plan/staff-search.ts';
import { seededRandom } from '../../../server/staffing/simulation/random.ts';
import { madeQuestion } from './made-question.ts';

/** A hall by chance: some busy fields, many quiet ones, services of four to eighteen minutes. */
export function hallByChance(fields: number, seed: number, days = 60): PlanQuestion {
  const random = seededRandom(seed, 3);
  return madeQuestion(
    Array.from({ length: fields }, () => ({
      perHour: random() < 0.3 ? 5 + 10 * random() : 0.4 + 3 * random(),
      minutes: 4 + 14 * random(),
    })),
    { days },
    { seed, days: 20 },
  );
}

const officialsOf = (teams: readonly PlanTeam[]) => teams.reduce((sum, team) => sum + team.officials, 0);

/** Officials found by merging two by two, and after dividing anew. */
export function searched(question: PlanQuestion, fields: number): { merged: number; improved: number } {
  const pool = new DayPool(question, 1);
  const search = new StaffSearch(question, pool);
  const alone = new Map(Array.from({ length: fields }, (_, at) => [at, search.sizeOf([at]).officials]));
  const singles = [...alone].map(([field, officials]) => ({ fields: [field], officials, helping: [] }));
  const merged = mergeFields(search, singles);
  const costs = new DivisionCosts(search, new Resamples(search, pool), alone, [], 0);
  const foreseen = new ForeseenCost(costs, new PeakWork(search.question));
  const fieldsMost = search.question.request.maxFieldsPerOfficial;
  return {
    merged: officialsOf(merged),
    improved: officialsOf(improveTeams({ search, costs, foreseen, fieldsMost }, merged)),
  };
}

/** The fewest officials over every division of the fields, each group of each division simulated from one official up. */
export function exhaustive(search: StaffSearch, fields: number): number {
  const { question } = search;
  const most = question.request.maxFieldsPerOfficial;
  const needs = new Map<string, number>();
  const need = (group: readonly number[]): number => {
    const key = group.join();
    const known = needs.get(key);
    if (known !== undefined) return known;
    let officials = 1;
    while (!search.meets(search.tallyOf(group, officials))) officials += 1;
    needs.set(key, officials);
    return officials;
  };
  let best = Number.POSITIVE_INFINITY;
  const place = (field: number, groups: readonly (readonly number[])[]): void => {
    if (field === fields) {
      best = Math.min(
        best,
        groups.reduce((sum, group) => sum + need(group), 0),
      );
      return;
    }
    for (const [at, group] of groups.entries())
      if (group.length < most && maySit(question, group, [field]))
        place(
          field + 1,
          groups.map((each, other) => (other === at ? [...each, field] : each)),
        );
    place(field + 1, [...groups, [field]]);
  };
  place(0, []);
  return best;
}
