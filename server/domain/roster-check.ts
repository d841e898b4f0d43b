import { leaveCovers } from '../../common/protocol/leave.ts';
import type { ConfirmedRoster, CounterFields, RosterFault } from '../../common/protocol/roster.ts';
import { isAgreedOn, isPostedOn } from './postings.ts';
import type { HallState } from './state.ts';

/** What does not hold in a roster, and where. */
export interface FoundFault {
  readonly because: RosterFault;
  readonly date?: string;
  readonly counter?: string;
}

type Day = ConfirmedRoster['days'][number];
type Session = Day['sessions'][number];

/** The roster that holds on a day: of those confirmed for it, the one confirmed last; undefined: none. */
export function rosterOn(state: Pick<HallState, 'rosters'>, date: string): ConfirmedRoster | undefined {
  let held: ConfirmedRoster | undefined;
  for (const each of state.rosters.values()) if (each.days.some((day) => day.date === date)) held = each;
  return held;
}

/** Why a roster cannot hold with the officials, absences, counters and fields as they are; null: it can [ROST1]. */
export function faultOf(state: HallState, roster: ConfirmedRoster): FoundFault | null {
  let before = '';
  for (const day of roster.days) {
    if (day.date <= before || day.date < roster.from || day.date > roster.to)
      return { because: 'dates', date: day.date };
    before = day.date;
    let minute = 0;
    const present = new Set<string>();
    for (const session of day.sessions) {
      if (session.fromMinute < minute || session.toMinute <= session.fromMinute)
        return { because: 'dates', date: day.date };
      minute = session.toMinute;
      const fault = faultOfSession(state, roster, day, session);
      if (fault) return { ...fault, date: day.date };
      for (const { officer } of session.turns) if (officer !== null) present.add(officer);
    }
    if (tooManyOfOne(state, present)) return { because: 'agreed-number', date: day.date };
  }
  return null;
}

function faultOfSession(
  state: HallState,
  roster: ConfirmedRoster,
  day: Day,
  session: Session,
): FoundFault | null {
  const [counters, officers] = [new Set<string>(), new Set<string>()];
  for (const turn of session.turns) {
    const place = roster.places[turn.place];
    if (!place) return { because: 'counter' };
    const { counter } = place;
    const fault = faultOfPlace(state, place);
    if (fault) return { because: fault, counter };
    if (counters.has(counter)) return { because: 'twice', counter };
    counters.add(counter);
    if (turn.officer === null) continue;
    if (officers.has(turn.officer)) return { because: 'twice', counter };
    officers.add(turn.officer);
    const wrong = faultOfOfficer(state, turn.officer, place, day.date, session.fromMinute);
    if (wrong) return { because: wrong, counter };
  }
  return null;
}

/** Whether the catalogue still has the counter and its fields in use. */
export function faultOfPlace(state: HallState, place: CounterFields): RosterFault | null {
  if (!state.counters.get(place.counter)?.definition.active) return 'counter';
  const codes = [...place.primaryFields, ...place.helpingFields];
  if (new Set(codes).size !== codes.length) return 'field';
  return codes.every((code) => state.fields.get(code)?.active) ? null : 'field';
}

function faultOfOfficer(
  state: HallState,
  username: string,
  place: CounterFields,
  date: string,
  fromMinute: number,
): RosterFault | null {
  const officer = state.officers.get(username);
  if (!officer) return 'officer';
  const qualified = new Set(officer.qualifiedFields);
  if (![...place.primaryFields, ...place.helpingFields].every((code) => qualified.has(code)))
    return 'qualification';
  const agency = officer.agency === null ? undefined : state.agencies.get(officer.agency);
  if (!isPostedOn(officer, agency, date)) return 'posting';
  if (!isAgreedOn(agency, date)) return 'agreement';
  for (const leave of state.leaves.values())
    if (leave.username === username && leaveCovers(leave, date, fromMinute)) return 'leave';
  return null;
}

function tooManyOfOne(state: HallState, present: ReadonlySet<string>): boolean {
  const counts = new Map<string, number>();
  for (const username of present) {
    const agency = state.officers.get(username)?.agency ?? null;
    if (agency !== null) counts.set(agency, (counts.get(agency) ?? 0) + 1);
  }
  return [...counts].some(([code, count]) => {
    const agency = state.agencies.get(code);
    return agency?.needsAgreement === true && count > (agency.agreedOfficers ?? Number.POSITIVE_INFINITY);
  });
}
