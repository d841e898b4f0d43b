import type { PlanGroup, PlanReason } from '../../../common/protocol/plan.ts';
import { coverOf } from './cases.ts';
import type { FoundTeams } from './find-teams.ts';
import type { PlanTeam } from './grouping.ts';
import { type Presence, type Slots, shiftsOf } from './presence.ts';
import type { UnitInTerms } from './promise.ts';
import type { PlanQuestion } from './question.ts';
import { SENTENCES } from './sentences.ts';
import { DOUBTS } from './term-sentences.ts';
import type { Verified } from './units.ts';
import { occupancyOf } from './waits.ts';

/** A team in its place in the plan. */
export interface Placed {
  readonly team: PlanTeam;
  /** As it was proved. */
  readonly from: Verified;
  /** As it fares in the terms to come, with those that help it. */
  readonly shown: UnitInTerms;
  /** Officials in each open half-hour, as proved. */
  readonly presence: Presence;
}

/** Minutes a day of each official of a unit that are left. */
function idleMinutes({ openMs, busyMs, days }: UnitInTerms['tally'], officials: number): number {
  return days === 0 || officials === 0 ? 0 : Math.max(0, openMs - busyMs) / days / officials / 60_000;
}

/** Dossiers a day that are asked of a group, and those done between citizens by the unit that it belongs to, in proportion. */
function backOfficeOf(
  question: PlanQuestion,
  fields: readonly number[],
  { tally }: UnitInTerms,
): Pick<PlanGroup, 'backOffice'> {
  const askedOf = (places: readonly number[]) =>
    question.request.backOffice.reduce(
      (sum, each) =>
        sum + (places.some((field) => question.fields[field]?.code === each.field) ? each.perDay : 0),
      0,
    );
  const asked = askedOf(fields);
  if (asked === 0) return {};
  const done = (tally.jobsDone / Math.max(1, tally.days)) * (asked / askedOf(tally.fields));
  return { backOffice: { asked, done } };
}

/** A group as the plan tells it. @param place its own among `placed` */
export function groupOf(
  question: PlanQuestion,
  found: FoundTeams,
  slots: Slots,
  placed: readonly Placed[],
  { team, from, shown, presence }: Placed,
  place: number,
): PlanGroup {
  const codes = (fields: readonly number[]) => fields.flatMap((field) => question.fields[field]?.code ?? []);
  const names = (fields: readonly number[]) => fields.map((field) => question.fields[field]?.name ?? '');
  const alone = team.fields.map((field) => found.alone[field]?.officials ?? 0);
  const occupancy = occupancyOf(shown.tally);
  const teams = placed.map((each) => each.team);
  const coveredBy = coverOf(found.search, teams, place);
  const cover = coveredBy === null ? undefined : teams[coveredBy];
  const first = team.fields[0] ?? 0;
  const others = question.fields.map((_, field) => field).filter((field) => !team.fields.includes(field));
  const apart =
    others.length > 0 && team.fields.length === 1 && !others.some((other) => question.mayShare(first, other));
  const reasons: PlanReason[] = [
    team.fields.length > 1
      ? SENTENCES.merged(names(team.fields), alone, team.officials, occupancy)
      : apart
        ? SENTENCES.apart(names(team.fields)[0] ?? '')
        : (question.request.maxFieldsPerOfficial === 1 ? SENTENCES.singleAsked : SENTENCES.single)(
            names(team.fields)[0] ?? '',
            team.officials,
            occupancy,
          ),
  ];
  if (team.helping.length > 0) reasons.push(SENTENCES.chain(names(team.fields), names(team.helping)));
  const second = backOfficeOf(question, team.fields, shown).backOffice;
  if (second) reasons.push(DOUBTS.backOffice(second.asked, second.done));
  if (from.repaired > 0) reasons.push(SENTENCES.repaired(from.repaired));
  if (team.officials === 1)
    reasons.push(cover ? SENTENCES.covered(names(cover.fields)) : SENTENCES.uncovered());
  return {
    fields: codes(team.fields),
    helpingFields: codes(team.helping),
    officials: team.officials,
    officialsAlone: alone.reduce((sum, each) => sum + each, 0),
    occupancy,
    officialsBySlot: slots.startMinutes.map((minuteOfDay, slot) => ({
      minuteOfDay,
      officials: presence[slot] ?? team.officials,
    })),
    shifts: shiftsOf(presence, team.officials, slots),
    idleMinutes: idleMinutes(
      shown.tally,
      shown.unit.reduce((sum, each) => sum + each.officials, 0),
    ),
    ...backOfficeOf(question, team.fields, shown),
    ...(team.fields.length > 1 ? { savesIn: found.division.costs.savesIn(team.fields, team.officials) } : {}),
    coveredBy,
    reasons,
  };
}
