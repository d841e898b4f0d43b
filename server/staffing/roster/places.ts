import type { RosterPlace } from '../../../common/protocol/roster-draft.ts';
import { MinCostFlow } from './min-cost-flow.ts';
import type { RosterQuestion } from './question.ts';

/** More than all that fields in common and the order of counters can weigh. */
const FIRST_SEAT = 1_000_000_000;
const LATER_SEAT = 1_000_000;
const FIELD_IN_COMMON = 1_000;
/** A counter with a field that the plan does not speak of, and nobody here is trained for, is left as it is if it can be. */
const STRANGE_FIELD = 500;

/**
 * Which counter each official of the plan sits at: the one that holds most of the group's fields already, so that
 * citizens find them where they were. A group's first seat goes before second ones when counters are few.
 * @returns places in the order of the groups, and how many seats have no counter
 */
export function placesOf(question: Pick<RosterQuestion, 'groups' | 'counters' | 'fields' | 'people'>): {
  readonly places: readonly RosterPlace[];
  readonly missing: number;
} {
  const known = new Set(question.fields.map((field) => field.code));
  const seats = question.groups.flatMap((group, at) => {
    const fields = group.fields.filter((code) => known.has(code));
    const helpingFields = group.helpingFields.filter((code) => known.has(code) && !fields.includes(code));
    if (fields.length === 0) return [];
    return Array.from({ length: group.officials }, (_, seat) => ({ group: at, seat, fields, helpingFields }));
  });
  const { counters } = question;
  const planned = new Set(seats.flatMap((seat) => seat.fields));
  const trained = new Set(question.people.flatMap((person) => person.qualifiedFields));
  const strange = counters.map(
    (counter) => counter.primaryFields.filter((code) => !planned.has(code) && !trained.has(code)).length,
  );
  const [source, sink] = [seats.length + counters.length, seats.length + counters.length + 1];
  const flow = new MinCostFlow(sink + 1);
  const arcs = seats.map((seat, at) => {
    flow.add(source, at, 1, 0);
    return counters.map((counter, place) => {
      const shared = seat.fields.filter((code) => counter.primaryFields.includes(code)).length;
      const worth = (seat.seat === 0 ? FIRST_SEAT : LATER_SEAT) + FIELD_IN_COMMON * shared;
      return flow.add(at, seats.length + place, 1, place + STRANGE_FIELD * (strange[place] ?? 0) - worth);
    });
  });
  counters.forEach((_, place) => {
    flow.add(seats.length + place, sink, 1, 0);
  });
  flow.send(source, sink);
  const places = seats.flatMap((seat, at) => {
    const counter = counters[arcs[at]?.findIndex((arc) => flow.usedOn(arc) === 1) ?? -1];
    return counter ? [{ ...seat, counter: counter.counter, label: counter.label }] : [];
  });
  return { places, missing: seats.length - places.length };
}
