import type { PlanReason, PlanTwinField } from '../../../common/protocol/plan.ts';
import { type PlanTeam, seatsOf } from './grouping.ts';
import type { PlanDays } from './plan-days.ts';
import type { PlanQuestion } from './question.ts';
import { emptySeats } from './seats.ts';
import { SENTENCES } from './sentences.ts';
import { DOUBTS } from './term-sentences.ts';

const FEW_DAYS = 10;
/** The replay gives what was recorded when it comes so near. */
const TWIN_NEAR = 0.03;
/** A record of fewer citizens cannot be held against its replay. */
const TWIN_CITIZENS = 100;

/** The replay of the record by the codes of its fields. */
export function plannedTwin({ twin, fields }: PlanQuestion): PlanTwinField[] {
  return twin.flatMap(({ field, citizens, recordedShare, simulatedShare }): PlanTwinField[] => {
    const code = fields[field]?.code;
    if (code === undefined) return [];
    return [
      {
        code,
        citizens,
        recordedShare,
        simulatedShare,
        ok: Math.abs(recordedShare - simulatedShare) <= TWIN_NEAR,
      },
    ];
  });
}

/** What makes the whole plan doubtful, to be said before anything else. */
export function doubtsOf(
  question: PlanQuestion,
  twin: readonly PlanTwinField[],
  tickets: readonly number[],
): PlanReason[] {
  const all = tickets.reduce((sum, count) => sum + count, 0);
  const assumed = question.fields.reduce(
    (sum, { serviceBasis }, field) => sum + (serviceBasis === 'assumed' ? (tickets[field] ?? 0) : 0),
    0,
  );
  const nameOf = new Map(question.fields.map(({ code, name }) => [code, name]));
  const apart = twin
    .filter(({ ok, citizens }) => !ok && citizens >= TWIN_CITIZENS)
    .map(({ code }) => nameOf.get(code) ?? code);
  return [
    ...(assumed > 0 ? [DOUBTS.assumed(assumed / all)] : []),
    ...(apart.length > 0 ? [DOUBTS.twinApart(apart)] : []),
  ];
}

/** What must be known about the figures of a plan. */
export function warningsOf(
  question: PlanQuestion,
  { outlook }: PlanDays,
  teams: readonly PlanTeam[],
  empty: number,
  officials: number,
): PlanReason[] {
  const { days, skippedNumbers, twin, present, counters, request } = question;
  const tetDays = days.filter((day) => day.daysToTet !== null).length;
  return [
    ...(days.length < FEW_DAYS ? [SENTENCES.fewDays(days.length)] : []),
    ...(tetDays > 0 ? [SENTENCES.aroundTet(tetDays)] : []),
    ...(skippedNumbers ? [SENTENCES.skippedNumbers(skippedNumbers)] : []),
    ...(twin.length === 0 ? [DOUBTS.noTwin()] : []),
    ...(outlook.tested ? [] : [DOUBTS.growthUntested()]),
    ...(request.absence > 0 ? [DOUBTS.absence(request.absence)] : [DOUBTS.nobodyAbsent()]),
    ...(empty > 0 ? [SENTENCES.notEnoughOfficers(empty)] : []),
    ...leavingOf(question, teams, empty),
    ...(present.length > 0 && counters !== undefined && officials > counters
      ? [DOUBTS.fewCounters(officials, counters)]
      : []),
    SENTENCES.doorWait(),
  ];
}

/** Postings that end soon, and the seats that nobody can fill then. */
function leavingOf(question: PlanQuestion, teams: readonly PlanTeam[], empty: number): PlanReason[] {
  const { postingsEnding, officers } = question;
  if (!postingsEnding) return [];
  const staying = officers?.filter((officer) => !officer.leaving) ?? null;
  const more = emptySeats(seatsOf(teams), staying) - empty;
  return [SENTENCES.postingsEnding(postingsEnding.count, postingsEnding.first, Math.max(0, more))];
}
