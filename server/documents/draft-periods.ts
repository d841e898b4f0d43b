import { shiftDay } from './period-words.ts';

/** A span of days for which the hall drafts a report by itself. */
export interface DraftPeriod {
  /** `month` of the calendar, or `period`: the administrative month from the 15th to the 14th. */
  readonly kind: 'month' | 'period';
  /** YYYY-MM; an administrative month bears the name of the month it ends in. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

function monthBefore(name: string, months: number): string {
  const at = new Date(Date.UTC(Number(name.slice(0, 4)), Number(name.slice(5, 7)) - 1 - months, 1));
  return at.toISOString().slice(0, 7);
}

/** The month or administrative month of that name. */
export function draftPeriod(kind: DraftPeriod['kind'], name: string): DraftPeriod {
  return kind === 'month'
    ? { kind, name, from: `${name}-01`, to: shiftDay(`${monthBefore(name, -1)}-01`, -1) }
    : { kind, name, from: `${monthBefore(name, 1)}-15`, to: `${name}-14` };
}

/**
 * Periods that have ended, oldest first, of the last months.
 * @param today YYYY-MM-DD in the hall
 * @param since first day of the hall's own record: nothing is drafted of the time before it
 */
export function endedPeriods(today: string, since: string, months: number): DraftPeriod[] {
  const present = today.slice(0, 7);
  const all: DraftPeriod[] = [];
  for (let back = months; back >= 0; back -= 1) {
    const name = monthBefore(present, back);
    all.push(draftPeriod('period', name), draftPeriod('month', name));
  }
  return all.filter((each) => each.to < today && each.to >= since);
}
