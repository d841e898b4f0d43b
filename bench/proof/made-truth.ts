import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlanRequest, type StaffingPlan } from '../../common/protocol/plan.ts';
import { FIRST_SETTINGS } from '../../server/domain/state.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { loadHolidays } from '../../server/hall/holidays.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { OWN_FORMAT } from '../../server/import/profile.ts';
import { recordQuestion } from '../../server/planning/record-question.ts';
import type { PlanQuestion } from '../../server/staffing/plan/question.ts';
import { breaksOf } from '../../server/staffing/plan/team-run.ts';
import { type Citizen, citizensOf } from '../../server/staffing/simulation/citizens.ts';
import { type DayRun, runDay, SERVED } from '../../server/staffing/simulation/day-run.ts';
import type { SimulatedCounter, SimulatedHall } from '../../server/staffing/simulation/hall-model.ts';
import { type Random, seededRandom } from '../../server/staffing/simulation/random.ts';
import { exponential, gamma, serviceDrawer } from '../../server/staffing/simulation/service-time.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR;
const ZONE = 'Asia/Ho_Chi_Minh';
export const SESSIONS = [
  { fromMs: 7.5 * HOUR, toMs: 11.5 * HOUR },
  { fromMs: 13.5 * HOUR, toMs: 17 * HOUR },
];
/** Citizens of a half-hour against the mean one. */
const SHAPE = [1.6, 1.5, 1.2, 1, 0.9, 0.8, 0.7, 0.5, 1.2, 1.1, 1, 0.9, 0.7, 0.5, 0.3];
/** Days differ in common and field by field: variance of their factors. */
const DAY_SPREAD = 0.03;
const FIELD_SPREAD = 0.02;
const MONDAY = 1.33;
const OTHER_DAYS = 0.92;
const NO_SHOW = 0.07;
const PRIORITY = 0.12;

/** A hall whose truth is known, unlike any office. */
export interface TrueHall {
  readonly fields: readonly {
    readonly code: string;
    readonly minutes: number;
    readonly scv: number;
    readonly perDay: number;
  }[];
  /** Fields that each of today's counters calls, by place. */
  readonly counters: readonly (readonly number[])[];
  readonly gapMinutes: number;
  /** Growth a month, on the logarithm. */
  readonly growth: number;
  readonly first: string;
  readonly days: number;
  readonly seed: number;
}

/** Six fields on eight counters, as in a middle commune. */
export const MIDDLE_HALL: Omit<TrueHall, 'seed' | 'gapMinutes'> = {
  fields: [
    { code: 'ho-tich', minutes: 9, scv: 0.9, perDay: 52 },
    { code: 'chung-thuc', minutes: 5, scv: 0.7, perDay: 70 },
    { code: 'dat-dai', minutes: 18, scv: 1.2, perDay: 20 },
    { code: 'kinh-doanh', minutes: 13, scv: 1, perDay: 14 },
    { code: 'lao-dong', minutes: 11, scv: 1.5, perDay: 9 },
    { code: 'xay-dung', minutes: 22, scv: 0.8, perDay: 5 },
  ],
  counters: [
    [0, 4],
    [0, 1],
    [0, 1],
    [1, 2],
    [2, 5],
    [2, 3, 5],
    [1, 3],
    [3, 4],
  ],
  growth: 0,
  first: '2026-06-01',
  days: 40,
};

/** Working days of a hall, the first included. */
function datesOf({ first, days }: Pick<TrueHall, 'first' | 'days'>): string[] {
  const dates: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); dates.length < days; at += DAY_MS) {
    const day = new Date(at);
    if (day.getUTCDay() % 6 !== 0) dates.push(day.toISOString().slice(0, 10));
  }
  return dates;
}

/** One day's citizens by the true process. */
export function drawnDay(hall: TrueHall, date: string, random: Random): Citizen[] {
  const months = (Date.parse(date) - Date.parse(hall.first)) / DAY_MS / 30.44;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const level =
    gamma(random, DAY_SPREAD) * (weekday === 1 ? MONDAY : OTHER_DAYS) * Math.exp(hall.growth * months);
  const slots = SESSIONS.flatMap(({ fromMs, toMs }) =>
    Array.from({ length: (toMs - fromMs) / (HOUR / 2) }, (_, at) => fromMs + (at * HOUR) / 2),
  );
  const all = SHAPE.reduce((sum, each) => sum + each, 0);
  return hall.fields.flatMap(({ perDay, minutes, scv }, field) => {
    const own = perDay * level * gamma(random, FIELD_SPREAD);
    const service = serviceDrawer({ kind: 'lognormal', meanMs: minutes * MINUTE, scv }, random);
    return slots.flatMap((fromMs, slot) => {
      const mean = (own * (SHAPE[slot] ?? 0)) / all;
      const people: Citizen[] = [];
      for (let at = exponential(random) / mean; at < 1; at += exponential(random) / mean)
        people.push({
          arrivesAtMs: fromMs + (at * HOUR) / 2,
          field,
          priority: random() < PRIORITY ? 1 : 0,
          serviceMs: service(),
          absences: random() < NO_SHOW ? 255 : 0,
        });
      return people;
    });
  });
}

function hallOf(hall: TrueHall, counters: readonly SimulatedCounter[]): SimulatedHall {
  return {
    fields: hall.fields.map(() => ({ targetMs: 15 * MINUTE, gapMs: hall.gapMinutes * MINUTE })),
    counters,
    rule: { discipline: { kind: 'accumulating', weight: 5 }, help: 'when-empty' },
    noShow: { endsAfterCalls: 1, returnsAfterMs: 0, unansweredMs: 45_000 },
    sessions: SESSIONS,
    atClose: 'serve-out',
  };
}

const clock = (ms: number) =>
  [ms / HOUR, (ms / MINUTE) % 60, (ms / 1000) % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');

function rowsOf(hall: TrueHall, date: string, people: readonly Citizen[], run: DayRun): string[] {
  const sorted = people
    .map((citizen, place) => ({ citizen, place }))
    .sort((a, b) => a.citizen.arrivesAtMs - b.citizen.arrivesAtMs || a.place - b.place);
  return sorted.map(({ citizen }, at) => {
    const called = run.calledAtMs[at] as number;
    const isServed = run.outcome[at] === SERVED;
    return [
      date,
      hall.fields[citizen.field]?.code,
      `${citizen.field}-${at}`,
      clock(citizen.arrivesAtMs),
      Number.isNaN(called) ? '' : clock(called),
      isServed ? clock(called + citizen.serviceMs) : '',
      Number.isNaN(called) ? 'expired' : isServed ? 'done' : 'no_show',
      citizen.priority === 0 ? '' : 'elderly',
      Number.isNaN(called) ? '' : `Q${(run.counter[at] ?? 0) + 1}`,
    ].join();
  });
}

/** The record that the hall's days leave, brought in by the real import, as the planner's question. */
export async function questionOf(
  hall: TrueHall,
  folder: string,
  ask: Partial<PlanRequest> = {},
): Promise<PlanQuestion> {
  const random = seededRandom(hall.seed);
  const today = hallOf(
    hall,
    hall.counters.map((primary, place) => ({
      primary,
      helping: [],
      away: breaksOf(place, hall.counters.length, SESSIONS, 15 * MINUTE),
    })),
  );
  const rows = datesOf(hall).flatMap((date) => {
    const people = drawnDay(hall, date, random);
    return rowsOf(hall, date, people, runDay(today, citizensOf(people)));
  });
  const file = join(folder, 'record.csv');
  const head = 'date,field,number,issued_at,called_at,finished_at,outcome,priority,counter';
  writeFileSync(file, [head, ...rows].join('\n'));
  const calendar = new HallCalendar(ZONE);
  const db = openDatabase(join(folder, DATABASE_FILE));
  const store = new SqliteEventStore(db, calendar);
  try {
    const place = { store, calendar, batches: new ImportBatches(db) };
    const options = { file, profile: OWN_FORMAT, dryRun: false, skipBad: false };
    const result = await importTickets(place, { ...options, nowMs: Date.parse('2027-12-31T12:00:00Z') });
    if (result.outcome !== 'imported') throw new Error(JSON.stringify(result));
    const facts = {
      fields: [],
      agencies: [],
      counters: [],
      officers: [],
      settings: FIRST_SETTINGS,
      calendar: new Map(),
      holidays: loadHolidays(),
      timeZone: ZONE,
      today: '2027-12-31',
    };
    const request = PlanRequest.parse({ from: hall.first, to: '2027-12-31', ...ask });
    const question = recordQuestion(db, facts, request);
    if (!question.ok) throw new Error(question.refusal.message);
    return question.value;
  } finally {
    store.close();
  }
}

/**
 * What citizens truly meet under a plan: days of the true process, the true services and gaps.
 * @param later the hall in the days to come: its first day is where the growth stands then
 * @returns share called within the target, by code
 */
export function truthOf(
  plan: StaffingPlan,
  hall: TrueHall,
  dates: readonly string[],
  seed: number,
): Map<string, number> {
  const place = new Map(hall.fields.map(({ code }, at) => [code, at]));
  const places = (codes: readonly string[]) => codes.flatMap((code) => place.get(code) ?? []);
  const counters = plan.groups.flatMap((group) =>
    Array.from({ length: group.officials }, (_, at) => ({
      primary: places(group.fields),
      helping: at === 0 ? places(group.helpingFields) : [],
      away: breaksOf(at, group.officials, SESSIONS, 10 * MINUTE),
    })),
  );
  const simulated = hallOf(hall, counters);
  const random = seededRandom(seed);
  const came = hall.fields.map(() => 0);
  const good = hall.fields.map(() => 0);
  for (const date of dates) {
    const citizens = citizensOf(drawnDay(hall, date, random));
    const run = runDay(simulated, citizens);
    for (let at = 0; at < citizens.count; at++) {
      const field = citizens.field[at] as number;
      came[field] = (came[field] ?? 0) + 1;
      const waitMs = (run.calledAtMs[at] as number) - (citizens.arrivesAtMs[at] as number);
      if (waitMs <= 15 * MINUTE) good[field] = (good[field] ?? 0) + 1;
    }
  }
  return new Map(hall.fields.map(({ code }, field) => [code, (good[field] ?? 0) / (came[field] ?? 1)]));
}

/** Working days after the record of a hall. */
export function datesAfter(hall: TrueHall, days: number): string[] {
  return datesOf({ ...hall, days: hall.days + days }).slice(hall.days);
}
