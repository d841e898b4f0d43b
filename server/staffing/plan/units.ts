import { maySit, type PlanTeam, seatsOf } from './grouping.ts';
import { emptySeats } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';
import type { Tally } from './tally.ts';
import type { Team, TeamDesk } from './team-run.ts';

/** Teams that must be simulated together: one alone, or one with those that help it. */
export type PlanUnit = readonly PlanTeam[];

/** Teams tried as helpers of one that might do with an official less, and helpers of one team at most. */
const HELPERS_TRIED = 4;
const LINKS_MOST = 3;
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
 * Tries to give one official of a quiet team more fields, as many as one may hold, so that a busier team does with one
 * official less: a chain. The fields are those that would miss the target most.
 * Source: Jordan, Graves 1995; Wallace, Whitt 2005.
 */
export function chainTeams(search: StaffSearch, teams: readonly PlanTeam[]): PlanUnit[] {
  const { question } = search;
  const most = question.request.maxFieldsPerOfficial;
  let units: PlanUnit[] = teams.map((team) => [team]);
  const empty = emptySeats(seatsOf(teams), question.officers);
  const workEach = (team: PlanTeam) =>
    team.fields.reduce(
      (sum, field) => sum + search.perDay(field) * (question.fields[field]?.service.meanMs ?? 0),
      0,
    ) / team.officials;
  const singles = (but: PlanTeam) =>
    units
      .flatMap((unit) => (unit.length === 1 && unit[0] && unit[0] !== but ? [unit[0]] : []))
      .sort((a, b) => workEach(a) - workEach(b));
  const busiest = [...teams].sort((a, b) => b.officials - a.officials).filter((team) => team.officials >= 2);
  for (const team of busiest) {
    let unit = units.find((each) => each.length === 1 && each[0] === team);
    for (let links = 0; unit && links < LINKS_MOST; links++) {
      const longer: PlanUnit | null = linked(unit);
      if (!longer) break;
      unit = longer;
    }
  }
  return units;

  /** The unit with one official less in its first team and one more helper; null when none will do. */
  function linked(unit: PlanUnit): PlanUnit | null {
    const [team, ...helpers] = unit;
    if (!team || team.officials < 2) return null;
    const fewer: PlanUnit = [{ ...team, officials: team.officials - 1 }, ...helpers];
    const needy = search.byNeed(search.judge(teamOf(fewer))).filter((field) => team.fields.includes(field));
    for (const helper of singles(team).slice(0, HELPERS_TRIED)) {
      const helping = needy
        .filter((field) => maySit(question, helper.fields, [field]))
        .slice(0, Math.max(0, most - helper.fields.length))
        .sort((a, b) => a - b);
      if (helping.length === 0) continue;
      const chain: PlanUnit = [...fewer, { ...helper, helping }];
      const next = [...units.filter((each) => each !== unit && each[0] !== helper), chain];
      if (emptySeats(seatsOf(next.flat()), question.officers) > empty) continue;
      if (!search.meets(search.judge(teamOf(chain)))) continue;
      units = next;
      return chain;
    }
    return null;
  }
}

/** A unit on days that it was not chosen on, and what it took there. */
export interface Verified {
  readonly unit: PlanUnit;
  readonly tally: Tally;
  /** The same with one official fewer in its first team, which does not surely meet the target; null: there is no fewer. */
  readonly fewer: Tally | null;
  /** Officials added because a field did not surely meet its target on the fresh days. */
  readonly repaired: number;
  readonly met: boolean;
}

/** Adds officials, each where the need is greatest, until every field surely meets its target on the days of a search. */
function repair(on: StaffSearch, unit: PlanUnit, look: (team: Team) => Tally): Verified {
  let present = unit;
  let tally = look(teamOf(present));
  let fewer: Tally | null = null;
  let repaired = 0;
  for (; !on.meets(tally) && repaired < REPAIRS_MOST; repaired++) {
    const [worst = -1] = on.byNeed(tally);
    const first = present.find((team) => team.fields.includes(worst));
    if (!first) break;
    present = present.map((team) => (team === first ? { ...team, officials: team.officials + 1 } : team));
    fewer = tally;
    tally = look(teamOf(present));
  }
  return { unit: present, tally, fewer, repaired, met: on.meets(tally) };
}

/**
 * Runs a unit on fresh days. A field that does not surely meet its target there gets an official in its team; an official
 * whom no field surely needs there is taken away.
 * @param fresh a search on other days than the unit was found on
 */
export function verify(fresh: StaffSearch, unit: PlanUnit): Verified {
  const proved = repair(fresh, unit, (team) => fresh.prove(team));
  let { unit: present, tally, fewer } = proved;
  while (proved.met && proved.repaired === 0) {
    const [first, ...others] = present;
    if (!first || first.officials < 2) break;
    const lower: PlanUnit = [{ ...first, officials: first.officials - 1 }, ...others];
    fewer = fresh.judge(teamOf(lower));
    if (!fresh.meets(fewer)) break;
    fewer = fresh.prove(teamOf(lower));
    if (!fresh.meets(fewer)) break;
    present = lower;
    tally = fewer;
    fewer = null;
  }
  return { ...proved, unit: present, tally, fewer };
}

/**
 * Looks at a proved unit once more, on days that had no part in choosing it. Of hundreds of numbers that were looked at on
 * the fresh days some pass by their luck; they do not pass twice. What is told of the unit is what these days show.
 * @param other a search on days that nothing was chosen on
 */
export function confirm(other: StaffSearch, proved: Verified): Verified {
  const look = (team: Team) => other.run(team, { keepWaits: true });
  if (!proved.met) return { ...proved, tally: look(teamOf(proved.unit)) };
  const again = repair(other, proved.unit, look);
  return { ...again, fewer: again.fewer ?? proved.fewer, repaired: proved.repaired + again.repaired };
}
