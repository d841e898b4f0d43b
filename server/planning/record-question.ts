import type { Database } from 'better-sqlite3';
import type { Officer, PostingState } from '../../common/protocol/people.ts';
import type { PlannedField, PlanRequest } from '../../common/protocol/plan.ts';
import { accepted, type Outcome, refused } from '../../common/protocol/refusals.ts';
import { dayAfter } from '../domain/calendar.ts';
import { postingOn } from '../domain/postings.ts';
import { HallCalendar } from '../hall/clock.ts';
import { fitOffice } from '../staffing/demand/office-fit.ts';
import { fitServices, type OpenCounters, type ServiceFit } from '../staffing/demand/service-fit.ts';
import type { PlanQuestion, PlanQuestionField } from '../staffing/plan/question.ts';
import type { HallFacts } from './hall-facts.ts';
import { recordedDays } from './recorded-days.ts';
import {
  importedFieldNames,
  type RecordedTicket,
  recordedCounters,
  recordedTickets,
  spreadOverIntervals,
} from './recorded-tickets.ts';
import { withoutSkippedNumbers } from './skipped-numbers.ts';

/** A shorter visit was a slip of the hand, not a service. */
const SHORTEST_SERVICE_MS = 20_000;
/** Nor is one this long: a counter was left open over the evening. */
const LONGEST_SERVICE_MS = 4 * 3_600_000;
/** Visits' worth of the hall's shares that each field's start from. */
const SHARE_TRUST = 50;
/** How long an official waits for somebody who was called. */
const UNANSWERED_MS = 45_000;
/** Service assumed where neither record nor catalogue knows one. */
const ASSUMED_MINUTES = 8;
const BLUR_MS = 300_000;

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
  const services = servicesOf(facts, counters, codes, byField);
  const shares = sharesOf(byField);
  const fields = codes.map((code, place): PlanQuestionField => {
    const known = catalogue.get(code);
    const { fit, basis } = services[place] as KnownService;
    return {
      code,
      name: known?.name ?? names.get(code) ?? code,
      agency: known?.agency ?? null,
      service: fit,
      serviceBasis: basis,
      ...(shares[place] as Shares),
    };
  });
  const places = new Map(codes.map((code, place) => [code, place]));
  const placesOf = (some: readonly string[]) => some.flatMap((code) => places.get(code) ?? []);
  const { discipline, help, noShow } = facts.settings;
  return accepted({
    request,
    fields,
    days: recordedDays(tickets, codes, facts),
    skippedNumbers: recorded.filter(isAsked).length - tickets.length,
    rule: { discipline, help },
    noShow: {
      endsAfterCalls: noShow.endsAfterCalls,
      returnsAfterMs: noShow.returnsAfterSeconds * 1000,
      unansweredMs: UNANSWERED_MS,
    },
    mayShare: sharingRule(facts, fields),
    officers: request.qualifications === 'ignore' ? null : officersOf(facts, placesOf),
    ...postingsEnding(facts),
    present: facts.counters
      .filter((counter) => counter.active)
      .map((counter) => ({
        primary: placesOf(counter.primaryFields),
        helping: placesOf(counter.helpingFields),
      }))
      .filter((counter) => counter.primary.length + counter.helping.length > 0),
  });
}

/** Two agencies' fields may be held by one official unless one of them has to agree to that and has not (S6). */
function sharingRule(facts: HallFacts, fields: readonly PlanQuestionField[]): PlanQuestion['mayShare'] {
  const inForce = new Map(
    facts.agencies.map((agency) => [
      agency.code,
      !agency.needsAgreement ||
        (agency.agreedFrom !== null &&
          agency.agreedFrom <= facts.today &&
          (agency.agreedTo === null || facts.today <= agency.agreedTo)),
    ]),
  );
  const agrees = (agency: string | null) => agency === null || (inForce.get(agency) ?? true);
  return (a, b) => {
    const [one, two] = [fields[a]?.agency ?? null, fields[b]?.agency ?? null];
    return one === two || (agrees(one) && agrees(two));
  };
}

/** Officials at the hall today with what they are qualified for; null when nobody's qualifications are registered. */
function officersOf(
  facts: HallFacts,
  placesOf: (codes: readonly string[]) => number[],
): PlanQuestion['officers'] {
  if (!facts.officers.some((officer) => officer.qualifiedFields.length > 0)) return null;
  return facts.officers
    .filter((officer) => {
      const state = stateOf(officer, facts);
      return state !== 'ended' && state !== 'coming' && officer.qualifiedFields.length > 0;
    })
    .map((officer) => ({
      qualified: new Set(placesOf(officer.qualifiedFields)),
      leaving: stateOf(officer, facts) === 'ending',
    }));
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

interface KnownService {
  readonly fit: ServiceFit;
  readonly basis: PlannedField['serviceBasis'];
}

/** Service of each field: measured where the record knows ends, else worked out from calls, else assumed. */
function servicesOf(
  facts: HallFacts,
  counters: ReadonlyMap<string, readonly OpenCounters[]>,
  codes: readonly string[],
  byField: readonly (readonly RecordedTicket[])[],
): KnownService[] {
  const measured = byField.map((tickets) =>
    tickets.flatMap(({ serviceMs }) =>
      serviceMs !== null && serviceMs >= SHORTEST_SERVICE_MS && serviceMs <= LONGEST_SERVICE_MS
        ? [serviceMs]
        : [],
    ),
  );
  const minutesOf = new Map(facts.fields.map((field) => [field.code, field.expectedServiceMinutes]));
  const expected = codes.map((code) => (minutesOf.get(code) ?? ASSUMED_MINUTES) * 60_000);
  const meanExpected = expected.reduce((sum, each) => sum + each, 0) / Math.max(1, expected.length);
  const own = fitServices(measured, meanExpected);
  const some = measured.some((each) => each.length > 0);
  const fromCalls = byCalls(counters, codes, byField, measured);
  return own.map((fit, place) => {
    if (fit.count > 0) return { fit, basis: fit.basis };
    const fitted = fromCalls?.get(place);
    if (fitted) return { fit: fitted, basis: 'fitted-from-calls' };
    if (some) return { fit, basis: 'hall' };
    const meanMs = expected[place] ?? meanExpected;
    return {
      fit: { ...fit, meanMs, service: { kind: 'lognormal', meanMs, scv: fit.scv } },
      basis: 'assumed',
    };
  });
}

/** Fits of the fields without a measured service whose record came with open counters. */
function byCalls(
  counters: ReadonlyMap<string, readonly OpenCounters[]>,
  codes: readonly string[],
  byField: readonly (readonly RecordedTicket[])[],
  measured: readonly (readonly number[])[],
): Map<number, ServiceFit> | null {
  const places = codes.flatMap((code, place) =>
    counters.has(code) && measured[place]?.length === 0 ? [place] : [],
  );
  if (places.length === 0) return null;
  const fits = fitOffice(
    places.map((place) => ({
      calls: (byField[place] ?? []).flatMap((ticket) =>
        ticket.imported && ticket.call ? [ticket.call] : [],
      ),
      counters: counters.get(codes[place] ?? '') ?? [],
    })),
    BLUR_MS,
  );
  return fits && new Map(places.map((place, at) => [place, fits[at] as ServiceFit]));
}
