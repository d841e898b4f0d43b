import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { Officer, PostingState } from '../../common/protocol/people.ts';
import type { Role } from '../../common/protocol/primitives.ts';
import { sayPeople } from '../words.ts';

/** An officer as GET /officers tells it. */
export interface OfficerRow extends Officer {
  readonly displayName: string;
  readonly role: Role | null;
  readonly active: boolean;
  readonly hasPin: boolean;
  readonly recorded: boolean;
  readonly posting: { readonly state: PostingState; readonly daysLeft: number | null };
  readonly beyondAgreement: 'time' | 'number' | null;
  readonly paidBy: string;
}

export interface OfficersAnswer {
  readonly officers: readonly OfficerRow[];
  readonly today: string;
  readonly warning: {
    readonly days: number;
    readonly ending: number;
    readonly ended: number;
    readonly beyondAgreement: number;
  };
}

const STATE_WORDS = {
  unset: 'stateUnset',
  coming: 'stateComing',
  running: 'stateRunning',
  ending: 'stateEnding',
  ended: 'stateEnded',
} as const;

/** Where the posting stands, in words. */
export function sayPosting({ posting }: OfficerRow): string {
  if (posting.state === 'ending' && posting.daysLeft === 0) return sayPeople('stateEndingToday');
  return sayPeople(STATE_WORDS[posting.state], { n: posting.daysLeft ?? 0 });
}

/** From when to when, in words; empty: nothing is written. */
export function saySpan(from: string | null, to: string | null): string {
  if (from !== null && to !== null)
    return sayPeople('postedSpan', { from: formatLocalDate(from), to: formatLocalDate(to) });
  if (from !== null) return sayPeople('postedFromOn', { from: formatLocalDate(from) });
  return to === null ? '' : sayPeople('postedToOn', { to: formatLocalDate(to) });
}

/** How much it needs looking at: what is wrong, what ends soon, and the rest. */
export function urgency(officer: OfficerRow): 'bad' | 'care' | 'calm' {
  if (officer.posting.state === 'ended' || officer.beyondAgreement !== null) return 'bad';
  return officer.posting.state === 'ending' ? 'care' : 'calm';
}
