import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import { PlanRequest } from '../../common/protocol/plan.ts';
import { dayAfter, weekdayOf } from '../domain/calendar.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { recordQuestion } from '../planning/record-question.ts';
import { habitsOf } from '../staffing/lookahead/habits.ts';
import { look, type Outlook, type Refused } from '../staffing/lookahead/look.ts';
import type { Habits, PresentHall } from '../staffing/lookahead/present.ts';
import { stepBack } from '../threads/step-back.ts';

/** Arrivals and services are learnt from so many days before today. */
const LEARNT_DAYS = 56;

/** What the thread is told at its start. */
export interface LookOrder {
  /** The hall's database, opened for reading alone. */
  readonly file: string;
  readonly facts: HallFacts;
  readonly present: PresentHall;
  /** Of this day, where they are known already; null: to be read from the record. */
  readonly habits: Habits | null;
  readonly refused: readonly Refused[];
  readonly seed: number;
}

/** What the thread answers. */
export interface LookAnswer {
  readonly outlook: Outlook;
  readonly habits: Habits;
}

function readHabits({ file, facts, present }: LookOrder): Habits {
  const byCode = new Map(facts.fields.map((field) => [field.code, field]));
  const fields = present.fields.map(({ code }) => ({
    code,
    expectedMs: (byCode.get(code)?.expectedServiceMinutes ?? 8) * 60_000,
  }));
  const db = new Sqlite(file, { readonly: true });
  try {
    const request = PlanRequest.parse({
      from: dayAfter(facts.today, -LEARNT_DAYS),
      to: dayAfter(facts.today, -1),
    });
    const question = recordQuestion(db, facts, request);
    const recorded = question.ok ? question.value : { fields: [], days: [] };
    return habitsOf(recorded, weekdayOf(facts.today) % 7, fields);
  } finally {
    db.close();
  }
}

stepBack('a-little');
const order = workerData as LookOrder;
const habits = order.habits ?? readHabits(order);
const outlook = look(order.present, habits, order.seed, order.refused);
parentPort?.postMessage({ outlook, habits } satisfies LookAnswer);
