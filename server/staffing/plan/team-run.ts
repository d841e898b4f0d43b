import { type Citizens, citizenColumns } from '../simulation/citizens.ts';
import { runDay, SERVED } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import type { DayPool } from './day-pool.ts';
import type { PlanQuestion } from './question.ts';
import type { Tally } from './tally.ts';

/** One official: fields by their place in the question. */
export interface TeamDesk {
  readonly primary: readonly number[];
  readonly helping: readonly number[];
}

/** Officials who share nothing with the rest of the hall, and so can be simulated by themselves. */
export interface Team {
  readonly fields: readonly number[];
  readonly desks: readonly TeamDesk[];
}

/** The rules under which a team works. */
export type TeamRules = Pick<PlanQuestion, 'rule' | 'noShow'> & {
  readonly targetMs: number;
  readonly breakMs: number;
};

export interface RunOptions {
  readonly days: number;
  /** Keeps every wait, for percentiles. */
  readonly keepWaits?: boolean;
  /** Asked again and again with what is known; true ends the run there. */
  readonly enough?: (tally: Tally) => boolean;
}

/** Shorter sessions are worked through. */
const BREAK_FROM_MS = 3 * 3_600_000;
/** Whether it is enough is asked after whole rounds of the recorded days, unless there are too many of them for that. */
const ASK_FROM = 40;
const ASK_AGAIN = 1.3;
const ROUND_MOST = 100;

const roundedUp = (days: number, round: number) => Math.ceil(days / round) * round;

/** Breaks of an official: in the middle of each long session, one official of the team after the other. */
export function breaksOf(
  place: number,
  count: number,
  sessions: readonly Period[],
  breakMs: number,
): Period[] {
  if (breakMs === 0) return [];
  return sessions.flatMap((session) => {
    const lengthMs = session.toMs - session.fromMs;
    if (lengthMs < BREAK_FROM_MS) return [];
    const middleMs = session.fromMs + lengthMs / 2 + (place - count / 2) * breakMs;
    const fromMs = Math.min(session.toMs - breakMs, Math.max(session.fromMs, middleMs));
    return [{ fromMs, toMs: fromMs + breakMs }];
  });
}

/** Runs teams through the days of a pool. Keeps the citizens of the last team, since its sizes are tried in a row. */
export class TeamRunner {
  private readonly pool: DayPool;
  private readonly rules: TeamRules;
  private citizensKey = '';
  private citizens: Citizens[] = [];
  /** Citizens simulated so far. */
  simulated = 0;

  constructor(pool: DayPool, rules: TeamRules) {
    this.pool = pool;
    this.rules = rules;
  }

  /** Simulates a team day by day. */
  run(team: Team, options: RunOptions): Tally {
    const { fields } = team;
    const { targetMs } = this.rules;
    const arrived = fields.map(() => new Uint16Array(options.days));
    const inTime = fields.map(() => new Uint16Array(options.days));
    const sources = new Uint16Array(options.days);
    const round = this.pool.sourceCount <= ROUND_MOST ? this.pool.sourceCount : 1;
    let askAt = roundedUp(ASK_FROM, round);
    const waitSumMs = fields.map(() => 0);
    const called = fields.map(() => 0);
    const waitsMs = options.keepWaits ? fields.map((): number[] => []) : null;
    const cameToday = new Uint16Array(fields.length);
    const inTimeToday = new Uint16Array(fields.length);
    const halls = new Map<readonly Period[], SimulatedHall>();
    let busyMs = 0;
    let openMs = 0;
    const tallyOf = (days: number): Tally => ({
      days,
      fields,
      arrived,
      inTime,
      sources,
      waitSumMs,
      called,
      waitsMs,
      busyMs,
      openMs,
    });
    for (let day = 0; day < options.days; day++) {
      const sessions = this.pool.sessionsOf(day);
      sources[day] = this.pool.sourceOf(day);
      const hall = halls.get(sessions) ?? this.hallOf(team, sessions);
      halls.set(sessions, hall);
      const citizens = this.citizensOf(fields, day);
      const run = runDay(hall, citizens);
      this.simulated += citizens.count;
      for (const [at, session] of sessions.entries())
        openMs +=
          Math.max(session.toMs - session.fromMs, (run.endedAtMs[at] ?? 0) - session.fromMs) *
          team.desks.length;
      cameToday.fill(0);
      inTimeToday.fill(0);
      for (let citizen = 0; citizen < citizens.count; citizen++) {
        const place = citizens.field[citizen] as number;
        cameToday[place] = (cameToday[place] as number) + 1;
        if (run.outcome[citizen] === SERVED) busyMs += citizens.serviceMs[citizen] as number;
        const waitMs = (run.calledAtMs[citizen] as number) - (citizens.arrivesAtMs[citizen] as number);
        if (Number.isNaN(waitMs)) continue;
        waitSumMs[place] = (waitSumMs[place] as number) + waitMs;
        called[place] = (called[place] as number) + 1;
        waitsMs?.[place]?.push(waitMs);
        if (waitMs <= targetMs) inTimeToday[place] = (inTimeToday[place] as number) + 1;
      }
      for (let place = 0; place < fields.length; place++) {
        (arrived[place] as Uint16Array)[day] = cameToday[place] as number;
        (inTime[place] as Uint16Array)[day] = inTimeToday[place] as number;
      }
      if (!options.enough || day + 1 < askAt) continue;
      if (options.enough(tallyOf(day + 1))) return tallyOf(day + 1);
      askAt = roundedUp((day + 1) * ASK_AGAIN, round);
    }
    return tallyOf(options.days);
  }

  private hallOf(team: Team, sessions: readonly Period[]): SimulatedHall {
    const local = new Map(team.fields.map((field, place) => [field, place]));
    const places = (fields: readonly number[]) => fields.flatMap((field) => local.get(field) ?? []);
    return {
      fields: team.fields.map(() => ({ targetMs: this.rules.targetMs })),
      counters: team.desks.map(
        (desk, place): SimulatedCounter => ({
          primary: places(desk.primary),
          helping: places(desk.helping),
          away: breaksOf(place, team.desks.length, sessions, this.rules.breakMs),
        }),
      ),
      rule: this.rules.rule,
      noShow: this.rules.noShow,
      sessions,
      atClose: 'serve-out',
    };
  }

  /** The citizens of some fields of one day, together in order of arrival. */
  private citizensOf(fields: readonly number[], day: number): Citizens {
    const key = fields.join();
    if (key !== this.citizensKey) {
      this.citizensKey = key;
      this.citizens = [];
    }
    const there = this.citizens[day];
    if (there) return there;
    const parts = fields.map((field) => this.pool.fieldDay(field, day));
    const made = citizenColumns(parts.reduce((sum, part) => sum + part.arrivesAtMs.length, 0));
    const next = parts.map(() => 0);
    for (let citizen = 0; citizen < made.count; citizen++) {
      let soonest = 0;
      let soonestMs = Number.POSITIVE_INFINITY;
      for (let place = 0; place < parts.length; place++) {
        const atMs = parts[place]?.arrivesAtMs[next[place] as number] ?? Number.POSITIVE_INFINITY;
        if (atMs >= soonestMs) continue;
        soonest = place;
        soonestMs = atMs;
      }
      const part = parts[soonest];
      const at = next[soonest] as number;
      next[soonest] = at + 1;
      made.arrivesAtMs[citizen] = soonestMs;
      made.field[citizen] = soonest;
      made.priority[citizen] = part?.priority[at] ?? 0;
      made.serviceMs[citizen] = part?.serviceMs[at] ?? 0;
      made.absences[citizen] = part?.absences[at] ?? 0;
    }
    this.citizens[day] = made;
    return made;
  }
}
