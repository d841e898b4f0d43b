import type { ViewRecord } from '../../../common/protocol/views.ts';
import type { LoggedEvent } from '../../domain/events.ts';
import type { Moment } from '../../domain/issuing.ts';
import type { HallState } from '../../domain/state.ts';
import { counterRecord, fieldRecord, hallRecord, officerRecord, ticketRecord } from './records.ts';

/** What a commit changed in the view. `whole`: so much that clients had better ask for a snapshot. */
export interface Changes {
  readonly publicPut: ViewRecord[];
  readonly publicDrop: string[];
  readonly staffPut: ViewRecord[];
  readonly staffDrop: string[];
  readonly whole: boolean;
}

interface Touched {
  readonly fields: Set<string>;
  readonly counters: Set<string>;
  readonly tickets: Set<string>;
  readonly notices: Set<string>;
  readonly calls: Set<number>;
  hall: boolean;
  whole: boolean;
}

const HOURS = ['workingHours', 'workingDays', 'saturdayHours'] as const;

function touch(touched: Touched, state: HallState, logged: LoggedEvent): void {
  const { event } = logged;
  if ('ticketId' in event) {
    touched.tickets.add(event.ticketId);
    const live = state.tickets.get(event.ticketId);
    if (live) touched.fields.add(live.field).add(live.drawnField);
  }
  if ('field' in event && typeof event.field === 'string') touched.fields.add(event.field);
  if ('counter' in event && typeof event.counter === 'string') touched.counters.add(event.counter);
  switch (event.type) {
    case 'ticket:called':
    case 'ticket:recalled':
      touched.calls.add(logged.sequence);
      return;
    case 'ticket:transferred':
    case 'ticket:expired':
    case 'ticket:cancelled':
      // Their line is not in the event; all fields are few enough.
      for (const code of state.fields.keys()) touched.fields.add(code);
      return;
    case 'counter:opened':
    case 'counter:closed':
    case 'counter:paused':
    case 'counter:resumed':
    case 'counter:fields-set':
      for (const code of state.fields.keys()) touched.fields.add(code);
      return;
    case 'settings:changed':
      // Hours of the hall open and close its fields.
      if (HOURS.some((key) => event.changes[key] !== undefined)) touched.whole = true;
      touched.hall = true;
      return;
    case 'template:applied':
    case 'procedure:defined':
    case 'procedure:version-set':
    case 'procedure:version-removed':
    case 'hall-name:set':
    case 'hall-name:removed':
      touched.hall = true;
      return;
    case 'notice:posted':
    case 'notice:withdrawn':
      touched.notices.add(event.id);
      return;
    case 'record:restored':
    case 'record:acknowledged':
    case 'day:opened':
    case 'day:closed':
    case 'calendar:day-set':
    case 'calendar:day-cleared':
    case 'calendar:holidays-known':
    case 'field:defined':
    case 'counter:defined':
      touched.whole = true;
      return;
    default:
      return;
  }
}

/** The records that a commit changed, read from the state after it. */
export function changesOf(
  state: HallState,
  events: readonly LoggedEvent[],
  around: { moment: Moment; timeZone: string; nameOf: (username: string) => string },
): Changes {
  const touched: Touched = {
    fields: new Set(),
    counters: new Set(),
    tickets: new Set(),
    notices: new Set(),
    calls: new Set(),
    hall: false,
    whole: false,
  };
  for (const logged of events) touch(touched, state, logged);
  const changes: Changes = {
    publicPut: [],
    publicDrop: [],
    staffPut: [],
    staffDrop: [],
    whole: touched.whole,
  };
  if (touched.whole) return changes;
  if (touched.hall) changes.publicPut.push(hallRecord(state, around.timeZone));
  for (const code of touched.fields) {
    const record = fieldRecord(state, code, around.moment);
    if (record) changes.publicPut.push(record);
  }
  for (const code of touched.counters) {
    const record = counterRecord(state, code);
    if (record) changes.publicPut.push(record);
    const officer = officerRecord(state, code, around.nameOf);
    if (officer) changes.staffPut.push(officer);
    else changes.staffDrop.push(`officer/${code}`);
  }
  for (const call of state.calls) if (touched.calls.has(call.sequence)) changes.publicPut.push(call);
  for (const id of touched.notices) {
    const notice = state.notices.get(id);
    if (notice) changes.publicPut.push(notice);
    else changes.publicDrop.push(`notice/${id}`);
  }
  for (const id of touched.tickets) {
    const ticket = state.tickets.get(id);
    if (ticket) changes.staffPut.push(ticketRecord(ticket));
    else changes.staffDrop.push(`ticket/${id}`);
  }
  return changes;
}
