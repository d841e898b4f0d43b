import type { HallEvent } from './events.ts';
import type { HallState } from './state.ts';

type OpinionEvent = Extract<
  HallEvent,
  { type: 'opinion:given' } | { type: 'opinion:keyed' } | { type: 'opinion:withdrawn' }
>;

/** Brings an opinion into the state: only that its ticket is rated; what was said is in the read tables. */
export function applyOpinion(state: HallState, event: OpinionEvent): void {
  if (event.type !== 'opinion:withdrawn') {
    const { id, ticket } = event.opinion;
    if (ticket !== null) state.rated.set(ticket, { opinionId: id, date: state.day ?? '' });
    return;
  }
  // Another may have been keyed in its place meanwhile.
  if (event.ticket !== null && state.rated.get(event.ticket)?.opinionId === event.opinionId)
    state.rated.delete(event.ticket);
}

/**
 * When a day opens, ratings of the day that ends stay and older ones go: by then they are in the record, where every
 * decision looks too. So the state never holds more than two days of them.
 */
export function forgetOldRatings(state: HallState): void {
  for (const [ticket, { date }] of state.rated) if (date !== state.day) state.rated.delete(ticket);
}
