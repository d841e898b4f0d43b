import type { Database } from 'better-sqlite3';
import type { Officer, PostingState } from '../../common/protocol/people.ts';
import type { PlanRequest } from '../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import { dayAfter } from '../domain/calendar.ts';
import { isShared, postingOn } from '../domain/postings.ts';
import { HallCalendar } from '../hall/clock.ts';
import { type TwinLine, twinShares } from '../staffing/demand/twin.ts';
import {
  type PlanQuestion,
  type PlanQuestionField,
  type PlanTwinField,
  targetOf,
} from '../staffing/plan/question.ts';
import { withTraining } from '../staffing/plan/training.ts';
import type { HallFacts } from './hall-facts.ts';
import { recordedDays } from './recorded-days.ts';
import { lineOfDesks } from './recorded-lines.ts';
import { type RecordedServices, recordedServices, type ServiceRecord } from './recorded-services.ts';
import {
  importedFieldNames,
  type RecordedTicket,
  recordedCounters,
  recordedTickets,
  spreadOverIntervals,
} from './recorded-tickets.ts';
import { withoutSkippedNumbers } from './skipped-numbers.ts';

/** Visits' worth of the hall's shares that each field's start from. */
const SHARE_TRUST = 50;
/** How long an official waits for somebody who was called. */
const UNANSWERED_MS = 45_000;
/** Service assumed where neither record nor catalogue knows one. */
const ASSUMED_MINUTES = 8;

/**
 * What the record and the hall know, put as the question of the planner.
 * @param db read-only connection
 * @returns refused for fields that nobody knows; a period without tickets gives a question without days
 */
export function recordQuestion(db: Database, facts: HallFacts, request: PlanRequest): Outcome<PlanQuestion> {
  const names = importedFieldNames(db);
  const catalogue = new Map(facts.fields.map((field) => [field.code, field]));
  const asked = request.fields && new Set(request.fields);
  const recorded = recordedTickets(db, request.from, request.to, facts.timeZone);
  const calendar = new HallCalendar(facts.timeZone);
  const counters = recordedCounters(
    db,
    calendar.instantOf(request.from, 0),
    calendar.instantOf(dayAfter(request.to), 0),
  );
  const { kept: all } = withoutSkippedNumbers(recorded, counters);
  spreadOverIntervals(all);
  const seen = new Set(all.map((ticket) => ticket.field));
  const unknown = (request.fields ?? []).filter(
    (code) => !catalogue.has(code) && !names.has(code) && !seen.has(code),
  );
  if (unknown.length > 0)
    return refused('unknown_field', `no field ${unknown.join(', ')}`, { fields: unknown });
  const isAsked = (ticket: RecordedTicket) => asked?.has(ticket.field) ?? true;
  const tickets = all.filter(isAsked);
  const sortOf = (code: string) => catalogue.get(code)?.sort ?? Number.POSITIVE_INFINITY;
  const codes = [...new Set(tickets.map((ticket) => ticket.field))].sort(
    (a, b) => sortOf(a) - sortOf(b) || a.localeCompare(b, 'en', { numeric: true }),
  );
  const byField = codes.map((code) => tickets.filter((ticket) => ticket.field === code));
  const { discipline, help, noShow } = facts.settings;
  const targets = codes.map((code) => targetOf(request, code));
  const days = recordedDays(tickets, codes, facts);
  const rule = { discipline, help };
  // A hall of another system called each number once, as far as its record tells.
  const imported = tickets.every((ticket) => ticket.imported);
  const record = {
    codes,
    byField,
    counters,
    calendar,
    expectedMs: codes.map(
      (code) => (catalogue.get(code)?.expectedServiceMinutes ?? ASSUMED_MINUTES) * 60_000,
    ),
    targetsMs: targets.map(({ minutes }) => minutes * 60_000),
    rules: {
      rule,
      noShow: {
        endsAfterCalls: imported ? 1 : noShow.endsAfterCalls,
        returnsAfterMs: noShow.returnsAfterSeconds * 1000,
        unansweredMs: UNANSWERED_MS,
      },
    },
  };
  const known = recordedServices(record);
  const unansweredMs = known.cycles.unansweredMs ?? UNANSWERED_MS;
  const shares = sharesOf(byField);
  const fields = codes.map((code, place): PlanQuestionField => {
    const named = catalogue.get(code);
    const { fit, basis, gapMs, recordedGapMs } = known.services[
      place
    ] as RecordedServices['services'][number];
    return {
      code,
      name: named?.name ?? names.get(code) ?? code,
      agency: named?.agency ?? null,
      service: fit,
      serviceBasis: basis,
      gapMs,
      recordedGapMs,
      target: targets[place] as PlanQuestionField['target'],
      ...(shares[place] as Shares),
    };
  });
  const places = new Map(codes.map((code, place) => [code, place]));
  const placesOf = (some: readonly string[]) => some.flatMap((code) => places.get(code) ?? []);
  return accepted({
    request,
    fields,
    days,
    twin: twinOf(record, known, days),
    skippedNumbers: recorded.filter(isAsked).length - tickets.length,
    rule,
    noShow: {
      endsAfterCalls: noShow.endsAfterCalls,
      returnsAfterMs: noShow.returnsAfterSeconds * 1000,
      unansweredMs,
    },
    mayShare: sharingRule(facts, fields),
    officers: request.qualifications === 'ignore' ? null : officersOf(facts, request, placesOf),
    ...postingsEnding(facts),
    counters: facts.counters.filter((counter) => counter.active).length,
    present: facts.counters
      .filter((counter) => counter.active)
      .map((counter) => ({
        primary: placesOf(counter.primaryFields),
        helping: placesOf(counter.helpingFields),
      }))
      .filter((counter) => counter.primary.length + counter.helping.length > 0),
  });
}

/** The record replayed with its own counters: what was recorded beside what the services and gaps give. */
function twinOf(
  record: ServiceRecord,
  { services, cycles, openLines }: RecordedServices,
  days: PlanQuestion['days'],
): PlanTwinField[] {
  const places = new Map(record.codes.map((code, place) => [code, place]));
  const sessions = new Map(days.map((day) => [day.date, day.sessions]));
  const byNumber = new Set(openLines.flatMap((line) => line.fields));
  const named = record.byField.filter((_, place) => !byNumber.has(place)).flat();
  const desksWith = (unseenTimes: number) =>
    lineOfDesks(
      named,
      places,
      (date) => sessions.get(date) ?? [],
      (field) => ({ serviceMs: services[field]?.fit.meanMs ?? 0, gapMs: services[field]?.gapMs ?? 0 }),
      cycles.awayFromMs,
      unseenTimes,
    );
  const rules = {
    ...record.rules,
    noShow: {
      ...record.rules.noShow,
      unansweredMs: cycles.unansweredMs ?? record.rules.noShow.unansweredMs,
    },
  };
  const sharesOfLine = (line: TwinLine) =>
    twinShares(
      line,
      line.fields.map((field) => ({
        service: (services[field] as RecordedServices['services'][number]).fit.service,
        gapMs: services[field]?.recordedGapMs ?? 0,
      })),
      line.fields.map((field) => record.targetsMs[field] ?? 0),
      rules,
    );
  const apart = (shares: readonly PlanTwinField[]) =>
    shares.reduce(
      (sum, { citizens, recordedShare, simulatedShare }) =>
        sum + citizens * Math.abs(recordedShare - simulatedShare),
      0,
    );
  const byDesks = (isEndSeen(named) ? [0] : UNSEEN_TRIED)
    .map((unseenTimes) => desksWith(unseenTimes))
    .map((line) => (line ? sharesOfLine(line) : []))
    .reduce((best, shares) => (apart(shares) < apart(best) ? shares : best));
  return [...openLines.flatMap(sharesOfLine), ...byDesks].sort((a, b) => a.field - b.field);
}

/**
 * Where no end was seen, a long time between two calls is a long visit or an absence: the part of it that was visit is the one with
 * which the replay gives the recorded waits, of these multiples of the mean service.
 */
const UNSEEN_TRIED = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

const isEndSeen = (tickets: readonly RecordedTicket[]) =>
  tickets.every(({ calledMs, counter, endedMs, noShow }) =>
    calledMs === null || counter === null || noShow ? true : endedMs !== null,
  );

/**
 * Fields of two agencies may be held by one official unless one of them is an outside agency whose agreement does not name its
 * field (S6).
 */
function sharingRule(facts: HallFacts, fields: readonly PlanQuestionField[]): PlanQuestion['mayShare'] {
  const agencies = new Map(facts.agencies.map((agency) => [agency.code, agency]));
  const shared = fields.map(({ code, agency }) =>
    isShared(agency === null ? undefined : agencies.get(agency), code),
  );
  return (a, b) => {
    const [one, two] = [fields[a]?.agency ?? null, fields[b]?.agency ?? null];
    return one === two || ((shared[a] ?? true) && (shared[b] ?? true));
  };
}

/** Officials at the hall today with what they are qualified for; null when nobody's qualifications are registered. */
function officersOf(
  facts: HallFacts,
  { trained }: PlanRequest,
  placesOf: (codes: readonly string[]) => number[],
): PlanQuestion['officers'] {
  if (!facts.officers.some((officer) => officer.qualifiedFields.length > 0)) return null;
  const posted = facts.officers
    .filter((officer) => {
      const state = stateOf(officer, facts);
      return state !== 'ended' && state !== 'coming' && officer.qualifiedFields.length > 0;
    })
    .map((officer) => ({
      qualified: new Set(placesOf(officer.qualifiedFields)),
      leaving: stateOf(officer, facts) === 'ending',
    }));
  return withTraining(posted, trained, placesOf);
}

function stateOf(officer: Officer, facts: HallFacts): PostingState {
  return postingOn(officer, facts.today, facts.settings.postingWarningDays).state;
}

/** Postings that end within the hall's days of warning. */
function postingsEnding(facts: HallFacts): Pick<PlanQuestion, 'postingsEnding'> {
  const days = facts.officers
    .filter((officer) => stateOf(officer, facts) === 'ending')
    .flatMap((officer) => officer.postedTo ?? [])
    .sort();
  const [first] = days;
  return first === undefined ? {} : { postingsEnding: { count: days.length, first } };
}

type Shares = Pick<PlanQuestionField, 'noShowShare' | 'lateShare' | 'priorityShare'>;

/** Shares of a field's citizens, those of few shrunk toward the hall's. */
function sharesOf(byField: readonly (readonly RecordedTicket[])[]): Shares[] {
  const count = (tickets: readonly RecordedTicket[], is: (ticket: RecordedTicket) => boolean) =>
    tickets.reduce((sum, ticket) => sum + (is(ticket) ? 1 : 0), 0);
  const all = byField.flat();
  const wasCalled = (ticket: RecordedTicket) => ticket.calledMs !== null;
  const share = (
    own: readonly RecordedTicket[],
    is: (ticket: RecordedTicket) => boolean,
    of: (ticket: RecordedTicket) => boolean,
  ): number => {
    const hall = count(all, is) / Math.max(1, count(all, of));
    return (count(own, is) + SHARE_TRUST * hall) / (count(own, of) + SHARE_TRUST);
  };
  return byField.map((own) => ({
    noShowShare: share(own, (ticket) => ticket.noShow, wasCalled),
    lateShare: share(own, (ticket) => ticket.late, wasCalled),
    priorityShare: share(
      own,
      (ticket) => ticket.priority,
      () => true,
    ),
  }));
}
