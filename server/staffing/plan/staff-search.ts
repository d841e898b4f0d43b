import { smallestStaff } from '../formulas/smallest-staff.ts';
import type { DayPool } from './day-pool.ts';
import type { PlanQuestion } from './question.ts';
import { type DayShare, shareOf, type Tally } from './tally.ts';
import { type Team, TeamRunner } from './team-run.ts';

/** A number of officials and whether it meets the target. */
export interface Sized {
  readonly officials: number;
  readonly met: boolean;
}

/** One-sided confidence that the target is met in truth and not by the luck of the services drawn: 95 % in the search. */
const SEARCH_MARGIN = 1.0;
/** A candidate is not simulated to the end when it is so many errors above or below the target after some citizens. */
const CLEAR = 2.5;
const CLEAR_FROM = 60;
/** An error is itself uncertain: so much is added to it where few came, as if one more had missed the target. */
const ONE_MORE = 1;
/** Candidates are told apart on a part of the days that the proof takes. */
const SEARCH_PART = 3;
/** A team too near to the target to tell is proved on so many times the days. */
const LONGER = 3;
/** A field's share is known well enough from so many citizens for each day asked for: 1,500 for 300 days. */
const CITIZENS_ENOUGH = 5;
/** Nor is a field so rare that it takes more than so many times the days, or citizens for each day in all. */
const DAYS_MOST = 20;
const CITIZENS_MOST = 400;
const OFFICIALS_MOST = 300;

/** Officials who all hold the same fields. */
export function equalTeam(fields: readonly number[], officials: number): Team {
  const desk = { primary: fields, helping: [] };
  return { fields, desks: Array.from({ length: officials }, () => desk) };
}

/** Finds the smallest number of officials for fields held together. Every candidate is simulated once and remembered. */
export class StaffSearch {
  readonly question: PlanQuestion;
  private readonly runner: TeamRunner;
  private readonly tallies = new Map<string, Tally>();
  private readonly volumeFactor: number;
  private readonly margin: number;

  /**
   * @param volumeFactor the one that the pool was drawn with
   * @param margin standard errors by which a share must exceed the target
   */
  constructor(
    question: PlanQuestion,
    pool: DayPool,
    volumeFactor = question.request.volumeFactor,
    margin = SEARCH_MARGIN,
  ) {
    const { target, breakMinutes } = question.request;
    this.margin = margin;
    this.question = question;
    this.volumeFactor = volumeFactor;
    this.runner = new TeamRunner(pool, {
      rule: question.rule,
      noShow: question.noShow,
      targetMs: target.minutes * 60_000,
      breakMs: breakMinutes * 60_000,
    });
  }

  /** Citizens a day of a field. */
  perDay(field: number): number {
    const { days } = this.question;
    let sum = 0;
    for (const day of days) sum += day.arrivals[field]?.length ?? 0;
    return days.length === 0 ? 0 : (sum / days.length) * this.volumeFactor;
  }

  /**
   * Simulated days for some fields: more where a field is rare, so that its share means something.
   * @param least days simulated at least
   */
  daysFor(fields: readonly number[], least = this.question.request.days): number {
    const each = fields.map((field) => this.perDay(field)).filter((perDay) => perDay > 0);
    if (each.length === 0) return least;
    const all = each.reduce((sum, perDay) => sum + perDay, 0);
    const asked = this.question.request.days;
    const wanted = Math.ceil((CITIZENS_ENOUGH * asked) / Math.min(...each));
    const days = Math.max(
      least,
      Math.min(wanted, DAYS_MOST * asked, Math.floor((CITIZENS_MOST * asked) / all)),
    );
    // Whole rounds of the recorded days, so that none counts more than another; of a long record those drawn must do.
    const round = this.question.days.length;
    return round * 2 > days ? days : Math.ceil(days / round) * round;
  }

  /** What the citizens of some fields meet with so many officials. */
  tallyOf(fields: readonly number[], officials: number): Tally {
    const key = `${fields.join()}/${officials}`;
    const there = this.tallies.get(key);
    if (there) return there;
    const made = this.judge(equalTeam(fields, officials));
    this.tallies.set(key, made);
    return made;
  }

  /**
   * Simulates a team until it is clear whether it meets the target: a few rounds of the recorded days where it is far from
   * it, a third of the usual number of days, or of citizens where they are few, where it is near.
   */
  judge(team: Team): Tally {
    return this.runner.run(team, {
      days: this.daysFor(team.fields, Math.ceil(this.question.request.days / SEARCH_PART)),
      enough: (tally) => this.isClear(tally),
    });
  }

  /**
   * Simulates a team to judge it strictly: the usual number of days, and three times as many where a field is too near to
   * the target to tell. It looks twice at most: whoever looks until it fits finds what is not there.
   */
  prove(team: Team): Tally {
    const days = this.daysFor(team.fields);
    const { share } = this.question.request.target;
    let looked = false;
    return this.runner.run(team, {
      days: days * LONGER,
      keepWaits: false,
      enough: (tally) => {
        if (looked || tally.days < days) return false;
        looked = true;
        return (
          this.meets(tally) ||
          this.sharesOf(tally).some((each) => each.share + this.margin * each.error < share)
        );
      },
    });
  }

  /** Citizens simulated so far: what a search costs, the same on every machine. */
  get simulated(): number {
    return this.runner.simulated;
  }

  private sharesOf(tally: Tally): DayShare[] {
    return tally.fields.map((_, place) => shareOf(tally, place));
  }

  /** Far below the target in one field, or far above it in all. */
  private isClear(tally: Tally): boolean {
    const { share } = this.question.request.target;
    const known = this.sharesOf(tally).map((each) => ({
      ...each,
      reach: CLEAR * (each.error + ONE_MORE / each.arrived),
    }));
    const below = known.some((each) => each.arrived >= CLEAR_FROM && each.share + each.reach < share);
    return below || known.every((each) => each.arrived >= CLEAR_FROM && each.share - each.reach >= share);
  }

  /** Simulates any team on this search's days. */
  run(team: Team, options: { keepWaits?: boolean; days?: number } = {}): Tally {
    return this.runner.run(team, {
      days: options.days ?? this.daysFor(team.fields),
      keepWaits: options.keepWaits ?? false,
    });
  }

  /** Whether every field of a tally meets the target, with a margin for the days being a sample. */
  meets(tally: Tally): boolean {
    const { share } = this.question.request.target;
    return tally.fields.every((_, place) => {
      const known = shareOf(tally, place);
      return known.arrived === 0 || known.share - this.margin * known.error >= share;
    });
  }

  /** Fields of a tally with citizens, by their place in the question: first the one farthest below the target. */
  byNeed(tally: Tally): number[] {
    return tally.fields
      .map((field, place) => ({ field, known: shareOf(tally, place) }))
      .filter(({ known }) => known.arrived > 0)
      .map(({ field, known }) => ({ field, sure: known.share - this.margin * known.error }))
      .sort((a, b) => a.sure - b.sure || a.field - b.field)
      .map(({ field }) => field);
  }

  /** What a share must reach in a tally to count as met: the target and the margin. */
  needed(tally: Tally, place: number): number {
    return this.question.request.target.share + this.margin * shareOf(tally, place).error;
  }

  /**
   * Officials by formula if the citizens came evenly all day and the day had no beginning: where a search starts. A short
   * quiet day begins empty and can do with one fewer.
   */
  evenly(fields: readonly number[]): number {
    const { question } = this;
    let perDay = 0;
    let first = 0;
    let second = 0;
    for (const field of fields) {
      const fit = question.fields[field]?.service;
      const count = this.perDay(field);
      if (!fit) continue;
      perDay += count;
      first += count * fit.meanMs;
      second += count * fit.meanMs ** 2 * (1 + fit.scv);
    }
    if (perDay === 0 || first === 0) return 1;
    const openMs = question.days.reduce(
      (sum, day) => sum + day.sessions.reduce((all, session) => all + session.toMs - session.fromMs, 0),
      0,
    );
    const hours = openMs / question.days.length / 3_600_000;
    const meanMs = first / perDay;
    const need = smallestStaff(
      {
        arrivalsPerHour: perDay / hours,
        servicePerHour: 3_600_000 / meanMs,
        serviceScv: Math.max(0, second / perDay / meanMs ** 2 - 1),
      },
      question.request.target,
    );
    return need.ok ? need.value.counters : 1;
  }

  /**
   * The smallest number of officials for fields held together.
   * @param low fewer are not tried; @param high more are not tried
   * @returns `met` false when even `high` misses the target
   */
  sizeOf(fields: readonly number[], low = 1, high = OFFICIALS_MOST): Sized {
    const ok = (officials: number) => this.meets(this.tallyOf(fields, officials));
    let at = Math.min(high, Math.max(low, this.evenly(fields)));
    if (ok(at)) {
      while (at > low && ok(at - 1)) at -= 1;
      return { officials: at, met: true };
    }
    while (at < high) {
      at += 1;
      if (ok(at)) return { officials: at, met: true };
    }
    return { officials: at, met: false };
  }
}
