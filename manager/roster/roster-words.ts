import type { ApiResult } from '../../common/client/api.ts';
import { staffLanguage } from '../../common/client/staff-language.ts';
import type { PlanReason } from '../../common/protocol/plan.ts';
import type { RosterAnswer } from '../../common/protocol/roster-draft.ts';
import { sayCalendar, sayRefusal, sayRoster } from '../words.ts';

/** A sentence of the hall in the language of the page. */
export const sentenceOf = (reason: Pick<PlanReason, 'vi' | 'en'>): string => reason[staffLanguage];

const NOON_MINUTE = 720;
const FAULTS = {
  leave: 'faultLeave',
  qualification: 'faultQualification',
  posting: 'faultPosting',
  agreement: 'faultAgreement',
  'agreed-number': 'faultNumber',
} as const;

export const saySession = ({ fromMinute }: { readonly fromMinute: number }): string =>
  sayRoster(fromMinute < NOON_MINUTE ? 'morning' : 'afternoon');

export const sayClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** "Thứ Hai 12/01" */
export function sayDay(date: string): string {
  const day = (new Date(`${date}T00:00:00Z`).getUTCDay() || 7) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
  return `${sayCalendar(`weekday${day}`)} ${date.slice(8)}/${date.slice(5, 7)}`;
}

/** Why a change was refused, as exactly as the hall told. */
export function sayRosterRefusal(answer: Extract<ApiResult<unknown>, { ok: false }>): string {
  if (answer.code === 'conflict') return sayRoster('changed');
  const because = String(answer.details?.because ?? '');
  if (answer.code !== 'roster_refused' || because === '') return sayRefusal(answer.code);
  const key = (FAULTS as Readonly<Record<string, (typeof FAULTS)[keyof typeof FAULTS] | undefined>>)[because];
  return sayRoster('because', { why: sayRoster(key ?? 'faultOther') });
}

/** Names of people and fields of a roster. */
export function namesOf(answer: Pick<RosterAnswer, 'officers' | 'fields'>): {
  readonly person: (username: string) => string;
  readonly fields: (codes: readonly string[]) => string;
} {
  const people = new Map(answer.officers.map((each) => [each.username, each.name]));
  const fields = new Map(answer.fields.map((each) => [each.code, each.name]));
  return {
    person: (username) => people.get(username) ?? username,
    fields: (codes) => codes.map((code) => fields.get(code) ?? code).join(', '),
  };
}
