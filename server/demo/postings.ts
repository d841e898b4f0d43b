import { dayAfter } from '../domain/calendar.ts';
import type { HallEvent } from '../domain/events.ts';
import type { HallState } from '../domain/state.ts';
import { CLERKS } from './people.ts';

/** Days until the posting of each sample officer ends, in their order: one soon, the others in half a year and more. */
const DAYS_LEFT = [190, 12, 240, 21, 300, 150];

/** The sample officers' home agencies and postings, within what outside agencies agreed to. @param date the hall's day */
export function samplePostings(state: HallState, date: string): HallEvent[] {
  const agreements: HallEvent[] = [...state.agencies.values()]
    .filter((agency) => agency.needsAgreement)
    .map((agency) => ({
      type: 'agency:defined',
      agency: {
        ...agency,
        agreedFrom: dayAfter(date, -200),
        agreedTo: dayAfter(date, 400),
        agreedOfficers: 2,
        agreementNote: 'Văn bản mẫu',
      },
    }));
  const postings: HallEvent[] = CLERKS.flatMap(({ username, counter }, at) => {
    const definition = state.counters.get(counter)?.definition;
    if (definition === undefined) return [];
    const officer = {
      username,
      agency: state.fields.get(definition.primaryFields[0] ?? '')?.agency ?? null,
      qualifiedFields: [...definition.primaryFields, ...definition.helpingFields],
      postedFrom: dayAfter(date, -170),
      postedTo: dayAfter(date, DAYS_LEFT[at % DAYS_LEFT.length] ?? 180),
      payingUnit: '',
      note: '',
    };
    return [{ type: 'officer:defined', officer } as const];
  });
  return [...agreements, ...postings];
}
