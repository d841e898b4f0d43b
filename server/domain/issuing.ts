import type { Field } from '../../common/protocol/catalogue.ts';
import type { IssuingState } from '../../common/protocol/views.ts';
import { dayAfter, NO_PLAN, openHours, type WorkPlan } from './calendar.ts';
import { numberAt } from './numbering.ts';

/** A moment as the hall sees it: the instant, its calendar day and minute of the day in the hall's zone. */
export interface Moment {
  readonly atMs: number;
  readonly date: string;
  readonly minuteOfDay: number;
}

/** So far ahead the next opening is looked for: longer than any holiday. */
const DAYS_AHEAD = 40;

/** Minutes since midnight of "HH:MM". */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/**
 * Whether a number of this field may be drawn now [ISSUE1]–[ISSUE3], [CAL1], [CAL2].
 * @param issued numbers of the field drawn today
 * @param plan the hall's hours, days off and holidays
 * @param skipped of `issued`, how many nobody drew: they use up no quota
 */
export function issuingState(
  field: Field,
  issued: number,
  moment: Moment,
  plan: WorkPlan = NO_PLAN,
  skipped = 0,
): IssuingState {
  const today = openHours(plan, field, moment.date);
  if (today.kind === 'closed')
    return { open: false, because: 'closed_day', dayName: today.name, ...nextOpening(plan, field, moment) };
  if (today.kind === 'hours') {
    const inside = today.windows.some(
      (w) => moment.minuteOfDay >= minutesOf(w.from) && moment.minuteOfDay < minutesOf(w.to),
    );
    if (!inside) return { open: false, because: 'outside_window', ...nextOpening(plan, field, moment) };
  }
  if (field.quotaPerDay !== null && issued - skipped >= field.quotaPerDay)
    return { open: false, because: 'quota_reached', ...nextOpening(plan, field, moment, 1) };
  if (numberAt(field.range, issued) === null)
    return { open: false, because: 'range_full', ...nextOpening(plan, field, moment, 1) };
  return { open: true };
}

/**
 * The next time at which numbers are issued again: later today, else the first hour of the next day that is worked.
 * @param fromDay days from today on which it may be: 1 when today's numbers are gone
 */
function nextOpening(
  plan: WorkPlan,
  field: Field,
  moment: Moment,
  fromDay: 0 | 1 = 0,
): { nextFrom: string | null; nextDate: string | null } {
  for (let ahead: number = fromDay; ahead <= DAYS_AHEAD; ahead += 1) {
    const date = ahead === 0 ? moment.date : dayAfter(moment.date, ahead);
    const hours = openHours(plan, field, date);
    if (hours.kind === 'always') return { nextFrom: '00:00', nextDate: date };
    if (hours.kind === 'closed') continue;
    const from = hours.windows
      .map((w) => w.from)
      .filter((each) => ahead > 0 || minutesOf(each) > moment.minuteOfDay)
      .sort()[0];
    if (from !== undefined) return { nextFrom: from, nextDate: date };
  }
  return { nextFrom: null, nextDate: null };
}
