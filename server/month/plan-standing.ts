import type { PlanStanding } from '../../common/protocol/month.ts';
import type { Officer } from '../../common/protocol/people.ts';
import type { PlanGroup, StaffingPlan } from '../../common/protocol/plan.ts';
import { isShared, postingOn } from '../domain/postings.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { unfilledSeats } from '../staffing/plan/seats.ts';
import { MONTH } from './month-sentences.ts';

/** Officials on the register who are at the hall today, trained for something. */
export function postedToday(facts: HallFacts): readonly Officer[] {
  return facts.officers.filter((officer) => {
    const { state } = postingOn(officer, facts.today, facts.settings.postingWarningDays);
    return state !== 'ended' && state !== 'coming' && officer.qualifiedFields.length > 0;
  });
}

/** Fields that one official of a group must hold; its first also holds those it helps. */
function seatFields(group: PlanGroup, seat: number): readonly string[] {
  return seat === 0 ? [...group.fields, ...group.helpingFields] : group.fields;
}

/** How a plan stands against the hall as it is now: people, counters and what agencies agreed to. */
export function planStanding(plan: StaffingPlan, facts: HallFacts): PlanStanding {
  const training = trainingNow(plan, facts);
  const notAgreed = notAgreedNow(plan, facts);
  const counters = {
    needed: plan.officials,
    present: facts.counters.filter((counter) => counter.active).length,
  };
  const missing = training?.reduce((sum, each) => sum + each.missing, 0) ?? 0;
  const missed = plan.fields.filter((field) => !field.meetsTarget).length;
  const hard = [
    ...(missing > 0 ? [MONTH.unfilled(missing, plan.officials)] : []),
    ...notAgreed.map((each) => MONTH.notAgreed(each.agencyName, namesOf(plan, each.fields))),
    ...(counters.needed > counters.present && counters.present > 0
      ? [MONTH.fewCounters(counters.needed, counters.present)]
      : []),
    ...(plan.cap && !plan.cap.met ? [MONTH.capShort(plan.cap.asked, plan.cap.needed)] : []),
  ];
  const soft = [
    ...(missed > 0 ? [MONTH.targetMissed(missed)] : []),
    ...(training === null ? [MONTH.noRegister()] : []),
  ];
  return {
    verdict: hard.length > 0 ? 'not-feasible' : soft.length > 0 ? 'unknown' : 'feasible',
    faults: [...hard, ...soft],
    training: training ?? [],
    counters,
    notAgreed,
  };
}

/** Names of fields as the plan has them. */
export const namesOf = (plan: StaffingPlan, codes: readonly string[]): string =>
  codes.map((code) => plan.fields.find((field) => field.code === code)?.name ?? code).join(', ');

/** Null: nobody's qualifications are registered. */
function trainingNow(plan: StaffingPlan, facts: HallFacts): PlanStanding['training'] | null {
  if (!facts.officers.some((officer) => officer.qualifiedFields.length > 0)) return null;
  const places = new Map(plan.fields.map(({ code }, at) => [code, at]));
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => places.get(code) ?? []);
  const groupOf = plan.groups.flatMap((group, at) => Array.from({ length: group.officials }, () => at));
  const seats = plan.groups.flatMap((group) =>
    Array.from({ length: group.officials }, (_, seat) => placesOf(seatFields(group, seat))),
  );
  const officers = postedToday(facts).map((officer) => ({
    qualified: new Set(placesOf(officer.qualifiedFields)),
    leaving: false,
  }));
  const missing = new Map<number, number>();
  for (const seat of unfilledSeats(seats, officers)) {
    const group = groupOf[seat] ?? 0;
    missing.set(group, (missing.get(group) ?? 0) + 1);
  }
  return [...missing]
    .sort(([a], [b]) => a - b)
    .map(([group, count]) => ({ group, missing: count, fields: plan.groups[group]?.fields ?? [] }));
}

function notAgreedNow(plan: StaffingPlan, facts: HallFacts): PlanStanding['notAgreed'] {
  const agencies = new Map(facts.agencies.map((agency) => [agency.code, agency]));
  const agencyOf = new Map(facts.fields.map((field) => [field.code, field.agency]));
  return plan.groups.flatMap((group, at) => {
    const fields = seatFields(group, 0);
    const mixed = new Set(fields.map((code) => agencyOf.get(code) ?? null)).size > 1;
    if (!mixed) return [];
    const closed = fields.filter((code) => {
      const agency = agencyOf.get(code);
      return agency != null && !isShared(agencies.get(agency), code);
    });
    return [...new Set(closed.map((code) => agencyOf.get(code) ?? ''))].map((agency) => ({
      group: at,
      agency,
      agencyName: agencies.get(agency)?.name ?? agency,
      fields: closed.filter((code) => agencyOf.get(code) === agency),
    }));
  });
}
