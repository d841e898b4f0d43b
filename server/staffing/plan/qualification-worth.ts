import type { PlanQualification } from '../../../common/protocol/plan.ts';
import { somebodyHolds } from './best-partition.ts';
import type { Division } from './divide-fields.ts';
import { maySit, type PlanTeam } from './grouping.ts';
import { sizeOf } from './improve-teams.ts';
import type { StaffSearch } from './staff-search.ts';

/** Pairs of groups that nobody may hold today and that are looked at, those with the least to do first. */
const UNHELD_TRIED = 8;
/** Less of an official is no reason to train anybody. */
const WORTH_LEAST = 0.3;

/**
 * What each qualification of a plan's officials is worth: how many officials more it would take if they did not have it and the field
 * were held by others; and, where the hall keeps a register, how many fewer if some had one that nobody has.
 * @param teams those of the plan
 * @returns the dearest first
 */
export function qualificationsOf(
  search: StaffSearch,
  { costs }: Division,
  teams: readonly PlanTeam[],
): PlanQualification[] {
  const { question } = search;
  const codes = (fields: readonly number[]) => fields.flatMap((field) => question.fields[field]?.code ?? []);
  const meanOf = (fields: readonly number[]) => {
    const officials = fields.length === 1 ? costs.alone(fields[0] ?? 0) : sizeOf(search, fields, costs);
    return officials === null ? costs.apart(fields) : costs.mean(fields, officials);
  };
  const known = (fields: readonly number[]) =>
    question.officers?.filter(({ qualified }) => fields.every((field) => qualified.has(field))).length ??
    null;
  const planned = teams.flatMap((team) =>
    team.fields.length < 2
      ? []
      : team.fields.map((field): PlanQualification => {
          const rest = team.fields.filter((each) => each !== field);
          return {
            holds: codes(rest),
            learns: codes([field])[0] ?? '',
            saves: Math.max(0, meanOf(rest) + meanOf([field]) - meanOf(team.fields)),
            officials: team.officials,
            known: known(team.fields),
            planned: true,
          };
        }),
  );
  const unheld = question.officers === null ? [] : unheldOf(search, teams);
  const wanted = unheld.flatMap(({ team, single, fields }): PlanQualification[] => {
    const saves = meanOf(team.fields) + meanOf(single.fields) - meanOf(fields);
    return saves < WORTH_LEAST
      ? []
      : [
          {
            holds: codes(team.fields),
            learns: codes(single.fields)[0] ?? '',
            saves,
            officials: sizeOf(search, fields, costs) ?? 0,
            known: known(fields),
            planned: false,
          },
        ];
  });
  return [...planned, ...wanted].sort((a, b) => b.saves - a.saves);
}

/** A field by itself and a group that nobody on the register may hold together, though the agencies would permit it. */
function unheldOf(search: StaffSearch, teams: readonly PlanTeam[]) {
  const { question } = search;
  const workOf = (team: PlanTeam) =>
    team.fields.reduce(
      (sum, field) => sum + search.perDay(field) * (question.fields[field]?.service.meanMs ?? 0),
      0,
    );
  return teams
    .filter((team) => team.fields.length === 1)
    .flatMap((single) =>
      teams
        .filter((team) => team !== single && team.fields.length < question.request.maxFieldsPerOfficial)
        .map((team) => ({ team, single, fields: [...team.fields, ...single.fields].sort((a, b) => a - b) })),
    )
    .filter(
      ({ team, single, fields }) =>
        maySit(question, team.fields, single.fields) &&
        !somebodyHolds(question, fields) &&
        question.officers?.some(({ qualified }) => team.fields.every((field) => qualified.has(field))),
    )
    .sort((a, b) => workOf(a.team) + workOf(a.single) - workOf(b.team) - workOf(b.single))
    .slice(0, UNHELD_TRIED);
}
