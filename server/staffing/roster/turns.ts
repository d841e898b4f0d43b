import type { RosterFault } from '../../../common/protocol/roster.ts';
import type { RosterPlace, RosterSessionPlan, RosterTurn } from '../../../common/protocol/roster-draft.ts';
import { type Availability, type Crew, neededIn } from './availability.ts';
import type { RosterPin, RosterQuestion } from './question.ts';
import { type EmptyBecause, ROSTER_SENTENCES } from './sentences.ts';

/** Fields that one official holds together at most, those taken over included. */
const FIELDS_MOST = 200;
const BREAK_STEP_MINUTES = 5;

/** What a session is worked out from. */
export interface SessionFacts {
  readonly question: RosterQuestion;
  readonly who: Availability;
  readonly places: readonly RosterPlace[];
  readonly pins: readonly RosterPin[];
  readonly date: string;
  readonly session: { readonly fromMinute: number; readonly toMinute: number };
  readonly row: readonly (string | null)[];
  /** The row of the session before; null for the first. */
  readonly before: readonly (string | null)[] | null;
  readonly crew: Crew;
  /** Turns in which somebody stood in or took a further field, so far. */
  readonly helped: Map<string, number>;
}

/** What a session came to, with what is wrong in it. */
export interface SessionOutcome {
  readonly plan: RosterSessionPlan;
  readonly empty: readonly { group: number; count: number; gap: boolean; because: EmptyBecause }[];
  readonly covered: readonly { group: number; officer: string }[];
  readonly unplaced: readonly string[];
  readonly faults: readonly { officer: string; place: number; fault: RosterFault }[];
}

interface Draft {
  readonly place: number;
  readonly officer: string | null;
  readonly fault: RosterFault | null;
  readonly primary: string[];
  readonly helping: string[];
  readonly covers: number[];
}

/** Turns who sits where into turns: fields, cover of an absent official, breaks, and each turn's reason. */
export function workOutSession(facts: SessionFacts): SessionOutcome {
  const { question, who, places, session, date, crew } = facts;
  const seen = new Set<string>();
  const drafts = places.map((place, at): Draft => {
    const officer = facts.row[at] ?? null;
    const person = officer === null ? undefined : who.find(officer);
    const fault = officer === null ? null : faultOf(facts, officer, place, seen);
    if (officer !== null) seen.add(officer);
    return {
      place: at,
      officer,
      fault,
      primary: [...place.fields],
      helping: place.helpingFields.filter((code) => !person || who.isQualified(person, [code])),
      covers: [],
    };
  });
  const covered = coverEmpty(facts, drafts);
  const unplaced = placeRest(facts, drafts);
  const empty = emptyOf(facts, drafts);
  const atHall = who.people.filter((person) => who.absence(person, date, session.fromMinute) === null);
  const reserve = atHall.filter(
    (person) => !seen.has(person.username) && person.qualifiedFields.length > 0 && crew.take(person),
  );
  const away = who.people.filter(
    (person) =>
      who.absence(person, date, session.fromMinute) === 'leave' && person.qualifiedFields.length > 0,
  );
  const turns = drafts.map((draft): RosterTurn => {
    const place = places[draft.place];
    const { group = 0, seat = 0 } = place ?? {};
    return {
      place: draft.place,
      officer: draft.officer,
      pinned: isPinned(facts, draft.place),
      needed: seat < neededIn(question.groups[group], session),
      primaryFields: draft.primary,
      helpingFields: draft.helping.filter((code) => !draft.primary.includes(code)),
      covers: draft.covers,
      breakFromMinute: breakOf(facts, seat, question.groups[group]?.officials ?? 1),
      reason: reasonOf(facts, draft),
      fault: draft.fault,
    };
  });
  return {
    plan: {
      ...session,
      turns,
      reserve: reserve.map((person) => person.username),
      away: away.map((person) => person.username),
    },
    empty,
    covered,
    unplaced,
    faults: drafts.flatMap(({ officer, place, fault }) =>
      officer !== null && fault !== null ? [{ officer, place, fault }] : [],
    ),
  };
}

function faultOf(
  { who, date, session, crew }: SessionFacts,
  officer: string,
  place: RosterPlace,
  seen: ReadonlySet<string>,
): RosterFault | null {
  const person = who.find(officer);
  if (!person) return 'officer';
  if (seen.has(officer)) return 'twice';
  const absence = who.absence(person, date, session.fromMinute);
  if (absence !== null) return absence;
  if (!who.maySit(person, place)) return 'qualification';
  return crew.take(person) ? null : 'agreed-number';
}

const isPinned = ({ pins, date, session }: SessionFacts, place: number) =>
  pins.some((pin) => pin.place === place && pin.date === date && pin.fromMinute === session.fromMinute);

const sits = (draft: Draft) => draft.officer !== null && draft.fault === null;

/** Whoever helped least so far goes first; then the earlier place. */
function leastUsed(facts: SessionFacts, drafts: readonly Draft[]): Draft | undefined {
  const used = (draft: Draft) => facts.helped.get(draft.officer ?? '') ?? 0;
  return [...drafts].sort(
    (a, b) =>
      a.primary.length + a.covers.length * FIELDS_MOST - (b.primary.length + b.covers.length * FIELDS_MOST) ||
      used(a) - used(b) ||
      a.place - b.place,
  )[0];
}

function takeOver(facts: SessionFacts, draft: Draft, fields: readonly string[]): void {
  for (const code of fields) if (!draft.primary.includes(code)) draft.primary.push(code);
  const officer = draft.officer ?? '';
  facts.helped.set(officer, (facts.helped.get(officer) ?? 0) + 1);
}

/** A group without anybody is stood in for by the group that the plan names, by somebody trained for its fields [ROST9]. */
function coverEmpty(facts: SessionFacts, drafts: readonly Draft[]): { group: number; officer: string }[] {
  const { question, who, places } = facts;
  const covered: { group: number; officer: string }[] = [];
  question.groups.forEach((group, at) => {
    const own = drafts.filter((draft) => places[draft.place]?.group === at);
    const first = places[own[0]?.place ?? -1];
    if (!first || own.some(sits) || group.coveredBy === null) return;
    const able = drafts.filter((draft) => {
      const person = who.find(draft.officer ?? '');
      return (
        places[draft.place]?.group === group.coveredBy &&
        sits(draft) &&
        person !== undefined &&
        who.isQualified(person, first.fields)
      );
    });
    const cover = leastUsed(facts, able);
    if (!cover) return;
    cover.covers.push(at);
    takeOver(facts, cover, first.fields);
    covered.push({ group: at, officer: cover.officer ?? '' });
  });
  return covered;
}

/** Fields in use that the plan does not speak of: with whoever is trained, at the counter that has them now if possible. */
function placeRest(facts: SessionFacts, drafts: readonly Draft[]): string[] {
  const { question, who, places } = facts;
  const planned = new Set(places.flatMap((place) => place.fields));
  const taken = new Set(places.map((place) => place.counter));
  const holds = (code: string, inRoster: boolean) =>
    question.counters.some(
      (each) =>
        taken.has(each.counter) === inRoster &&
        (each.primaryFields.includes(code) || each.helpingFields.includes(code)),
    );
  // A counter outside the roster keeps what it has.
  const rest = question.fields.filter(
    ({ code }) => !planned.has(code) && holds(code, true) && !holds(code, false),
  );
  const unplaced: string[] = [];
  for (const { code } of rest) {
    const able = drafts.filter((draft) => {
      const [person, place] = [who.find(draft.officer ?? ''), places[draft.place]];
      return sits(draft) && person !== undefined && place !== undefined && who.mayTake(person, place, code);
    });
    const now = able.filter((draft) => {
      const counter = question.counters.find((each) => each.counter === places[draft.place]?.counter);
      return counter?.primaryFields.includes(code);
    });
    const taker = leastUsed(facts, now.length > 0 ? now : able);
    if (taker) takeOver(facts, taker, [code]);
    else unplaced.push(code);
  }
  return unplaced;
}

/** Seats that the plan asks for and nobody fills, by group, with why. */
function emptyOf(facts: SessionFacts, drafts: readonly Draft[]): SessionOutcome['empty'] {
  const { question, places, session } = facts;
  return question.groups.flatMap((group, at) => {
    const own = drafts.filter((draft) => places[draft.place]?.group === at);
    const open = own.filter((draft) => draft.officer === null);
    const filled = own.length - open.length;
    const count = Math.min(open.length, Math.max(0, Math.min(own.length, neededIn(group, session)) - filled));
    const first = open[0];
    if (count === 0 || !first) return [];
    const standsIn = drafts.some((draft) => draft.covers.includes(at));
    return [{ group: at, count, gap: !own.some(sits) && !standsIn, because: whyEmpty(facts, first.place) }];
  });
}

/** Why nobody sits at a place: what keeps those who are trained for it. */
function whyEmpty(facts: SessionFacts, at: number): EmptyBecause {
  const { who, places, date, session, row } = facts;
  const place = places[at];
  if (isPinned(facts, at)) return 'by-hand';
  if (!place) return 'nobody';
  const able = who.people.filter((person) => who.maySit(person, place));
  if (able.length === 0) return 'nobody';
  const reasons = new Set(
    able.map((person): EmptyBecause => {
      const absence = who.absence(person, date, session.fromMinute);
      if (absence === 'leave' || absence === 'posting' || absence === 'agreement') return absence;
      return row.includes(person.username) ? 'busy' : 'cap';
    }),
  );
  const order: readonly EmptyBecause[] = ['cap', 'leave', 'agreement', 'posting', 'busy'];
  return order.find((each) => reasons.has(each)) ?? 'busy';
}

/** Officials of a group go on their break one after the other, about the middle of the session. */
function breakOf({ question, session }: SessionFacts, seat: number, officials: number): number | null {
  const { breakMinutes } = question;
  if (breakMinutes === 0 || session.toMinute - session.fromMinute < 4 * breakMinutes) return null;
  const middle = (session.fromMinute + session.toMinute) / 2;
  const from = middle + (seat - officials / 2) * breakMinutes;
  const latest = session.toMinute - breakMinutes;
  return Math.min(
    latest,
    Math.max(session.fromMinute, Math.round(from / BREAK_STEP_MINUTES) * BREAK_STEP_MINUTES),
  );
}

function reasonOf(facts: SessionFacts, draft: Draft): RosterTurn['reason'] {
  const { who, places, before, date, session, question } = facts;
  const place = places[draft.place];
  if (draft.officer === null) return ROSTER_SENTENCES.empty(whyEmpty(facts, draft.place));
  if (isPinned(facts, draft.place)) return ROSTER_SENTENCES.pinned();
  const person = who.find(draft.officer);
  const able = who.people.filter(
    (each) => place && who.maySit(each, place) && who.absence(each, date, session.fromMinute) === null,
  );
  return ROSTER_SENTENCES.seated({
    fields: fieldNames(question, place?.fields ?? []),
    same: before?.[draft.place] === draft.officer,
    home: person !== undefined && place !== undefined && who.isHome(person, place),
    only: able.length === 1,
  });
}

/** "Đất đai + Hộ tịch" */
export function fieldNames(question: Pick<RosterQuestion, 'fields'>, codes: readonly string[]): string {
  return codes.map((code) => question.fields.find((field) => field.code === code)?.name ?? code).join(' + ');
}
