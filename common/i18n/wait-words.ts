import type { Estimate } from '../protocol/ticket.ts';

/** How an announced wait is said: its range, or, where the range is too wide to be of use, only more than how long. */
export type WaitWords =
  | { readonly kind: 'range'; readonly a: number; readonly b: number }
  | { readonly kind: 'overMinutes' | 'overHours' | 'overHoursHalf'; readonly n: number };

/** A wider range tells nobody when to be back, minutes. */
const USEFUL_WIDTH = 45;
/** A wait of at least so long may be said as more than that, minutes. */
const OVER_FROM = 30;
const HOUR = 60;

/** Chooses how a wait is said [EST6]. Hours are told in halves, rounded down: nobody is told to wait longer than is known. */
export function waitWords({ lowMinutes, highMinutes }: Estimate): WaitWords {
  if (highMinutes - lowMinutes <= USEFUL_WIDTH || lowMinutes < OVER_FROM)
    return { kind: 'range', a: lowMinutes, b: highMinutes };
  if (lowMinutes < HOUR) return { kind: 'overMinutes', n: lowMinutes };
  const halves = Math.floor(lowMinutes / (HOUR / 2));
  return { kind: halves % 2 === 0 ? 'overHours' : 'overHoursHalf', n: Math.floor(halves / 2) };
}
