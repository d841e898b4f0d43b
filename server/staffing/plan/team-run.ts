import { type Citizens, citizenColumns } from '../simulation/citizens.ts';
import { runDay, SERVED } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import { seededRandom } from '../simulation/random.ts';
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
  /** When each desk is manned, by its place; absent: all day. */
  readonly manned?: readonly (readonly Period[])[];
}

/** What a team works under. */
export type TeamRules = Pick<PlanQuestion, 'rule' | 'noShow' | 'fields'> & {
  readonly request: Pick<PlanQuestion['request'], 'breakMinutes' | 'absence' | 'backOffice'>;
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

const ALL_DAY: readonly Period[] = [{ fromMs: 0, toMs: Number.POSITIVE_INFINITY }];

/** Breaks and the times that a desk is not manned, in order. */
function withBreaks(breaks: readonly Period[], manned: readonly Period[] | undefined): readonly Period[] {
  if (!manned) return breaks;
  const away = [...breaks];
  let fromMs = 0;
  for (const window of manned) {
    if (window.fromMs > fromMs) away.push({ fromMs, toMs: window.fromMs });
    fromMs = window.toMs;
  }
  if (fromMs < Number.POSITIVE_INFINITY) away.push({ fromMs, toMs: Number.POSITIVE_INFINITY });
  return away.sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Stream of absences; the same official is away on the same day of every arrangement. */
const ABSENCES = 700_001;

/** A 1 for every official who is away that day, each by itself. */
function awayOn(desks: number, absence: number, day: number): string {
  const random = seededRandom(ABSENCES + day);
  return Array.from({ length: desks }, () => (random() < absence ? '1' : '0')).join('');
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
    const targetsMs = fields.map((field) => (this.rules.fields[field]?.target.minutes ?? 0) * 60_000);
    const gapsMs = fields.map((field) => this.rules.fields[field]?.gapMs ?? 0);
    const { absence } = this.rules.request;
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
    const halls = new Map<string, SimulatedHall>();
    const kinds = new Map<readonly Period[], number>();
    let busyMs = 0;
    let openMs = 0;
    let jobsDone = 0;
    const jobs = this.jobsOf(fields);
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
      jobsDone,
    });
    for (let day = 0; day < options.days; day++) {
      const sessions = this.pool.sessionsOf(day);
      sources[day] = this.pool.sourceOf(day);
      const gone = absence > 0 ? awayOn(team.desks.length, absence, day) : '';
      if (!kinds.has(sessions)) kinds.set(sessions, kinds.size);
      const kind = `${kinds.get(sessions)} ${gone}`;
      const hall = halls.get(kind) ?? this.hallOf(team, sessions, gone);
      halls.set(kind, hall);
      const citizens = this.citizensOf(fields, day);
      const run = runDay(hall, citizens);
      jobsDone += run.jobsDone;
      busyMs += run.jobsDone * jobs.jobMs;
      this.simulated += citizens.count;
      for (const [at, session] of sessions.entries())
        openMs +=
          Math.max(session.toMs - session.fromMs, (run.endedAtMs[at] ?? 0) - session.fromMs) *
          (team.desks.length - gone.split('1').length + 1);
      cameToday.fill(0);
      inTimeToday.fill(0);
      for (let citizen = 0; citizen < citizens.count; citizen++) {
        const place = citizens.field[citizen] as number;
        cameToday[place] = (cameToday[place] as number) + 1;
        if (run.outcome[citizen] === SERVED)
          busyMs += (citizens.serviceMs[citizen] as number) + (gapsMs[place] as number);
        const waitMs = (run.calledAtMs[citizen] as number) - (citizens.arrivesAtMs[citizen] as number);
        if (Number.isNaN(waitMs)) continue;
        waitSumMs[place] = (waitSumMs[place] as number) + waitMs;
        called[place] = (called[place] as number) + 1;
        waitsMs?.[place]?.push(waitMs);
        if (waitMs <= (targetsMs[place] as number)) inTimeToday[place] = (inTimeToday[place] as number) + 1;
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

  /** Dossiers a day of some fields, and how long one takes on average. */
  private jobsOf(fields: readonly number[]): { jobs: number; jobMs: number } {
    let jobs = 0;
    let workMs = 0;
    for (const { field, perDay, minutes } of this.rules.request.backOffice) {
      if (!fields.some((each) => this.rules.fields[each]?.code === field)) continue;
      jobs += perDay;
      workMs += perDay * minutes * 60_000;
    }
    return { jobs: Math.round(jobs), jobMs: jobs === 0 ? 0 : workMs / jobs };
  }

  /** @param gone a 1 for every desk whose official is away all day */
  private hallOf(team: Team, sessions: readonly Period[], gone: string): SimulatedHall {
    const local = new Map(team.fields.map((field, place) => [field, place]));
    const places = (fields: readonly number[]) => fields.flatMap((field) => local.get(field) ?? []);
    return {
      fields: team.fields.map((field) => ({
        targetMs: (this.rules.fields[field]?.target.minutes ?? 0) * 60_000,
        gapMs: this.rules.fields[field]?.gapMs ?? 0,
      })),
      counters: team.desks.map(
        (desk, place): SimulatedCounter => ({
          primary: places(desk.primary),
          helping: places(desk.helping),
          away:
            gone[place] === '1'
              ? ALL_DAY
              : withBreaks(
                  breaksOf(place, team.desks.length, sessions, this.rules.request.breakMinutes * 60_000),
                  team.manned?.[place],
                ),
        }),
      ),
      backOffice: this.jobsOf(team.fields),
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
