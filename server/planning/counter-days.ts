import type { CounterVisit } from '../staffing/demand/counter-cycles.ts';
import type { RecordedTicket } from './recorded-tickets.ts';

/** What one counter did on one day. */
export interface DeskDay {
  readonly counter: string;
  /** In order of call, ms of the local day. */
  readonly visits: readonly CounterVisit[];
}

/**
 * Visits of each counter on one day, from tickets of that day that name their counter and were called at a known moment.
 * @param placeOf place of a field; undefined: not looked at
 */
export function counterVisitsOf(
  tickets: readonly RecordedTicket[],
  placeOf: (code: string) => number | undefined,
): DeskDay[] {
  const desks = new Map<string, CounterVisit[]>();
  for (const ticket of tickets) {
    const field = placeOf(ticket.field);
    if (ticket.counter === null || ticket.calledMs === null || field === undefined) continue;
    if (ticket.calledWidthMs > 0) continue;
    const visit: CounterVisit = {
      field,
      issuedAtMs: ticket.arrivedMs,
      calledAtMs: ticket.calledMs,
      endedAtMs: ticket.noShow ? null : ticket.endedMs,
      noShow: ticket.noShow,
    };
    const others = desks.get(ticket.counter);
    if (others) others.push(visit);
    else desks.set(ticket.counter, [visit]);
  }
  return [...desks].map(([counter, visits]) => ({
    counter,
    visits: visits.sort((a, b) => a.calledAtMs - b.calledAtMs),
  }));
}
