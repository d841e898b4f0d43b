import type { DivisionCosts } from './division-costs.ts';
import { maySit, type PlanTeam } from './grouping.ts';
import type { PlanQuestion } from './question.ts';
import type { StaffSearch } from './staff-search.ts';

/** Most fields that are divided anew at once: all their subsets are listed. */
export const DIVIDED_MOST = 8;

/** A set of fields that one group may hold. */
interface Block {
  /** Fields as bits, by their place among those divided. */
  readonly mask: number;
  readonly fields: readonly number[];
  /** Officials that are surely needed. */
  least: number;
  /** What the group costs at least, in officials. */
  cost: number;
  /** Whether `least` was simulated and is enough. */
  exact: boolean;
}

/** A count of officials that no block reaches: not by so many officials as its fields need apart. */
const HOPELESS = 1_000_000;
/** Part of an official that another division must save: nearly equal ones leave things as they stand. */
const GAIN_LEAST = 0.1;

/** Whether anybody on the register may hold all of some fields. */
export function somebodyHolds(
  { officers }: Pick<PlanQuestion, 'officers'>,
  fields: readonly number[],
): boolean {
  return officers === null || officers.some(({ qualified }) => fields.every((field) => qualified.has(field)));
}

function blocksOf(
  search: StaffSearch,
  fields: readonly number[],
  costs: DivisionCosts,
  fieldsMost: number,
): Block[] {
  const { question } = search;
  const blocks: Block[] = [];
  const extend = (mask: number, held: readonly number[], from: number): void => {
    for (let at = from; at < fields.length; at++) {
      const field = fields[at] as number;
      if (!maySit(question, held, [field])) continue;
      const all = [...held, field];
      if (all.length > 1 && !somebodyHolds(question, all)) continue;
      const next = mask | (1 << at);
      const alone = all.length === 1;
      const least = alone
        ? costs.alone(field)
        : Math.max(search.evenly(all) - 1, ...all.map((each) => costs.alone(each)));
      blocks.push({
        mask: next,
        fields: all,
        least,
        cost: alone ? costs.of(all, least) : costs.atLeast(all, least),
        exact: alone,
      });
      if (all.length < fieldsMost) extend(next, all, at + 1);
    }
  };
  extend(0, [], 0);
  return blocks;
}

/** The division into blocks with the least cost by what is known of them. */
function cheapest(blocks: readonly (readonly Block[])[], all: number): Block[] {
  const costs = new Map<number, { cost: number; block: Block | null }>([[0, { cost: 0, block: null }]]);
  const solve = (left: number): number => {
    const known = costs.get(left);
    if (known) return known.cost;
    const lowest = 31 - Math.clz32(left & -left);
    let best = Number.POSITIVE_INFINITY;
    let chosen: Block | null = null;
    for (const block of blocks[lowest] ?? []) {
      if ((block.mask & left) !== block.mask || block.cost >= best) continue;
      const cost = block.cost + solve(left & ~block.mask);
      if (cost >= best) continue;
      best = cost;
      chosen = block;
    }
    costs.set(left, { cost: best, block: chosen });
    return best;
  };
  solve(all);
  const found: Block[] = [];
  for (let left = all; left !== 0; ) {
    const block = costs.get(left)?.block;
    if (!block) return [];
    found.push(block);
    left &= ~block.mask;
  }
  return found;
}

/**
 * Divides fields into groups anew, at clearly less cost than `incumbent` if any division costs so little. Bounds of all groups
 * are known from the start (one below the formula for an even day, the fields alone, smaller groups); always the division with the
 * least bound is simulated, which lifts its bounds or proves them, until one is proved in full. It is then the best there
 * is, provided that a group never needs fewer officials for holding one more field.
 * @param fields at most `DIVIDED_MOST`
 * @param incumbent cost of the division at hand
 * @param citizensMost ends when the search has simulated so many citizens in all
 * @param fieldsMost fields of a group at most
 * @returns null when there is none, or it was not found within the effort
 */
export function bestPartition(
  search: StaffSearch,
  fields: readonly number[],
  costs: DivisionCosts,
  incumbent: number,
  citizensMost: number,
  fieldsMost = search.question.request.maxFieldsPerOfficial,
): PlanTeam[] | null {
  const blocks = blocksOf(search, fields, costs, fieldsMost);
  const byLowest = fields.map((_, at) => blocks.filter(({ mask }) => (mask & -mask) === 1 << at));
  const all = 2 ** fields.length - 1;
  const apart = (block: Block) => block.fields.reduce((sum, field) => sum + costs.alone(field), 0);
  for (;;) {
    const division = cheapest(byLowest, all);
    const cost = division.reduce((sum, block) => sum + block.cost, 0);
    if (division.length === 0 || cost > incumbent - GAIN_LEAST) return null;
    const open = division.filter((block) => !block.exact);
    if (open.length === 0)
      return division.map((block) => ({ fields: block.fields, officials: block.least, helping: [] }));
    for (const block of open) {
      if (search.simulated > citizensMost) return null;
      if (search.meets(search.tallyOf(block.fields, block.least))) {
        block.exact = true;
        block.cost = costs.of(block.fields, block.least);
        continue;
      }
      block.least = block.least + 1 > apart(block) ? HOPELESS : block.least + 1;
      block.cost = costs.atLeast(block.fields, block.least);
      for (const wider of blocks)
        if (!wider.exact && (wider.mask & block.mask) === block.mask && wider.least < block.least) {
          wider.least = block.least;
          wider.cost = costs.atLeast(wider.fields, wider.least);
        }
      // The division no longer has the bound for which it was chosen.
      break;
    }
  }
}
