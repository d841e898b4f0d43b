import { seededRandom } from '../simulation/random.ts';
import { bestPartition, DIVIDED_MOST } from './best-partition.ts';
import { type PlanTeam, seatsOf } from './grouping.ts';
import { emptySeats } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';

/** Citizens simulated at most for each day asked for, a few seconds' worth: the rest of a plan's time is for its proof. */
const EFFORT = 8_000;
/** A large hall's merging and proof take longer; its division has less of the time. */
const LARGE_PART = 0.25;
/** In a large hall so many fields are divided anew at a time, so many times. */
const PART_FIELDS = 10;
const PARTS = 300;

const officialsOf = (teams: readonly PlanTeam[]) => teams.reduce((sum, team) => sum + team.officials, 0);
const fieldsOf = (teams: readonly PlanTeam[]) => teams.flatMap((team) => team.fields).sort((a, b) => a - b);

/**
 * Divides the fields of some teams anew wherever that takes fewer officials than merging two by two found: a small hall
 * as a whole, a large one a few teams at a time, chosen by chance.
 * @param alone officials that each field needs by itself
 * @returns the teams, never with more officials than given
 *   Source: large neighbourhood search, Shaw 1998; each part is divided by an exact search.
 */
export function improveTeams(
  search: StaffSearch,
  given: readonly PlanTeam[],
  alone: ReadonlyMap<number, number>,
  effort = EFFORT * search.question.request.days,
): PlanTeam[] {
  const { question } = search;
  const isSmall = fieldsOf(given).length <= DIVIDED_MOST;
  const citizensMost = search.simulated + (isSmall ? effort : effort * LARGE_PART);
  let teams = [...given];
  const empty = emptySeats(seatsOf(teams), question.officers);
  const divide = (part: readonly PlanTeam[]): boolean => {
    const better = bestPartition(search, fieldsOf(part), alone, officialsOf(part), citizensMost);
    if (!better) return false;
    const next = [...teams.filter((team) => !part.includes(team)), ...better];
    if (emptySeats(seatsOf(next), question.officers) > empty) return false;
    teams = next;
    return true;
  };
  if (isSmall) {
    divide(teams);
    return teams;
  }
  const random = seededRandom(question.request.seed, 91);
  for (let part = 0; part < PARTS && search.simulated < citizensMost; part++) divide(someOf(teams, random));
  return teams;
}

/** Teams by chance, as many as hold no more fields than can be divided at once. */
function someOf(teams: readonly PlanTeam[], random: () => number): PlanTeam[] {
  const left = [...teams];
  const some: PlanTeam[] = [];
  let fields = 0;
  while (left.length > 0) {
    const [team] = left.splice(Math.floor(random() * left.length), 1);
    if (!team || fields + team.fields.length > PART_FIELDS) continue;
    some.push(team);
    fields += team.fields.length;
  }
  return some;
}
