import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { habitsOf } from '../../server/staffing/lookahead/habits.ts';
import type { Habits } from '../../server/staffing/lookahead/present.ts';
import type { PlanQuestion } from '../../server/staffing/plan/question.ts';
import type { Citizen } from '../../server/staffing/simulation/citizens.ts';
import type { Period } from '../../server/staffing/simulation/hall-model.ts';
import { seededRandom } from '../../server/staffing/simulation/random.ts';
import { serviceDrawer } from '../../server/staffing/simulation/service-time.ts';
import { DATABASE_FILE } from '../../server/storage/database.ts';
import { officeQuestion } from '../peers/office-plan.ts';
import { type ReplayedDay, type ReplayedHall, replayDay } from './look-ahead-replay.ts';
import { datesAfter, drawnDay, MIDDLE_HALL, questionOf, SESSIONS } from './made-truth.ts';
import { TICKETS } from './office-proof.ts';

/** So many days are replayed: of a hall that was made, and the last ones of an office, which its habits do not see. */
const MADE_DAYS = 10;
const OFFICE_DAYS = 4;
/** Beside the fields of the own counter everybody is trained for so many more; no record tells it, so it is assumed. */
const FURTHER_FIELDS = 2;
const EXPECTED_MS = 8 * 60_000;
const SEED = 20_261;

/** One hall, replayed day by day with and without the look ahead. */
export interface LookAheadProof {
  readonly hall: string;
  readonly days: number;
  readonly without: readonly ReplayedDay[];
  readonly withIt: readonly ReplayedDay[];
}

interface DayToReplay {
  readonly date: string;
  readonly citizens: readonly Citizen[];
  readonly sessions: readonly Period[];
  readonly habits: Habits;
}

function prove(
  name: string,
  hall: ReplayedHall,
  days: readonly DayToReplay[],
  say: (sentence: string) => void,
): LookAheadProof {
  const lived = days.map(({ citizens, sessions, date, habits }, at) => {
    const live = (known: Habits | null) =>
      replayDay(hall, citizens, sessions, date, known, SEED + 1_000_003 * at);
    const [without, withIt] = [live(null), live(habits)];
    say(`${name}, ${date}: ${sumOf(without.inTime)} and ${sumOf(withIt.inTime)} of ${sumOf(without.people)}`);
    return { without, withIt };
  });
  return {
    hall: name,
    days: days.length,
    without: lived.map((each) => each.without),
    withIt: lived.map((each) => each.withIt),
  };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0);

/** Everybody is trained for their own counter and the next fields of the list. */
const trainedFor = (primary: readonly number[], fields: number): number[] =>
  Array.from({ length: FURTHER_FIELDS }, (_, at) => ((primary.at(-1) ?? 0) + 1 + at) % fields).filter(
    (field) => !primary.includes(field),
  );

/**
 * A hall made here: its habits come from forty days of its own record, the days after them are lived.
 * @param away so many of its officials, the last of the list, are not there on these days
 */
export async function madeProof(
  seed: number,
  away: number,
  folder: string,
  say: (sentence: string) => void,
): Promise<LookAheadProof> {
  mkdirSync(folder, { recursive: true });
  const truth = { ...MIDDLE_HALL, gapMinutes: 1.5, seed };
  const question = await questionOf(truth, folder);
  const codes = truth.fields.map(({ code }) => code);
  const hall = {
    fields: codes,
    counters: truth.counters
      .slice(0, truth.counters.length - away)
      .map((primary) => ({ primary, trained: trainedFor(primary, codes.length) })),
    gapMs: codes.map(() => truth.gapMinutes * 60_000),
  };
  const random = seededRandom(seed + 70_000);
  const days = datesAfter(truth, MADE_DAYS).map((date) => ({
    date,
    citizens: drawnDay(truth, date, random),
    sessions: SESSIONS,
    habits: habitsOn(question, codes, date),
  }));
  return prove(`generated, seed ${seed}, ${away} away`, hall, days, say);
}

const habitsOn = (question: Pick<PlanQuestion, 'fields' | 'days'>, codes: readonly string[], date: string) =>
  habitsOf(
    question,
    new Date(`${date}T00:00:00Z`).getUTCDay(),
    codes.map((code) => ({ code, expectedMs: EXPECTED_MS })),
  );

/** A real office: recorded arrivals of its last days, services fitted to its record, counters as many as were open on average. */
export async function officeLookAhead(
  file: string,
  folder: string,
  say: (sentence: string) => void,
): Promise<LookAheadProof> {
  mkdirSync(folder, { recursive: true });
  const question = await officeQuestion(file, folder);
  const codes = question.fields.map(({ code }) => code);
  const open = openCounters(join(folder, DATABASE_FILE));
  const counters = codes.flatMap((code, field) =>
    Array.from({ length: Math.max(1, Math.round(open.get(code) ?? 1)) }, () => ({
      primary: [field],
      trained: trainedFor([field], codes.length),
    })),
  );
  const hall = { fields: codes, counters, gapMs: question.fields.map(({ gapMs }) => gapMs) };
  const seen = { fields: question.fields, days: question.days.slice(0, -OFFICE_DAYS) };
  const days = question.days.slice(-OFFICE_DAYS).map(({ date, arrivals, sessions }, at) => ({
    date,
    sessions,
    citizens: citizensOn(question, arrivals, SEED + at),
    habits: habitsOn(seen, codes, date),
  }));
  return prove(basename(file, TICKETS), hall, days, say);
}

/** Counters open on average while any was, by field. */
function openCounters(file: string): Map<string, number> {
  const db = new Sqlite(file, { readonly: true });
  try {
    const rows = db
      .prepare<unknown[], { field: string; mean: number }>(
        'SELECT field, avg(open) AS mean FROM import_counters WHERE open > 0 GROUP BY field',
      )
      .all();
    return new Map(rows.map(({ field, mean }) => [field, mean]));
  } finally {
    db.close();
  }
}

function citizensOn(
  { fields }: PlanQuestion,
  arrivals: readonly (readonly number[])[],
  seed: number,
): Citizen[] {
  return fields.flatMap(({ service, noShowShare, priorityShare }, field) => {
    const random = seededRandom(seed, 2 * field);
    const draw = serviceDrawer(service.service, seededRandom(seed, 2 * field + 1));
    return (arrivals[field] ?? []).map((arrivesAtMs) => ({
      arrivesAtMs,
      field,
      serviceMs: draw(),
      absences: random() < noShowShare ? 255 : 0,
      priority: random() < priorityShare ? 1 : 0,
    }));
  });
}

/** The least share of a field with at least so many people. */
const FIELD_FROM = 20;

/** Rows of the table, one a hall. */
export function rowsOfLookAhead(proofs: readonly LookAheadProof[]): string[][] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return proofs.map(({ hall, days, without, withIt }) => {
    const share = (lived: readonly ReplayedDay[]) =>
      sumOf(lived.map((day) => sumOf(day.inTime))) / sumOf(lived.map((day) => sumOf(day.people)));
    const worst = (lived: readonly ReplayedDay[]) => {
      const fields = (lived[0]?.people ?? []).map((_, field) => {
        const people = sumOf(lived.map((day) => day.people[field] ?? 0));
        return people < FIELD_FROM ? 1 : sumOf(lived.map((day) => day.inTime[field] ?? 0)) / people;
      });
      return Math.min(...fields);
    };
    const better = withIt.filter((day, at) => sumOf(day.inTime) > sumOf(without[at]?.inTime ?? [])).length;
    const worse = withIt.filter((day, at) => sumOf(day.inTime) < sumOf(without[at]?.inTime ?? [])).length;
    return [
      hall,
      String(days),
      percent(share(without)),
      percent(share(withIt)),
      percent(worst(without)),
      percent(worst(withIt)),
      `${better}, ${worse}`,
      (sumOf(withIt.map((day) => day.changes)) / days).toFixed(1),
      `${sumOf(withIt.map((day) => day.hits))} of ${sumOf(withIt.map((day) => day.measured))}`,
    ];
  });
}

export const LOOK_AHEAD_HEAD = [
  'hall',
  'days',
  'in time without',
  'with',
  'least field without',
  'with',
  'days better, worse',
  'changes a day',
  'as foretold',
];
