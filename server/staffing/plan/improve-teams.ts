import { seededRandom } from '../simulation/random.ts';
import { bestPartition, DIVIDED_MOST, somebodyHolds } from './best-partition.ts';
import type { DivisionCosts } from './division-costs.ts';
import type { ForeseenCost } from './foreseen-cost.ts';
import { maySit, type PlanTeam, seatsOf } from './grouping.ts';
import { emptySeats } from './seats.ts';
import type { StaffSearch } from './staff-search.ts';

/** Citizens simulated at most for each day asked for, a few seconds' worth: the rest of a plan's time is for its proof. */
const EFFORT = 8_000;
/** A hall is divided so many times, each time with what the groups of the time before turned out to need. */
const ROUNDS_MOST = 25;
/** Part of the effort that is spent by foresight; in a small hall the rest is for the exact search. */
const FORESIGHT_PART = 0.3;
/** So many fields are divided anew at a time, so many times a round. */
const PART_FIELDS = 10;
const PARTS = 60;
/** Stream by which parts are chosen; the same for every plan. */
const PARTS_STREAM = 0x3c6ef372;
const ROUNDING = 1e-9;

const fieldsOf = (teams: readonly PlanTeam[]) => teams.flatMap((team) => team.fields).sort((a, b) => a - b);

/** What a division costs as a whole. */
export function costOf(teams: readonly PlanTeam[], costs: DivisionCosts): number {
  return teams.reduce((sum, team) => sum + costs.of(team.fields, team.officials), 0);
}

/** Officials of a group of several fields; null when it takes more than its fields apart. */
export function sizeOf(search: StaffSearch, fields: readonly number[], costs: DivisionCosts): number | null {
  const most = Math.max(...fields.map((field) => costs.alone(field)));
  const sized = search.sizeOf(fields, Math.max(most, search.evenly(fields) - 1), costs.apart(fields));
  return sized.met ? sized.officials : null;
}

/**
 * Groups that hold each field once, as near to given ones as agencies, qualifications and the most fields of an official
 * allow, with the officials that they need.
 * @param singles each field by itself
 */
export function teamsLike(
  search: StaffSearch,
  singles: readonly PlanTeam[],
  groups: readonly (readonly number[])[],
  costs: DivisionCosts,
): PlanTeam[] {
  const { question } = search;
  const left = new Set(fieldsOf(singles));
  const teams: PlanTeam[] = [];
  for (const group of [...groups].sort((a, b) => b.length - a.length)) {
    const held: number[] = [];
    for (const field of group) {
      const fits =
        held.length < question.request.maxFieldsPerOfficial &&
        maySit(question, held, [field]) &&
        somebodyHolds(question, [...held, field]);
      if (left.has(field) && fits) held.push(field);
    }
    if (held.length < 2) continue;
    held.sort((a, b) => a - b);
    const officials = sizeOf(search, held, costs);
    if (officials === null) continue;
    for (const field of held) left.delete(field);
    teams.push({ fields: held, officials, helping: [] });
  }
  return [...teams, ...singles.filter((team) => team.fields.every((field) => left.has(field)))];
}

/** How fields are to be divided. */
export interface Dividing {
  readonly search: StaffSearch;
  readonly costs: DivisionCosts;
  readonly foreseen: ForeseenCost;
  readonly fieldsMost: number;
}

/**
 * Divides the fields of some teams anew wherever that costs less.
 * @param effort citizens simulated at most
 * @returns the teams, never at more cost than given
 */
export function improveTeams(
  how: Dividing,
  given: readonly PlanTeam[],
  effort = EFFORT * how.search.question.request.days,
): PlanTeam[] {
  const { search, costs } = how;
  const { officers } = search.question;
  const empty = emptySeats(seatsOf(given), officers);
  const fits = (teams: readonly PlanTeam[]) => emptySeats(seatsOf(teams), officers) <= empty;
  const isSmall = fieldsOf(given).length <= DIVIDED_MOST;
  const near = divideByForesight(how, given, search.simulated + effort * FORESIGHT_PART, fits);
  if (!isSmall) return near;
  // What foresight found is a bound that ends the exact search early.
  const better = bestPartition(
    search,
    fieldsOf(given),
    costs,
    costOf(near, costs),
    search.simulated + effort,
    how.fieldsMost,
  );
  return better && fits(better) ? better : near;
}

/**
 * The division that looks cheapest by what is foreseen of its groups is simulated, what they turn out to need is learnt, and it
 * is divided again, until the cheapest one is known in full.
 *   Source: large neighbourhood search, Shaw 1998, on a model of the simulation, as in Jones, Schonlau, Welch 1998.
 */
function divideByForesight(
  how: Dividing,
  given: readonly PlanTeam[],
  citizensMost: number,
  fits: (teams: readonly PlanTeam[]) => boolean,
): PlanTeam[] {
  const { search, costs, foreseen } = how;
  for (const field of fieldsOf(given)) foreseen.learn([field], costs.alone(field));
  for (const team of given) foreseen.learn(team.fields, team.officials);
  let best = [...given];
  let bestCost = costOf(best, costs);
  const random = seededRandom(PARTS_STREAM, 91);
  for (let round = 0; round < ROUNDS_MOST && search.simulated < citizensMost; round++) {
    foreseen.draw();
    const groups = cheapestGroups(
      how,
      best.map((team) => team.fields),
      foreseen,
      random,
    );
    const unknown = groups.filter((fields) => !foreseen.isKnown(fields));
    for (const fields of unknown) foreseen.learn(fields, sizeOf(search, fields, costs));
    const cost = groups.reduce((sum, fields) => sum + foreseen.of(fields), 0);
    if (cost < bestCost - ROUNDING) {
      const teams = groups.map(
        (fields): PlanTeam => ({ fields, officials: sizeOf(search, fields, costs) ?? 1, helping: [] }),
      );
      if (fits(teams)) [best, bestCost] = [teams, cost];
    }
    if (unknown.length === 0) break;
  }
  return best;
}

/** Divides a part of the groups after the other anew by what they are known or foreseen to cost. */
function cheapestGroups(
  { search, fieldsMost }: Dividing,
  start: readonly (readonly number[])[],
  foreseen: ForeseenCost,
  random: () => number,
): (readonly number[])[] {
  let groups = [...start];
  for (let part = 0; part < PARTS; part++) {
    const some = someOf(groups, random);
    const better = divided(
      search,
      some.flat().sort((a, b) => a - b),
      foreseen,
      fieldsMost,
    );
    const costOfAll = (all: readonly (readonly number[])[]) =>
      all.reduce((sum, fields) => sum + foreseen.of(fields), 0);
    if (costOfAll(better) < costOfAll(some) - ROUNDING)
      groups = [...groups.filter((group) => !some.includes(group)), ...better];
  }
  return groups;
}

/** The cheapest division of a few fields, by what their groups are known or foreseen to cost. */
function divided(
  search: StaffSearch,
  fields: readonly number[],
  foreseen: ForeseenCost,
  fieldsMost: number,
): (readonly number[])[] {
  const { question } = search;
  const byLowest = fields.map((): { mask: number; held: readonly number[]; cost: number }[] => []);
  const extend = (mask: number, held: readonly number[], lowest: number, from: number): void => {
    byLowest[lowest]?.push({ mask, held, cost: foreseen.of(held) });
    if (held.length >= fieldsMost) return;
    for (let at = from; at < fields.length; at++) {
      const more = [...held, fields[at] as number];
      if (maySit(question, held, [fields[at] as number]) && somebodyHolds(question, more))
        extend(mask | (1 << at), more, lowest, at + 1);
    }
  };
  for (const [at, field] of fields.entries()) extend(1 << at, [field], at, at + 1);
  const all = 2 ** fields.length;
  const costs = new Float64Array(all);
  const chosen = new Array<readonly number[]>(all);
  const masks = new Uint32Array(all);
  for (let left = 1; left < all; left++) {
    const lowest = 31 - Math.clz32(left & -left);
    let best = Number.POSITIVE_INFINITY;
    for (const { mask, held, cost } of byLowest[lowest] ?? []) {
      if ((mask & left) !== mask) continue;
      const sum = cost + (costs[left & ~mask] as number);
      if (sum >= best) continue;
      best = sum;
      chosen[left] = held;
      masks[left] = mask;
    }
    costs[left] = best;
  }
  const found: (readonly number[])[] = [];
  for (let left = all - 1; left !== 0; left &= ~(masks[left] as number))
    found.push(chosen[left] as readonly number[]);
  return found;
}

/** Groups by chance, as many as hold no more fields than can be divided at once. */
function someOf(groups: readonly (readonly number[])[], random: () => number): (readonly number[])[] {
  const left = [...groups];
  const some: (readonly number[])[] = [];
  let fields = 0;
  while (left.length > 0) {
    const [group] = left.splice(Math.floor(random() * left.length), 1);
    if (!group || fields + group.length > PART_FIELDS) continue;
    some.push(group);
    fields += group.length;
  }
  return some;
}
