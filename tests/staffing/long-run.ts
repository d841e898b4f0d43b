import { type Citizens, citizenColumns } from '../../server/staffing/simulation/citizens.ts';
import { type DayRun, runDay } from '../../server/staffing/simulation/day-run.ts';
import type { SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import { type Random, seededRandom } from '../../server/staffing/simulation/random.ts';
import {
  exponential,
  type ServiceTime,
  serviceDrawer,
} from '../../server/staffing/simulation/service-time.ts';

const HOUR = 3_600_000;

/** One line before equal officials that never close: the hall of the textbooks. */
export function textbookHall(
  counters: number,
  discipline: SimulatedHall['rule']['discipline'] = { kind: 'strict' },
): SimulatedHall {
  return {
    fields: [{ targetMs: 15 * 60_000 }],
    counters: Array.from({ length: counters }, () => ({ primary: [0], helping: [], away: [] })),
    rule: { discipline, help: 'when-empty' },
    noShow: { endsAfterCalls: 1, returnsAfterMs: 0, unansweredMs: 0 },
    sessions: [{ fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }],
    atClose: 'serve-out',
  };
}

/** So many citizens of a Poisson stream, each with a service from the drawer. */
export function poissonCitizens(
  count: number,
  arrivalsPerHour: number,
  service: ServiceTime,
  seed: number,
  person: (citizens: Citizens, at: number, random: Random) => void = () => undefined,
): Citizens {
  const citizens = citizenColumns(count);
  const arrivals = seededRandom(seed, 1);
  const draw = serviceDrawer(service, seededRandom(seed, 2));
  const random = seededRandom(seed, 3);
  let atMs = 0;
  for (let at = 0; at < count; at++) {
    atMs += (exponential(arrivals) * HOUR) / arrivalsPerHour;
    citizens.arrivesAtMs[at] = atMs;
    citizens.serviceMs[at] = draw();
    person(citizens, at, random);
  }
  return citizens;
}

/** Waits until the first call, minutes, in order; NaN for those never called. */
export function waitsMinutes(citizens: Citizens, run: DayRun): Float64Array {
  return citizens.arrivesAtMs.map((atMs, at) => ((run.calledAtMs[at] as number) - atMs) / 60_000);
}

/** A textbook hall's long run. */
export function longRun(
  counters: number,
  citizens: Citizens,
): { run: DayRun; waits: Float64Array; citizens: Citizens } {
  const run = runDay(textbookHall(counters), citizens);
  return { run, citizens, waits: waitsMinutes(citizens, run) };
}
