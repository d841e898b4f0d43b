import { oneFewerOf } from '../../common/measures/one-fewer.ts';
import {
  DECISIONS_MOST,
  type MonthDecision,
  type MonthFigure,
  type MonthPage,
  type PlanStanding,
} from '../../common/protocol/month.ts';
import type { PlanReason, StaffingPlan } from '../../common/protocol/plan.ts';
import { postingOn } from '../domain/postings.ts';
import type { HallFacts } from '../planning/hall-facts.ts';
import { MONTH } from './month-sentences.ts';
import { namesOf, planStanding, postedToday } from './plan-standing.ts';

/** What the month is decided from. */
export interface MonthFacts {
  readonly planId: string;
  readonly plan: StaffingPlan;
  readonly facts: HallFacts;
  /** First and last day of the arrangement to be signed. */
  readonly from: string;
  readonly to: string;
  /** Posts of the arrangement, and those that bear nobody's name. */
  readonly posts: { readonly all: number; readonly empty: number };
  readonly promised: string | null;
}

/** The Chairman's page: three figures, and at most three decisions, those that the arrangement rests on first. */
export function monthPage(month: MonthFacts): MonthPage {
  const { plan, facts } = month;
  const standing = planStanding(plan, facts);
  const needed = neededOf(plan);
  const present = presentOf(facts);
  const gap = {
    value: needed.value - present.value,
    low: needed.low - present.high,
    high: needed.high - present.low,
  };
  // What the arrangement cannot be signed without stands before it, but never pushes it out.
  const before = [
    ...trainingOf(plan, standing),
    ...agreementOf(plan, standing),
    ...countersOf(standing),
  ].slice(0, DECISIONS_MOST - 1);
  return {
    plan: month.planId,
    planFrom: plan.from,
    planTo: plan.to,
    standing,
    needed,
    present,
    gap: { ...gap, doubt: MONTH.gap(gap.low, gap.high) },
    decisions: [...before, staffOf(month), ...postingsOf(plan, facts)].slice(0, DECISIONS_MOST),
    from: month.from,
    to: month.to,
    promised: month.promised,
  };
}

function neededOf(plan: StaffingPlan): MonthFigure {
  const { savedToday, saved, officialsAlone, officials } = plan;
  // Both intervals are of what is saved: the more is saved, the fewer are needed.
  const [low, high] = savedToday
    ? [savedToday.today - savedToday.high, savedToday.today - savedToday.low]
    : [officialsAlone - saved.high, officialsAlone - saved.low];
  const range = { low: Math.min(officials, Math.floor(low)), high: Math.max(officials, Math.ceil(high)) };
  return { value: officials, ...range, doubt: MONTH.needed(range.low, range.high, plan.recordedDays) };
}

const endingOf = (facts: HallFacts) =>
  postedToday(facts).filter(
    (officer) => postingOn(officer, facts.today, facts.settings.postingWarningDays).state === 'ending',
  );

function presentOf(facts: HallFacts): MonthFigure {
  const value = postedToday(facts).length;
  const ending = endingOf(facts).length;
  if (value > 0)
    return { value, low: value - ending, high: value, doubt: MONTH.presentByRegister(facts.today, ending) };
  const inUse = facts.counters.filter((counter) => counter.active).length;
  return { value: inUse, low: inUse, high: inUse, doubt: MONTH.presentByCounters() };
}

function staffOf({ plan, from, to, posts }: MonthFacts): MonthDecision {
  const { present, planned } = plan.overall;
  const whyPlanned = MONTH.staffWhy(plan.officials, planned ?? 0, plan.target);
  return {
    kind: 'staff',
    what: MONTH.staff(plan.officials, plan.groups.length, from, to),
    why: whyFewerWillNotDo(plan) ?? whyPlanned,
    ifRefused: present === null ? MONTH.refusedUnknown() : MONTH.refusedPresent(present, plan.target),
    draft: posts.empty > 0 ? MONTH.draftUnfilled(posts.empty, posts.all) : null,
  };
}

/** Why not one fewer, in one sentence that bears its own point: by the field that misses, else by the days that are kept. */
function whyFewerWillNotDo(plan: StaffingPlan): PlanReason | null {
  const fewer = oneFewerOf(plan);
  if (fewer && !fewer.meets)
    return MONTH.fewerMisses(fewer.officials, namesOf(plan, [fewer.field]), fewer.share, fewer.target);
  const [now, less] = [plan.officials, plan.officials - 1].map(
    (officials) => plan.risk?.find((point) => point.officials === officials)?.probability,
  );
  if (now !== undefined && less !== undefined && less < now)
    return MONTH.fewerKeepsLess(plan.officials, now, less);
  return fewer && MONTH.fewerStill(fewer.officials);
}

function trainingOf(plan: StaffingPlan, { training }: PlanStanding): MonthDecision[] {
  if (training.length === 0) return [];
  const missing = training.reduce((sum, each) => sum + each.missing, 0);
  const fields = [...new Set(training.flatMap((each) => each.fields))];
  return [
    {
      kind: 'training',
      what: MONTH.training(missing, namesOf(plan, fields)),
      why: MONTH.trainingWhy(missing, plan.officials),
      ifRefused: MONTH.trainingRefused(missing),
      draft: null,
    },
  ];
}

function agreementOf(plan: StaffingPlan, { notAgreed }: PlanStanding): MonthDecision[] {
  if (notAgreed.length === 0) return [];
  const agencies = [...new Set(notAgreed.map((each) => each.agencyName))].join(', ');
  const fields = namesOf(plan, [...new Set(notAgreed.flatMap((each) => each.fields))]);
  return [
    {
      kind: 'agreement',
      what: MONTH.agreement(agencies, fields),
      why: MONTH.agreementWhy(agencies),
      ifRefused: MONTH.agreementRefused(),
      draft: null,
    },
  ];
}

function countersOf({ counters: { needed, present } }: PlanStanding): MonthDecision[] {
  if (present === 0 || needed <= present) return [];
  return [
    {
      kind: 'counters',
      what: MONTH.counters(needed - present, needed),
      why: MONTH.fewCounters(needed, present),
      ifRefused: MONTH.countersRefused(present),
      draft: null,
    },
  ];
}

function postingsOf(plan: StaffingPlan, facts: HallFacts): MonthDecision[] {
  const ending = endingOf(facts);
  const [first] = ending.flatMap((officer) => officer.postedTo ?? []).sort();
  if (first === undefined) return [];
  return [
    {
      kind: 'postings',
      what: MONTH.postings(ending.length, first),
      why: MONTH.postingsWhy(postedToday(facts).length - ending.length, plan.officials),
      ifRefused: MONTH.postingsRefused(ending.length, first),
      draft: null,
    },
  ];
}
