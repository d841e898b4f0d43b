import { PlanRequest, type StaffingPlan } from '../../../common/protocol/plan.ts';
import type {
  PlanQuestion,
  PlanQuestionField,
  PlanRecordedDay,
} from '../../../server/staffing/plan/question.ts';
import type { Team } from '../../../server/staffing/plan/team-run.ts';
import { seededRandom } from '../../../server/staffing/simulation/random.ts';
import { exponential } from '../../../server/staffing/simulation/service-time.ts';

const HOUR = 3_600_000;
export const SESSIONS = [
  { fromMs: 7.5 * HOUR, toMs: 11.5 * HOUR },
  { fromMs: 13.5 * HOUR, toMs: 17 * HOUR },
];

/** A field of a made hall. */
export interface MadePlanField {
  readonly perHour: number;
  readonly minutes: number;
  readonly agency?: string;
  /** People at the door in the morning. */
  readonly crowd?: number;
}

/** A record of a hall whose truth is known: arrivals at random through both sessions, exponential services. */
export function madeQuestion(
  made: readonly MadePlanField[],
  request: Partial<PlanRequest> = {},
  options: { days?: number; seed?: number; mayShare?: PlanQuestion['mayShare'] } = {},
): PlanQuestion {
  const random = seededRandom(options.seed ?? 5);
  const days = Array.from({ length: options.days ?? 40 }, (_, at): PlanRecordedDay => {
    const date = new Date(Date.parse('2026-08-03T00:00:00Z') + (at + 2 * Math.floor(at / 5)) * 24 * HOUR);
    return {
      date: date.toISOString().slice(0, 10),
      weekday: date.getUTCDay(),
      daysToTet: null,
      sessions: SESSIONS,
      arrivals: made.map(({ perHour, crowd = 0 }) => {
        const times: number[] = Array.from({ length: crowd }, () => SESSIONS[0]?.fromMs ?? 0);
        for (const { fromMs, toMs } of SESSIONS)
          for (
            let atMs = fromMs + (HOUR / perHour) * exponential(random);
            atMs < toMs;
            atMs += (HOUR / perHour) * exponential(random)
          )
            times.push(atMs);
        return times;
      }),
    };
  });
  const parsed = PlanRequest.parse({
    from: '2026-08-03',
    to: '2026-10-30',
    breakMinutes: 0,
    keptOnDays: 0,
    ...request,
  });
  const fields = made.map(({ minutes, agency }, at): PlanQuestionField => {
    const meanMs = minutes * 60_000;
    return {
      code: `F${at + 1}`,
      name: `Lĩnh vực ${at + 1}`,
      agency: agency ?? null,
      service: { service: { kind: 'exponential', meanMs }, meanMs, scv: 1, count: 500, basis: 'measured' },
      serviceBasis: 'measured',
      gapMs: 0,
      target: parsed.target,
      noShowShare: 0,
      lateShare: 0,
      priorityShare: 0.1,
    };
  });
  return {
    request: parsed,
    fields,
    days,
    twin: [],
    rule: { discipline: { kind: 'accumulating', weight: 5 }, help: 'when-empty' },
    noShow: { endsAfterCalls: 3, returnsAfterMs: 180_000, unansweredMs: 45_000 },
    mayShare: options.mayShare ?? (() => true),
    officers: null,
    present: [],
  };
}

/** The whole hall of a plan, all groups at once. */
export function wholeHall(plan: StaffingPlan, question: PlanQuestion): Team {
  const place = new Map(question.fields.map((field, at) => [field.code, at]));
  const places = (codes: readonly string[]) => codes.flatMap((code) => place.get(code) ?? []);
  return {
    fields: plan.groups.flatMap((group) => places(group.fields)).sort((a, b) => a - b),
    desks: plan.groups.flatMap((group) =>
      Array.from({ length: group.officials }, (_, at) => ({
        primary: places(group.fields),
        helping: at === 0 ? places(group.helpingFields) : [],
      })),
    ),
  };
}

/** The plan of a question that must have one. */
export function planned(
  outcome: { ok: true; value: StaffingPlan } | { ok: false; refusal: { message: string } },
) {
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}
