import type { Field } from '../../common/protocol/catalogue.ts';
import type { WaitRunsInto } from '../../common/protocol/rest/tickets.ts';
import { openHours, type WorkPlan } from './calendar.ts';
import { minutesOf } from './issuing.ts';

/**
 * Whether a wait may run into the hall's break or closing time [EST5]. Officials are not foreseen to call in a break: the
 * announced range says nothing of it, so the citizen is told.
 * @param minuteOfDay now, in the hall's zone
 * @param minutes the longest of the announced range
 * @returns null when it ends before, and in a hall without hours
 */
export function waitRunsInto(
  plan: WorkPlan,
  field: Field,
  date: string,
  minuteOfDay: number,
  minutes: number,
): WaitRunsInto | null {
  // The hours of work, not those in which this field's numbers are drawn.
  const hours = openHours(plan, { ...field, windows: [] }, date);
  if (hours.kind !== 'hours') return null;
  const windows = [...hours.windows].sort((a, b) => minutesOf(a.from) - minutesOf(b.from));
  const at = windows.findIndex(
    (window) => minuteOfDay >= minutesOf(window.from) && minuteOfDay < minutesOf(window.to),
  );
  const now = windows[at];
  if (!now || minuteOfDay + minutes <= minutesOf(now.to)) return null;
  const next = windows[at + 1];
  return next ? { kind: 'break', from: now.to, to: next.from } : { kind: 'closing', at: now.to };
}
