import { medianOf } from './history.ts';
import { fitFromCalls, type OpenCounters, type RecordedCall, type ServiceFit } from './service-fit.ts';

/** Calls of a field and the counters that were open for it. */
export interface FieldCalls {
  readonly calls: readonly RecordedCall[];
  readonly counters: readonly OpenCounters[];
}

/** Service time of a field worked out together with the fields that share its counters. */
export interface OfficeFit extends ServiceFit {
  /** The field by itself: counter time while somebody waited ÷ calls, ms; null: nobody ever waited. */
  readonly aloneMs: number | null;
  /** With all fields that share its counters, each counter once, ms; null where it shares none. */
  readonly sharedMs: number | null;
  /** Fields with the same counters, by place, itself among them. */
  readonly sharedWith: readonly number[];
  /** Bound at which an implausible value was cut; null: it was not. */
  readonly cut: 'low' | 'high' | null;
}

/** Counters that open and close at the same moments so nearly are the same counters (cosine of the changes). */
const SAME_COUNTERS = 0.7;
/** Changes of the number that tell anything: fewer are opening and closing time. */
const LEAST_CHANGES = 12;
/** Calls' worth of the office's own service time that each field's starts from. */
const TRUST = 50;
/** A field's mean lies within this factor of the office's middle. */
const RANGE = 3;
/** Nor outside these, ms: what a visit at a counter can take on average. */
const SHORTEST_MS = 90_000;
const LONGEST_MS = 45 * 60_000;

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
function sharing(fields: readonly FieldCalls[]): readonly (readonly number[])[] {
  const steps = ownSteps(fields.map((field) => stepsOf(field.counters)));
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
function together(fields: readonly FieldCalls[]): OpenCounters[] {
  const open = fields.map(() => 0);
  const entries = fields
    .flatMap((field, place) => field.counters.map((entry) => ({ ...entry, place })))
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

/** The value below which half of the weight lies. */
function weightedMedian(values: readonly { readonly value: number; readonly weight: number }[]): number {
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const half = sorted.reduce((sum, each) => sum + each.weight, 0) / 2;
  let sum = 0;
  for (const { value, weight } of sorted) {
    sum += weight;
    if (sum >= half) return value;
  }
  return medianOf(sorted.map((each) => each.value));
}

/**
 * Service times of an office whose record holds calls and open counters but no ends. A counter listed for several fields
 * would be counted once for each: fields whose counters change at the same moments are fitted as one line. Then each mean
 * is shrunk, on the logarithm, toward the office's middle (half of its calls are of fields below it), and cut where it is
 * beyond belief: an official who was away leaves a long wait that no service filled.
 * @param blurMs how far the record's times may be off
 * @returns one fit a field, null for all when nobody in the office ever waited before an open counter
 */
export function fitOffice(fields: readonly FieldCalls[], blurMs = 0): OfficeFit[] | null {
  const alone = fields.map((field) => fitFromCalls(field.calls, field.counters, blurMs));
  const groups = sharing(fields);
  const shared = new Map<string, ServiceFit | null>();
  for (const group of groups) {
    const key = group.join();
    if (group.length < 2 || shared.has(key)) continue;
    const members = group.flatMap((place) => fields[place] ?? []);
    shared.set(
      key,
      fitFromCalls(
        members.flatMap((member) => member.calls),
        together(members),
        blurMs,
      ),
    );
  }
  const best = fields.map((_, place) => {
    const own = alone[place] ?? null;
    const joint = shared.get(groups[place]?.join() ?? '') ?? null;
    // Sharing can only have added time that was not the field's own.
    return joint && (own === null || joint.meanMs < own.meanMs) ? { ...joint, count: own?.count ?? 0 } : own;
  });
  const known = best.flatMap((fit) =>
    fit && fit.count > 0 ? [{ value: fit.meanMs, weight: fit.count }] : [],
  );
  if (known.length === 0) return null;
  const middleMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, weightedMedian(known)));
  const low = Math.max(SHORTEST_MS, middleMs / RANGE);
  const high = Math.min(LONGEST_MS, middleMs * RANGE);
  const scv = known.length > 0 ? (best.find((fit) => fit !== null)?.scv ?? 1) : 1;
  return fields.map((_, place) => {
    const fit = best[place] ?? null;
    const count = fit?.count ?? 0;
    const trusted = count / (count + TRUST);
    const shrunkMs =
      fit === null ? middleMs : Math.exp(trusted * Math.log(fit.meanMs) + (1 - trusted) * Math.log(middleMs));
    const meanMs = Math.min(high, Math.max(low, shrunkMs));
    return {
      service: { kind: 'lognormal', meanMs, scv },
      meanMs,
      scv,
      count,
      basis: 'fitted-from-calls',
      aloneMs: alone[place]?.meanMs ?? null,
      sharedMs: shared.get(groups[place]?.join() ?? '')?.meanMs ?? null,
      sharedWith: groups[place] ?? [place],
      cut: shrunkMs > high ? 'high' : shrunkMs < low ? 'low' : null,
    };
  });
}
