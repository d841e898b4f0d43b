import type { Foretold, LoanEnd } from '../../common/protocol/lending.ts';
import { did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import { isAgreedOn, isPostedOn, isShared } from './postings.ts';
import type { HallState } from './state.ts';

/** The fields of a counter, without its name. */
export interface FieldsOfCounter {
  readonly primaryFields: readonly string[];
  readonly helpingFields: readonly string[];
}

/** A counter that has taken a field on for a while. */
export interface Loan {
  readonly id: string;
  readonly counter: string;
  readonly field: string;
  readonly before: FieldsOfCounter;
  readonly after: FieldsOfCounter;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly foretold: Foretold | null;
}

export type LendingEvent =
  /** The new fields have an event of their own before it. */
  | ({ readonly type: 'counter:lent'; readonly loanId: string } & Omit<Loan, 'id' | 'fromMs'>)
  /** The fields of before have an event of their own before it. */
  | {
      readonly type: 'counter:loan-ended';
      readonly loanId: string;
      readonly counter: string;
      readonly because: LoanEnd;
    };

/** No lending is longer: it is for a rush, a day is arranged by the roster. */
const LONGEST_MS = 4 * 3_600_000;

/**
 * Fields that an official may be given at a counter on a day [LEND1]: those that they are trained for, while they are posted
 * and their agency agrees; officials of an agency that must agree keep to its own fields, and fields of another agency are
 * given only where it shares them.
 */
export function fieldsOpenTo(
  state: Pick<HallState, 'officers' | 'agencies' | 'fields'>,
  username: string,
  date: string,
): string[] {
  const officer = state.officers.get(username);
  if (!officer) return [];
  const home = officer.agency === null ? undefined : state.agencies.get(officer.agency);
  if (!isPostedOn(officer, home, date) || !isAgreedOn(home, date)) return [];
  return officer.qualifiedFields.filter((code) => {
    const field = state.fields.get(code);
    if (!field?.active) return false;
    if (field.agency === officer.agency) return true;
    const owner = field.agency === null ? undefined : state.agencies.get(field.agency);
    return home?.needsAgreement !== true && isShared(owner, code);
  });
}

const all = ({ primaryFields, helpingFields }: FieldsOfCounter) => [...primaryFields, ...helpingFields];
const sameFields = (one: FieldsOfCounter, two: FieldsOfCounter) =>
  one.primaryFields.join() === two.primaryFields.join() &&
  one.helpingFields.join() === two.helpingFields.join();

/** A counter takes a field on until a moment and keeps its own: before it or behind it [LEND1], [LEND2]. */
export const lend: Handler<'counter:lend'> = (state, payload, { moment, newTicketId }) => {
  const { counter: code, field, before, after, foretold } = payload;
  const counter = state.counters.get(code);
  if (!counter?.definition.active) return no('unknown_counter', `no counter ${code}`, { counter: code });
  if (counter.state === 'closed' || counter.officer === null)
    return no('counter_closed', `counter ${code} is closed`, { counter: code });
  if (!state.fields.get(field)?.active) return no('unknown_field', `no field ${field}`, { field });
  if (state.loans.has(code) || !sameFields(counter, before))
    return no('lending_stale', 'the counter has other fields by now', { counter: code });
  const untilMs = Date.parse(payload.until);
  if (untilMs <= moment.atMs || untilMs > moment.atMs + LONGEST_MS)
    return no('lending_stale', 'the end of the lending is over or too far', { until: payload.until });
  const kept = new Set(all(before));
  const given = all(after);
  // What the counter had stays with it: no field is left without a counter.
  const isWhole = [...kept].every((each) => given.includes(each)) && given.includes(field);
  const isTwice = new Set(given).size !== given.length;
  if (!isWhole || isTwice || given.some((each) => each !== field && !kept.has(each)))
    return no('invalid_input', 'a lending adds one field and takes none away');
  if (!fieldsOpenTo(state, counter.officer, moment.date).includes(field))
    return no('not_qualified', 'the officer may not serve this field', { counter: code, field });
  return did([
    { type: 'counter:fields-set', counter: code, ...after },
    { type: 'counter:lent', loanId: newTicketId(), counter: code, field, before, after, untilMs, foretold },
  ]);
};

/** What ends a lending: its counter has the fields of before again. Of a counter that got others meanwhile none is known. */
const ending = ({ id, counter, before }: Loan, because: LoanEnd): HallEvent[] => [
  { type: 'counter:fields-set', counter, ...before },
  { type: 'counter:loan-ended', loanId: id, counter, because },
];

/** Takes a lending back [LEND3]. */
export const endLoan: Handler<'counter:end-loan'> = (state, { counter, loan }) => {
  const found = state.loans.get(counter);
  if (found?.id !== loan) return no('not_found', 'this lending is over', { counter });
  return did(ending(found, 'taken-back'));
};

/** Lendings whose time is over give their counters back by themselves [LEND3]. */
export function loansDue(state: HallState, nowMs: number): HallEvent[] {
  return [...state.loans.values()]
    .filter((loan) => loan.untilMs <= nowMs)
    .flatMap((loan) => ending(loan, 'time'));
}

/** Brings a lending into the state. */
export function applyLending(state: HallState, event: LendingEvent, atMs: number): void {
  if (event.type === 'counter:loan-ended') {
    state.loans.delete(event.counter);
    return;
  }
  const { type: _type, loanId, ...loan } = event;
  state.loans.set(loan.counter, { id: loanId, fromMs: atMs, ...loan });
}
