import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { PlanRequest, StaffingPlan } from '../../common/protocol/plan.ts';
import type { PlanQuestion } from '../../server/staffing/plan/question.ts';
import { officeQuestion, planOf } from '../peers/office-plan.ts';
import type { Judge, Verdict } from './judge.ts';

export const TICKETS = '.tickets.csv.gz';
/** Recorded days that an earlier plan does not see. */
const HELD_OUT = 4;
const ABSENCE = 0.05;
const ROUNDING = 5e-4;

/** One office, as the product says and as the judge finds. */
export interface OfficeProof {
  readonly office: string;
  readonly plan: StaffingPlan;
  readonly seen: Verdict;
  readonly bySlot: Verdict;
  readonly absent: { readonly officials: number; readonly verdict: Verdict };
  readonly later: Verdict;
  readonly early: StaffingPlan;
  readonly twin: ReturnType<Judge['twin']>;
  /** Officials by seed, and how many seeds give the groups of the first. */
  readonly seeds: { readonly officials: readonly number[]; readonly sameGroups: number };
  readonly seconds: number;
}

const groupsOf = (plan: StaffingPlan) =>
  JSON.stringify(plan.groups.map(({ fields, helpingFields }) => [fields, helpingFields]));

/** Fields of a verdict on which somebody came. */
export const cameTo = (verdict: Verdict) =>
  verdict.rows.flatMap((row) => (row.share === null ? [] : [{ ...row, share: row.share }]));

export const missedOf = (verdict: Verdict, plan: StaffingPlan) =>
  cameTo(verdict).filter(({ share }) => share < plan.target.share - ROUNDING);

/** Fields whose later share lies in what was promised for them, of those that have a promise. */
export function heldBy(plan: StaffingPlan, later: Verdict): { held: number; of: number; width: number } {
  const promises = new Map(plan.fields.map(({ code, promise }) => [code, promise]));
  let held = 0;
  let of = 0;
  let width = 0;
  for (const { code, share } of cameTo(later)) {
    const promise = promises.get(code);
    if (!promise) continue;
    of += 1;
    width += promise.high - promise.low;
    if (share >= promise.low - ROUNDING && share <= promise.high + ROUNDING) held += 1;
  }
  return { held, of, width: of === 0 ? 0 : width / of };
}

/** Makes the plans of an office and has them judged. @param folder to write them into @param seeds how many are compared */
export async function proveOffice(
  file: string,
  folder: string,
  judge: Judge,
  seeds: number,
  say: (sentence: string) => void,
): Promise<OfficeProof> {
  mkdirSync(folder, { recursive: true });
  const office = basename(file, TICKETS);
  const question = await officeQuestion(file, folder);
  const asked = (more: Partial<PlanRequest>): PlanQuestion => ({
    ...question,
    request: { ...question.request, ...more },
  });
  const written = (plan: StaffingPlan, name: string) => {
    const path = join(folder, `${name}.json`);
    writeFileSync(path, JSON.stringify(plan));
    return path;
  };
  const start = performance.now();
  const plan = planOf(question);
  const seconds = (performance.now() - start) / 1000;
  const path = written(plan, 'plan');
  say(`${office}: ${plan.officials} officials, ${seconds.toFixed(1)} s`);
  const absent = planOf(asked({ absence: ABSENCE }));
  const [last] = question.days.slice(-HELD_OUT);
  const [until] = question.days.slice(0, -HELD_OUT).slice(-1);
  const early = planOf({ ...question, days: question.days.slice(0, -HELD_OUT) });
  const others = Array.from({ length: seeds - 1 }, (_, at) => planOf(asked({ seed: at + 2 })));
  const result: OfficeProof = {
    office,
    plan,
    seconds,
    seen: judge.judge(path, file, []),
    bySlot: judge.judge(path, file, ['--slots']),
    absent: {
      officials: absent.officials,
      verdict: judge.judge(written(absent, 'absent'), file, ['--absent', String(ABSENCE)]),
    },
    early,
    later: judge.judge(written(early, 'early'), file, ['--from', last?.date ?? '', '--to', '9999-12-31']),
    twin: judge.twin(path, file, file.replace(TICKETS, '.counters.csv.gz')),
    seeds: {
      officials: [plan, ...others].map((each) => each.officials),
      sameGroups: 1 + others.filter((each) => groupsOf(each) === groupsOf(plan)).length,
    },
  };
  say(`${office}: judged; the earlier plan saw the days up to ${until?.date ?? '–'}`);
  return result;
}
