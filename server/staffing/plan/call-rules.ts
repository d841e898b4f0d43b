import type {
  CallRuleAnswer,
  CallRuleOutcome,
  CallRuleRecordHall,
  CallRuleRequest,
  CallRuleTextbookHall,
  CallRuleWait,
} from '../../../common/protocol/call-rules.ts';
import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { steadyState } from '../formulas/steady-state.ts';
import { type Citizens, citizenColumns } from '../simulation/citizens.ts';
import { type DayRun, runDay } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import { seededRandom } from '../simulation/random.ts';
import { exponential, type ServiceTime, serviceDrawer } from '../simulation/service-time.ts';
import { adviceOn, notesOn } from './call-rule-advice.ts';
import { DayPool } from './day-pool.ts';
import { daysAsRecorded } from './day-source.ts';
import type { PlanQuestion } from './question.ts';
import { breaksOf } from './team-run.ts';
import { citizensOf } from './what-if.ts';

type Known = Omit<PlanQuestion, 'request'>;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Waits of one class of citizens under one rule. */
class Waits {
  private readonly waitsMs: number[] = [];
  private arrived = 0;
  private inTime = 0;
  private readonly targetMs: number;

  constructor(targetMs: number) {
    this.targetMs = targetMs;
  }

  /** @param waitMs NaN: never called, which is a target missed */
  add(waitMs: number): void {
    this.arrived += 1;
    if (Number.isNaN(waitMs)) return;
    this.waitsMs.push(waitMs);
    if (waitMs <= this.targetMs) this.inTime += 1;
  }

  summary(): CallRuleWait | null {
    if (this.arrived === 0) return null;
    const sorted = Float64Array.from(this.waitsMs).sort();
    const minutes = (share: number) => {
      const waitMs = sorted[Math.ceil(sorted.length * share) - 1];
      return waitMs === undefined ? null : waitMs / MINUTE_MS;
    };
    return {
      citizens: this.arrived,
      withinTargetShare: this.inTime / this.arrived,
      meanMinutes:
        sorted.length === 0 ? null : sorted.reduce((sum, each) => sum + each, 0) / sorted.length / MINUTE_MS,
      p90Minutes: minutes(0.9),
      p95Minutes: minutes(0.95),
      p999Minutes: minutes(0.999),
    };
  }
}

/** One rule's waits, citizens of priority classes apart from the others. */
class RuleRun {
  readonly discipline: CallRuleRequest['rules'][number];
  private readonly priority: Waits;
  private readonly ordinary: Waits;

  constructor(discipline: RuleRun['discipline'], targetMs: number) {
    this.discipline = discipline;
    this.priority = new Waits(targetMs);
    this.ordinary = new Waits(targetMs);
  }

  take(citizens: Citizens, run: DayRun): void {
    for (let at = 0; at < citizens.count; at++) {
      const waitMs = (run.calledAtMs[at] as number) - (citizens.arrivesAtMs[at] as number);
      (citizens.priority[at] === 0 ? this.ordinary : this.priority).add(waitMs);
    }
  }

  outcome(): CallRuleOutcome {
    return {
      discipline: this.discipline,
      priority: this.priority.summary(),
      ordinary: this.ordinary.summary(),
    };
  }
}

function answerOf(runs: readonly RuleRun[], citizens: number, recordedDays: number | null): CallRuleAnswer {
  const rules = runs.map((run) => run.outcome());
  const { advised, advice } = adviceOn(rules, recordedDays);
  return { recordedDays, citizens, rules, advised, advice, notes: notesOn(rules, recordedDays) };
}

/** Officials of the hall, or of the arrangement that is asked for; fields that the record does not hold fall away. */
function countersOf(known: Known, hall: CallRuleRecordHall): Omit<SimulatedCounter, 'away'>[] {
  if (!hall.counters) return known.present.map(({ primary, helping }) => ({ primary, helping }));
  const places = new Map(known.fields.map((field, place) => [field.code, place]));
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => places.get(code) ?? []);
  return hall.counters.flatMap(({ primaryFields, helpingFields, officials }) =>
    Array.from({ length: officials }, () => ({
      primary: placesOf(primaryFields),
      helping: placesOf(helpingFields),
    })),
  );
}

/**
 * Rules of calling compared on the record's own days, the same people for all of them (common random numbers).
 * @param onProgress simulated days done, of all
 * @returns refused without a recorded day, or when no counter serves a field of the record
 */
export function compareCallRules(
  known: Known,
  request: CallRuleRequest,
  onProgress: (done: number, total: number) => void = () => {},
): Outcome<CallRuleAnswer> {
  const { hall } = request;
  if (hall.kind !== 'record') throw new TypeError('a hall of the textbooks has no record');
  if (known.days.length === 0)
    return refused('not_enough_record', `no ticket was drawn from ${hall.from} to ${hall.to}`);
  const counters = countersOf(known, hall);
  if (!counters.some(({ primary, helping }) => primary.length + helping.length > 0))
    return refused('unknown_counter', 'no counter of this arrangement serves a field of the record');
  const share = hall.priorityShare;
  const fields =
    share === undefined ? known.fields : known.fields.map((field) => ({ ...field, priorityShare: share }));
  const pool = new DayPool(
    { fields, days: known.days },
    request.seed,
    daysAsRecorded(known.days.length, request.seed, () => hall.volumeFactor),
  );
  const targetMs = request.target.minutes * MINUTE_MS;
  const runs = request.rules.map((discipline) => new RuleRun(discipline, targetMs));
  const hallOf = (discipline: RuleRun['discipline'], sessions: readonly Period[]): SimulatedHall => ({
    fields: fields.map(({ gapMs }) => ({ targetMs, gapMs })),
    counters: counters.map((counter, place) => ({
      ...counter,
      away: breaksOf(place, counters.length, sessions, hall.breakMinutes * MINUTE_MS),
    })),
    rule: { discipline, help: known.rule.help },
    noShow: known.noShow,
    sessions,
    atClose: 'serve-out',
  });
  let met = 0;
  for (let day = 0; day < hall.days; day++) {
    const citizens = citizensOf(pool, fields.length, day);
    met += citizens.count;
    for (const run of runs)
      run.take(citizens, runDay(hallOf(run.discipline, pool.sessionsOf(day)), citizens));
    if ((day + 1) % 10 === 0) onProgress(day + 1, hall.days);
  }
  return accepted(answerOf(runs, met, known.days.length));
}

function serviceOf(hall: CallRuleTextbookHall): ServiceTime {
  const meanMs = HOUR_MS / hall.servicePerHour;
  if (hall.serviceScv === 0) return { kind: 'constant', meanMs };
  return hall.serviceScv === 1
    ? { kind: 'exponential', meanMs }
    : { kind: 'gamma', meanMs, scv: hall.serviceScv };
}

/**
 * Rules of calling compared in a hall of the textbooks: one line, equal officials, arrivals at random, no closing.
 * @returns refused `unstable` where the officials cannot keep up
 */
export function textbookCallRules(
  hall: CallRuleTextbookHall,
  request: Pick<CallRuleRequest, 'rules' | 'seed' | 'target'>,
): Outcome<CallRuleAnswer> {
  const steady = steadyState(hall, request.target.minutes, { serviceScv: hall.serviceScv });
  if (!steady.ok) return steady;
  const citizens = citizenColumns(hall.citizens);
  const arrivals = seededRandom(request.seed, 1);
  const service = serviceDrawer(serviceOf(hall), seededRandom(request.seed, 2));
  const person = seededRandom(request.seed, 3);
  let atMs = 0;
  for (let at = 0; at < citizens.count; at++) {
    atMs += (exponential(arrivals) * HOUR_MS) / hall.arrivalsPerHour;
    citizens.arrivesAtMs[at] = atMs;
    citizens.serviceMs[at] = service();
    citizens.priority[at] = person() < hall.priorityShare ? 1 : 0;
  }
  const targetMs = request.target.minutes * MINUTE_MS;
  const runs = request.rules.map((discipline) => new RuleRun(discipline, targetMs));
  for (const run of runs)
    run.take(
      citizens,
      runDay(
        {
          fields: [{ targetMs }],
          counters: Array.from({ length: hall.counters }, () => ({ primary: [0], helping: [], away: [] })),
          rule: { discipline: run.discipline, help: 'when-empty' },
          noShow: { endsAfterCalls: 1, returnsAfterMs: 0, unansweredMs: 0 },
          sessions: [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }],
          atClose: 'serve-out',
        },
        citizens,
      ),
    );
  return accepted(answerOf(runs, hall.citizens, null));
}
