import type { RosterPlace } from '../../../common/protocol/roster-draft.ts';
import { Availability, Crew, neededIn } from './availability.ts';
import { MinCostFlow } from './min-cost-flow.ts';
import type { RosterPerson, RosterPin, RosterQuestion, Seating } from './question.ts';

/*
 * What a filled seat is worth: every class more than all of the class below it together, and the lowest more than all
 * preferences. A hall has at most a few hundred seats, so the sums stay exact in a double.
 */
const WORTH = { first: 1e12, needed: 1e9, wished: 1e6 } as const;

/** What is preferred among people who may sit at a place; less is better. */
const PREFER = {
  usualPlace: -500,
  usualGroup: -200,
  lastPlace: -150,
  ownField: -100,
  /** Those who can do more are kept free for what only they can do. */
  spareField: 3,
  spareFieldsMost: 20,
  helpedBefore: 3,
  helpedBeforeMost: 30,
} as const;

/** Where people sat so far. */
interface Habits {
  readonly turns: Map<string, Map<number, number>>;
  readonly last: Map<string, number>;
  readonly helped: Map<string, number>;
}

const noHabits = (): Habits => ({ turns: new Map(), last: new Map(), helped: new Map() });

function usualPlace(habits: Habits, username: string): number | undefined {
  let [most, found] = [0, undefined as number | undefined];
  for (const [place, count] of habits.turns.get(username) ?? [])
    if (count > most) [most, found] = [count, place];
  return found;
}

function remember(habits: Habits, places: readonly RosterPlace[], row: readonly (string | null)[]): void {
  row.forEach((username, at) => {
    if (username === null) return;
    const turns = habits.turns.get(username) ?? new Map<number, number>();
    turns.set(at, (turns.get(at) ?? 0) + 1);
    habits.turns.set(username, turns);
    habits.last.set(username, at);
    if ((places[at]?.helpingFields.length ?? 0) > 0)
      habits.helped.set(username, (habits.helped.get(username) ?? 0) + 1);
  });
}

/**
 * Gives every place of every session an officer, as far as that can be. Each session is one cheapest flow from headcount
 * and agencies over people to places, so no seat stays empty that any arrangement could have filled.
 * @param pins what was put there by hand; a pin that cannot hold any more is passed over
 */
export function seatOfficers(
  question: RosterQuestion,
  places: readonly RosterPlace[],
  pins: readonly RosterPin[] = [],
): Seating {
  const who = new Availability(question);
  const habits = noHabits();
  return question.days.map((day) => {
    const crew = new Crew(who, question.cap);
    const pinned = day.sessions.map((session) =>
      holdPins(who, crew, places, pins, day.date, session.fromMinute),
    );
    return day.sessions.map((session, at) => {
      const held = pinned[at] ?? new Map<number, string | null>();
      const row = places.map((_, place) => held.get(place) ?? null);
      const taken = new Set(row.filter((each) => each !== null));
      const free = who.people.filter(
        (person) => !taken.has(person.username) && who.absence(person, day.date, session.fromMinute) === null,
      );
      const open = places.flatMap((_, place) => (held.has(place) ? [] : [place]));
      const worth = (place: number) => {
        const { seat = 0, group = 0 } = places[place] ?? {};
        if (seat === 0) return WORTH.first;
        return seat < neededIn(question.groups[group], session) ? WORTH.needed : WORTH.wished;
      };
      for (const [place, person] of bestSeats(who, crew, places, open, free, habits, worth)) {
        row[place] = person.username;
        crew.take(person);
      }
      remember(habits, places, row);
      return row;
    });
  });
}

/** Pins of a session that hold, by place. */
function holdPins(
  who: Availability,
  crew: Crew,
  places: readonly RosterPlace[],
  pins: readonly RosterPin[],
  date: string,
  fromMinute: number,
): Map<number, string | null> {
  const held = new Map<number, string | null>();
  const seated = new Set<string>();
  for (const pin of pins) {
    const place = places[pin.place];
    if (pin.date !== date || pin.fromMinute !== fromMinute || !place || held.has(pin.place)) continue;
    if (pin.officer === null) {
      held.set(pin.place, null);
      continue;
    }
    const person = who.find(pin.officer);
    if (!person || seated.has(person.username) || !who.maySit(person, place)) continue;
    if (who.absence(person, date, fromMinute) !== null || !crew.take(person)) continue;
    seated.add(person.username);
    held.set(pin.place, person.username);
  }
  return held;
}

/** The best arrangement of free people on open places. */
function bestSeats(
  who: Availability,
  crew: Crew,
  places: readonly RosterPlace[],
  open: readonly number[],
  free: readonly RosterPerson[],
  habits: Habits,
  worth: (place: number) => number,
): Map<number, RosterPerson> {
  const agencies = [...new Set(free.map((person) => person.agency))];
  // source, newcomers, agencies, people, places, sink
  const [source, newcomers] = [0, 1];
  const agencyAt = (agency: string | null) => 2 + agencies.indexOf(agency);
  const personAt = (person: number) => 2 + agencies.length + person;
  const placeAt = (at: number) => 2 + agencies.length + free.length + at;
  const sink = placeAt(open.length);
  const flow = new MinCostFlow(sink + 1);
  const room = (limit: number) => Math.min(limit, free.length);
  flow.add(source, newcomers, room(crew.room), 0);
  for (const agency of agencies) flow.add(newcomers, agencyAt(agency), room(crew.roomOf(agency)), 0);
  free.forEach((person, at) => {
    flow.add(crew.has(person.username) ? source : agencyAt(person.agency), personAt(at), 1, 0);
  });
  const arcs = free.map((person, from) =>
    open.flatMap((place, to) => {
      const there = places[place];
      if (!there || !who.maySit(person, there)) return [];
      const cost = preference(who, places, habits, person, place) - worth(place);
      return [{ place, arc: flow.add(personAt(from), placeAt(to), 1, cost) }];
    }),
  );
  open.forEach((_, at) => {
    flow.add(placeAt(at), sink, 1, 0);
  });
  flow.send(source, sink);
  const found = new Map<number, RosterPerson>();
  free.forEach((person, at) => {
    const used = arcs[at]?.find(({ arc }) => flow.usedOn(arc) === 1);
    if (used) found.set(used.place, person);
  });
  return found;
}

function preference(
  who: Availability,
  places: readonly RosterPlace[],
  habits: Habits,
  person: RosterPerson,
  place: number,
): number {
  const there = places[place];
  if (!there) return 0;
  const usual = usualPlace(habits, person.username);
  const spare = Math.min(PREFER.spareFieldsMost, person.qualifiedFields.length - there.fields.length);
  const helped = Math.min(PREFER.helpedBeforeMost, habits.helped.get(person.username) ?? 0);
  return (
    (usual === place ? PREFER.usualPlace : 0) +
    (usual !== undefined && places[usual]?.group === there.group ? PREFER.usualGroup : 0) +
    (habits.last.get(person.username) === place ? PREFER.lastPlace : 0) +
    (who.isHome(person, there) ? PREFER.ownField : 0) +
    PREFER.spareField * spare +
    (there.helpingFields.length > 0 ? PREFER.helpedBefore * helped : 0)
  );
}
