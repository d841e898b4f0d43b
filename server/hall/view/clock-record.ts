import type { ClockRecord } from '../../../common/protocol/views.ts';
import type { HallState } from '../../domain/state.ts';
import type { HallCalendar } from '../clock.ts';
import type { ClockStanding } from '../hall-clock.ts';

/** Whether in the present doubt no number was drawn yet. */
function awaitsFirstNumber(state: HallState): boolean {
  const { doubt } = state.time;
  if (doubt === null) return false;
  const before = new Map(doubt.issued);
  return [...state.issued].every(([field, count]) => count === (before.get(field) ?? 0));
}

/** How the hall's time stands, for pages. */
export function clockRecord(
  state: HallState,
  standing: ClockStanding,
  daysTold: readonly string[],
  calendar: HallCalendar,
): ClockRecord {
  const dateOf = (atMs: number) => calendar.momentOf(atMs).date;
  const days = standing.doubt ? daysTold : [];
  return {
    kind: 'clock',
    id: 'clock',
    code: standing.code,
    doubt: standing.doubt,
    awaitsFirstNumber: awaitsFirstNumber(state),
    days: days.map((date) => ({
      date,
      record: date === dateOf(standing.hallMs),
      machine: date === dateOf(standing.machineMs),
      devices: standing.witnesses.filter((each) => dateOf(each.atMs) === date).length,
    })),
  };
}
