import { maySit, type PlanTeam } from './grouping.ts';
import type { PlanQuestion } from './question.ts';
import type { StaffSearch } from './staff-search.ts';

/** Most fields that are divided anew at once: all their subsets are listed. */
export const DIVIDED_MOST = 12;

/** A set of fields that one group may hold. */
interface Block {
  /** Fields as bits, by their place among those divided. */
  readonly mask: number;
  readonly fields: readonly number[];
  /** Officials that are surely needed. */
  least: number;
  /** Whether `least` was simulated and is enough. */
  exact: boolean;
}

/** A count of officials that no block reaches: not by so many officials as its fields need apart. */
const HOPELESS = 1_000_000;
/** So much an official's every further field counts: of two plans with as many officials the simpler one is taken. */
const FURTHER_FIELD = 1e-4;

function somebodyHolds({ officers }: PlanQuestion, fields: readonly number[]): boolean {
  return officers === null || officers.some(({ qualified }) => fields.every((field) => qualified.has(field)));
}

function blocksOf(
  search: StaffSearch,
  fields: readonly number[],
  alone: ReadonlyMap<number, number>,
): Block[] {
  const { question } = search;
  const most = question.request.maxFieldsPerOfficial;
  const blocks: Block[] = [];
  const extend = (mask: number, held: readonly number[], from: number): void => {
    for (let at = from; at < fields.length; at++) {
      const field = fields[at] as number;
      if (!maySit(question, held, [field])) continue;
      const all = [...held, field];
      if (all.length > 1 && !somebodyHolds(question, all)) continue;
      const next = mask | (1 << at);
      blocks.push({
        mask: next,
        fields: all,
        least:
          all.length === 1
            ? (alone.get(field) ?? 1)
            : Math.max(search.evenly(all) - 1, ...all.map((each) => alone.get(each) ?? 1)),
        exact: all.length === 1,
      });
      if (all.length < most) extend(next, all, at + 1);
    }
  };
  extend(0, [], 0);
  return blocks;
}

/** The division into blocks with the fewest officials by what is known of them. */
function cheapest(blocks: readonly (readonly Block[])[], all: number): Block[] {
  const costs = new Map<number, { cost: number; block: Block | null }>([[0, { cost: 0, block: null }]]);
  const solve = (left: number): number => {
    const known = costs.get(left);
    if (known) return known.cost;
    const lowest = 31 - Math.clz32(left & -left);
    let best = Number.POSITIVE_INFINITY;
    let chosen: Block | null = null;
    for (const block of blocks[lowest] ?? []) {
      if ((block.mask & left) !== block.mask) continue;
      const own = block.least * (1 + FURTHER_FIELD * (block.fields.length - 1));
      if (own >= best) continue;
      const cost = own + solve(left & ~block.mask);
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
 * Divides fields into groups anew, with fewer officials than `incumbent` if any division has fewer. Bounds of all groups
 * are known from the start (one below the formula for an even day, the fields alone, smaller groups); always the division with the
 * least bound is simulated, which lifts its bounds or proves them, until one is proved in full. It is then the best there
 * is, provided that a group never needs fewer officials for holding one more field.
 * @param fields at most `DIVIDED_MOST`
 * @param alone officials that each field needs by itself
 * @param incumbent officials of the division at hand
 * @param citizensMost ends when the search has simulated so many citizens in all
 * @returns null when there is none, or it was not found within the effort
 */
export function bestPartition(
  search: StaffSearch,
  fields: readonly number[],
  alone: ReadonlyMap<number, number>,
  incumbent: number,
  citizensMost: number,
): PlanTeam[] | null {
  const blocks = blocksOf(search, fields, alone);
  const byLowest = fields.map((_, at) => blocks.filter(({ mask }) => (mask & -mask) === 1 << at));
  const all = 2 ** fields.length - 1;
  const apart = (block: Block) => block.fields.reduce((sum, field) => sum + (alone.get(field) ?? 1), 0);
  for (;;) {
    const division = cheapest(byLowest, all);
    const officials = division.reduce((sum, block) => sum + block.least, 0);
    if (division.length === 0 || officials >= incumbent) return null;
    const open = division.filter((block) => !block.exact);
    if (open.length === 0)
      return division.map((block) => ({ fields: block.fields, officials: block.least, helping: [] }));
    for (const block of open) {
      if (search.simulated > citizensMost) return null;
      if (search.meets(search.tallyOf(block.fields, block.least))) {
        block.exact = true;
        continue;
      }
      block.least = block.least + 1 > apart(block) ? HOPELESS : block.least + 1;
      for (const wider of blocks)
        if (!wider.exact && (wider.mask & block.mask) === block.mask)
          wider.least = Math.max(wider.least, block.least);
      // The division no longer has the bound for which it was chosen.
      break;
    }
  }
}
