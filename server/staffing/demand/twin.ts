import type { CallRule } from '../../domain/call-order.ts';
import { type Citizens, citizenColumns } from '../simulation/citizens.ts';
import { runDay } from '../simulation/day-run.ts';
import type { Period, SimulatedCounter, SimulatedHall } from '../simulation/hall-model.ts';
import { seededRandom } from '../simulation/random.ts';
import { type ServiceTime, serviceDrawer } from '../simulation/service-time.ts';

/** A citizen as recorded. Fields are named by their place in the line. */
export interface TwinCitizen {
  readonly atMs: number;
  readonly field: number;
  /** From the draw to the first call, ms; null: never called. */
  readonly waitMs: number | null;
  readonly priority: boolean;
  readonly noShow: boolean;
  /** As measured, ms; absent: drawn from the field's service time. */
  readonly serviceMs?: number;
}

/** A recorded day of fields that share counters, with who was there. */
export interface TwinDay {
  /** In order of arrival. */
  readonly citizens: readonly TwinCitizen[];
  readonly counters: readonly SimulatedCounter[];
  readonly sessions: readonly Period[];
}

/** Fields that must be replayed together, by their place in the question. */
export interface TwinLine {
  readonly fields: readonly number[];
  readonly days: readonly TwinDay[];
}

/** How a field's citizens are served in a replay. */
export interface TwinService {
  readonly service: ServiceTime;
  readonly gapMs: number;
}

export interface TwinRules {
  readonly rule: CallRule;
  readonly noShow: SimulatedHall['noShow'];
}

/** Share of a field's citizens called within the target, as recorded and as replayed. */
export interface TwinShare {
  readonly field: number;
  readonly citizens: number;
  readonly recordedShare: number;
  readonly simulatedShare: number;
}

const REPLAYS = 6;
/** A fit is careful when it replays so many citizens in all, within these turns. */
const CITIZENS_ENOUGH = 12_000;
const TURNS_MOST = 24;
const COARSE_TURNS = 3;
const COARSE_STEPS = 6;
const CAREFUL_STEPS = 5;
/** A careful fit looks for its answer within this factor of the coarse one, which chance may have led astray. */
const ASTRAY = 1.35;
/** Waits at which the spread of a line shows, ms. */
const SPREAD_LIMITS_MS = [5, 30, 60].map((minutes) => minutes * 60_000);
/** A visit with all that belongs to it takes no less and no more on average, ms. */
const SHORTEST_MS = 60_000;
const LONGEST_MS = 5 * 3_600_000;
/** A service takes some time, however short the cycle, ms. */
const LEAST_SERVICE_MS = 5_000;
/** So much below the recorded share even with no service to speak of, counters are missing in the record. */
const UNLISTED_FROM = 0.02;
const DAY_STEP = 7_919;
/** Never answers, whatever the rule. */
const NEVER = 255;

function columnsOf(day: TwinDay, services: readonly TwinService[], seed: number): Citizens {
  const drawers = services.map(({ service }, field) => serviceDrawer(service, seededRandom(seed, field)));
  const columns = citizenColumns(day.citizens.length);
  for (const [at, citizen] of day.citizens.entries()) {
    columns.arrivesAtMs[at] = citizen.atMs;
    columns.field[at] = citizen.field;
    columns.priority[at] = citizen.priority ? 1 : 0;
    // Drawn for everybody, used where none was measured: the others' chance stays as it is.
    const drawnMs = drawers[citizen.field]?.() ?? 0;
    columns.serviceMs[at] = citizen.serviceMs ?? drawnMs;
    columns.absences[at] = citizen.noShow ? NEVER : 0;
  }
  return columns;
}

/**
 * Replays the recorded days with the recorded citizens and the counters that were there.
 * @param services by place of the field in the line
 * @param limitsMs likewise, any number of them
 * @returns shares[field][limit] of citizens called within it
 */
function replay(
  line: TwinLine,
  services: readonly TwinService[],
  limitsMs: readonly (readonly number[])[],
  rules: TwinRules,
  turns: number,
): number[][] {
  const came = line.fields.map(() => 0);
  const good = limitsMs.map((limits) => limits.map(() => 0));
  for (const [at, day] of line.days.entries()) {
    const hall: SimulatedHall = {
      fields: line.fields.map((_, field) => ({
        targetMs: limitsMs[field]?.[0] ?? 0,
        gapMs: services[field]?.gapMs ?? 0,
      })),
      counters: day.counters,
      ...rules,
      sessions: day.sessions,
      atClose: 'serve-out',
    };
    for (let turn = 0; turn < turns; turn++) {
      const citizens = columnsOf(day, services, (at * TURNS_MOST + turn + 1) * DAY_STEP);
      const run = runDay(hall, citizens);
      for (let place = 0; place < citizens.count; place++) {
        const field = citizens.field[place] as number;
        came[field] = (came[field] ?? 0) + 1;
        const waitMs = (run.calledAtMs[place] as number) - (citizens.arrivesAtMs[place] as number);
        const counts = good[field] as number[];
        for (const [limit, limitMs] of (limitsMs[field] ?? []).entries())
          if (waitMs <= limitMs) counts[limit] = (counts[limit] ?? 0) + 1;
      }
    }
  }
  return good.map((counts, field) => counts.map((count) => count / (came[field] ?? 1)));
}

/** The same of what was recorded, with the number of citizens of each field. */
function recorded(
  line: TwinLine,
  limitsMs: readonly (readonly number[])[],
): { shares: number[]; citizens: number }[] {
  return line.fields.map((_, field) => {
    const waits = line.days.flatMap((day) =>
      day.citizens.flatMap((each) => (each.field === field ? [each.waitMs ?? Number.POSITIVE_INFINITY] : [])),
    );
    return {
      citizens: waits.length,
      shares: (limitsMs[field] ?? []).map(
        (limitMs) => waits.filter((waitMs) => waitMs <= limitMs).length / waits.length,
      ),
    };
  });
}

const citizensOf = (line: TwinLine) => line.days.reduce((sum, day) => sum + day.citizens.length, 0);

function carefulTurns(line: TwinLine): number {
  return Math.min(TURNS_MOST, Math.max(REPLAYS, Math.ceil(CITIZENS_ENOUGH / Math.max(1, citizensOf(line)))));
}

/** What was recorded beside what the replay gives. Fields without a citizen are left out. */
export function twinShares(
  line: TwinLine,
  services: readonly TwinService[],
  targetsMs: readonly number[],
  rules: TwinRules,
): TwinShare[] {
  const limits = targetsMs.map((targetMs) => [targetMs]);
  const simulated = replay(line, services, limits, rules, carefulTurns(line));
  return recorded(line, limits).flatMap(({ shares, citizens }, at): TwinShare[] =>
    citizens === 0
      ? []
      : [
          {
            field: line.fields[at] ?? -1,
            citizens,
            recordedShare: shares[0] ?? Number.NaN,
            simulatedShare: simulated[at]?.[0] ?? Number.NaN,
          },
        ],
  );
}

/** How a cycle, the time from a call to the next while somebody waits, is made up. */
export interface CycleShape {
  readonly scv: number;
  /** Mean service of a mean cycle; the rest is gap. Both ms. */
  serviceOf(cycleMs: number): number;
}

/** A cycle as a replay serves it. */
function servedAs(cycleMs: number, { scv, serviceOf }: CycleShape): TwinService {
  const meanMs = Math.max(LEAST_SERVICE_MS, serviceOf(cycleMs));
  return { service: { kind: 'lognormal', meanMs, scv }, gapMs: Math.max(0, cycleMs - meanMs) };
}

/** Share of all citizens of a line called within the target when every field has the same cycle. */
function shareWith(line: TwinLine, served: TwinService, targetMs: number, rules: TwinRules, turns: number) {
  const limits = line.fields.map(() => [targetMs]);
  const shares = replay(
    line,
    line.fields.map(() => served),
    limits,
    rules,
    turns,
  );
  const all = recorded(line, limits);
  const weigh = (of: (field: number) => number) =>
    all.reduce((sum, { citizens }, field) => sum + (citizens === 0 ? 0 : citizens * of(field)), 0) /
    citizensOf(line);
  return {
    simulated: weigh((field) => shares[field]?.[0] ?? 0),
    recorded: weigh((field) => all[field]?.shares[0] ?? 0),
  };
}

/**
 * The mean cycle with which the counters that were there give the recorded share of citizens called in time: one moment, found
 * by halving, the same chance at every step.
 * @param line fields that have the same cycle, one field as a rule
 * @param careful on so many replays that another seed would find nearly the same
 * @returns ms; null for a line without citizens, and where even the shortest cycle makes people wait longer than recorded: then
 *   counters were there that the record does not list, and its waits tell nothing of services
 *   Source: McFadden, A method of simulated moments, 1989; common random numbers.
 */
export function fitCycle(
  line: TwinLine,
  shape: CycleShape,
  targetMs: number,
  rules: TwinRules,
  careful: boolean,
): number | null {
  if (citizensOf(line) === 0) return null;
  const shortest = shareWith(line, servedAs(SHORTEST_MS, shape), targetMs, rules, COARSE_TURNS);
  if (shortest.simulated < shortest.recorded - UNLISTED_FROM) return null;
  let low = SHORTEST_MS;
  let high = LONGEST_MS;
  const halve = (steps: number, turns: number) => {
    for (let step = 0; step < steps; step++) {
      const cycleMs = Math.sqrt(low * high);
      const shares = shareWith(line, servedAs(cycleMs, shape), targetMs, rules, turns);
      if (shares.simulated > shares.recorded) low = cycleMs;
      else high = cycleMs;
    }
  };
  halve(COARSE_STEPS, COARSE_TURNS);
  if (careful) {
    low /= ASTRAY;
    high *= ASTRAY;
    halve(CAREFUL_STEPS, carefulTurns(line));
  }
  return Math.sqrt(low * high);
}

/** How far the replayed waits are spread otherwise than the recorded ones: differences of shares at three waits, by citizens. */
export function spreadDistance(line: TwinLine, cycleMs: number, shape: CycleShape, rules: TwinRules): number {
  const limits = line.fields.map(() => SPREAD_LIMITS_MS);
  const shares = replay(
    line,
    line.fields.map(() => servedAs(cycleMs, shape)),
    limits,
    rules,
    COARSE_TURNS,
  );
  return recorded(line, limits).reduce(
    (sum, { citizens, shares: own }, field) =>
      sum +
      citizens * own.reduce((all, share, limit) => all + Math.abs(share - (shares[field]?.[limit] ?? 0)), 0),
    0,
  );
}
