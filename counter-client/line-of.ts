import type { CounterRecord, LineTicketRecord } from '../common/protocol/views.ts';

/** The tickets that concern one counter, in groups as the page shows them. */
export interface CounterLine {
  readonly reserved: readonly LineTicketRecord[];
  readonly own: readonly LineTicketRecord[];
  readonly helping: readonly LineTicketRecord[];
  readonly parked: readonly LineTicketRecord[];
}

/** Sorts live tickets (already by arrival) into the groups of a counter. Tickets reserved for others are left out. */
export function lineOf(
  counter: Pick<CounterRecord, 'code' | 'primaryFields' | 'helpingFields'>,
  tickets: readonly LineTicketRecord[],
): CounterLine {
  const waiting = tickets.filter((each) => each.state === 'waiting');
  const free = waiting.filter((each) => each.reservedFor === null);
  const serves = (each: LineTicketRecord) =>
    counter.primaryFields.includes(each.field) || counter.helpingFields.includes(each.field);
  return {
    reserved: waiting.filter((each) => each.reservedFor === counter.code),
    own: free.filter((each) => counter.primaryFields.includes(each.field)),
    helping: free.filter(
      (each) => counter.helpingFields.includes(each.field) && !counter.primaryFields.includes(each.field),
    ),
    parked: tickets.filter(
      (each) => each.state === 'parked' && (each.counter === counter.code || serves(each)),
    ),
  };
}
