import type { FinishOutcome } from '../../common/protocol/primitives.ts';
import type { CounterFields } from '../../common/protocol/roster.ts';
import type { CallReason, Transaction } from '../../common/protocol/ticket.ts';
import { type CallSight, type Choice, chooseNext } from './call-order.ts';
import { type Circumstances, type Decision, did, type Handler, no } from './decision.ts';
import type { HallEvent } from './events.ts';
import type { HallState, LiveCounter, LiveTicket } from './state.ts';
import { recordedWork, unfitWork } from './visit-work.ts';

export type Found<T> = { readonly found: T } | { readonly refusal: Decision };

/** The counter, open for work and held by the one who asks. Leaders may operate any counter [CTR3]. */
export function workingCounter(state: HallState, code: string, around: Circumstances): Found<LiveCounter> {
  const counter = state.counters.get(code);
  if (!counter?.definition.active)
    return { refusal: no('unknown_counter', `no counter ${code}`, { counter: code }) };
  if (counter.state === 'closed')
    return { refusal: no('counter_closed', `counter ${code} is closed`, { counter: code }) };
  const { commander } = around;
  if (commander.kind === 'user' && commander.role === 'clerk' && counter.officer !== commander.id)
    return { refusal: no('counter_taken', `counter ${code} is held by another officer`, { counter: code }) };
  return { found: counter };
}

/** The ticket at a counter. */
export function presentOf(state: HallState, counter: LiveCounter): LiveTicket | undefined {
  return counter.presentTicketId === null ? undefined : state.tickets.get(counter.presentTicketId);
}

/** Counter and its present ticket, or why there is none. */
function atWork(
  state: HallState,
  code: string,
  around: Circumstances,
): Found<{ counter: LiveCounter; ticket: LiveTicket }> {
  const working = workingCounter(state, code, around);
  if ('refusal' in working) return working;
  const ticket = presentOf(state, working.found);
  if (!ticket) return { refusal: no('no_present_ticket', `nobody is at counter ${code}`, { counter: code }) };
  return { found: { counter: working.found, ticket } };
}

/** Ends the present visit. Service counts from "start", else from the call [FIN2]. */
export function finished(
  ticket: LiveTicket,
  counter: LiveCounter,
  outcome: FinishOutcome,
  transactions: readonly Transaction[],
  nowMs: number,
  field: string = ticket.field,
): HallEvent {
  const began = ticket.startedAtMs ?? ticket.lastCalledAtMs;
  return {
    type: 'ticket:finished',
    ticketId: ticket.id,
    counter: counter.definition.code,
    field,
    outcome,
    transactions,
    serviceMs: outcome === 'unrecorded' || began === null ? null : Math.max(0, nowMs - began),
  };
}

function called(ticket: LiveTicket, counter: LiveCounter, reason: CallReason, saw?: CallSight): HallEvent {
  return {
    type: 'ticket:called',
    ticketId: ticket.id,
    number: ticket.number,
    counter: counter.definition.code,
    field: ticket.field,
    callCount: ticket.callCount + 1,
    reason,
    ...(saw === undefined ? {} : { saw }),
  };
}

/** An officer takes a counter: one officer a counter, one counter a clerk [CTR1], [CTR2]. */
export const open: Handler<'counter:open'> = (state, payload, around) => {
  const counter = state.counters.get(payload.counter);
  if (!counter?.definition.active)
    return no('unknown_counter', `no counter ${payload.counter}`, { counter: payload.counter });
  for (const code of payload.fields ?? [])
    if (!state.fields.get(code)?.active) return no('unknown_field', `no field ${code}`, { field: code });
  const officer = around.commander.id;
  if (counter.state !== 'closed') {
    if (counter.officer !== officer)
      return no('counter_taken', 'another officer holds this counter', { counter: payload.counter });
    if (payload.fields === undefined) return did([]);
  }
  if (around.commander.kind === 'user' && around.commander.role === 'clerk')
    for (const other of state.counters.values())
      if (other !== counter && other.officer === officer)
        return no('officer_busy', 'this officer holds another counter', { counter: other.definition.code });
  if (counter.state !== 'closed')
    return did([
      {
        type: 'counter:fields-set',
        counter: payload.counter,
        primaryFields: payload.fields ?? counter.primaryFields,
        helpingFields: counter.definition.helpingFields.filter((code) => !payload.fields?.includes(code)),
      },
    ]);
  const events: HallEvent[] = [
    { type: 'counter:opened', counter: payload.counter, officer, fields: payload.fields ?? null },
  ];
  const rostered = payload.fields === undefined ? rosteredFields(state, payload.counter, around) : undefined;
  return did(rostered ? [...events, { type: 'counter:fields-set', ...rostered }] : events);
};

/** What the roster applied today gives a counter [ROST5]: opening must not put the catalogue's fields back. */
function rosteredFields(
  state: HallState,
  code: string,
  { moment }: Circumstances,
): CounterFields | undefined {
  const applied = state.rosterApplied;
  if (applied?.date !== moment.date) return undefined;
  return applied.after.find((each) => each.counter === code);
}

/**
 * Whom a counter would call at a moment, by the hall's rule, with the reason; null when nobody may be called. Reads only.
 * @param nowMs epoch ms
 */
export function nextFor(state: HallState, counter: LiveCounter, nowMs: number): Choice<LiveTicket> | null {
  const lines = (codes: readonly string[]) => codes.flatMap((code) => state.lines.get(code) ?? []);
  return chooseNext(
    {
      reserved: state.lines.get(`@${counter.definition.code}`),
      primary: lines(counter.primaryFields),
      helping: lines(counter.helpingFields),
      ordinaryStreak: counter.ordinaryStreak,
    },
    { discipline: state.settings.discipline, help: state.settings.help },
    nowMs,
  );
}

/** Finishes the present visit as served and calls the next ticket, as one act [CALL1]. */
export const callNext: Handler<'counter:call-next'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  if (counter.state === 'paused')
    return no('counter_paused', 'resume the counter first', { counter: payload.counter });
  const unfit = unfitWork(state, payload.transactions);
  if (unfit) return unfit;
  const nowMs = around.moment.atMs;
  const events: HallEvent[] = [];
  const present = presentOf(state, counter);
  if (present)
    events.push(
      finished(
        present,
        counter,
        payload.outcome ?? 'served',
        recordedWork(payload.transactions ?? []),
        nowMs,
      ),
    );
  const choice = nextFor(state, counter, nowMs);
  const ended = present ? { finishedId: present.id } : {};
  if (!choice)
    return {
      events,
      ...ended,
      refusal: {
        code: 'nothing_waiting',
        message: `nobody waits for counter ${payload.counter}`,
        details: { finished: present?.number ?? null },
      },
    };
  events.push(called(choice.ticket, counter, choice.reason, choice.saw));
  return { events, ticketId: choice.ticket.id, reason: choice.reason, ...ended };
};

/** Calls one ticket by its number, also a parked or absent one [CALL9]. */
export const callNumber: Handler<'counter:call'> = (state, payload, around) => {
  const working = workingCounter(state, payload.counter, around);
  if ('refusal' in working) return working.refusal;
  const counter = working.found;
  if (counter.state === 'paused')
    return no('counter_paused', 'resume the counter first', { counter: payload.counter });
  const id = state.numbers.get(payload.number);
  const ticket = id === undefined ? undefined : state.tickets.get(id);
  if (!ticket)
    return no('unknown_ticket', `no live ticket ${payload.number} today`, { number: payload.number });
  if (ticket.state === 'called' || ticket.state === 'serving')
    return no('already_called', `ticket ${ticket.number} is at counter ${ticket.counter}`, {
      number: ticket.number,
      counter: ticket.counter,
    });
  const nowMs = around.moment.atMs;
  const reason: CallReason = {
    rule: 'by-number',
    line: 'by-number',
    waitMs: Math.max(0, nowMs - ticket.orderedAtMs),
    priority: ticket.priority,
    score: 0,
    runnerUp: null,
    helpBecause: null,
  };
  const present = presentOf(state, counter);
  const events: HallEvent[] = present ? [finished(present, counter, 'served', [], nowMs)] : [];
  events.push(called(ticket, counter, reason));
  return { events, ticketId: ticket.id, reason, ...(present ? { finishedId: present.id } : {}) };
};

export const recall: Handler<'counter:recall'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const { ticket } = work.found;
  if (ticket.state === 'serving')
    return no('wrong_state', 'the citizen is being served', { state: ticket.state });
  return did(
    [
      {
        type: 'ticket:recalled',
        ticketId: ticket.id,
        number: ticket.number,
        counter: payload.counter,
        field: ticket.field,
        callCount: ticket.callCount + 1,
      },
    ],
    ticket.id,
  );
};

export const start: Handler<'counter:start'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const { ticket } = work.found;
  if (ticket.state === 'serving')
    return no('wrong_state', 'service has started already', { state: ticket.state });
  return did([{ type: 'ticket:started', ticketId: ticket.id, counter: payload.counter }], ticket.id);
};

/** Nobody came: back to the line after a while, or ended after the last call of the rule [NOSHOW1], [NOSHOW2]. */
export const noShow: Handler<'counter:no-show'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const { ticket } = work.found;
  if (ticket.state === 'serving')
    return no('wrong_state', 'the citizen is being served', { state: ticket.state });
  const rule = state.settings.noShow;
  const event: HallEvent =
    ticket.callCount >= rule.endsAfterCalls
      ? { type: 'ticket:no-show', ticketId: ticket.id, counter: payload.counter }
      : {
          type: 'ticket:absent',
          ticketId: ticket.id,
          counter: payload.counter,
          // Nobody can have come before the number was spoken to its end [STAGE4].
          eligibleAtMs:
            Math.max(
              around.moment.atMs,
              around.announcedUntil({ number: ticket.number, counter: payload.counter }) ?? 0,
            ) +
            rule.returnsAfterSeconds * 1000,
        };
  return did([event], ticket.id);
};

export const park: Handler<'counter:park'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const { ticket } = work.found;
  const { counter, reason, missing } = payload;
  if (missing?.procedure != null && !state.procedures.has(missing.procedure))
    return no('unknown_procedure', `no procedure ${missing.procedure}`, { procedure: missing.procedure });
  const parked = { type: 'ticket:parked', ticketId: ticket.id, counter, reason } as const;
  return did([missing === undefined ? parked : { ...parked, missing }], ticket.id);
};

/** To another field or counter, keeping arrival and priority [TRANS1]. */
export const transfer: Handler<'counter:transfer'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const unfit = unfitWork(state, payload.transactions);
  if (unfit) return unfit;
  const { ticket } = work.found;
  const field = payload.field ?? ticket.field;
  if (!state.fields.get(field)?.active) return no('unknown_field', `no field ${field}`, { field });
  if (payload.toCounter !== undefined) {
    if (!state.counters.get(payload.toCounter)?.definition.active)
      return no('unknown_counter', `no counter ${payload.toCounter}`, { counter: payload.toCounter });
    if (payload.toCounter === payload.counter) return no('conflict', 'the ticket is at this counter already');
  } else if (field === ticket.field) return no('conflict', 'the ticket is in this field already', { field });
  return did(
    [
      {
        type: 'ticket:transferred',
        ticketId: ticket.id,
        counter: payload.counter,
        field,
        reservedFor: payload.toCounter ?? null,
        transactions: recordedWork(payload.transactions ?? []),
      },
    ],
    ticket.id,
  );
};

/** Ends the visit with its outcome and what was transacted; the field may be set right [FIN1], [FIN3]. */
export const finish: Handler<'counter:finish'> = (state, payload, around) => {
  const work = atWork(state, payload.counter, around);
  if ('refusal' in work) return work.refusal;
  const unfit = unfitWork(state, payload.transactions);
  if (unfit) return unfit;
  const { counter, ticket } = work.found;
  if (payload.field !== undefined && !state.fields.has(payload.field))
    return no('unknown_field', `no field ${payload.field}`, { field: payload.field });
  return did(
    [
      finished(
        ticket,
        counter,
        payload.outcome,
        recordedWork(payload.transactions),
        around.moment.atMs,
        payload.field ?? ticket.field,
      ),
    ],
    ticket.id,
  );
};

/** Fields of a counter, changed while it works [CTR5]. */
export const setFields: Handler<'counter:set-fields'> = (state, payload) => {
  if (!state.counters.has(payload.counter))
    return no('unknown_counter', `no counter ${payload.counter}`, { counter: payload.counter });
  for (const code of [...payload.primaryFields, ...payload.helpingFields])
    if (!state.fields.has(code)) return no('unknown_field', `no field ${code}`, { field: code });
  return did([
    {
      type: 'counter:fields-set',
      counter: payload.counter,
      primaryFields: [...new Set(payload.primaryFields)],
      helpingFields: [...new Set(payload.helpingFields)].filter(
        (code) => !payload.primaryFields.includes(code),
      ),
    },
  ]);
};
