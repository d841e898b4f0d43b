import type { CalendarDay } from '../../common/protocol/calendar.ts';
import { did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

const over = (date: string) => no('invalid_input', 'this day is over; the past stays as it was', { date });

/** Sets a day of the calendar; a swap sets both of its days in one act. */
export const putDay: Handler<'calendar:put'> = (state, day, { moment }) => {
  if (day.date < moment.date) return over(day.date);
  if (day.swapWith === null) return did([...untied(state, day.date), { type: 'calendar:day-set', day }]);
  if (day.swapWith === day.date) return no('invalid_input', 'a day is not worked for itself');
  if (day.swapWith < moment.date) return over(day.swapWith);
  const other: CalendarDay = {
    date: day.swapWith,
    kind: day.kind === 'closed' ? 'working' : 'closed',
    name: day.name,
    swapWith: day.date,
  };
  return did([
    ...untied(state, day.date, other.date),
    ...untied(state, other.date, day.date),
    { type: 'calendar:day-set', day },
    { type: 'calendar:day-set', day: other },
  ]);
};

/** Takes a day out of the hall's own calendar, and the other day of its swap with it. */
export const clearDay: Handler<'calendar:clear'> = (state, { date }, { moment }) => {
  const day = state.calendar.get(date);
  if (!day) return no('not_found', 'the hall has set nothing for this day', { date });
  if (date < moment.date) return over(date);
  if (day.swapWith !== null && day.swapWith < moment.date) return over(day.swapWith);
  return did([...untied(state, date), { type: 'calendar:day-cleared', date }]);
};

/** Clears the day that was swapped with this one, unless the two stay together. */
function untied(state: HallState, date: string, stays: string | null = null): HallEvent[] {
  const other = state.calendar.get(date)?.swapWith ?? null;
  if (other === null || other === stays || state.calendar.get(other)?.swapWith !== date) return [];
  return [{ type: 'calendar:day-cleared', date: other }];
}

export const putHallName: Handler<'hall-name:put'> = (_state, name) => did([{ type: 'hall-name:set', name }]);

export const removeHallName: Handler<'hall-name:remove'> = (state, { from }) =>
  state.hallNames.has(from)
    ? did([{ type: 'hall-name:removed', from }])
    : no('not_found', 'no name begins on this day', { from });
