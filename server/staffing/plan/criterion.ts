import type { PlanQuestion } from './question.ts';
import { isKept, keptOf, shareOf, type Tally } from './tally.ts';

/** A candidate is not simulated to the end when it is so many errors above or below what is asked after some citizens. */
const CLEAR = 2.5;
const CLEAR_FROM = 60;
/** An error is itself uncertain: so much is added to it where few came, as if one more had missed the target. */
const ONE_MORE = 1;
/** Days kept tell less than citizens, and a plan has few chances of passing by their luck: the margin counts less there. */
const KEPT_MARGIN = 0.4;
const OVER_MOST = 0.03;
/** Of a field that hardly anybody comes for no number of days gives a sure share. It fails only when it surely does. */
const RARE = 100;

/** One figure of a field against what is asked of it, 0 … 1. */
interface Held {
  readonly value: number;
  readonly error: number;
  readonly asked: number;
  /** Citizens or days that it rests on. */
  readonly count: number;
  /** By so much what is asked must be exceeded. */
  readonly over: number;
}

/** One figure that is asked of a field. */
export interface AskedFigure {
  countOn(day: number): number;
  goodOn(day: number): number;
  readonly needed: number;
}

/**
 * When a number of officials is enough: in every field the share of citizens called in time reaches the field's target,
 * and so does the share of days on which the field keeps it, each by a margin of standard errors.
 */
export class Criterion {
  private readonly fields: PlanQuestion['fields'];
  private readonly keptOnDays: number;
  private readonly margin: number;

  /** @param margin standard errors by which what is asked must be exceeded */
  constructor({ fields, request }: Pick<PlanQuestion, 'fields' | 'request'>, margin: number) {
    this.fields = fields;
    this.keptOnDays = request.keptOnDays;
    this.margin = margin;
  }

  private overOf(error: number, asked: number, count: number): number {
    if (count < RARE) return -CLEAR * Math.sqrt((asked * (1 - asked)) / count);
    return Math.min(OVER_MOST, this.margin * error);
  }

  private held(tally: Tally, place: number): Held[] {
    const target = this.fields[tally.fields[place] ?? -1]?.target.share ?? 0;
    const { share, error, arrived } = shareOf(tally, place);
    if (arrived === 0) return [];
    const all: Held[] = [
      { value: share, error, asked: target, count: arrived, over: this.overOf(error, target, arrived) },
    ];
    if (this.keptOnDays > 0) {
      const kept = keptOf(tally, place, target);
      all.push({
        value: kept.share,
        error: kept.error,
        asked: this.keptOnDays,
        count: kept.days,
        over: this.overOf(kept.error * KEPT_MARGIN, this.keptOnDays, kept.days),
      });
    }
    return all;
  }

  /** What is asked of a field, day by day: the share of good among those counted must reach what is needed. */
  asked(tally: Tally, place: number): AskedFigure[] {
    const target = this.fields[tally.fields[place] ?? -1]?.target.share ?? 0;
    const came = (day: number) => tally.arrived[place]?.[day] ?? 0;
    const inTime = (day: number) => tally.inTime[place]?.[day] ?? 0;
    return this.held(tally, place).map(({ asked, over }, figure) =>
      figure === 0
        ? { countOn: came, goodOn: inTime, needed: asked + over }
        : {
            countOn: (day) => Number(came(day) > 0),
            goodOn: (day) => Number(came(day) > 0 && isKept(inTime(day), came(day), target)),
            needed: asked + over,
          },
    );
  }

  /** By how much the field surely exceeds what is asked, in the worse of its figures; infinite when nobody came. */
  slack(tally: Tally, place: number): number {
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...this.held(tally, place).map(({ value, asked, over }) => value - over - asked),
    );
  }

  /** Whether every field of a tally has what is asked, with the margin. */
  meets(tally: Tally): boolean {
    return tally.fields.every((_, place) => this.slack(tally, place) >= 0);
  }

  /** Surely less than is asked in some field: no more days would change it. */
  fails(tally: Tally): boolean {
    return tally.fields.some((_, place) =>
      this.held(tally, place).some(({ value, asked, over }) => value + over < asked),
    );
  }

  /** Far below what is asked in one field, or far above it in all. */
  isClear(tally: Tally): boolean {
    const known = tally.fields.flatMap((_, place) => this.held(tally, place));
    const reach = (each: Held) => CLEAR * (each.error + ONE_MORE / each.count);
    return (
      known.some((each) => each.count >= CLEAR_FROM && each.value + reach(each) < each.asked) ||
      known.every((each) => each.count >= CLEAR_FROM && each.value - reach(each) >= each.asked)
    );
  }

  /** Fields of a tally with citizens, by their place in the question: first the one farthest below what is asked. */
  byNeed(tally: Tally): number[] {
    return tally.fields
      .map((field, place) => ({ field, slack: this.slack(tally, place) }))
      .filter(({ slack }) => slack < Number.POSITIVE_INFINITY)
      .sort((a, b) => a.slack - b.slack || a.field - b.field)
      .map(({ field }) => field);
  }
}
