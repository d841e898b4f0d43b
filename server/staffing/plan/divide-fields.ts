import { type Anchor, anchorOf } from './anchor.ts';
import type { DayPool } from './day-pool.ts';
import { DivisionCosts } from './division-costs.ts';
import { ForeseenCost } from './foreseen-cost.ts';
import { mergeFields, type PlanTeam } from './grouping.ts';
import { costOf, type Dividing, improveTeams, teamsLike } from './improve-teams.ts';
import { PeakWork } from './peak-work.ts';
import { Resamples } from './resamples.ts';
import type { StaffSearch } from './staff-search.ts';

/** Where the hall has no counters to keep to, the anchor only tells equals apart. */
const TELLS_APART = 0.02;
/** Moves' worth that a hall is left as it is for: a new division is trouble whatever it moves. */
const STAYS = 2;
/** Another division is told of when it takes at most so many officials more. */
const NEAR = 2;
/** Citizens simulated at most for each day asked for, for a division that is only told of. */
const TOLD_EFFORT = 400;
/** Fields an official holds in the division that asks least of people. */
const FEW_FIELDS = 2;

/** Another division of the fields, and what it costs. */
export interface OtherDivision {
  /** As the counters hold them today, with the fewest officials whoever has to move, with two fields an official, or another start. */
  readonly kind: 'today' | 'fewest' | 'few-fields' | 'near';
  readonly teams: readonly PlanTeam[];
}

/** How the fields are divided, and what is known of it. */
export interface Division {
  readonly teams: readonly PlanTeam[];
  readonly others: readonly OtherDivision[];
  readonly anchor: Anchor;
  readonly costs: DivisionCosts;
}

const nameOf = (teams: readonly PlanTeam[]) =>
  teams
    .map(({ fields }) => fields.join())
    .sort()
    .join(' ');

const officialsOf = (teams: readonly PlanTeam[]) => teams.reduce((sum, team) => sum + team.officials, 0);

/**
 * Divides the fields of a hall into groups that stay: what a division costs is an average over the resampled days of the record and
 * the chances that they were simulated with, and a field changes hands only where that saves enough. It is looked for from two
 * sides, from what is and from merging two by two.
 * @param singles each field by itself, with the officials that it needs
 * @param onMerge told after each merge
 */
export function divideFields(
  search: StaffSearch,
  pool: DayPool,
  singles: readonly PlanTeam[],
  onMerge: () => void,
): Division {
  const { question } = search;
  const { movePrice, maxFieldsPerOfficial, days } = question.request;
  const toldEffort = TOLD_EFFORT * days;
  const peaks = new PeakWork(question);
  const anchor = anchorOf(
    question,
    peaks,
    singles.flatMap((team) => team.fields),
  );
  const costs = new DivisionCosts(
    search,
    new Resamples(search, pool),
    new Map(singles.map(({ fields, officials }) => [fields[0] ?? 0, officials])),
    anchor.groups,
    anchor.kind === 'today' ? movePrice : TELLS_APART,
  );
  const foreseen = new ForeseenCost(costs, peaks);
  const how: Dividing = { search, costs, foreseen, fieldsMost: maxFieldsPerOfficial };
  const kept = teamsLike(search, singles, anchor.groups, costs);
  const merged = mergeFields(search, singles, onMerge, (fields, officials) =>
    foreseen.learn(fields, officials),
  );
  const [start, other] = costOf(merged, costs) < costOf(kept, costs) ? [merged, kept] : [kept, merged];
  const best = improveTeams(how, start);
  const stays = anchor.kind === 'today' && costOf(kept, costs) - costOf(best, costs) < STAYS * movePrice;
  const teams = stays ? kept : best;
  const mayHoldMore = maxFieldsPerOfficial > FEW_FIELDS;
  const free = costs.withMovePrice(0);
  const tried: (OtherDivision | false)[] = [
    anchor.kind === 'today' && { kind: 'today', teams: kept },
    movePrice > 0 &&
      anchor.kind === 'today' && {
        kind: 'fewest',
        teams: improveTeams({ ...how, costs: free, foreseen: foreseen.with(free) }, teams, toldEffort),
      },
    mayHoldMore && {
      kind: 'few-fields',
      teams: improveTeams({ ...how, fieldsMost: FEW_FIELDS }, singles, toldEffort),
    },
    { kind: 'near', teams: best },
    { kind: 'near', teams: other },
    { kind: 'near', teams: start },
  ];
  return { teams, others: othersOf(teams, tried), anchor, costs };
}

/** Divisions worth telling of: each once, and none far from the best but the one that is. */
function othersOf(teams: readonly PlanTeam[], tried: readonly (OtherDivision | false)[]): OtherDivision[] {
  const told = new Set([nameOf(teams)]);
  return tried.filter((each): each is OtherDivision => {
    if (each === false || told.has(nameOf(each.teams))) return false;
    if (each.kind === 'near' && officialsOf(each.teams) > officialsOf(teams) + NEAR) return false;
    told.add(nameOf(each.teams));
    return true;
  });
}
