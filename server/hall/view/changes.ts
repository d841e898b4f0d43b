import type { ViewRecord } from '../../../common/protocol/views.ts';
import type { HallEvent, LoggedEvent } from '../../domain/events.ts';
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

type Touch<T extends HallEvent['type']> = (
  touched: Touched,
  event: Extract<HallEvent, { type: T }>,
  state: HallState,
  sequence: number,
) => void;

/** Nothing that the view shows. */
const nothing = () => undefined;
const hall = (touched: Touched) => {
  touched.hall = true;
};
/** So much that all is read again. */
const whole = (touched: Touched) => {
  touched.whole = true;
};

/** Who waits and who serves is shown with each field; all fields are few enough. */
function allFields(touched: Touched, state: HallState): void {
  for (const code of state.fields.keys()) touched.fields.add(code);
}

/** A ticket, the field it stands in and the one it was drawn for. */
function ticket(touched: Touched, { ticketId }: { readonly ticketId: string }, state: HallState): void {
  touched.tickets.add(ticketId);
  const live = state.tickets.get(ticketId);
  if (live) touched.fields.add(live.field).add(live.drawnField);
}

/** A ticket at a counter. */
const atCounter = (
  touched: Touched,
  event: { readonly ticketId: string; readonly counter: string },
  state: HallState,
) => {
  ticket(touched, event, state);
  touched.counters.add(event.counter);
};

/** A ticket that left a line which its event does not name. */
const leftLine = (touched: Touched, event: { readonly ticketId: string }, state: HallState) => {
  ticket(touched, event, state);
  allFields(touched, state);
};

/** A call to be shown and spoken. */
const call = (
  touched: Touched,
  event: { readonly ticketId: string; readonly counter: string; readonly field: string },
  state: HallState,
  sequence: number,
) => {
  atCounter(touched, event, state);
  touched.fields.add(event.field);
  touched.calls.add(sequence);
};

const counter = (touched: Touched, event: { readonly counter: string }, state: HallState) => {
  touched.counters.add(event.counter);
  allFields(touched, state);
};

/** What each type of event changes in the view. A new type does not compile before it is said here. */
const TOUCHES: { readonly [T in HallEvent['type']]: Touch<T> } = {
  'ticket:issued': (touched, event, state) => {
    ticket(touched, event, state);
    touched.fields.add(event.field);
  },
  'ticket:called': call,
  'ticket:recalled': call,
  'ticket:started': atCounter,
  'ticket:finished': (touched, event, state) => {
    atCounter(touched, event, state);
    touched.fields.add(event.field);
  },
  'ticket:absent': atCounter,
  'ticket:no-show': atCounter,
  'ticket:parked': atCounter,
  'ticket:returned': ticket,
  'ticket:transferred': (touched, event, state) => {
    leftLine(touched, event, state);
    touched.counters.add(event.counter);
  },
  'ticket:reopened': (touched, event, state) => {
    leftLine(touched, event, state);
    if (event.counter !== null) touched.counters.add(event.counter);
    for (const call of event.uncalled ?? []) touched.calls.add(call);
    if (event.to.counter !== null) touched.counters.add(event.to.counter);
  },
  'ticket:cancelled': leftLine,
  'ticket:expired': leftLine,
  'ticket:let-pass': ticket,
  'ticket:prioritised': ticket,
  'ticket:corrected': (touched, event, state) => {
    ticket(touched, event, state);
    if (event.field !== undefined) touched.fields.add(event.field);
  },
  'ticket:print-asked': ticket,
  'ticket:print-settled': ticket,
  'ticket:print-delayed': ticket,
  'ticket:print-dropped': nothing,
  'counter:opened': counter,
  'counter:closed': counter,
  'counter:paused': counter,
  'counter:resumed': counter,
  'counter:fields-set': counter,
  'counter:lent': nothing,
  'counter:loan-ended': nothing,
  'settings:changed': (touched, { changes }) => {
    // Hours of the hall open and close its fields.
    if (HOURS.some((key) => changes[key] !== undefined)) touched.whole = true;
    touched.hall = true;
  },
  'template:applied': hall,
  'procedure:defined': hall,
  'procedure:version-set': hall,
  'procedure:version-removed': hall,
  'hall-name:set': hall,
  'hall-name:removed': hall,
  'language:signed': nothing,
  'notice:posted': (touched, { id }) => {
    touched.notices.add(id);
  },
  'notice:withdrawn': (touched, { id }) => {
    touched.notices.add(id);
  },
  'record:restored': whole,
  'record:acknowledged': whole,
  'day:opened': whole,
  'day:closed': whole,
  'day:doubted': whole,
  'day:corrected': whole,
  'calendar:day-set': whole,
  'calendar:day-cleared': whole,
  'calendar:holidays-known': whole,
  'field:defined': whole,
  'counter:defined': whole,
  'procedure-list:imported': nothing,
  'agency:defined': nothing,
  'officer:defined': nothing,
  'officer:removed': nothing,
  'officer:leave-set': nothing,
  'officer:leave-removed': nothing,
  'roster:confirmed': nothing,
  'roster:withdrawn': nothing,
  'roster:applied': nothing,
  'roster:apply-undone': nothing,
  'remark:made': nothing,
  'remark:withdrawn': nothing,
  'remark:settled': nothing,
  'opinion:given': nothing,
  'opinion:keyed': nothing,
  'opinion:withdrawn': nothing,
  'dossier:told': nothing,
  'button:bound': nothing,
  'button:unbound': nothing,
  'printer:defined': nothing,
  'printer:removed': nothing,
  'kiosk:printer-set': nothing,
  'device:paired': nothing,
  'device:code-made': nothing,
  'device:revoked': nothing,
  'device:copy-refused': nothing,
  'account:copy-refused': nothing,
  'account:changed': nothing,
  'account:password-changed': nothing,
  'account:password-set': nothing,
  'account:signed-out': nothing,
  'account:pin-set': nothing,
  'account:second-factor-set': nothing,
  'account:second-factor-removed': nothing,
  'account:pin-removed': nothing,
  'program:token-made': nothing,
  'program:token-revoked': nothing,
  'webhook:changed': nothing,
  'voice-pack:changed': nothing,
  'import:completed': nothing,
  'import:removed': nothing,
  'day:sealed': nothing,
  'event:set-aside': nothing,
};

function touch(touched: Touched, state: HallState, { event, sequence }: LoggedEvent): void {
  // A log of a later program may hold types that this one does not know.
  const change = TOUCHES[event.type] as Touch<HallEvent['type']> | undefined;
  change?.(touched, event, state, sequence);
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
  for (const call of state.calls) if (touched.calls.delete(call.sequence)) changes.publicPut.push(call);
  // Taken back, or older than what is kept.
  for (const sequence of touched.calls) changes.publicDrop.push(`call/${sequence}`);
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
