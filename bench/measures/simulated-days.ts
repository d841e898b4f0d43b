import { type DayDemand, drawDay } from '../../server/staffing/simulation/day-draw.ts';
import { runDay } from '../../server/staffing/simulation/day-run.ts';
import type { SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import type { Figure } from '../figure.ts';
import type { BenchRun, Measure, MeasureResult } from '../measure.ts';
import { median } from '../statistics.ts';

const HOUR = 3_600_000;
const SERVICE = { kind: 'exponential', meanMs: 600_000 } as const;

function hall(fields: number, counters: SimulatedHall['counters'], hours: number): SimulatedHall {
  return {
    fields: Array.from({ length: fields }, () => ({ targetMs: 900_000 })),
    counters,
    rule: { discipline: { kind: 'accumulating', weight: 5 }, help: 'beyond-target' },
    noShow: { endsAfterCalls: 3, returnsAfterMs: 45_000, unansweredMs: 45_000 },
    sessions: [{ fromMs: 0, toMs: hours * HOUR }],
    atClose: 'serve-out',
  };
}

/** Citizens simulated a second, the drawing of their arrivals and services included. */
function rate(simulated: SimulatedHall, demand: DayDemand, rounds: number): number {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = performance.now();
    const citizens = drawDay(demand, round);
    runDay(simulated, citizens);
    // The first round is the compiler's.
    if (round > 0) rates.push(citizens.count / ((performance.now() - start) / 1000));
  }
  return median(rates);
}

function plain(count: number): { simulated: SimulatedHall; demand: DayDemand } {
  const hours = count / 20;
  const desk = { primary: [0], helping: [], away: [] };
  return {
    simulated: hall(1, [desk, desk, desk, desk], hours),
    demand: {
      people: [{ service: SERVICE }],
      slots: [{ field: 0, fromMs: 0, toMs: hours * HOUR, mean: count }],
      crowds: [],
    },
  };
}

/** 20 fields, 30 counters with four fields each and two that they help, priority, absences. */
function large(count: number): { simulated: SimulatedHall; demand: DayDemand } {
  const fields = 20;
  const hours = count / 165;
  const counters = Array.from({ length: 30 }, (_, at) => ({
    primary: [0, 1, 2, 3].map((step) => (at + step) % fields),
    helping: [7, 9].map((step) => (at + step) % fields),
    away: [],
  }));
  return {
    simulated: hall(fields, counters, hours),
    demand: {
      people: Array.from({ length: fields }, () => ({
        service: SERVICE,
        priorityShare: 0.2,
        noShowShare: 0.03,
        lateShare: 0.05,
      })),
      slots: Array.from({ length: fields }, (_, field) => ({
        field,
        fromMs: 0,
        toMs: hours * HOUR,
        mean: count / fields,
      })),
      crowds: [],
    },
  };
}

async function run({ quick, say }: BenchRun): Promise<MeasureResult> {
  const count = quick ? 100_000 : 1_000_000;
  const rounds = quick ? 2 : 5;
  const atLeast = (name: string, value: number, limit: number): Figure => ({
    name,
    unit: 'citizens/s',
    value: Math.round(value),
    peer: null,
    limit: { of: 'value', kind: 'at-least', value: limit },
  });
  say(`${count} citizens, ${rounds} rounds each`);
  const one = plain(count);
  const many = large(count);
  return {
    figures: [
      atLeast('one line, four officials', rate(one.simulated, one.demand, rounds), 1_000_000),
      atLeast('20 fields, 30 counters', rate(many.simulated, many.demand, rounds), 200_000),
    ],
    notes: ['One core; drawing the citizens is included; every call is chosen by the hall’s own call order.'],
  };
}

/** How fast whole days are simulated. */
export const simulatedDays: Measure = {
  name: 'simulated-days',
  title: 'Citizens simulated a second on the hall’s own call order',
  run,
};
