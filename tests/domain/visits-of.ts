import type { KeyedSlip, RecordedVisit, VisitRecord } from '../../server/domain/decision.ts';
import type { PureHall } from './pure-hall.ts';

const ZONE_MS = 7 * 3_600_000;

/** What a record would tell of the visits in a pure hall's log. @param until only so many events of it: the rest is not committed */
export function visitsOf(hall: PureHall, until: () => number = () => hall.log.length): VisitRecord {
  const read = () => {
    const visits = new Map<string, RecordedVisit & { number: string }>();
    const slips = new Map<string, KeyedSlip>();
    for (const { event, atMs } of hall.log.slice(0, until())) {
      const change = (id: string, more: Partial<RecordedVisit>) => {
        const known = visits.get(id);
        if (known) visits.set(id, { ...known, ...more });
      };
      switch (event.type) {
        case 'ticket:issued':
          visits.set(event.ticketId, {
            ticketId: event.ticketId,
            number: event.number,
            state: 'waiting',
            field: event.field,
            counter: null,
            date: new Date(atMs + ZONE_MS).toISOString().slice(0, 10),
            finishedAtMs: null,
            rated: false,
          });
          break;
        case 'ticket:called':
          change(event.ticketId, { state: 'called', counter: event.counter });
          break;
        case 'ticket:finished':
          change(event.ticketId, { state: 'done', field: event.field });
          break;
        case 'ticket:no-show':
          change(event.ticketId, { state: 'no_show' });
          break;
        case 'ticket:expired':
          change(event.ticketId, { state: 'expired' });
          break;
        case 'opinion:given':
        case 'opinion:keyed':
          change(event.opinion.ticket ?? '', { rated: true });
          if (event.type === 'opinion:keyed')
            slips.set(event.opinion.id, {
              ticket: event.opinion.ticket,
              keyedBy: 'supervisor',
              withdrawn: false,
            });
          break;
        case 'opinion:withdrawn': {
          const slip = slips.get(event.opinionId);
          if (slip) slips.set(event.opinionId, { ...slip, withdrawn: true });
          change(event.ticket ?? '', { rated: false });
          break;
        }
      }
    }
    return { visits, slips };
  };
  return {
    visit: (id) => read().visits.get(id),
    visitNumbered: (date, number) =>
      [...read().visits.values()].find((each) => each.date === date && each.number === number),
    slip: (id) => read().slips.get(id),
  };
}
