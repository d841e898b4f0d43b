import { RESAMPLES, type Resamples } from './resamples.ts';
import type { StaffSearch } from './staff-search.ts';

/** So much an official's every further field counts: of two plans that cost as much the simpler one is taken. */
const FURTHER_FIELD = 1e-4;

/**
 * What a group of fields costs, in officials: how many it needs on the days as they are and on average over the resampled ones, in
 * equal parts, and something for every field that its officials would have to take over from others. Such a cost moves little from one sample to
 * the next, and divisions that are equally good are told apart by who holds what today, not by luck.
 */
export class DivisionCosts {
  private readonly search: StaffSearch;
  private readonly resamples: Resamples;
  private readonly aloneCounts: ReadonlyMap<number, number>;
  private readonly anchor: readonly (readonly number[])[];
  private readonly movePrice: number;

  /**
   * @param alone officials that each field needs by itself
   * @param anchor fields that the same people hold together as things stand
   * @param movePrice officials that each field in other hands must save
   */
  constructor(
    search: StaffSearch,
    resamples: Resamples,
    alone: ReadonlyMap<number, number>,
    anchor: readonly (readonly number[])[],
    movePrice: number,
  ) {
    this.search = search;
    this.resamples = resamples;
    this.aloneCounts = alone;
    this.anchor = anchor;
    this.movePrice = movePrice;
  }

  /** The same with another price of a move. */
  withMovePrice(movePrice: number): DivisionCosts {
    return new DivisionCosts(this.search, this.resamples, this.aloneCounts, this.anchor, movePrice);
  }

  /** Officials that a field needs by itself. */
  alone(field: number): number {
    return this.aloneCounts.get(field) ?? 1;
  }

  /** Fields of a group that its officials do not hold together today: all but the most that the same people hold. */
  moves(fields: readonly number[]): number {
    const kept = this.anchor.reduce(
      (most, held) => Math.max(most, fields.filter((field) => held.includes(field)).length),
      1,
    );
    return fields.length - kept;
  }

  /** Officials that the fields of a group need by themselves. */
  apart(fields: readonly number[]): number {
    return fields.reduce((sum, field) => sum + this.alone(field), 0);
  }

  /** What the fields in other hands of a group cost. */
  movesCost(fields: readonly number[]): number {
    return this.movePrice * this.moves(fields);
  }

  private extra(fields: readonly number[], officials: number): number {
    return this.movesCost(fields) + FURTHER_FIELD * officials * (fields.length - 1);
  }

  /** Cost of a group that needs at least so many officials, fewer having been tried or ruled out. */
  atLeast(fields: readonly number[], officials: number): number {
    return (officials + this.sized(fields, officials, 0)) / 2 + this.extra(fields, officials);
  }

  /** Cost of a group for which so many officials were simulated and are enough. */
  of(fields: readonly number[], officials: number): number {
    return (officials + this.mean(fields, officials)) / 2 + this.extra(fields, officials);
  }

  /** Officials that a group needs on average over the resampled days, about the number that is enough on the days as they are. */
  mean(fields: readonly number[], officials: number): number {
    const missed = 1 - this.resamples.enough(this.search.tallyOf(fields, officials));
    return this.sized(fields, officials, missed);
  }

  /** By sample, how many officials a group needs: the number that is enough on the days as they are, or one more or fewer. */
  private inSamples(fields: readonly number[], officials: number): number[] {
    const met = this.resamples.metIn(this.search.tallyOf(fields, officials));
    const fewer = officials > 1 ? this.resamples.metIn(this.search.tallyOf(fields, officials - 1)) : null;
    return Array.from({ length: RESAMPLES }, (_, sample) =>
      fewer?.[sample] === 1 ? officials - 1 : met[sample] === 1 ? officials : officials + 1,
    );
  }

  /** Share of the samples in which a group takes fewer officials than its fields apart. */
  savesIn(fields: readonly number[], officials: number): number {
    const together = this.inSamples(fields, officials);
    const apart = fields.map((field) => this.inSamples([field], this.alone(field)));
    const saving = together.filter(
      (own, sample) => own < apart.reduce((sum, each) => sum + (each[sample] as number), 0),
    );
    return saving.length / RESAMPLES;
  }

  private sized(fields: readonly number[], officials: number, missed: number): number {
    const fewer = this.search.knownTally(fields, officials - 1);
    return officials + missed - (fewer ? this.resamples.enough(fewer) : 0);
  }
}
