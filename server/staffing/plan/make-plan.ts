import type { PlannedField, PlanReason, PlanWait, StaffingPlan } from '../../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { faultOfTarget } from '../formulas/smallest-staff.ts';
import { alternativesOf, movesOf } from './alternatives.ts';
import { capOf } from './cap.ts';
import { casesOf } from './cases.ts';
import { demandTable } from './demand-table.ts';
import { withDrivers } from './drivers.ts';
import { findTeams } from './find-teams.ts';
import { type PlanTeam, seatsOf } from './grouping.ts';
import { planDays } from './plan-days.ts';
import { fieldsOf } from './plan-fields.ts';
import { groupOf, type Placed } from './plan-groups.ts';
import { presenceOf, slotsOf } from './presence.ts';
import { inTerms, riskCurve } from './promise.ts';
import { qualificationsOf } from './qualification-worth.ts';
import type { PlanProgress, PlanQuestion } from './question.ts';
import { emptySeats } from './seats.ts';
import { SENTENCES } from './sentences.ts';
import { StaffSearch } from './staff-search.ts';
import { DOUBTS } from './term-sentences.ts';
import { trainingOf } from './training.ts';
import { doubtsOf, plannedTwin, warningsOf } from './warnings.ts';

/**
 * Makes the staffing plan: officials for each field alone, fields to be held together, officials in all and saved, waits
 * before and after, what may be promised for the days to come and how surely, what happens when things change, and the reason
 * of each figure. Pure and repeatable by its seed; the seed draws the days on which the plan is shown, another seed gives the same
 * officials and groups.
 * @param onProgress told as it goes on
 * @returns refused `unreachable_target` for a share of 100 %, `not_enough_record` when the period holds no ticket,
 *   `invalid_input` for a target that is none
 */
export function makePlan(
  asked: PlanQuestion,
  onProgress: (progress: PlanProgress) => void = () => undefined,
): Outcome<StaffingPlan> {
  const { request } = asked;
  for (const target of [request.target, ...asked.fields.map((field) => field.target)]) {
    const wrong = faultOfTarget(target);
    if (wrong) return wrong;
  }
  const question = withDrivers(asked);
  const tickets = question.fields.map((_, field) =>
    question.days.reduce((sum, day) => sum + (day.arrivals[field]?.length ?? 0), 0),
  );
  const all = tickets.reduce((sum, count) => sum + count, 0);
  if (all === 0)
    return refused(
      'not_enough_record',
      `no ticket was recorded from ${request.from} to ${request.to}: choose a period in which the hall worked`,
      { recordedDays: question.days.length },
    );
  onProgress({ done: 0, total: 100, step: 'demand' });
  const demand = demandTable(question);
  const busy = tickets.flatMap((count, field) => (count > 0 ? [field] : []));
  const days = planDays(question);
  const found = findTeams(question, days, busy, onProgress);
  const { terms } = days;
  const onTerms = new StaffSearch(question, terms.pool);
  const slots = slotsOf(question, demand);
  // All day the plan exceeds what is asked by a margin; by half-hours it may come down to what is asked.
  const [thinned, proof] = [found.search.withMargin(0), found.fresh.withMargin(0)];
  const placed = inOrder(
    found.verified.flatMap((from) => {
      const shown = inTerms(onTerms, from.unit, terms);
      const presences = presenceOf(thinned, proof, from.unit, slots);
      return from.unit.map((team, at): Placed => ({ team, from, shown, presence: presences[at] ?? [] }));
    }),
    question,
  );
  const teams = placed.map(({ team }) => team);
  onProgress({ done: 80, total: 100, step: 'cases' });
  const risk = riskCurve(onTerms, [...new Set(placed.map(({ shown }) => shown))], terms);
  const cases = 2 + teams.length;
  let casesDone = 0;
  const units = found.verified.map((each) => each.unit);
  const sensitivity = casesOf(question, days, units, request.seed, () => {
    casesDone += 1;
    onProgress({ done: 85 + Math.round((14 * casesDone) / cases), total: 100, step: 'cases' });
  });
  // Groups are numbered by their place in the plan, not in the search.
  const searched = units.flat();
  const placeOf = (at: number | null) => {
    const team = at === null ? undefined : searched[at];
    return team ? teams.indexOf(team) : null;
  };
  const groups = placed.map((each, place) => groupOf(question, found, slots, placed, each, place));
  const officials = teams.reduce((sum, team) => sum + team.officials, 0);
  const officialsAlone = found.alone.reduce((sum, field) => sum + field.officials, 0);
  const fields = fieldsOf({ question, found, demand, placed, days, tickets });
  const cap = capOf(question);
  const short = cap !== undefined && cap < found.needed;
  const point = officialsAlone - officials;
  const saved = { officials: point, ...(short ? { low: point, high: point } : found.saved) };
  const training = trainingOf(teams, question.officers);
  const counters = question.present.length;
  const feasible =
    !short && training.length === 0 && (counters === 0 || officials <= (question.counters ?? officials));
  const twin = plannedTwin(question);
  const missing = fields.filter((field) => !field.meetsTarget).map((field) => field.name);
  const shared = teams
    .filter((team) => team.fields.length > 1)
    .map((team) => ({
      names: team.fields.map((field) => question.fields[field]?.name ?? ''),
      officials: team.officials,
    }));
  const overall = overallOf(fields);
  const first =
    missing.length === 0
      ? SENTENCES.chairman(request.target, officials, officialsAlone, saved, shared)
      : SENTENCES.chairmanShort(request.target, officials, overall.planned ?? 0, missing.length, shared);
  const doubts = doubtsOf(question, twin, tickets);
  const reasons: PlanReason[] = [DOUBTS.before(doubts, first)];
  if (cap !== undefined)
    reasons.push(
      short ? SENTENCES.capShort(cap, found.needed, officials, missing) : SENTENCES.capMet(cap, found.needed),
    );
  const chosen = risk.findIndex((each) => each.officials === officials);
  if (chosen >= 0)
    reasons.push(
      DOUBTS.risk(
        officials,
        risk[chosen]?.probability ?? 0,
        risk[chosen + 1]?.probability ?? null,
        request.keptOnDays,
        request.horizonMonths,
      ),
    );
  reasons.push(DOUBTS.presence(placed));
  onProgress({ done: 100, total: 100, step: 'cases' });
  return accepted({
    from: request.from,
    to: request.to,
    target: request.target,
    seed: request.seed,
    recordedDays: question.days.length,
    tickets: all,
    simulatedDays: request.days,
    sessions: sessionsOf(question),
    fields,
    groups,
    officialsAlone,
    officials,
    saved,
    savedToday: savedToday(question, officials, short ? null : found.planned),
    overall,
    twin: { fields: twin },
    absence: request.absence,
    drivers: request.drivers,
    backOffice: request.backOffice,
    appointments: request.appointments,
    trained: request.trained,
    movePrice: request.movePrice,
    horizonMonths: request.horizonMonths,
    keptOnDays: request.keptOnDays,
    promiseDays: terms.daysEach,
    risk,
    feasible,
    training,
    alternatives: short ? [] : alternativesOf(question, found.division),
    qualifications: short ? [] : qualificationsOf(found.search, found.division, teams),
    moves: movesOf(found.division, teams),
    cap: cap === undefined ? null : { asked: cap, needed: found.needed, met: !short },
    sensitivity: sensitivity
      .map((each) => ({ ...each, group: placeOf(each.group) }))
      .sort((a, b) => (a.group ?? -1) - (b.group ?? -1)),
    reasons,
    doubts,
    warnings: warningsOf(question, days, teams, emptySeats(seatsOf(teams), question.officers), officials),
  });
}

/** Officials less than the counters that the hall mans today; null when none of them holds a field of the record. */
function savedToday(
  { present }: PlanQuestion,
  officials: number,
  planned: { low: number; high: number } | null,
): NonNullable<StaffingPlan['savedToday']> | null {
  if (present.length === 0) return null;
  const today = present.length;
  return {
    today,
    officials: today - officials,
    low: today - (planned?.high ?? officials),
    high: today - (planned?.low ?? officials),
  };
}

/** Share of all citizens called in time: with each field by itself, as planned, and with today's counters. */
function overallOf(fields: readonly PlannedField[]): StaffingPlan['overall'] {
  const share = (of: (field: PlannedField) => PlanWait | null): number | null => {
    let came = 0;
    let good = 0;
    for (const field of fields) {
      if (field.perDay === 0) continue;
      came += field.perDay;
      good += field.perDay * (of(field)?.withinTargetShare ?? 0);
    }
    return came === 0 ? null : good / came;
  };
  return {
    alone: share((field) => field.waitAlone),
    planned: share((field) => field.waitPlanned),
    present: fields.some((field) => field.waitPresent) ? share((field) => field.waitPresent) : null,
  };
}

/** Groups in the order of their first field; two of a chain keep their own places. */
function inOrder(placed: readonly Placed[], question: PlanQuestion): Placed[] {
  const first = ({ team }: { team: PlanTeam }) => Math.min(...team.fields, question.fields.length);
  return [...placed].sort((a, b) => first(a) - first(b));
}

function sessionsOf(question: PlanQuestion): StaffingPlan['sessions'] {
  // Weekdays may differ: the hours that most days have are shown.
  const counts = new Map<string, number>();
  for (const day of question.days) {
    const key = JSON.stringify(day.sessions.map(({ fromMs, toMs }) => [fromMs / 60_000, toMs / 60_000]));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['[]'];
  return (JSON.parse(most) as [number, number][]).map(([fromMinute, toMinute]) => ({ fromMinute, toMinute }));
}
