import { formatLocalDate } from './staff-format.ts';

/** Later than this is a slip of the finger. */
export const LAST_DAY = '2199-12-31';
const FIRST_DAY = '1900-01-01';

const SHAPES: readonly (readonly [RegExp, readonly ['y' | 'm' | 'd', 'y' | 'm' | 'd', 'y' | 'm' | 'd']])[] = [
  [/^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/, ['d', 'm', 'y']],
  [/^(\d{2})(\d{2})(\d{4})$/, ['d', 'm', 'y']],
  [/^(\d{4})-(\d{2})-(\d{2})$/, ['y', 'm', 'd']],
];

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/**
 * The day that a person wrote, as YYYY-MM-DD: day, month and year in this order, "24/11/2026", "4.1.2026", "24112026";
 * also the year first, with hyphens, as files have it. Null for anything else, also for 30/02/2026.
 */
export function readDay(written: string): string | null {
  const day = shapedDay(written);
  return day !== null && isDay(day) && day >= FIRST_DAY && day <= LAST_DAY ? day : null;
}

/** True of a text that is written as a day and is none of the calendar: 31/02/2026. */
export function isNoDay(written: string): boolean {
  const day = shapedDay(written);
  return day !== null && !isDay(day);
}

/** A text in the shape of a day, put as YYYY-MM-DD, whether or not the calendar has it. */
function shapedDay(written: string): string | null {
  const text = written.trim();
  for (const [shape, order] of SHAPES) {
    const found = shape.exec(text);
    if (found === null) continue;
    const part = (which: 'y' | 'm' | 'd') => (found[order.indexOf(which) + 1] ?? '').padStart(2, '0');
    return `${part('y')}-${part('m')}-${part('d')}`;
  }
  return null;
}

/** A day as people write it; nothing of nothing. */
export const writtenDay = (day: string | null): string =>
  day === null || day === '' ? '' : formatLocalDate(day);
