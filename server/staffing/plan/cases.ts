import type { PlanCase } from '../../../common/protocol/plan.ts';
import type { PlanTeam } from './grouping.ts';
import { maySit } from './grouping.ts';
import type { PlanDays } from './plan-days.ts';
import type { PlanQuestion } from './question.ts';
import { StaffSearch } from './staff-search.ts';
import { shareOf, type Tally } from './tally.ts';
import type { Team } from './team-run.ts';
import { type PlanUnit, teamOf } from './units.ts';

const CASE_DAYS = 150;

interface Worst {
  readonly field: number | null;
  readonly share: number | null;
  readonly missing: readonly number[];
}

function worstOf(tallies: readonly Tally[], target: (field: number) => number): Worst {
  let field: number | null = null;
  let share: number | null = null;
  const missing: number[] = [];
  for (const tally of tallies)
    for (const [place, each] of tally.fields.entries()) {
      const known = shareOf(tally, place);
      if (known.arrived === 0) continue;
      if (share === null || known.share < share) {
        share = known.share;
        field = each;
      }
      if (known.share < target(each)) missing.push(each);
    }
  return { field, share, missing };
}

/**
 * The team that stands in for one official on leave: one that may hold the fields, with several officials rather than
 * one, and the least work for each.
 * @returns its place; null when none may
 */
export function coverOf(search: StaffSearch, teams: readonly PlanTeam[], of: number): number | null {
  const { question } = search;
  const absent = teams[of];
  if (!absent || absent.officials > 1) return null;
  const work = (team: PlanTeam) =>
    team.fields.reduce(
      (sum, field) => sum + search.perDay(field) * (question.fields[field]?.service.meanMs ?? 0),
      0,
    ) / team.officials;
  const qualified = (team: PlanTeam) =>
    question.officers === null ||
    question.officers.some((officer) =>
      [...team.fields, ...absent.fields].every((field) => officer.qualified.has(field)),
    );
  const able = teams
    .map((team, place) => ({ team, place }))
    .filter(
      ({ team, place }) => place !== of && maySit(question, team.fields, absent.fields) && qualified(team),
    )
    .sort(
      (a, b) => Number(b.team.officials > 1) - Number(a.team.officials > 1) || work(a.team) - work(b.team),
    );
  return able[0]?.place ?? null;
}

/** The hall with one official of a team absent, and with who stands in; only the teams that feel it. */
function withoutOne(units: readonly PlanUnit[], absent: PlanTeam, cover: PlanTeam | null): Team {
  const felt = units.filter((unit) => unit.some((team) => team === absent || team === cover)).flat();
  return {
    fields: felt.flatMap((team) => team.fields).sort((a, b) => a - b),
    desks: felt.flatMap((team) =>
      Array.from({ length: team === absent ? team.officials - 1 : team.officials }, (_, at) => ({
        primary: team.fields,
        helping: [...(at === 0 ? team.helping : []), ...(team === cover ? absent.fields : [])],
      })),
    ),
  };
}

/** What becomes of the plan with a fifth more or fewer citizens, and with one official of each group absent. */
export function casesOf(
  question: PlanQuestion,
  days: PlanDays,
  units: readonly PlanUnit[],
  seed: number,
  onCase: () => void = () => undefined,
): PlanCase[] {
  const target = (field: number) => question.fields[field]?.target.share ?? 0;
  const codeOf = (field: number | null) => (field === null ? null : (question.fields[field]?.code ?? null));
  const codesOf = (fields: readonly number[]) =>
    fields.flatMap((field) => question.fields[field]?.code ?? []);
  const volumes = (
    [
      ['volume-plus-20', 1.2],
      ['volume-minus-20', 0.8],
    ] as const
  ).map(([kind, times]): PlanCase => {
    const search = new StaffSearch(question, days.toCome(seed, times));
    const worst = worstOf(
      units.map((unit) => search.run(teamOf(unit), { days: CASE_DAYS })),
      target,
    );
    onCase();
    return {
      kind,
      group: null,
      worstField: codeOf(worst.field),
      worstShare: worst.share,
      fieldsMissing: codesOf(worst.missing),
    };
  });
  const search = new StaffSearch(question, days.toCome(seed));
  const teams = units.flat();
  const absences = teams.map((team, group): PlanCase => {
    const coveredBy = coverOf(search, teams, group);
    const cover = coveredBy === null ? null : (teams[coveredBy] ?? null);
    const worst = worstOf([search.run(withoutOne(units, team, cover), { days: CASE_DAYS })], target);
    onCase();
    return {
      kind: 'one-absent',
      group,
      worstField: codeOf(worst.field),
      worstShare: worst.share,
      fieldsMissing: codesOf(worst.missing),
    };
  });
  return [...volumes, ...absences];
}
