import { smallestStaff } from '../formulas/smallest-staff.ts';
import type { DayPool } from './day-pool.ts';
import type { PlanQuestion } from './question.ts';
import { shareOf, type Tally } from './tally.ts';
import { type Team, TeamRunner } from './team-run.ts';

/** A number of officials and whether it meets the target. */
export interface Sized {
  readonly officials: number;
  readonly met: boolean;
}

/** One-sided confidence of 95 % that the target is met in truth, not by the luck of the days drawn. */
const MARGIN = 1.645;
/** A candidate that is so many errors below the target after some days is not simulated to the end. */
const HOPELESS = 3;
const HOPELESS_FROM = 40;
/** A field's share is known well enough from so many citizens. */
const CITIZENS_ENOUGH = 600;
const DAYS_MOST = 3_000;
/** Citizens of one candidate at most: more tell no more and take longer. */
const CITIZENS_MOST = 150_000;
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

  /** @param volumeFactor the one that the pool was drawn with */
  constructor(question: PlanQuestion, pool: DayPool, volumeFactor = question.request.volumeFactor) {
    const { target, breakMinutes } = question.request;
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

  /** Simulated days for some fields: more where a field is rare, so that its share means something. */
  daysFor(fields: readonly number[]): number {
    const each = fields.map((field) => this.perDay(field)).filter((perDay) => perDay > 0);
    if (each.length === 0) return this.question.request.days;
    const all = each.reduce((sum, perDay) => sum + perDay, 0);
    const wanted = Math.ceil(CITIZENS_ENOUGH / Math.min(...each));
    return Math.max(this.question.request.days, Math.min(wanted, DAYS_MOST, Math.floor(CITIZENS_MOST / all)));
  }

  /** What the citizens of some fields meet with so many officials. */
  tallyOf(fields: readonly number[], officials: number): Tally {
    const key = `${fields.join()}/${officials}`;
    const there = this.tallies.get(key);
    if (there) return there;
    const made = this.run(equalTeam(fields, officials), { giveUp: true });
    this.tallies.set(key, made);
    return made;
  }

  /** Simulates any team on this search's days. */
  run(team: Team, options: { giveUp?: boolean; keepWaits?: boolean; days?: number } = {}): Tally {
    const { share } = this.question.request.target;
    const hopeless = (tally: Tally) =>
      tally.fields.some((_, place) => {
        const known = shareOf(tally, place);
        return known.arrived >= HOPELESS_FROM && known.share + HOPELESS * known.error < share;
      });
    return this.runner.run(team, {
      days: options.days ?? this.daysFor(team.fields),
      keepWaits: options.keepWaits ?? false,
      ...(options.giveUp ? { enough: hopeless } : {}),
    });
  }

  /** Whether every field of a tally meets the target, with a margin for the days being a sample. */
  meets(tally: Tally): boolean {
    const { share } = this.question.request.target;
    return tally.fields.every((_, place) => {
      const known = shareOf(tally, place);
      return known.arrived === 0 || known.share - MARGIN * known.error >= share;
    });
  }

  /** What a share must reach in a tally to count as met: the target and the margin. */
  needed(tally: Tally, place: number): number {
    return this.question.request.target.share + MARGIN * shareOf(tally, place).error;
  }

  /**
   * Officials by formula if the citizens came evenly all day. Real days are never easier, so fewer cannot do: it saves
   * simulating what must fail.
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
