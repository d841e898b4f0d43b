import type { Discipline } from '../common/protocol/catalogue.ts';
import type { RecordedVisit, RecordedVisits } from '../server/planning/recorded-visits.ts';
import { type DayDemand, drawDay } from '../server/staffing/simulation/day-draw.ts';
import { runDay } from '../server/staffing/simulation/day-run.ts';
import type { SimulatedHall } from '../server/staffing/simulation/hall-model.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A Monday, 00:00 UTC. */
const FIRST_MS = Date.parse('2026-03-02T00:00:00Z');

export interface SimulatedOffice {
  /** Which fields each counter calls and helps, by place. */
  readonly counters: readonly { readonly primary: readonly number[]; readonly helping?: readonly number[] }[];
  /** Of each field: arrivals an hour, mean service in minutes, share of priority. */
  readonly fields: readonly {
    readonly perHour: number;
    readonly minutes: number;
    readonly priorityShare?: number;
  }[];
  readonly discipline: Discipline;
  readonly hours: number;
  readonly days: number;
  readonly seed: number;
}

type Shape = Pick<SimulatedOffice, 'fields' | 'counters'>;

/** One field with a line of its own, at 94 % of what its four officials can do. */
export const ONE_LINE: Shape = {
  fields: [{ perHour: 22.5, minutes: 10, priorityShare: 0.2 }],
  counters: Array.from({ length: 4 }, () => ({ primary: [0] })),
};

/** Three fields whose counters serve or help more than one. */
export const SHARED_COUNTERS: Shape = {
  fields: [
    { perHour: 12, minutes: 8, priorityShare: 0.2 },
    { perHour: 6, minutes: 15, priorityShare: 0.2 },
    { perHour: 5, minutes: 9, priorityShare: 0.1 },
  ],
  counters: [{ primary: [0] }, { primary: [0, 1] }, { primary: [1, 2] }, { primary: [2], helping: [0, 1] }],
};

/** A record of days that the simulator lived, with its own truth: arrivals, calls and services of every citizen. */
export function simulatedRecord(office: SimulatedOffice): RecordedVisits {
  const hall: SimulatedHall = {
    fields: office.fields.map(() => ({ targetMs: 900_000 })),
    counters: office.counters.map(({ primary, helping = [] }) => ({ primary, helping, away: [] })),
    rule: { discipline: office.discipline, help: 'when-empty' },
    noShow: { endsAfterCalls: 3, returnsAfterMs: 45_000, unansweredMs: 45_000 },
    sessions: [{ fromMs: 8 * HOUR_MS, toMs: (8 + office.hours) * HOUR_MS }],
    atClose: 'serve-out',
  };
  const demand: DayDemand = {
    people: office.fields.map(({ minutes, priorityShare = 0 }) => ({
      service: { kind: 'lognormal', meanMs: minutes * 60_000, scv: 1 },
      priorityShare,
    })),
    slots: office.fields.map(({ perHour }, field) => ({
      field,
      fromMs: 8 * HOUR_MS,
      toMs: (8 + office.hours) * HOUR_MS,
      mean: perHour * office.hours,
    })),
    crowds: [],
  };
  const visits: RecordedVisit[] = [];
  for (let day = 0; day < office.days; day++) {
    const startMs = FIRST_MS + day * DAY_MS;
    const citizens = drawDay(demand, office.seed + day);
    const run = runDay(hall, citizens);
    for (let at = 0; at < citizens.count; at++) {
      const calledMs = run.calledAtMs[at] as number;
      if (Number.isNaN(calledMs)) continue;
      visits.push({
        id: `${day}-${at}`,
        date: new Date(startMs).toISOString().slice(0, 10),
        field: `f${citizens.field[at]}`,
        priority: citizens.priority[at] === 0 ? null : 'elderly',
        counter: `${run.counter[at]}`,
        issuedAtMs: startMs + Math.round(citizens.arrivesAtMs[at] as number),
        calledAtMs: startMs + Math.round(calledMs),
        finishedAtMs: startMs + Math.round(calledMs + (citizens.serviceMs[at] as number)),
      });
    }
  }
  return { visits, counters: new Map() };
}
