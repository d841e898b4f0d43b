import type { PlanAlternative } from '../../../common/protocol/plan.ts';
import type { Division } from './divide-fields.ts';
import type { PlanTeam } from './grouping.ts';
import type { PlanQuestion } from './question.ts';

/** Fields of a division in other hands than today; null where the hall has no counters to compare with. */
export function movesOf({ anchor, costs }: Division, teams: readonly PlanTeam[]): number | null {
  return anchor.kind === 'today' ? teams.reduce((sum, team) => sum + costs.moves(team.fields), 0) : null;
}

/** Other divisions of the fields with their price against the one that was chosen, all on the same simulated days. */
export function alternativesOf(question: PlanQuestion, division: Division): PlanAlternative[] {
  const { costs } = division;
  const needed = (teams: readonly PlanTeam[]) =>
    teams.reduce((sum, team) => sum + costs.mean(team.fields, team.officials), 0);
  const chosen = needed(division.teams);
  return division.others
    .map(
      ({ kind, teams }): PlanAlternative => ({
        kind,
        groups: teams.map((team) => ({
          fields: team.fields.flatMap((field) => question.fields[field]?.code ?? []),
          officials: team.officials,
        })),
        more: needed(teams) - chosen,
        moves: movesOf(division, teams),
      }),
    )
    .sort((a, b) => a.more - b.more);
}
