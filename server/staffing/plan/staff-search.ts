import { smallestStaff } from '../formulas/smallest-staff.ts';
import { type AskedFigure, Criterion } from './criterion.ts';
import type { DayPool } from './day-pool.ts';
import type { PlanQuestion } from './question.ts';
import type { Tally } from './tally.ts';
import { type Team, TeamRunner } from './team-run.ts';

/** A number of officials and whether it meets the target. */
export interface Sized {
  readonly officials: number;
  readonly met: boolean;
}

/** One-sided confidence that the target is met in truth and not by the luck of the services drawn: 95 % in the search. */
const SEARCH_MARGIN = 1.0;
/** Candidates are told apart on a part of the days that the proof takes. */
const SEARCH_PART = 3;
/** A team too near to the target to tell is proved on so many times the days. */
const LONGER = 2;
/** A field's share is known well enough from so many citizens for each day asked for: 1,500 for 300 days. */
const CITIZENS_ENOUGH = 5;
/** Nor is a field so rare that it takes more than so many times the days, or citizens for each day in all. */
const DAYS_MOST = 20;
const CITIZENS_MOST = 200;
const OFFICIALS_MOST = 300;

/** Officials who all hold the same fields. */
export function equalTeam(fields: readonly number[], officials: number): Team {
  const desk = { primary: fields, helping: [] };
  return { fields, desks: Array.from({ length: officials }, () => desk) };
}

/** The target that the fewest officials meet: a bound for all of them. */
function easiestOf(targets: readonly PlanQuestion['request']['target'][]): PlanQuestion['request']['target'] {
  return {
    share: Math.min(1, ...targets.map((target) => target.share)),
    minutes: Math.max(0, ...targets.map((target) => target.minutes)),
  };
}

/** Finds the smallest number of officials for fields held together. Every candidate is simulated once and remembered. */
export class StaffSearch {
  readonly question: PlanQuestion;
  private readonly runner: TeamRunner;
  private readonly tallies = new Map<string, Tally>();
  private readonly pool: DayPool;
  private readonly criterion: Criterion;

  /** @param margin standard errors by which what is asked must be exceeded */
  constructor(question: PlanQuestion, pool: DayPool, margin = SEARCH_MARGIN) {
    this.criterion = new Criterion(question, margin);
    this.question = question;
    this.pool = pool;
    this.runner = new TeamRunner(pool, question);
  }

  /** The same days, judged with another margin. */
  withMargin(margin: number): StaffSearch {
    return new StaffSearch(this.question, this.pool, margin);
  }

  /** Citizens a day of a field, as expected on the days of the pool. */
  perDay(field: number): number {
    return this.pool.perDay(field);
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

  /** The same, only if it was simulated already. */
  knownTally(fields: readonly number[], officials: number): Tally | undefined {
    return this.tallies.get(`${fields.join()}/${officials}`);
  }

  /**
   * Simulates a team until it is clear whether it meets the target: a few rounds of the recorded days where it is far from
   * it, a third of the usual number of days, or of citizens where they are few, where it is near.
   */
  judge(team: Team): Tally {
    return this.runner.run(team, {
      days: this.daysFor(team.fields, Math.ceil(this.question.request.days / SEARCH_PART)),
      enough: (tally) => this.criterion.isClear(tally),
    });
  }

  /**
   * Simulates a team to judge it strictly: the usual number of days, and twice as many where a field is too near to
   * the target to tell. It looks twice at most: whoever looks until it fits finds what is not there.
   */
  prove(team: Team): Tally {
    const days = this.daysFor(team.fields);
    let looked = false;
    return this.runner.run(team, {
      days: days * LONGER,
      keepWaits: false,
      enough: (tally) => {
        if (looked || tally.days < days) return false;
        looked = true;
        return this.meets(tally) || this.criterion.fails(tally);
      },
    });
  }

  /** Citizens simulated so far: what a search costs, the same on every machine. */
  get simulated(): number {
    return this.runner.simulated;
  }

  /** Simulates any team on this search's days. */
  run(team: Team, options: { keepWaits?: boolean; days?: number } = {}): Tally {
    return this.runner.run(team, {
      days: options.days ?? this.daysFor(team.fields),
      keepWaits: options.keepWaits ?? false,
    });
  }

  /** Whether every field of a tally has what is asked, with a margin for the days being a sample. */
  meets(tally: Tally): boolean {
    return this.criterion.meets(tally);
  }

  /** By how much a field surely exceeds what is asked. */
  slack(tally: Tally, place: number): number {
    return this.criterion.slack(tally, place);
  }

  /** What is asked of a field of a tally, day by day. */
  asked(tally: Tally, place: number): AskedFigure[] {
    return this.criterion.asked(tally, place);
  }

  /** Fields of a tally with citizens, by their place in the question: first the one farthest below what is asked. */
  byNeed(tally: Tally): number[] {
    return this.criterion.byNeed(tally);
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
      const heldMs = fit.meanMs + (question.fields[field]?.gapMs ?? 0);
      perDay += count;
      first += count * heldMs;
      second += count * (heldMs ** 2 + fit.meanMs ** 2 * fit.scv);
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
      easiestOf(fields.flatMap((field) => question.fields[field]?.target ?? [])),
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
