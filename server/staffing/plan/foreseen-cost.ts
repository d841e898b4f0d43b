import type { DivisionCosts } from './division-costs.ts';
import type { PeakWork } from './peak-work.ts';

/** Weight of the rule as it stands against what the simulated groups teach. */
const TRUST = 2;
/** A group that was never simulated is tried when it may cost so much more than what is at hand. */
const HOPE = 0.25;

/** What of a group is known before it is simulated. */
interface Look {
  readonly features: readonly number[];
  readonly least: number;
  readonly moves: number;
}

/** Solves a small symmetric system by elimination. */
function solved(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  for (let column = 0; column < size; column++) {
    const own = matrix[column] as number[];
    for (let row = column + 1; row < size; row++) {
      const other = matrix[row] as number[];
      const times = (other[column] as number) / (own[column] as number);
      for (let at = column; at < size; at++) other[at] = (other[at] as number) - times * (own[at] as number);
      right[row] = (right[row] as number) - times * (right[column] as number);
    }
  }
  for (let row = size - 1; row >= 0; row--) {
    const own = matrix[row] as number[];
    for (let at = row + 1; at < size; at++)
      right[row] = (right[row] as number) - (own[at] as number) * (right[at] as number);
    right[row] = (right[row] as number) / (own[row] as number);
  }
  return right;
}

/**
 * What a group will cost before it is simulated: officials by a rule on the record, corrected by a straight line through the groups
 * that were simulated (ridge regression, Hoerl and Kennard 1970). Only what looks cheap is simulated then.
 */
export class ForeseenCost {
  private readonly costs: DivisionCosts;
  private readonly peaks: PeakWork;
  private readonly simulated = new Map<
    string,
    { readonly fields: readonly number[]; readonly officials: number | null; readonly mean: number }
  >();
  private readonly exact = new Map<string, number>();
  private readonly looks = new Map<string, Look>();
  private line: readonly number[] = [0, 1, 0, 0];

  constructor(costs: DivisionCosts, peaks: PeakWork) {
    this.costs = costs;
    this.peaks = peaks;
  }

  /** The same knowledge at other costs. */
  with(costs: DivisionCosts): ForeseenCost {
    const other = new ForeseenCost(costs, this.peaks);
    for (const { fields, officials } of this.simulated.values()) other.learn(fields, officials);
    return other;
  }

  /** Whether a group was simulated, or found to be of no use. */
  isKnown(fields: readonly number[]): boolean {
    return this.exact.has(fields.join());
  }

  /** Tells what the simulation found. @param officials null: no number below that of the fields apart is enough */
  learn(fields: readonly number[], officials: number | null): void {
    const key = fields.join();
    if (officials === null) {
      this.exact.set(key, Number.POSITIVE_INFINITY);
      this.simulated.set(key, { fields, officials, mean: this.costs.apart(fields) });
      return;
    }
    this.exact.set(key, this.costs.of(fields, officials));
    this.simulated.set(key, {
      fields,
      officials,
      mean: (officials + this.costs.mean(fields, officials)) / 2,
    });
  }

  /** Draws the line anew through all that was learnt. */
  draw(): void {
    const start = [0, 1, 0, 0];
    const matrix = start.map((_, row) => start.map((_each, at) => (row === at ? TRUST : 0)));
    const right = start.map((value) => TRUST * value);
    for (const { fields, mean } of this.simulated.values()) {
      const known = this.features(fields);
      for (const [row, value] of known.entries()) {
        right[row] = (right[row] as number) + value * mean;
        for (const [at, other] of known.entries()) {
          const own = matrix[row] as number[];
          own[at] = (own[at] as number) + value * other;
        }
      }
    }
    this.line = solved(matrix, right);
  }

  private features(fields: readonly number[]): readonly number[] {
    return [1, this.peaks.officials(fields), fields.length, this.costs.apart(fields)];
  }

  /** What does not change while the line is drawn anew; it is asked for some hundred thousand times. */
  private lookOf(key: string, fields: readonly number[]): Look {
    const there = this.looks.get(key);
    if (there) return there;
    const made = {
      features: this.features(fields),
      least: Math.max(...fields.map((field) => this.costs.alone(field))) - 0.5,
      moves: this.costs.movesCost(fields),
    };
    this.looks.set(key, made);
    return made;
  }

  /** What a group costs, as simulated or as foreseen. */
  of(fields: readonly number[]): number {
    const key = fields.join();
    const exact = this.exact.get(key);
    if (exact !== undefined) return exact;
    const { features, least, moves } = this.lookOf(key, fields);
    let foreseen = -HOPE;
    for (let at = 0; at < features.length; at++)
      foreseen += (features[at] as number) * (this.line[at] as number);
    return Math.max(least, foreseen) + moves;
  }
}
