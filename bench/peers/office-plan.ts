import { join } from 'node:path';
import { PlanRequest, type StaffingPlan } from '../../common/protocol/plan.ts';
import { FIRST_SETTINGS } from '../../server/domain/state.ts';
import { HallCalendar } from '../../server/hall/clock.ts';
import { loadHolidays } from '../../server/hall/holidays.ts';
import { ImportBatches } from '../../server/import/import-batches.ts';
import { importTickets } from '../../server/import/import-tickets.ts';
import { readProfile } from '../../server/import/profile.ts';
import type { HallFacts } from '../../server/planning/hall-facts.ts';
import { recordQuestion } from '../../server/planning/record-question.ts';
import { DayPool } from '../../server/staffing/plan/day-pool.ts';
import { makePlan } from '../../server/staffing/plan/make-plan.ts';
import type { PlanQuestion } from '../../server/staffing/plan/question.ts';
import { StaffSearch } from '../../server/staffing/plan/staff-search.ts';
import { shareOf } from '../../server/staffing/plan/tally.ts';
import type { Team } from '../../server/staffing/plan/team-run.ts';
import { DATABASE_FILE, openDatabase } from '../../server/storage/database.ts';
import { SqliteEventStore } from '../../server/storage/sqlite-event-store.ts';

/** Others look longer than the planner did: what it promised must hold then too. */
const TIMES = 2;
const ZONE = 'Europe/Warsaw';

/** What a field met on days of another seed. */
export interface FreshShare {
  readonly code: string;
  readonly name: string;
  readonly share: number;
  readonly error: number;
  readonly arrived: number;
}

/** A foreign office brought in by the real import, as the planner's question. Rules are those of a first start. */
export async function officeQuestion(
  file: string,
  folder: string,
  ask: Partial<PlanRequest> = {},
): Promise<PlanQuestion> {
  const calendar = new HallCalendar(ZONE);
  const db = openDatabase(join(folder, DATABASE_FILE));
  const store = new SqliteEventStore(db, calendar);
  try {
    const result = await importTickets(
      { store, calendar, batches: new ImportBatches(db) },
      {
        file,
        profile: readProfile('warsaw'),
        dryRun: false,
        skipBad: false,
        nowMs: Date.parse('2020-02-01T12:00:00Z'),
      },
    );
    if (result.outcome !== 'imported') throw new Error(JSON.stringify(result));
    const facts: HallFacts = {
      fields: [],
      agencies: [],
      counters: [],
      officers: [],
      settings: FIRST_SETTINGS,
      calendar: new Map(),
      holidays: loadHolidays(),
      timeZone: ZONE,
      today: '2020-02-01',
    };
    const request = PlanRequest.parse({ from: '2019-12-01', to: '2020-02-01', ...ask });
    const question = recordQuestion(db, facts, request);
    if (!question.ok) throw new Error(question.refusal.message);
    return question.value;
  } finally {
    store.close();
  }
}

/** The plan of a question that must have one. */
export function planOf(question: PlanQuestion): StaffingPlan {
  const outcome = makePlan(question);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

/** Groups of a plan as teams that can be simulated by themselves: those that help each other together. */
function teamsOf(plan: StaffingPlan, question: Pick<PlanQuestion, 'fields'>): Team[] {
  const place = new Map(question.fields.map((field, at) => [field.code, at]));
  const places = (codes: readonly string[]) => codes.flatMap((code) => place.get(code) ?? []);
  const helpers = (of: readonly string[]) =>
    plan.groups.filter((group) => group.helpingFields.some((code) => of.includes(code)));
  return plan.groups
    .filter((group) => group.helpingFields.length === 0)
    .map((group) => [group, ...helpers(group.fields)])
    .map((unit) => ({
      fields: unit.flatMap((group) => places(group.fields)).sort((a, b) => a - b),
      desks: unit.flatMap((group) =>
        Array.from({ length: group.officials }, (_, at) => ({
          primary: places(group.fields),
          helping: at === 0 ? places(group.helpingFields) : [],
        })),
      ),
    }));
}

/** What every field of a plan meets on days drawn with another seed, or on other recorded days. */
export function onOtherDays(
  plan: StaffingPlan,
  question: PlanQuestion,
  seed: number,
  days: PlanQuestion['days'] = question.days,
): FreshShare[] {
  const other = { ...question, days };
  const search = new StaffSearch(other, new DayPool(other, seed));
  return teamsOf(plan, question).flatMap((team) => {
    const tally = search.run(team, { days: TIMES * search.daysFor(team.fields) });
    return tally.fields.flatMap((field, at): FreshShare[] => {
      const { share, error, arrived } = shareOf(tally, at);
      const known = question.fields[field];
      return known && arrived > 0 ? [{ code: known.code, name: known.name, share, error, arrived }] : [];
    });
  });
}

/** Share of all citizens in time, over fields. */
export function overall(shares: readonly FreshShare[], question: PlanQuestion): number {
  const tickets = new Map(
    question.fields.map(({ code }, field) => [
      code,
      question.days.reduce((sum, day) => sum + (day.arrivals[field]?.length ?? 0), 0),
    ]),
  );
  let came = 0;
  let good = 0;
  for (const { code, share } of shares) {
    came += tickets.get(code) ?? 0;
    good += share * (tickets.get(code) ?? 0);
  }
  return good / came;
}
