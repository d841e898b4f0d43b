import type { CalendarDay, HallName, PublicHolidays } from '../../common/protocol/calendar.ts';
import type { Field, IssuingWindow, Settings } from '../../common/protocol/catalogue.ts';
import type { DayStatus } from '../../common/protocol/rest/calendar-days.ts';
import type { HallState } from './state.ts';

/** What decides whether a day is worked and at which hours. The hall's state is one of these. */
export interface WorkPlan {
  readonly settings: Pick<Settings, 'workingHours' | 'workingDays' | 'saturdayHours'>;
  /** Days that the hall itself set, by date. */
  readonly calendar: ReadonlyMap<string, CalendarDay>;
  readonly holidays: PublicHolidays;
}

/** A hall without hours, days off and holidays. */
export const NO_PLAN: WorkPlan = {
  settings: { workingHours: [], workingDays: [1, 2, 3, 4, 5, 6, 7], saturdayHours: [] },
  calendar: new Map(),
  holidays: { yearly: [], dated: [] },
};

const SATURDAY = 6;
const DAY_MS = 86_400_000;

/** Monday 1 … Sunday 7 of a calendar day. */
export function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

/** The calendar day so many days later. */
export function dayAfter(date: string, days = 1): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The public holiday that falls on a day. */
export function holidayOn(holidays: PublicHolidays, date: string): string | null {
  const dated = holidays.dated.find((each) => each.date === date);
  if (dated) return dated.name;
  const monthDay = date.slice(5);
  const year = Number(date.slice(0, 4));
  const yearly = holidays.yearly.find(
    (each) => each.monthDay === monthDay && (each.firstYear === null || year >= each.firstYear),
  );
  return yearly?.name ?? null;
}

/** What kind of day it is: the hall's own word first, then the public holidays, then the days of the week [CAL3]. */
export function dayStatus(plan: WorkPlan, date: string): DayStatus {
  const own = plan.calendar.get(date);
  if (own)
    return {
      working: own.kind === 'working',
      because: own.swapWith === null ? 'hall' : 'swap',
      name: own.name,
    };
  const holiday = holidayOn(plan.holidays, date);
  if (holiday !== null) return { working: false, because: 'holiday', name: holiday };
  if (!plan.settings.workingDays.includes(weekdayOf(date)))
    return { working: false, because: 'weekday', name: '' };
  return { working: true, because: 'plain', name: '' };
}

/** When a field issues numbers on a day: at these hours, always, or not at all. */
export type OpenHours =
  | { readonly kind: 'always' }
  | { readonly kind: 'hours'; readonly windows: readonly IssuingWindow[] }
  | { readonly kind: 'closed'; readonly name: string };

/**
 * Hours of a field on a day [CAL1], [CAL2]. Holidays and weekdays off close only what has hours; a day that the hall
 * itself closed is closed for all. A Saturday may have hours of its own, but not when it is worked for another day.
 */
export function openHours(plan: WorkPlan, field: Field, date: string): OpenHours {
  const { workingHours, saturdayHours } = plan.settings;
  const own = plan.calendar.get(date);
  if (own?.kind === 'closed') return { kind: 'closed', name: own.name };
  const saturday = saturdayHours.length > 0 && own === undefined && weekdayOf(date) === SATURDAY;
  const windows = field.windows.length > 0 ? field.windows : saturday ? saturdayHours : workingHours;
  if (windows.length === 0) return { kind: 'always' };
  const day = dayStatus(plan, date);
  return day.working ? { kind: 'hours', windows } : { kind: 'closed', name: day.name };
}

/** Hours of the hall as a whole on a day; null: none are set. An empty list: it is closed. */
export function hallHours(
  plan: WorkPlan & Pick<HallState, 'fields'>,
  date: string,
): readonly { readonly from: string; readonly to: string }[] | null {
  const field = plan.fields.values().next().value;
  if (field === undefined) return null;
  const hours = openHours(plan, { ...field, windows: [] }, date);
  if (hours.kind === 'always') return null;
  return hours.kind === 'closed' ? [] : hours.windows;
}

/** The hall's name on a day [NAME1]: the latest dated one that holds by then, else the first one in the settings. */
export function namesOn(
  state: Pick<HallState, 'settings' | 'hallNames'>,
  date: string,
): Pick<HallName, 'hallName' | 'hallNameEn' | 'superiorName'> {
  let held: HallName | undefined;
  for (const each of state.hallNames.values())
    if (each.from <= date && (held === undefined || each.from > held.from)) held = each;
  return held ?? state.settings;
}
