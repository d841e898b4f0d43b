import type { ConfirmedRoster, CounterFields } from '../../common/protocol/roster.ts';
import type { Roster } from '../../common/protocol/roster-draft.ts';

/** A roster as the log keeps it: each counter with its fields written once. */
export function contentOf(id: string, roster: Roster): ConfirmedRoster {
  const places: CounterFields[] = [];
  const known = new Map<string, number>();
  const placeOf = (place: CounterFields): number => {
    const key = JSON.stringify(place);
    const at = known.get(key);
    if (at !== undefined) return at;
    known.set(key, places.length);
    places.push(place);
    return places.length - 1;
  };
  const days = roster.days
    .filter((day) => day.sessions.length > 0)
    .map((day) => ({
      date: day.date,
      sessions: day.sessions.map(({ fromMinute, toMinute, turns }) => ({
        fromMinute,
        toMinute,
        // A counter at which nobody sits keeps the fields that it has.
        turns: turns
          .filter((turn) => turn.officer !== null)
          .map((turn) => ({
            officer: turn.officer,
            place: placeOf({
              counter: roster.places[turn.place]?.counter ?? '',
              primaryFields: [...turn.primaryFields],
              helpingFields: [...turn.helpingFields],
            }),
          })),
      })),
    }));
  return { id, from: roster.from, to: roster.to, places, days };
}
