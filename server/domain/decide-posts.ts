import type { WithTicket } from '../../common/protocol/commands.ts';
import { closedFor } from './day.ts';
import { finished, presentOf, workingCounter } from './decide-counters.ts';
import { type Circumstances, type Decision, did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState, LiveCounter } from './state.ts';

/**
 * What becomes of the ticket at a counter whose officer goes [CTR8]. Finished by another hand, the end of the visit was
 * not seen and no service time is measured.
 */
function dealtWith(
  state: HallState,
  counter: LiveCounter,
  withTicket: WithTicket | undefined,
  around: Circumstances,
): HallEvent[] {
  const ticket = presentOf(state, counter);
  if (!ticket || withTicket === undefined || withTicket === 'keep') return [];
  if (withTicket === 'return') return [{ type: 'ticket:returned', ticketId: ticket.id }];
  const own = counter.officer === around.commander.id;
  return [finished(ticket, counter, own ? 'served' : 'unrecorded', [], around.moment.atMs)];
}

/** The closing of a counter, by its officer or for them [PRES1]. */
function closing(state: HallState, counter: LiveCounter, around: Circumstances): HallEvent {
  return counter.officer === around.commander.id
    ? { type: 'counter:closed', counter: counter.definition.code, officer: counter.officer }
    : closedFor(state, counter, around.dayEnd);
}

/** Leaves the counter. Whoever is present must be dealt with, so that no visit is lost [CTR4], [CTR8]. */
export const close: Handler<'counter:close'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  const ticket = presentOf(state, counter);
  if (ticket && (payload.withTicket === undefined || payload.withTicket === 'keep'))
    return no('present_ticket', 'say what becomes of the present ticket', { number: ticket.number });
  return did([...dealtWith(state, counter, payload.withTicket, around), closing(state, counter, around)]);
};

export const pause: Handler<'counter:pause'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  if (counter.state === 'paused') return no('counter_paused', 'the counter is paused already');
  return did([
    ...dealtWith(state, counter, payload.withTicket, around),
    { type: 'counter:paused', counter: payload.counter, reason: payload.reason },
  ]);
};

export const resume: Handler<'counter:resume'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  if (working.found.state !== 'paused')
    return no('wrong_state', 'the counter is not paused', { state: 'open' });
  return did([{ type: 'counter:resumed', counter: payload.counter }]);
};

/** A leader takes the place of the officer at a counter; its fields stay [CTR8]. */
export const takeOver: Handler<'counter:take-over'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  if (counter.officer === around.commander.id) return did([]);
  const ticket = presentOf(state, counter);
  if (ticket && payload.withTicket === undefined)
    return no('present_ticket', 'say what becomes of the present ticket', { number: ticket.number });
  const { code } = counter.definition;
  return did([
    ...dealtWith(state, counter, payload.withTicket, around),
    closing(state, counter, around),
    { type: 'counter:opened', counter: code, officer: around.commander.id, fields: null },
    {
      type: 'counter:fields-set',
      counter: code,
      primaryFields: counter.primaryFields,
      helpingFields: counter.helpingFields,
    },
  ]);
};

/** Frees the counters of somebody who may no longer work there; whoever is present goes back in line [PRES2]. */
export const release: Handler<'officer:release'> = (state, { username }, around): Decision =>
  did(
    [...state.counters.values()]
      .filter((counter) => counter.state !== 'closed' && counter.officer === username)
      .flatMap((counter) => [
        ...dealtWith(state, counter, 'return', around),
        closedFor(state, counter, around.dayEnd),
      ]),
  );
