import type { PlanWait } from '../../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import type { WhatIfAnswer, WhatIfOutcome, WhatIfRequest } from '../../../common/protocol/what-if.ts';
import { type Citizens, citizenColumns } from '../simulation/citizens.ts';
import { type DayRun, runDay } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import { DayPool } from './day-pool.ts';
import { daysAsRecorded } from './day-source.ts';
import type { PlanQuestion } from './question.ts';
import { breaksOf } from './team-run.ts';

type Scenario = WhatIfRequest['scenarios'][number];
type Known = Omit<PlanQuestion, 'request'>;

const MINUTE_MS = 60_000;

/** What some citizens met, day by day. */
class Meeting {
  private readonly days: { arrived: number; inTime: number }[] = [];
  private readonly waitsMs: number[] = [];
  private readonly targetMs: number;

  constructor(targetMs: number) {
    this.targetMs = targetMs;
  }

  nextDay(): void {
    this.days.push({ arrived: 0, inTime: 0 });
  }

  /** @param waitMs NaN: never called, which is a target missed */
  add(waitMs: number): void {
    const day = this.days.at(-1);
    if (!day) return;
    day.arrived += 1;
    if (Number.isNaN(waitMs)) return;
    this.waitsMs.push(waitMs);
    if (waitMs <= this.targetMs) day.inTime += 1;
  }

  /** Null when nobody came. Citizens of one day share their luck: the interval is that of a ratio of daily sums. */
  wait(): PlanWait | null {
    const arrived = this.days.reduce((sum, day) => sum + day.arrived, 0);
    if (arrived === 0) return null;
    const share = this.days.reduce((sum, day) => sum + day.inTime, 0) / arrived;
    const squares = this.days.reduce((sum, day) => sum + (day.inTime - share * day.arrived) ** 2, 0);
    const { length } = this.days;
    const error = length > 1 ? Math.sqrt((squares * length) / (length - 1)) / arrived : null;
    const sorted = Float64Array.from(this.waitsMs).sort();
    const p90 = sorted[Math.ceil(sorted.length * 0.9) - 1];
    const called = sorted.length;
    return {
      withinTargetShare: share,
      withinTargetHalfWidth: error === null ? null : 1.96 * error,
      meanMinutes: called === 0 ? null : sorted.reduce((sum, waitMs) => sum + waitMs, 0) / called / MINUTE_MS,
      p90Minutes: p90 === undefined ? null : p90 / MINUTE_MS,
    };
  }
}

const NOBODY: PlanWait = {
  withinTargetShare: null,
  withinTargetHalfWidth: null,
  meanMinutes: null,
  p90Minutes: null,
};

/** All citizens of a simulated day in order of arrival. */
export function citizensOf(pool: DayPool, fields: number, day: number): Citizens {
  const parts = Array.from({ length: fields }, (_, field) => pool.fieldDay(field, day));
  const order = parts.flatMap((part, field) =>
    [...part.arrivesAtMs].map((atMs, place) => ({ atMs, field, place })),
  );
  order.sort((a, b) => a.atMs - b.atMs || a.field - b.field || a.place - b.place);
  const citizens = citizenColumns(order.length);
  for (const [at, { atMs, field, place }] of order.entries()) {
    const part = parts[field];
    citizens.arrivesAtMs[at] = atMs;
    citizens.field[at] = field;
    citizens.priority[at] = part?.priority[place] ?? 0;
    citizens.serviceMs[at] = part?.serviceMs[place] ?? 0;
    citizens.absences[at] = part?.absences[place] ?? 0;
  }
  return citizens;
}

function countersOf(
  scenario: Scenario,
  places: ReadonlyMap<string, number>,
): Omit<SimulatedCounter, 'away'>[] {
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => places.get(code) ?? []);
  return scenario.counters.flatMap(({ primaryFields, helpingFields, officials }) =>
    Array.from({ length: officials }, () => ({
      primary: placesOf(primaryFields),
      helping: placesOf(helpingFields),
    })),
  );
}

/** A scenario's rules on the hours of a simulated day. */
function hallOf(
  known: Known,
  scenario: Scenario,
  targetMs: number,
  counters: readonly Omit<SimulatedCounter, 'away'>[],
  sessions: readonly Period[],
): SimulatedHall {
  const breakMs = scenario.breakMinutes * MINUTE_MS;
  return {
    fields: known.fields.map(({ gapMs }) => ({ targetMs, gapMs })),
    counters: counters.map((counter, place) => ({
      ...counter,
      away: breaksOf(place, counters.length, sessions, breakMs),
    })),
    rule: {
      discipline: scenario.discipline ?? known.rule.discipline,
      help: scenario.help ?? known.rule.help,
    },
    noShow: known.noShow,
    sessions,
    atClose: 'serve-out',
  };
}

function tryOut(known: Known, request: WhatIfRequest, scenario: Scenario, onDay: () => void): WhatIfOutcome {
  const targetMs = request.target.minutes * MINUTE_MS;
  const hours = scenario.sessions?.map(({ fromMinute, toMinute }) => ({
    fromMs: fromMinute * MINUTE_MS,
    toMs: toMinute * MINUTE_MS,
  }));
  const days = hours ? known.days.map((day) => ({ ...day, sessions: hours })) : known.days;
  const pool = new DayPool(
    { fields: known.fields, days },
    request.seed,
    daysAsRecorded(days.length, request.seed, () => scenario.volumeFactor),
  );
  const counters = countersOf(scenario, new Map(known.fields.map((field, place) => [field.code, place])));
  const fields = known.fields.map(() => new Meeting(targetMs));
  const [overall, priority, ordinary] = [targetMs, targetMs, targetMs].map((ms) => new Meeting(ms)) as [
    Meeting,
    Meeting,
    Meeting,
  ];
  for (let day = 0; day < request.days; day++) {
    const citizens = citizensOf(pool, known.fields.length, day);
    const run: DayRun = runDay(hallOf(known, scenario, targetMs, counters, pool.sessionsOf(day)), citizens);
    for (const each of [...fields, overall, priority, ordinary]) each.nextDay();
    for (let citizen = 0; citizen < citizens.count; citizen++) {
      const waitMs = (run.calledAtMs[citizen] as number) - (citizens.arrivesAtMs[citizen] as number);
      fields[citizens.field[citizen] as number]?.add(waitMs);
      overall.add(waitMs);
      (citizens.priority[citizen] === 0 ? ordinary : priority).add(waitMs);
    }
    onDay();
  }
  return {
    name: scenario.name,
    officials: counters.length,
    fields: known.fields.map(({ code, name }, place) => ({
      code,
      name,
      wait: fields[place]?.wait() ?? NOBODY,
    })),
    overall: overall.wait() ?? NOBODY,
    priorityWait: priority.wait(),
    ordinaryWait: ordinary.wait(),
  };
}

/**
 * What citizens would meet under each arrangement: the recorded days drawn again, the same people for all of them
 * (common random numbers).
 * @param onProgress simulated days done, of all
 * @returns refused without a recorded day; fields that the record does not hold draw nobody
 */
export function whatIf(
  known: Known,
  request: WhatIfRequest,
  onProgress: (done: number, total: number) => void = () => {},
): Outcome<WhatIfAnswer> {
  if (known.days.length === 0)
    return refused('invalid_input', `no ticket was drawn from ${request.from} to ${request.to}`, {
      missing: 'tickets',
      from: request.from,
      to: request.to,
    });
  const total = request.scenarios.length * request.days;
  let done = 0;
  const onDay = () => {
    done += 1;
    if (done % 10 === 0) onProgress(done, total);
  };
  return accepted({
    recordedDays: known.days.length,
    simulatedDays: request.days,
    scenarios: request.scenarios.map((scenario) => tryOut(known, request, scenario, onDay)),
  });
}
