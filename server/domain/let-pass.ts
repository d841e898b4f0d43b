import { find } from './decide-tickets.ts';
import { did, type Handler, no } from './decision.ts';
import { type HallState, type LiveTicket, lineKeyOf } from './state.ts';

/** So many people pass at a time. */
const PASSING = 3;
/** A number lets others pass so often: a place in line is not kept all day by moving it. */
export const PASSES_MOST = 2;

/** Those whom a waiting ticket would let pass: the next of its own class in its line, by arrival. */
export function wouldPass(state: HallState, ticket: LiveTicket): readonly LiveTicket[] {
  if (ticket.state !== 'waiting') return [];
  const line = state.lines.get(lineKeyOf(ticket));
  const queue = (ticket.priority === null ? line?.ordinary : line?.priority) ?? [];
  const own = queue.indexOf(ticket);
  return own < 0 ? [] : queue.slice(own + 1, own + 1 + PASSING);
}

/**
 * Puts a waiting number behind the next three of its line [PASS1]; its wait counts from their arrival on. Where fewer
 * stand behind, those pass; where nobody does, nothing changes [PASS2]. Twice a number at most [PASS3].
 */
export const letPass: Handler<'ticket:let-pass'> = (state, payload) => {
  const ticket = find(state, payload.ticket);
  if ('events' in ticket) return ticket;
  if (ticket.state !== 'waiting')
    return no('wrong_state', 'only a number that waits lets others pass', { state: ticket.state });
  if (ticket.letPassCount >= PASSES_MOST)
    return no('passed_enough', 'this number has let others pass as often as it may', { most: PASSES_MOST });
  const behind = wouldPass(state, ticket);
  const last = behind.at(-1);
  if (last === undefined) return no('nobody_behind', 'nobody stands behind this number');
  return did(
    [
      {
        type: 'ticket:let-pass',
        ticketId: ticket.id,
        orderedAtMs: last.orderedAtMs,
        passed: behind.length,
      },
    ],
    ticket.id,
  );
};
