import type { ShownDay } from '../../../../common/protocol/rest/calendar-days.ts';
import { dayStatus, holidayOn, namesOn } from '../../../domain/calendar.ts';
import type { HallState } from '../../../domain/state.ts';
import { answer, defineRoute, STAFF } from '../route.ts';

/** Days of a year that differ from the ordinary week: public holidays and what the hall set itself. */
function entriesOf(state: HallState, year: string): ShownDay[] {
  const dates = new Set<string>();
  for (const date of state.calendar.keys()) if (date.startsWith(year)) dates.add(date);
  for (const { date } of state.holidays.dated) if (date.startsWith(year)) dates.add(date);
  for (const { monthDay } of state.holidays.yearly) {
    const date = `${year}-${monthDay}`;
    if (holidayOn(state.holidays, date) !== null) dates.add(date);
  }
  return [...dates].sort().map((date) => ({
    date,
    ...dayStatus(state, date),
    swapWith: state.calendar.get(date)?.swapWith ?? null,
    holiday: holidayOn(state.holidays, date),
  }));
}

export const calendarRoutes = [
  defineRoute('GET /calendar', {
    summary: 'Holidays, closures and swap days of a year, and the ordinary week',
    allowed: STAFF,
    run: ({ services, query }) => {
      const { state } = services.hall;
      const { date } = services.hall.moment();
      const { workingHours, workingDays, saturdayHours } = state.settings;
      const year = query.year ?? date.slice(0, 4);
      return answer({
        year,
        today: date,
        now: dayStatus(state, date),
        days: entriesOf(state, year),
        week: { workingHours, workingDays, saturdayHours },
      });
    },
  }),
  defineRoute('GET /hall-names', {
    summary: 'What the hall was, is and will be called, by date',
    allowed: STAFF,
    run: ({ services }) => {
      const { state } = services.hall;
      const { hallName, hallNameEn, superiorName } = state.settings;
      const { date } = services.hall.moment();
      const now = namesOn(state, date);
      return answer({
        first: { hallName, hallNameEn, superiorName },
        names: [...state.hallNames.values()].sort((a, b) => a.from.localeCompare(b.from)),
        today: date,
        now: { hallName: now.hallName, hallNameEn: now.hallNameEn, superiorName: now.superiorName },
      });
    },
  }),
];
