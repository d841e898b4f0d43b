import type { PlanReason } from '../../../common/protocol/plan.ts';
import type { RosterFault } from '../../../common/protocol/roster.ts';
import type {
  Roster,
  RosterDayPlan,
  RosterGroup,
  RosterLoad,
  RosterPlace,
  RosterProblem,
} from '../../../common/protocol/roster-draft.ts';
import { Availability, Crew } from './availability.ts';
import { placesOf } from './places.ts';
import type { RosterPin, RosterQuestion, Seating } from './question.ts';
import { proposeRotation } from './rotation.ts';
import { seatOfficers } from './seat.ts';
import { type EmptyBecause, ROSTER_SENTENCES, type SessionAt } from './sentences.ts';
import { fieldNames, type SessionOutcome, workOutSession } from './turns.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const letterOf = (at: number) =>
  `${LETTERS[at % LETTERS.length]}${at < LETTERS.length ? '' : Math.floor(at / LETTERS.length) + 1}`;

/** A new roster: who sits where in every session, and all that follows from it. */
export function makeRoster(
  question: RosterQuestion,
  pins: readonly RosterPin[] = [],
): { readonly seating: Seating; readonly roster: Roster } {
  const { places } = placesOf(question);
  const seating = seatOfficers(question, places, pins);
  return { seating, roster: rosterOf(question, places, seating, pins) };
}

/**
 * All that follows from who sits where, with the officers, absences and agreements of the question: fields of each turn,
 * cover, breaks, reasons, problems and proposals. What does not hold any more is said, not mended.
 * @param places as the roster was made with; those of a changed hall are other ones
 */
export function rosterOf(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  seating: Seating,
  pins: readonly RosterPin[] = [],
): Roster {
  const who = new Availability(question);
  const helped = new Map<string, number>();
  const heard = new Heard(question);
  const loads = new Map<string, Omit<RosterLoad, 'officer'>>();
  let before: readonly (string | null)[] | null = null;
  const days = question.days.map((day, dayAt): RosterDayPlan => {
    const crew = new Crew(who, question.cap);
    // Whoever has a place in the afternoon counts in the morning already, before anybody in reserve does.
    day.sessions.forEach((session, at) => {
      for (const username of seating[dayAt]?.[at] ?? []) {
        const person = username === null ? undefined : who.find(username);
        if (person && who.absence(person, day.date, session.fromMinute) === null) crew.take(person);
      }
    });
    const outcomes = day.sessions.map((session, at) => {
      const row = seating[dayAt]?.[at] ?? [];
      const outcome = workOutSession({
        question,
        who,
        places,
        pins,
        date: day.date,
        session,
        row,
        before,
        crew,
        helped,
      });
      before = row;
      heard.hear(outcome, { date: day.date, fromMinute: session.fromMinute });
      count(loads, outcome);
      return outcome.plan;
    });
    return { date: day.date, sessions: outcomes, closedFor: day.closedFor };
  });
  const groups = groupsOf(question, places, who, days);
  const { missing } = placesOf(question);
  return {
    from: question.days[0]?.date ?? '',
    to: question.days.at(-1)?.date ?? '',
    cap: question.cap,
    places,
    groups,
    days,
    problems: problemsOf(question, places, groups, who, heard, missing),
    rotations: proposeRotation(question, places, seating),
    loads: [...loads]
      .map(([officer, load]) => ({ officer, ...load }))
      .sort((a, b) => (a.officer < b.officer ? -1 : 1)),
  };
}

function count(loads: Map<string, Omit<RosterLoad, 'officer'>>, { plan }: SessionOutcome): void {
  const add = (officer: string, more: Partial<Omit<RosterLoad, 'officer'>>) => {
    const own = loads.get(officer) ?? {
      sessions: 0,
      helpingSessions: 0,
      awaySessions: 0,
      reserveSessions: 0,
    };
    loads.set(officer, {
      sessions: own.sessions + (more.sessions ?? 0),
      helpingSessions: own.helpingSessions + (more.helpingSessions ?? 0),
      awaySessions: own.awaySessions + (more.awaySessions ?? 0),
      reserveSessions: own.reserveSessions + (more.reserveSessions ?? 0),
    });
  };
  for (const turn of plan.turns)
    if (turn.officer !== null)
      add(turn.officer, {
        sessions: 1,
        helpingSessions: turn.covers.length > 0 || turn.helpingFields.length > 0 ? 1 : 0,
      });
  for (const officer of plan.reserve) add(officer, { reserveSessions: 1 });
  for (const officer of plan.away) add(officer, { awaySessions: 1 });
}

function groupsOf(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  who: Availability,
  days: readonly RosterDayPlan[],
): RosterGroup[] {
  const turns = days.flatMap((day) => day.sessions.flatMap((session) => session.turns));
  return question.groups.map((group, at) => {
    const fields = places.find((place) => place.group === at)?.fields ?? group.fields;
    const covering = turns.flatMap((turn) =>
      turn.officer !== null && places[turn.place]?.group === group.coveredBy ? [turn.officer] : [],
    );
    return {
      letter: letterOf(at),
      fields,
      helpingFields: group.helpingFields,
      officials: group.officials,
      coveredBy: group.coveredBy,
      coverOfficers: [...new Set(covering)]
        .filter((username) => {
          const person = who.find(username);
          return person !== undefined && who.isQualified(person, fields);
        })
        .sort(),
    };
  });
}

/** What was wrong in sessions, put together over the weeks. */
class Heard {
  readonly empty = new Map<
    string,
    { group: number; count: number; gap: boolean; because: EmptyBecause; at: SessionAt[] }
  >();
  readonly covered = new Map<string, { group: number; officer: string; at: SessionAt[] }>();
  readonly unplaced = new Map<string, SessionAt[]>();
  readonly faults = new Map<
    string,
    { officer: string; place: number; fault: RosterFault; at: SessionAt[] }
  >();
  readonly question: RosterQuestion;

  constructor(question: RosterQuestion) {
    this.question = question;
  }

  hear(outcome: SessionOutcome, at: SessionAt): void {
    for (const each of outcome.empty)
      put(this.empty, `${each.group} ${each.count} ${each.gap} ${each.because}`, { ...each, at: [] }).at.push(
        at,
      );
    for (const each of outcome.covered)
      put(this.covered, `${each.group} ${each.officer}`, { ...each, at: [] }).at.push(at);
    for (const each of outcome.faults)
      put(this.faults, `${each.officer} ${each.place} ${each.fault}`, { ...each, at: [] }).at.push(at);
    for (const code of outcome.unplaced) put(this.unplaced, code, []).push(at);
  }
}

function put<T>(map: Map<string, T>, key: string, fresh: T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, fresh);
  return fresh;
}

const SEVERITIES = ['gap', 'short', 'note'] as const;

function problemsOf(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  groups: readonly RosterGroup[],
  who: Availability,
  heard: Heard,
  missing: number,
): RosterProblem[] {
  const problems: RosterProblem[] = [];
  const add = (
    severity: RosterProblem['severity'],
    reason: PlanReason,
    at: readonly SessionAt[] = [],
    group: number | null = null,
  ) => problems.push({ severity, ...reason, group, dates: [...new Set(at.map(({ date }) => date))] });
  const names = (codes: readonly string[]) => fieldNames(question, codes);
  const nameOf = (username: string) => who.find(username)?.name ?? username;
  for (const { officer, place, fault, at } of heard.faults.values())
    add('gap', ROSTER_SENTENCES.seatedWrongly(nameOf(officer), places[place]?.label ?? '', fault, at), at);
  for (const { group, count: many, gap, because, at } of heard.empty.values()) {
    const say = gap ? ROSTER_SENTENCES.gap : ROSTER_SENTENCES.short;
    add(gap ? 'gap' : 'short', say(names(groups[group]?.fields ?? []), many, at, because), at, group);
  }
  for (const [code, at] of heard.unplaced) add('gap', ROSTER_SENTENCES.unplaced(names([code]), at), at);
  if (missing > 0) add('short', ROSTER_SENTENCES.fewCounters(missing, places.length));
  for (const { group, officer, at } of heard.covered.values())
    add('note', ROSTER_SENTENCES.covered(names(groups[group]?.fields ?? []), nameOf(officer), at), at, group);
  groups.forEach((group, at) => {
    if (group.officials !== 1 || group.coverOfficers.length > 0) return;
    const cover = group.coveredBy === null ? null : names(groups[group.coveredBy]?.fields ?? []);
    add('note', ROSTER_SENTENCES.noCover(names(group.fields), cover), [], at);
  });
  const [first, last] = [question.days[0]?.date ?? '', question.days.at(-1)?.date ?? ''];
  for (const person of who.people)
    if (person.postedTo !== null && person.postedTo >= first && person.postedTo < last)
      add('note', ROSTER_SENTENCES.postingEnds(person.name, person.postedTo));
  const posted = who.people.filter((person) =>
    question.days.some((day) => {
      const absence = who.absence(person, day.date, 0);
      return absence === null || absence === 'leave';
    }),
  );
  const untrained = posted.filter((person) => person.qualifiedFields.length === 0).length;
  if (posted.length === untrained) add('gap', ROSTER_SENTENCES.nobodyPosted());
  else if (untrained > 0) add('note', ROSTER_SENTENCES.notOnRecord(untrained));
  return problems.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
