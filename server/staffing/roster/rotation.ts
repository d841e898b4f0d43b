import type { RosterPlace, RotationProposal } from '../../../common/protocol/roster-draft.ts';
import { dayAfter } from '../../domain/calendar.ts';
import { Availability } from './availability.ts';
import type { RosterPerson, RosterQuestion, Seating } from './question.ts';
import { ROSTER_SENTENCES } from './sentences.ts';

const WEEK_MS = 7 * 86_400_000;
const dayMs = (date: string) => Date.parse(`${date}T00:00:00Z`);

/** Whole weeks from the first day of a posting. */
const weeksSince = (from: string, on: string) => Math.floor((dayMs(on) - dayMs(from)) / WEEK_MS);

/**
 * Who should go back to the home agency and who should come [ROT2]: whoever served longest beyond the term goes first, so
 * many a week at most; postings that end within the weeks are replaced in any case. Each exchange is of one agency, and
 * whoever comes is trained for all that the other serves.
 */
export function proposeRotation(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  seating: Seating,
): RotationProposal[] {
  const who = new Availability(question);
  const [first, last] = [question.days[0]?.date, question.days.at(-1)?.date];
  if (first === undefined || last === undefined) return [];
  const usual = usualPlaces(seating);
  const gone = new Set<string>();
  const came = new Set<string>();
  const proposals: RotationProposal[] = [];
  const propose = (person: RosterPerson, on: string, because: RotationProposal['because']) => {
    gone.add(person.username);
    const fields = places[usual.get(person.username) ?? -1]?.fields ?? [];
    const comes = replacementFor(who, person, fields, on, last, came);
    if (comes) came.add(comes.username);
    const weeksServed = person.postedFrom === null ? 0 : weeksSince(person.postedFrom, on);
    const inName = comes?.name ?? null;
    proposals.push({
      out: person.username,
      in: comes?.username ?? null,
      agency: person.agency,
      on,
      weeksServed,
      because,
      reason:
        because === 'term'
          ? ROSTER_SENTENCES.term(person.name, weeksServed, inName, on)
          : ROSTER_SENTENCES.ends(person.name, inName, on),
    });
  };
  for (const person of who.people)
    if (person.postedTo !== null && person.postedTo >= first && person.postedTo < last)
      propose(person, dayAfter(person.postedTo), 'posting-ends');
  for (let monday = first; monday <= last; monday = dayAfter(monday, 7)) {
    const due = who.people
      .filter(
        (person) =>
          !gone.has(person.username) &&
          person.postedFrom !== null &&
          person.postedFrom < monday &&
          (person.postedTo ?? '9999-12-31') >= monday &&
          weeksSince(person.postedFrom, monday) >= question.termWeeks,
      )
      .sort((a, b) => ((a.postedFrom ?? '') < (b.postedFrom ?? '') ? -1 : 1));
    for (const person of due.slice(0, question.rotateAtMost)) propose(person, monday, 'term');
  }
  return proposals.sort((a, b) => (a.on === b.on ? (a.out < b.out ? -1 : 1) : a.on < b.on ? -1 : 1));
}

/** Of the same agency, trained for the fields and free from that day on; whoever rested longest comes. */
function replacementFor(
  who: Availability,
  out: RosterPerson,
  fields: readonly string[],
  on: string,
  last: string,
  came: ReadonlySet<string>,
): RosterPerson | undefined {
  const free = who.people.filter(
    (person) =>
      person.username !== out.username &&
      person.agency === out.agency &&
      !came.has(person.username) &&
      isFree(person, on, last) &&
      person.qualifiedFields.length > 0 &&
      who.isQualified(person, fields),
  );
  return [...free].sort((a, b) => ((a.postedTo ?? '') < (b.postedTo ?? '') ? -1 : 1))[0];
}

/** A posting that is over by then; without dates somebody counts as here already. */
const isFree = (person: RosterPerson, on: string, last: string) =>
  (person.postedTo !== null && person.postedTo < on && person.postedTo < last) ||
  (person.postedFrom !== null && person.postedFrom > last);

/** Where each sits most often. */
function usualPlaces(seating: Seating): Map<string, number> {
  const counts = new Map<string, Map<number, number>>();
  for (const row of seating.flat())
    row.forEach((username, place) => {
      if (username === null) return;
      const own = counts.get(username) ?? new Map<number, number>();
      counts.set(username, own.set(place, (own.get(place) ?? 0) + 1));
    });
  return new Map(
    [...counts].map(([username, own]) => [username, [...own].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1]),
  );
}
