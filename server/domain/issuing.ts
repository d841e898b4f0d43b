import type { Field, IssuingWindow } from '../../common/protocol/catalogue.ts';
import type { IssuingState } from '../../common/protocol/views.ts';
import { numberAt } from './numbering.ts';

/** A moment as the hall sees it: the instant, its calendar day and minute of the day in the hall's zone. */
export interface Moment {
  readonly atMs: number;
  readonly date: string;
  readonly minuteOfDay: number;
}

/** Minutes since midnight of "HH:MM". */
export function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

/**
 * Whether a number of this field may be drawn now [ISSUE1]–[ISSUE3].
 * @param issued numbers of the field drawn today
 * @param workingHours the hall's hours, for a field that names none of its own
 */
export function issuingState(
  field: Field,
  issued: number,
  moment: Moment,
  workingHours: readonly IssuingWindow[] = [],
): IssuingState {
  const windows = field.windows.length > 0 ? field.windows : workingHours;
  if (windows.length > 0) {
    const inside = windows.some(
      (w) => moment.minuteOfDay >= minutesOf(w.from) && moment.minuteOfDay < minutesOf(w.to),
    );
    if (!inside) {
      const later = windows.map((w) => w.from).filter((from) => minutesOf(from) > moment.minuteOfDay);
      const first = later.sort()[0] ?? windows.map((w) => w.from).sort()[0] ?? null;
      return { open: false, because: 'outside_window', nextFrom: first };
    }
  }
  if (field.quotaPerDay !== null && issued >= field.quotaPerDay)
    return { open: false, because: 'quota_reached', nextFrom: null };
  if (numberAt(field.range, issued) === null) return { open: false, because: 'range_full', nextFrom: null };
  return { open: true };
}
