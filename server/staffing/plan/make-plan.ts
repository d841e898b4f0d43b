import type {
  PlanGroup,
  PlannedField,
  PlanReason,
  PlanWait,
  StaffingPlan,
} from '../../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../../common/protocol/refusals.ts';
import { faultOfTarget } from '../formulas/smallest-staff.ts';
import { casesOf, coverOf } from './cases.ts';
import { type DemandTable, demandTable } from './demand-table.ts';
import { type AloneField, type FoundTeams, findTeams } from './find-teams.ts';
import type { PlanTeam } from './grouping.ts';
import { seatsOf } from './grouping.ts';
import type { PlanProgress, PlanQuestion } from './question.ts';
import { emptySeats } from './seats.ts';
import { SENTENCES } from './sentences.ts';
import { shareOf } from './tally.ts';
import type { Verified } from './units.ts';
import { NO_WAIT, occupancyOf, waitOf } from './waits.ts';

/** Below so many tickets a field's figures are said to be weak. */
const FEW_TICKETS = 30;
const FEW_DAYS = 10;

/** A team in its place in the plan. */
interface Placed {
  readonly team: PlanTeam;
  readonly from: Verified;
}

/**
 * Makes the staffing plan: officials for each field alone, fields to be held together, officials in all and saved, waits
 * before and after, what happens when things change, and the reason of each figure. Pure and repeatable by its seed.
 * @param onProgress told as it goes on
 * @returns refused `unreachable_target` for a share of 100 %, `not_enough_record` when the period holds no ticket,
 *   `invalid_input` for a target that is none
 */
export function makePlan(
  question: PlanQuestion,
  onProgress: (progress: PlanProgress) => void = () => undefined,
): Outcome<StaffingPlan> {
  const { request } = question;
  const wrong = faultOfTarget(request.target);
  if (wrong) return wrong;
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
  const found = findTeams(question, busy, onProgress);
  const placed = inOrder(
    found.verified.flatMap((from) => from.unit.map((team): Placed => ({ team, from }))),
    question,
  );
  const teams = placed.map(({ team }) => team);
  onProgress({ done: 85, total: 100, step: 'cases' });
  const cases = 2 + teams.length;
  let casesDone = 0;
  const units = found.verified.map((each) => each.unit);
  const sensitivity = casesOf(question, units, request.seed, () => {
    casesDone += 1;
    onProgress({ done: 85 + Math.round((14 * casesDone) / cases), total: 100, step: 'cases' });
  });
  // Groups are numbered by their place in the plan, not in the search.
  const searched = units.flat();
  const placeOf = (at: number | null) => {
    const team = at === null ? undefined : searched[at];
    return team ? teams.indexOf(team) : null;
  };
  const groups = placed.map((each, place) => groupOf(question, found, demand, placed, each, place));
  const officials = teams.reduce((sum, team) => sum + team.officials, 0);
  const officialsAlone = found.alone.reduce((sum, field) => sum + field.officials, 0);
  const present = presentOf(question, found);
  const fields = question.fields.map((_, field) =>
    fieldOf(question, found, demand, placed, present, tickets[field] ?? 0, field),
  );
  const name = (field: number) => question.fields[field]?.name ?? '';
  const saved = { officials: officialsAlone - officials, low: 0, high: 0 };
  const short = request.cap !== undefined && request.cap < found.needed;
  saved.low = short ? saved.officials : found.saved.low;
  saved.high = short ? saved.officials : found.saved.high;
  const empty = emptySeats(seatsOf(teams), question.officers);
  const tetDays = question.days.filter((day) => day.daysToTet !== null).length;
  const warnings: PlanReason[] = [
    ...(question.days.length < FEW_DAYS ? [SENTENCES.fewDays(question.days.length)] : []),
    ...(tetDays > 0 ? [SENTENCES.aroundTet(tetDays)] : []),
    ...(question.skippedNumbers ? [SENTENCES.skippedNumbers(question.skippedNumbers)] : []),
    ...(empty > 0 ? [SENTENCES.notEnoughOfficers(empty)] : []),
    ...leavingOf(question, teams, empty),
    SENTENCES.doorWait(),
  ];
  const missing = fields.filter((field) => !field.meetsTarget).map((field) => field.name);
  const shared = teams
    .filter((team) => team.fields.length > 1)
    .map((team) => ({ names: team.fields.map(name), officials: team.officials }));
  const overall = overallOf(fields);
  const reasons: PlanReason[] = [
    missing.length === 0
      ? SENTENCES.chairman(request.target, officials, officialsAlone, saved, shared)
      : SENTENCES.chairmanShort(request.target, officials, overall.planned ?? 0, missing.length, shared),
  ];
  if (request.cap !== undefined) {
    reasons.push(
      short
        ? SENTENCES.capShort(request.cap, found.needed, officials, missing)
        : SENTENCES.capMet(request.cap, found.needed),
    );
  }
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
    overall,
    cap: request.cap === undefined ? null : { asked: request.cap, needed: found.needed, met: !short },
    sensitivity: sensitivity
      .map((each) => ({ ...each, group: placeOf(each.group) }))
      .sort((a, b) => (a.group ?? -1) - (b.group ?? -1)),
    reasons,
    warnings,
  });
}

/** Postings that end soon, and the seats that nobody can fill then. */
function leavingOf(question: PlanQuestion, teams: readonly PlanTeam[], empty: number): PlanReason[] {
  const { postingsEnding, officers } = question;
  if (!postingsEnding) return [];
  const staying = officers?.filter((officer) => !officer.leaving) ?? null;
  const more = emptySeats(seatsOf(teams), staying) - empty;
  return [SENTENCES.postingsEnding(postingsEnding.count, postingsEnding.first, Math.max(0, more))];
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
  const first = ({ team }: Placed) => Math.min(...team.fields, question.fields.length);
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

function groupOf(
  question: PlanQuestion,
  found: FoundTeams,
  demand: DemandTable,
  placed: readonly Placed[],
  { team, from }: Placed,
  place: number,
): PlanGroup {
  const codes = (fields: readonly number[]) => fields.flatMap((field) => question.fields[field]?.code ?? []);
  const names = (fields: readonly number[]) => fields.map((field) => question.fields[field]?.name ?? '');
  const alone = team.fields.map((field) => found.alone[field]?.officials ?? 0);
  const occupancy = occupancyOf(from.tally);
  const teams = placed.map((each) => each.team);
  const coveredBy = coverOf(found.search, teams, place);
  const cover = coveredBy === null ? undefined : teams[coveredBy];
  const needs = demand.officialsOf(team.fields);
  const first = team.fields[0] ?? 0;
  const others = question.fields.map((_, field) => field).filter((field) => !team.fields.includes(field));
  const apart =
    others.length > 0 && team.fields.length === 1 && !others.some((other) => question.mayShare(first, other));
  const reasons: PlanReason[] = [
    team.fields.length > 1
      ? SENTENCES.merged(names(team.fields), alone, team.officials, occupancy)
      : apart
        ? SENTENCES.apart(names(team.fields)[0] ?? '')
        : (question.request.maxFieldsPerOfficial === 1 ? SENTENCES.singleAsked : SENTENCES.single)(
            names(team.fields)[0] ?? '',
            team.officials,
            occupancy,
          ),
  ];
  if (team.helping.length > 0) reasons.push(SENTENCES.chain(names(team.fields), names(team.helping)));
  if (from.repaired > 0) reasons.push(SENTENCES.repaired(from.repaired));
  if (team.officials === 1)
    reasons.push(cover ? SENTENCES.covered(names(cover.fields)) : SENTENCES.uncovered());
  return {
    fields: codes(team.fields),
    helpingFields: codes(team.helping),
    officials: team.officials,
    officialsAlone: alone.reduce((sum, each) => sum + each, 0),
    occupancy,
    officialsBySlot: demand.startMinutes.map((minuteOfDay, slot) => ({
      minuteOfDay,
      officials: Math.min(team.officials, Math.max(1, needs[slot] ?? 0)),
    })),
    coveredBy,
    reasons,
  };
}

function fieldOf(
  question: PlanQuestion,
  found: FoundTeams,
  demand: DemandTable,
  placed: readonly Placed[],
  present: ReturnType<typeof presentOf>,
  tickets: number,
  field: number,
): PlannedField {
  const known = question.fields[field] as PlanQuestion['fields'][number];
  const { target } = question.request;
  const group = placed.findIndex(({ team }) => team.fields.includes(field));
  const waitPlanned = group < 0 ? NO_WAIT : waitOf((placed[group] as Placed).from.tally, field);
  const alone = found.alone[field] as AloneField;
  const meetsTarget = waitPlanned.withinTargetShare === null || waitPlanned.withinTargetShare >= target.share;
  const serviceMinutes = known.service.meanMs / 60_000;
  const perDay = (tickets / question.days.length) * question.request.volumeFactor;
  const reasons: PlanReason[] = [];
  if (tickets === 0) reasons.push(SENTENCES.noTickets());
  else {
    const share = shareOf(alone.tally, 0).share;
    const fewer = alone.fewer === null ? null : shareOf(alone.fewer, 0).share;
    reasons.push(SENTENCES.alone(perDay, serviceMinutes, alone.officials, share, fewer, target));
    if (tickets < FEW_TICKETS) reasons.push(SENTENCES.oneTicket(tickets));
    const service = SENTENCES.service(known.serviceBasis, serviceMinutes);
    if (service) reasons.push(service);
    const forecast = demand.forecasts[field];
    if (forecast) reasons.push(SENTENCES.forecast(forecast.mae, forecast.baselineMae, forecast.because));
    if (!meetsTarget) reasons.push(SENTENCES.unmetField(waitPlanned.withinTargetShare ?? 0, target));
  }
  return {
    code: known.code,
    name: known.name,
    agency: known.agency,
    tickets,
    perDay,
    serviceMinutes,
    serviceScv: known.service.scv,
    serviceBasis: known.serviceBasis,
    dispersion: demand.dispersion[field] ?? 1,
    forecast: demand.forecasts[field] ?? null,
    slots: demand.slots[field] ?? [],
    officialsAlone: alone.officials,
    group: group < 0 ? null : group,
    waitAlone: tickets === 0 ? NO_WAIT : waitOf(alone.tally, field),
    waitOneFewer: alone.fewer === null ? null : waitOf(alone.fewer, field),
    waitPlanned,
    waitPresent: present === null || !present.fields.includes(field) ? null : waitOf(present, field),
    meetsTarget,
    reasons,
  };
}

/** The same days with the counters that the hall has today; null when they hold none of the fields. */
function presentOf(question: PlanQuestion, found: FoundTeams) {
  const held = new Set(question.present.flatMap((counter) => [...counter.primary, ...counter.helping]));
  if (held.size === 0) return null;
  return found.fresh.run(
    { fields: [...held].sort((a, b) => a - b), desks: question.present },
    { keepWaits: true, days: question.request.days },
  );
}
