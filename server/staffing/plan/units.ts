import { maySit, type PlanTeam, seatsOf } from './grouping.ts';
import { emptySeats } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';
import { shareOf, type Tally } from './tally.ts';
import type { Team, TeamDesk } from './team-run.ts';

/** Teams that must be simulated together: one alone, or two of which one helps the other. */
export type PlanUnit = readonly PlanTeam[];

/** Teams tried as helpers of one that might do with an official less. */
const HELPERS_TRIED = 3;
const REPAIRS_MOST = 8;

/** A unit as the simulation runs it. */
export function teamOf(unit: PlanUnit): Team {
  return {
    fields: unit.flatMap((team) => team.fields).sort((a, b) => a - b),
    desks: unit.flatMap((team) =>
      Array.from(
        { length: team.officials },
        (_, at): TeamDesk => ({ primary: team.fields, helping: at === 0 ? team.helping : [] }),
      ),
    ),
  };
}

/**
 * Tries to give one official of a quiet team a second skill, so that a busier team does with one official less: a chain.
 * Source: Jordan, Graves 1995; Wallace, Whitt 2005.
 */
export function chainTeams(search: StaffSearch, teams: readonly PlanTeam[]): PlanUnit[] {
  const { question } = search;
  let units: PlanUnit[] = teams.map((team) => [team]);
  const empty = emptySeats(seatsOf(teams), question.officers);
  const busiest = [...teams].sort((a, b) => b.officials - a.officials).filter((team) => team.officials >= 2);
  const workEach = (team: PlanTeam) =>
    team.fields.reduce(
      (sum, field) => sum + search.perDay(field) * (question.fields[field]?.service.meanMs ?? 0),
      0,
    ) / team.officials;
  for (const team of busiest) {
    const single = units.find((unit) => unit.length === 1 && unit[0] === team);
    if (!single) continue;
    const helpers = units
      .flatMap((unit) => (unit.length === 1 && unit[0] !== undefined && unit[0] !== team ? [unit[0]] : []))
      .filter(
        (helper) =>
          helper.fields.length + team.fields.length <= question.request.maxFieldsPerOfficial &&
          maySit(question, helper.fields, team.fields),
      )
      .sort((a, b) => workEach(a) - workEach(b))
      .slice(0, HELPERS_TRIED);
    for (const helper of helpers) {
      const chain: PlanUnit = [
        { ...team, officials: team.officials - 1 },
        { ...helper, helping: team.fields },
      ];
      if (!search.meets(search.run(teamOf(chain), { giveUp: true }))) continue;
      const next = [...units.filter((unit) => unit[0] !== team && unit[0] !== helper), chain];
      if (emptySeats(seatsOf(next.flat()), question.officers) > empty) continue;
      units = next;
      break;
    }
  }
  return units;
}

/** A unit on days that it was not chosen on, and what it took there. */
export interface Verified {
  readonly unit: PlanUnit;
  readonly tally: Tally;
  /** Officials added because a field missed its target on the fresh days. */
  readonly repaired: number;
  readonly met: boolean;
}

/**
 * Runs a unit on fresh days; a field that misses its target there gets an official in its team.
 * @param fresh a search on other days than the unit was found on
 */
export function verify(fresh: StaffSearch, unit: PlanUnit): Verified {
  const { share } = fresh.question.request.target;
  let present = unit;
  for (let repaired = 0; ; repaired++) {
    const tally = fresh.run(teamOf(present), { keepWaits: true });
    const missing = tally.fields.filter((_, place) => shareOf(tally, place).share < share);
    if (missing.length === 0 || repaired === REPAIRS_MOST)
      return { unit: present, tally, repaired, met: missing.length === 0 };
    const needs = (team: PlanTeam) => missing.some((field) => team.fields.includes(field));
    const first = present.find(needs);
    present = present.map((team) => (team === first ? { ...team, officials: team.officials + 1 } : team));
  }
}
