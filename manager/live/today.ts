/** Tickets of one half-hour of a day; half-hours are numbered from midnight. */
export interface SlotCount {
  readonly slot: number;
  readonly drawn: number;
  readonly served: number;
}

/** Whole days that lie as many weeks back, newest first, YYYY-MM-DD. */
export function sameWeekdaysBefore(localDate: string, weeks: number): string[] {
  const at = Date.parse(`${localDate}T00:00:00Z`);
  return Array.from({ length: weeks }, (_, back) =>
    new Date(at - (back + 1) * 7 * 86_400_000).toISOString().slice(0, 10),
  );
}

/**
 * Tickets drawn on a day until a minute of it. Of the half-hour that the minute lies in as much counts as has passed,
 * as if its tickets had come evenly.
 */
export function drawnUntil(slots: readonly SlotCount[], minuteOfDay: number): number {
  return slots.reduce((sum, { slot, drawn }) => {
    const passed = Math.min(1, Math.max(0, (minuteOfDay - slot * 30) / 30));
    return sum + drawn * passed;
  }, 0);
}

/** Today against earlier days of the same weekday on which anybody came, until the same minute. */
export function againstBefore(
  drawnToday: number,
  before: readonly (readonly SlotCount[])[],
  minuteOfDay: number,
): { readonly meanDrawn: number; readonly change: number } | null {
  const days = before.filter((slots) => slots.some((each) => each.drawn > 0));
  if (days.length === 0) return null;
  const meanDrawn = days.reduce((sum, slots) => sum + drawnUntil(slots, minuteOfDay), 0) / days.length;
  if (meanDrawn === 0) return null;
  return { meanDrawn, change: drawnToday / meanDrawn - 1 };
}
