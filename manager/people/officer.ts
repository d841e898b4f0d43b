import { formatLocalDate } from '../../common/client/staff-format.ts';
import type { ShownOfficer } from '../../common/protocol/rest/planning.ts';
import { sayPeople } from '../words.ts';

const STATE_WORDS = {
  unset: 'stateUnset',
  coming: 'stateComing',
  running: 'stateRunning',
  ending: 'stateEnding',
  ended: 'stateEnded',
} as const;

/** Where the posting stands, in words. */
export function sayPosting({ posting }: ShownOfficer): string {
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
export function urgency(officer: ShownOfficer): 'bad' | 'care' | 'calm' {
  if (officer.posting.state === 'ended' || officer.beyondAgreement !== null) return 'bad';
  return officer.posting.state === 'ending' ? 'care' : 'calm';
}
