import type { PlanTraining } from '../../../common/protocol/plan.ts';
import { type PlanTeam, seatsOf } from './grouping.ts';
import type { PlanQuestion } from './question.ts';
import { unfilledSeats } from './seats.ts';

/** Officials of each group that nobody on the register can be, by a largest assignment of people to seats. */
export function trainingOf(teams: readonly PlanTeam[], officers: PlanQuestion['officers']): PlanTraining[] {
  if (officers === null) return [];
  const groupOf = teams.flatMap((team, group) => Array.from({ length: team.officials }, () => group));
  const missing = new Map<number, number>();
  for (const seat of unfilledSeats(seatsOf(teams), officers)) {
    const group = groupOf[seat] ?? 0;
    missing.set(group, (missing.get(group) ?? 0) + 1);
  }
  return [...missing].sort(([a], [b]) => a - b).map(([group, count]) => ({ group, missing: count }));
}
