import { workingCounter } from './decide-counters.ts';
import { type Decision, did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState, LiveTicket } from './state.ts';
import { standingOf, stillStands, takenBack } from './taken-back.ts';

/** Takes back the last act at a counter, as long as nobody else has gone on from it [UNDO1]. */
export const undo: Handler<'counter:undo'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  const act = counter.lastAct;
  if (act === null) return no('nothing_to_undo', 'no act to take back', { counter: payload.counter });
  if (payload.act !== undefined && payload.act !== act.sequence)
    return no('conflict', 'another act came after the one that was seen', { counter: payload.counter });
  if (!stillStands(state, act))
    return no('conflict', 'the number has gone on since', { number: act.tickets[0]?.number ?? null });
  const leaves = act.kind === 'call' || act.kind === 'finish-call' || act.kind === 'start';
  if (!leaves && counter.presentTicketId !== null)
    return no('present_ticket', 'another number is at the counter', { counter: payload.counter });
  return did(takenBack(state, counter, act), act.tickets[0]?.ticketId);
};

/** A ticket that ended today, as it stood before: by its number, the latest where there were several. */
function endedNumber(state: HallState, number: string): LiveTicket | undefined {
  return [...state.beforeEnd.values()].findLast((each) => each.number === number);
}

/** Brings a number finished or marked absent today back to the counter as it was [UNDO2]. */
export const reopen: Handler<'counter:reopen'> = (state, payload, around) => {
  const { counter: code, number } = payload;
  const working = workingCounter(state, code, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  if (counter.state === 'paused') return no('counter_paused', 'resume the counter first', { counter: code });
  if (counter.presentTicketId !== null)
    return no('present_ticket', 'a number is at the counter', { counter: code });
  const liveId = state.numbers.get(number);
  const live = liveId === undefined ? undefined : state.tickets.get(liveId);
  const ticket = live ?? endedNumber(state, number);
  if (!ticket) return no('unknown_ticket', `no number ${number} that ended today`, { number });
  const how = state.ended.get(ticket.id) ?? ticket.state;
  if (how !== 'done' && how !== 'no_show')
    return no('wrong_state', 'only a finished or absent number is reopened', {
      state: how,
      counter: live?.counter ?? null,
    });
  const before = standingOf(ticket);
  const event: HallEvent = {
    type: 'ticket:reopened',
    ticketId: ticket.id,
    number,
    counter: code,
    how: 'reopen',
    to: { ...before, state: before.startedAtMs === null ? 'called' : 'serving', counter: code },
  };
  return did([event], ticket.id);
};

/** A number cancelled today is back where it stood; undefined: it was not cancelled. */
export function uncancelled(state: HallState, id: string): Decision | undefined {
  const ticket = state.ended.get(id) === 'cancelled' ? state.beforeEnd.get(id) : undefined;
  if (!ticket) return undefined;
  if (state.numbers.has(ticket.number))
    return no('conflict', 'another ticket bears this number by now', { number: ticket.number });
  // Where nobody works it names no counter: a cancelled ticket was at none.
  return did(
    [
      {
        type: 'ticket:reopened',
        ticketId: id,
        number: ticket.number,
        counter: null,
        how: 'reopen',
        to: standingOf(ticket),
      },
    ],
    id,
  );
}
