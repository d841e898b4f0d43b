import type { StaffingPlan } from '../../common/protocol/plan.ts';
import type { RosterRequest } from '../../common/protocol/roster-draft.ts';
import { dayAfter, dayStatus, weekdayOf } from '../domain/calendar.ts';
import type { HallState } from '../domain/state.ts';
import type { RosterQuestion, RosterWorkday } from '../staffing/roster/question.ts';

/** Accounts that may sign in, with the names they are shown by. */
export type People = ReadonlyMap<string, { readonly displayName: string; readonly active: boolean }>;

const SATURDAY = 6;
const FRIDAY = 5;
const NOON_MINUTE = 720;
/** A session that ends before this is still the morning's. */
const AFTERNOON_MINUTE = 810;

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** A record without a noon break has one long session; people take turns in halves of it. */
function splitAtNoon({ fromMinute, toMinute }: StaffingPlan['sessions'][number]) {
  return fromMinute < NOON_MINUTE && toMinute > AFTERNOON_MINUTE
    ? [
        { fromMinute, toMinute: NOON_MINUTE },
        { fromMinute: NOON_MINUTE, toMinute },
      ]
    : [{ fromMinute, toMinute }];
}

/** The Monday of a day's week. */
const mondayOf = (date: string): string => dayAfter(date, 1 - weekdayOf(date));

/** Days of the weeks asked for, from today at the earliest; days off of the week are left out, holidays are named. */
export function workdaysOf(
  state: HallState,
  request: Pick<RosterRequest, 'from' | 'weeks'>,
  planned: Pick<StaffingPlan, 'sessions'>,
  today: string,
): RosterWorkday[] {
  const { workingHours, saturdayHours } = state.settings;
  const monday = mondayOf(request.from);
  const days: RosterWorkday[] = [];
  for (let at = 0; at < 7 * request.weeks; at++) {
    const date = dayAfter(monday, at);
    if (date < today) continue;
    const status = dayStatus(state, date);
    if (!status.working) {
      if (status.because !== 'weekday') days.push({ date, sessions: [], closedFor: status.name });
      continue;
    }
    // A hall that never said its hours is taken to work from Monday to Friday.
    if (workingHours.length === 0 && status.because === 'plain' && weekdayOf(date) > FRIDAY) continue;
    const saturday =
      saturdayHours.length > 0 && weekdayOf(date) === SATURDAY && state.calendar.get(date) === undefined;
    const hours = saturday ? saturdayHours : workingHours;
    const sessions =
      hours.length > 0
        ? hours.map(({ from, to }) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(to) }))
        : planned.sessions.flatMap(splitAtNoon);
    days.push({
      date,
      sessions: [...sessions].sort((a, b) => a.fromMinute - b.fromMinute),
      closedFor: '',
    });
  }
  return days;
}

/** What the hall knows, put as the question of the roster. */
export function rosterQuestion(
  state: HallState,
  people: People,
  planned: StaffingPlan,
  request: RosterRequest,
  days: readonly RosterWorkday[],
  breakMinutes: number,
): RosterQuestion {
  return {
    groups: planned.groups,
    fields: [...state.fields.values()]
      .filter((field) => field.active)
      .map(({ code, name, agency }) => ({ code, name, agency })),
    agencies: [...state.agencies.values()],
    people: [...state.officers.values()]
      .filter((officer) => people.get(officer.username)?.active === true)
      .map(({ username, agency, qualifiedFields, postedFrom, postedTo }) => ({
        username,
        agency,
        qualifiedFields,
        postedFrom,
        postedTo,
        name: people.get(username)?.displayName ?? username,
      })),
    leaves: [...state.leaves.values()],
    counters: [...state.counters.values()]
      .filter((counter) => counter.definition.active)
      .map(({ definition }) => ({
        counter: definition.code,
        label: definition.label,
        primaryFields: definition.primaryFields,
        helpingFields: definition.helpingFields,
      })),
    days,
    cap: request.cap,
    termWeeks: request.termWeeks,
    rotateAtMost: request.rotateAtMost,
    breakMinutes,
  };
}
