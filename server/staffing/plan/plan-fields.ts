import type { PlannedField, PlanReason } from '../../../common/protocol/plan.ts';
import type { DemandTable } from './demand-table.ts';
import { volumeOf } from './drivers.ts';
import type { AloneField, FoundTeams } from './find-teams.ts';
import type { PlanDays } from './plan-days.ts';
import type { Placed } from './plan-groups.ts';
import { promiseOf } from './promise.ts';
import type { PlanQuestion } from './question.ts';
import { SENTENCES } from './sentences.ts';
import { shareOf, type Tally } from './tally.ts';
import { DOUBTS } from './term-sentences.ts';
import { NO_WAIT, waitOf } from './waits.ts';

/** Below so many tickets a field's figures are said to be weak. */
const FEW_TICKETS = 30;

/** From this share on it is said that the recorded counters were not there for a field. */
const TOLD_UNATTENDED = 0.1;

/** All that the fields of a plan are told from. */
export interface FieldsFrom {
  readonly question: PlanQuestion;
  readonly found: FoundTeams;
  readonly demand: DemandTable;
  readonly placed: readonly Placed[];
  readonly days: PlanDays;
  /** Recorded tickets by field. */
  readonly tickets: readonly number[];
}

/** The fields of the plan, in the order of the question. */
export function fieldsOf(from: FieldsFrom): PlannedField[] {
  const present = presentOf(from.question, from.found);
  return from.question.fields.map((_, field) => fieldOf(from, present, field));
}

function fieldOf(from: FieldsFrom, present: Tally | null, field: number): PlannedField {
  const { question, found, demand, placed, days } = from;
  const known = question.fields[field] as PlanQuestion['fields'][number];
  const tickets = from.tickets[field] ?? 0;
  const { target } = known;
  const group = placed.findIndex(({ team }) => team.fields.includes(field));
  const own = placed[group];
  const shown = own?.shown.tally;
  const place = shown?.fields.indexOf(field) ?? -1;
  const promise = shown ? promiseOf(shown, place, target.share, days.terms) : null;
  const planned = shown ? waitOf(shown, field) : NO_WAIT;
  const waitPlanned = promise
    ? { ...planned, withinTargetHalfWidth: (promise.high - promise.low) / 2 }
    : planned;
  const alone = found.alone[field] as AloneField;
  const proved = own?.from.tally;
  const meetsTarget = !proved || found.fresh.slack(proved, proved.fields.indexOf(field)) >= 0;
  const serviceMinutes = known.service.meanMs / 60_000;
  const gapMinutes = (known.recordedGapMs ?? known.gapMs) / 60_000;
  const unattendedShare =
    gapMinutes === 0 ? 0 : 1 - (known.service.meanMs + known.gapMs) / 60_000 / (serviceMinutes + gapMinutes);
  const perDay = (tickets / question.days.length) * volumeOf(question)(field);
  const growthPerMonth = Math.exp(days.outlook.fields[field]?.perMonth ?? 0) - 1;
  const reasons: PlanReason[] = [];
  if (tickets === 0) reasons.push(SENTENCES.noTickets());
  else {
    const share = shareOf(alone.tally, 0).share;
    const fewer = alone.fewer === null ? null : shareOf(alone.fewer, 0).share;
    reasons.push(SENTENCES.alone(perDay, serviceMinutes, alone.officials, share, fewer, target));
    if (promise) reasons.push(DOUBTS.promise(promise, target, days.terms.daysEach));
    if (tickets < FEW_TICKETS) reasons.push(SENTENCES.oneTicket(tickets));
    const service = SENTENCES.service(known.serviceBasis, serviceMinutes);
    if (service) reasons.push(service);
    reasons.push(DOUBTS.gap(known.gapMs / 60_000));
    if (unattendedShare >= TOLD_UNATTENDED) reasons.push(DOUBTS.unattended(unattendedShare));
    if (growthPerMonth !== 0) reasons.push(DOUBTS.growth(growthPerMonth));
    const forecast = demand.forecasts[field];
    if (forecast)
      reasons.push(SENTENCES.forecast(forecast.mae, forecast.baselineMae, forecast.because, perDay));
    if (!meetsTarget)
      reasons.push(
        (waitPlanned.withinTargetShare ?? 0) < target.share
          ? SENTENCES.unmetField(waitPlanned.withinTargetShare ?? 0, target)
          : DOUBTS.unmetDays(promise?.keptOnDays ?? 0, question.request.keptOnDays),
      );
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
    gapMinutes,
    unattendedShare,
    dispersion: demand.dispersion[field] ?? 1,
    forecast: demand.forecasts[field] ?? null,
    slots: demand.slots[field] ?? [],
    officialsAlone: alone.officials,
    group: group < 0 ? null : group,
    target,
    waitAlone: tickets === 0 ? NO_WAIT : waitOf(alone.tally, field),
    waitOneFewer: alone.fewer === null ? null : waitOf(alone.fewer, field),
    waitPlanned,
    waitPresent: present === null || !present.fields.includes(field) ? null : waitOf(present, field),
    promise: promise && { low: promise.low, high: promise.high },
    keptOnDays: promise?.keptOnDays ?? null,
    growthPerMonth,
    meetsTarget,
    reasons,
  };
}

/** The same days with the counters that the hall has today; null when they hold none of the fields. */
function presentOf(question: PlanQuestion, found: FoundTeams): Tally | null {
  const held = new Set(question.present.flatMap((counter) => [...counter.primary, ...counter.helping]));
  if (held.size === 0) return null;
  return found.fresh.run(
    { fields: [...held].sort((a, b) => a - b), desks: question.present },
    { keepWaits: true, days: question.request.days },
  );
}
