import type { ViewRecord } from '../protocol/views.ts';
import { recordsOf } from './selectors.ts';

type Records = { readonly records: ReadonlyMap<string, ViewRecord> };

/** Seconds until a called number will have been announced on every screen; 0: it was, or nobody announces it. */
export function secondsToAnnounced(
  view: Records,
  called: { readonly number: string; readonly counter: string },
  now: Date,
): number {
  const same = (each: { number: string; counter: string }) =>
    each.number === called.number && each.counter === called.counter;
  const ends = recordsOf(view, 'stage').flatMap(({ act, waiting }) => [
    ...(act?.calls.some(same) ? [act.endsAt] : []),
    ...waiting.filter(same).map(({ endsAt }) => endsAt),
  ]);
  return Math.max(0, ...ends.map((end) => secondsTo(end, now)));
}

/** Seconds until all that waits for the loudspeaker is announced; 0: nothing waits. */
export function announcementBacklogSeconds(view: Records, now: Date): number {
  const ends = recordsOf(view, 'stage').flatMap(({ waiting }) => waiting.map(({ endsAt }) => endsAt));
  return Math.max(0, ...ends.map((end) => secondsTo(end, now)));
}

const secondsTo = (end: string, now: Date): number => Math.ceil((Date.parse(end) - now.getTime()) / 1000);
