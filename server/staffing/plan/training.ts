import type { PlanTraining } from '../../../common/protocol/plan.ts';
import { type PlanTeam, seatsOf } from './grouping.ts';
import type { PlanOfficer, PlanQuestion } from './question.ts';
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

/**
 * The register once some have learnt a field more: of those who hold the named fields and not yet the new one, as many as asked for.
 * @param placesOf places in the question of fields by code
 */
export function withTraining(
  officers: readonly PlanOfficer[],
  trained: PlanQuestion['request']['trained'],
  placesOf: (codes: readonly string[]) => readonly number[],
): PlanOfficer[] {
  let now = [...officers];
  for (const { holds, learns, officials } of trained) {
    const held = placesOf(holds);
    const [learnt] = placesOf([learns]);
    if (learnt === undefined || held.length < holds.length) continue;
    let left = officials;
    now = now.map((officer) => {
      const fits = held.every((field) => officer.qualified.has(field)) && !officer.qualified.has(learnt);
      if (left === 0 || !fits) return officer;
      left -= 1;
      return { ...officer, qualified: new Set([...officer.qualified, learnt]) };
    });
  }
  return now;
}
