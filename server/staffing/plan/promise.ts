import type { PlanRiskPoint } from '../../../common/protocol/plan.ts';
import type { Terms } from './plan-days.ts';
import type { StaffSearch } from './staff-search.ts';
import { keptOf, type Tally } from './tally.ts';
import { type PlanUnit, teamOf } from './units.ts';

/** Ends of a 95 % interval. */
const LOW = 0.025;
const HIGH = 0.975;
/** Officials more and fewer that the curve shows, and the probability beyond which it ends. */
const MORE = 5;
const FEWER = 2;
const SURE = 0.975;

/** What a field may expect of the days to come. */
export interface FieldPromise {
  readonly low: number;
  readonly high: number;
  /** Share of days on which it keeps its target. */
  readonly keptOnDays: number;
}

/** A unit as it fares in the terms to come. */
export interface UnitInTerms {
  readonly unit: PlanUnit;
  readonly tally: Tally;
}

/** Runs a unit through all terms. @param search on the pool of the terms */
export function inTerms(search: StaffSearch, unit: PlanUnit, { count, daysEach }: Terms): UnitInTerms {
  return { unit, tally: search.run(teamOf(unit), { days: count * daysEach, keepWaits: true }) };
}

/** The value below which a part of the values lies, between neighbours in proportion. */
export function quantileOf(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, part * sorted.length - 0.5));
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * 95 % interval of a field's share within target over a term to come: what differs between terms is the level of demand,
 * which days the term has, who comes on them, the truth of the service times, and who is away.
 * @param place of the field in the tally
 * @returns null when nobody comes
 */
export function promiseOf(tally: Tally, place: number, target: number, terms: Terms): FieldPromise | null {
  const shares: number[] = [];
  for (let term = 0; term < terms.count; term++) {
    let came = 0;
    let good = 0;
    for (let day = term * terms.daysEach; day < (term + 1) * terms.daysEach; day++) {
      came += tally.arrived[place]?.[day] ?? 0;
      good += tally.inTime[place]?.[day] ?? 0;
    }
    if (came > 0) shares.push(good / came);
  }
  if (shares.length === 0) return null;
  return {
    low: quantileOf(shares, LOW),
    high: quantileOf(shares, HIGH),
    keptOnDays: keptOf(tally, place, target).share,
  };
}

/**
 * Whether a field keeps its target on enough days of each term. A term has too few days to tell by counting them: the share of
 * days kept is taken from its line over the level of demand, through all terms.
 */
function keepsIn(tally: Tally, place: number, search: StaffSearch, terms: Terms): boolean[] {
  const field = tally.fields[place] ?? -1;
  const { keptOnDays } = search.question.request;
  const target = search.question.fields[field]?.target.share ?? 0;
  const points = Array.from({ length: terms.count }, (_, term) => ({
    level: Math.log(Math.max(1e-6, terms.levelOf(field, term))),
    kept: keptOf(tally, place, target, term * terms.daysEach, (term + 1) * terms.daysEach),
  }));
  const known = points.filter(({ kept }) => kept.days > 0);
  const weight = known.reduce((sum, { kept }) => sum + kept.days, 0);
  if (weight === 0) return points.map(() => true);
  const mean = (of: (point: (typeof known)[number]) => number) =>
    known.reduce((sum, point) => sum + point.kept.days * of(point), 0) / weight;
  const level = mean((point) => point.level);
  const share = mean((point) => point.kept.share);
  const spread = mean((point) => (point.level - level) ** 2);
  const slope =
    spread === 0 ? 0 : mean((point) => (point.level - level) * (point.kept.share - share)) / spread;
  return points.map((point) => share + Math.min(0, slope) * (point.level - level) >= keptOnDays);
}

interface Judged extends UnitInTerms {
  /** By field of the tally, by term. */
  readonly keeps: readonly (readonly boolean[])[];
}

function probabilityOf(units: readonly Judged[], terms: Terms): number {
  let good = 0;
  for (let term = 0; term < terms.count; term++)
    if (units.every(({ keeps }) => keeps.every((own) => own[term]))) good += 1;
  return good / terms.count;
}

const officialsOf = (units: readonly UnitInTerms[]) =>
  units.reduce((sum, { unit }) => sum + unit.reduce((all, team) => all + team.officials, 0), 0);

/**
 * Officials against the probability that every field keeps its target on enough days of the term to come: each further official
 * goes where a field is most in danger, each one fewer is taken where it does least harm.
 */
export function riskCurve(search: StaffSearch, given: readonly UnitInTerms[], terms: Terms): PlanRiskPoint[] {
  const judged = ({ unit, tally }: UnitInTerms): Judged => ({
    unit,
    tally,
    keeps: tally.fields.map((_, place) => keepsIn(tally, place, search, terms)),
  });
  const start = given.map(judged);
  const pointOf = (units: readonly Judged[]): PlanRiskPoint => ({
    officials: officialsOf(units),
    probability: probabilityOf(units, terms),
  });
  const points = [pointOf(start)];
  const with1 = (of: Judged, change: 1 | -1): Judged => {
    const [worst] = change === 1 ? search.byNeed(of.tally) : [];
    const team =
      change === 1
        ? of.unit.find((each) => each.fields.includes(worst ?? -1))
        : [...of.unit].sort((a, b) => b.officials - a.officials)[0];
    const unit = of.unit.map((each) =>
      each === team ? { ...each, officials: each.officials + change } : each,
    );
    return judged(inTerms(search, unit, terms));
  };
  const failing = ({ keeps }: Judged) =>
    Array.from({ length: terms.count }, (_, term) => keeps.some((own) => !own[term])).filter(Boolean).length;
  let units = start;
  for (let more = 0; more < MORE && (points.at(-1)?.probability ?? 1) < SURE; more++) {
    const worst = [...units].sort((a, b) => failing(b) - failing(a))[0];
    if (!worst || failing(worst) === 0) break;
    const better = with1(worst, 1);
    units = units.map((each) => (each === worst ? better : each));
    points.push(pointOf(units));
  }
  units = start;
  for (let fewer = 0; fewer < FEWER; fewer++) {
    const able = units.filter(({ unit }) => unit.some(({ officials }) => officials > 1));
    const easiest = able.sort(
      (a, b) => failing(a) - failing(b) || b.tally.fields.length - a.tally.fields.length,
    )[0];
    if (!easiest) break;
    const less = with1(easiest, -1);
    units = units.map((each) => (each === easiest ? less : each));
    points.unshift(pointOf(units));
  }
  return points;
}
