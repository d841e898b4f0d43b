import type { Agency } from '../../common/protocol/catalogue.ts';
import type { Officer, PostingState } from '../../common/protocol/people.ts';
import type { HallState } from './state.ts';

const DAY_MS = 86_400_000;
const NEVER = '9999-12-31';
const ALWAYS = '0000-01-01';

/** Where a posting stands on a day. `daysLeft`: days until its last one, that day not counted; null without an end. */
export function postingOn(
  officer: Pick<Officer, 'postedFrom' | 'postedTo'>,
  date: string,
  warningDays: number,
): { readonly state: PostingState; readonly daysLeft: number | null } {
  const { postedFrom, postedTo } = officer;
  if (postedFrom === null && postedTo === null) return { state: 'unset', daysLeft: null };
  const daysLeft =
    postedTo === null
      ? null
      : Math.round((Date.parse(`${postedTo}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / DAY_MS);
  if (postedFrom !== null && date < postedFrom) return { state: 'coming', daysLeft };
  if (daysLeft === null) return { state: 'running', daysLeft };
  if (daysLeft < 0) return { state: 'ended', daysLeft };
  return { state: daysLeft <= warningDays ? 'ending' : 'running', daysLeft };
}

/** Whether an officer is at the hall on a day. Without any dates they are, unless their agency would have to agree to that. */
export function isPostedOn(
  officer: Pick<Officer, 'postedFrom' | 'postedTo'>,
  agency: Pick<Agency, 'needsAgreement'> | undefined,
  date: string,
): boolean {
  const { postedFrom, postedTo } = officer;
  if (postedFrom === null && postedTo === null) return !agency?.needsAgreement;
  return (postedFrom ?? ALWAYS) <= date && date <= (postedTo ?? NEVER);
}

/** Whether the home agency's agreement is in force on a day; true where none is needed. */
export function isAgreedOn(agency: Agency | undefined, date: string): boolean {
  if (!agency?.needsAgreement) return true;
  return agency.agreedFrom !== null && agency.agreedFrom <= date && date <= (agency.agreedTo ?? NEVER);
}

/**
 * Whether officials of others may hold a field of an agency beside their own: always within the hall, of an outside agency
 * or one that must agree only where its agreement names the field (obligation S6).
 */
export function isShared(agency: Agency | undefined, field: string): boolean {
  if (!agency || (agency.kind === 'internal' && !agency.needsAgreement)) return true;
  return agency.sharedFields.includes(field);
}

/** Why a posting is not within what its agency agreed to (obligation S6); null: it is, or nothing is to be agreed. */
export function beyondAgreement(
  state: Pick<HallState, 'agencies' | 'officers'>,
  officer: Officer,
): 'time' | 'number' | null {
  const agency = officer.agency === null ? undefined : state.agencies.get(officer.agency);
  if (!agency?.needsAgreement || (officer.postedFrom === null && officer.postedTo === null)) return null;
  const from = officer.postedFrom ?? ALWAYS;
  const to = officer.postedTo ?? NEVER;
  if (agency.agreedFrom === null || from < agency.agreedFrom || to > (agency.agreedTo ?? NEVER))
    return 'time';
  if (agency.agreedOfficers === null) return null;
  const others = [...state.officers.values()].filter(
    (each) =>
      each.username !== officer.username &&
      each.agency === agency.code &&
      (each.postedFrom !== null || each.postedTo !== null) &&
      (each.postedFrom ?? ALWAYS) <= to &&
      (each.postedTo ?? NEVER) >= from,
  );
  // The most are there at once on a day on which one of them begins.
  const days = [from, ...others.map((each) => each.postedFrom ?? ALWAYS).filter((day) => day >= from)];
  const most = Math.max(
    ...days.map(
      (day) =>
        others.filter((each) => (each.postedFrom ?? ALWAYS) <= day && (each.postedTo ?? NEVER) >= day).length,
    ),
  );
  return most + 1 > agency.agreedOfficers ? 'number' : null;
}

/** An agency as the log may have it from before agreements were kept. */
export function wholeAgency(agency: Partial<Agency> & Pick<Agency, 'code' | 'name'>): Agency {
  return {
    kind: 'internal',
    needsAgreement: false,
    payingUnit: '',
    agreedFrom: null,
    agreedTo: null,
    agreedOfficers: null,
    sharedFields: [],
    agreementNote: '',
    active: true,
    ...agency,
  };
}
