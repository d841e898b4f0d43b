import type { OpenCounters } from './service-fit.ts';

/** Counters that open and close at the same moments so nearly are the same counters (cosine of the changes). */
const SAME_COUNTERS = 0.7;
/** Changes of the number that tell anything: fewer are opening and closing time. */
const LEAST_CHANGES = 12;
type Steps = ReadonlyMap<number, number>;

/** Change of the number of open counters at each moment at which it changed. */
function stepsOf(counters: readonly OpenCounters[]): Steps {
  const steps = new Map<number, number>();
  let open = 0;
  for (const entry of counters) {
    if (entry.open !== open) steps.set(entry.fromMs, entry.open - open);
    open = entry.open;
  }
  return steps;
}

function cosine(a: Steps, b: Steps): number {
  let both = 0;
  for (const [atMs, step] of a) both += step * (b.get(atMs) ?? 0);
  const length = (steps: Steps) => Math.sqrt([...steps.values()].reduce((sum, step) => sum + step ** 2, 0));
  const lengths = length(a) * length(b);
  return lengths > 0 ? both / lengths : 0;
}

/** The changes without those of opening and closing time, when most fields change at once. */
function ownSteps(all: readonly Steps[]): Steps[] {
  const changing = new Map<number, number>();
  for (const steps of all) for (const atMs of steps.keys()) changing.set(atMs, (changing.get(atMs) ?? 0) + 1);
  const limit = Math.max(3, all.length / 3);
  return all.map((steps) => new Map([...steps].filter(([atMs]) => (changing.get(atMs) ?? 0) <= limit)));
}

/** Places of the fields that share counters with each field: any two of them are alike. */
export function sharingCounters(
  fields: readonly (readonly OpenCounters[])[],
): readonly (readonly number[])[] {
  const steps = ownSteps(fields.map((field) => stepsOf(field)));
  const pairs: { a: number; b: number; alike: number }[] = [];
  for (const [a, own] of steps.entries())
    for (let b = 0; b < a; b++) {
      const other = steps[b];
      if (!other || own.size < LEAST_CHANGES || other.size < LEAST_CHANGES) continue;
      const alike = cosine(own, other);
      if (alike >= SAME_COUNTERS) pairs.push({ a, b, alike });
    }
  const like = new Set(pairs.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const groupOf = fields.map((_, place) => [place]);
  for (const { a, b } of pairs.sort((x, y) => y.alike - x.alike)) {
    const [one, two] = [groupOf[a], groupOf[b]];
    if (!one || !two || one === two) continue;
    if (!one.every((x) => two.every((y) => like.has(`${x} ${y}`)))) continue;
    const joined = [...one, ...two].sort((x, y) => x - y);
    for (const place of joined) groupOf[place] = joined;
  }
  return groupOf;
}

/** The most counters open for any of the fields, moment by moment: shared counters are counted once. */
export function together(fields: readonly (readonly OpenCounters[])[]): OpenCounters[] {
  const open = fields.map(() => 0);
  const entries = fields
    .flatMap((field, place) => field.map((entry) => ({ ...entry, place })))
    .sort((a, b) => a.fromMs - b.fromMs);
  const merged: { fromMs: number; open: number }[] = [];
  for (const { fromMs, open: count, place } of entries) {
    open[place] = count;
    const most = Math.max(...open);
    const last = merged.at(-1);
    if (last?.fromMs === fromMs) last.open = most;
    else merged.push({ fromMs, open: most });
  }
  return merged;
}
