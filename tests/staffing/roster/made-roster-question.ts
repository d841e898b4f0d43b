import type { Agency } from '../../../common/protocol/catalogue.ts';
import type { Leave } from '../../../common/protocol/leave.ts';
import { dayAfter, weekdayOf } from '../../../server/domain/calendar.ts';
import type {
  RosterCounter,
  RosterField,
  RosterPerson,
  RosterPlanGroup,
  RosterQuestion,
  RosterWorkday,
} from '../../../server/staffing/roster/question.ts';

export const MORNING = { fromMinute: 450, toMinute: 690 };
const AFTERNOON = { fromMinute: 780, toMinute: 1020 };
/** A Monday. */
export const MONDAY = '2026-01-12';

/** So many working weeks from a Monday. */
export function weeks(count: number, from = MONDAY): RosterWorkday[] {
  return Array.from({ length: 7 * count }, (_, at) => dayAfter(from, at))
    .filter((date) => weekdayOf(date) <= 5)
    .map((date) => ({ date, sessions: [MORNING, AFTERNOON], closedFor: '' }));
}

export const field = (code: string, agency: string | null = null): RosterField => ({
  code,
  name: code.toUpperCase(),
  agency,
});

export function agency(code: string, more: Partial<Agency> = {}): Agency {
  return {
    code,
    name: code,
    kind: 'internal',
    needsAgreement: false,
    sharedFields: [],
    payingUnit: '',
    agreedFrom: null,
    agreedTo: null,
    agreedOfficers: null,
    agreementNote: '',
    active: true,
    ...more,
  };
}

export function group(fields: string[], officials = 1, more: Partial<RosterPlanGroup> = {}): RosterPlanGroup {
  return { fields, helpingFields: [], officials, officialsBySlot: [], coveredBy: null, ...more };
}

export function person(
  username: string,
  qualifiedFields: string[],
  more: Partial<RosterPerson> = {},
): RosterPerson {
  return {
    username,
    name: username.toUpperCase(),
    agency: null,
    qualifiedFields,
    postedFrom: null,
    postedTo: null,
    ...more,
  };
}

export const counter = (code: string, primaryFields: string[] = []): RosterCounter => ({
  counter: code,
  label: `Quầy ${code}`,
  primaryFields,
  helpingFields: [],
});

let leaves = 0;
export function leave(username: string, from: string, to = from, more: Partial<Leave> = {}): Leave {
  leaves += 1;
  return { id: `v-${leaves}`, username, from, to, part: 'day', kind: 'leave', ...more };
}

/** A question with what a test does not speak of left out. */
export function question(more: Partial<RosterQuestion>): RosterQuestion {
  return {
    groups: [],
    fields: [],
    agencies: [],
    people: [],
    leaves: [],
    counters: Array.from({ length: 8 }, (_, at) => counter(String(at + 1))),
    days: weeks(1),
    cap: null,
    termWeeks: 52,
    rotateAtMost: 2,
    breakMinutes: 10,
    ...more,
  };
}
