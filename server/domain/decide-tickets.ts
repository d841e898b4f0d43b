import type { Settings } from '../../common/protocol/catalogue.ts';
import { uncancelled } from './decide-reopen.ts';
import { did, type Handler, no } from './decision.ts';
import { ticketToDraw } from './drawn-ticket.ts';
import { foretellNew } from './estimate.ts';
import { CITIZEN, type HallEvent, type TicketIssued } from './events.ts';
import { issuingState } from './issuing.ts';
import { numberAt } from './numbering.ts';
import { personRefusal } from './person-limit.ts';
import { openJobOf, printerFor } from './print-jobs.ts';
import { type HallState, type LiveTicket, lengthOf } from './state.ts';
import { recordedWork, unfitWork } from './visit-work.ts';

function activePriority(settings: Settings, code: string): boolean {
  return settings.priorities.some((each) => each.code === code && each.active);
}

/** The live ticket of an id, or why there is none. */
export function find(state: HallState, id: string): LiveTicket | ReturnType<typeof no> {
  const ticket = state.tickets.get(id);
  if (ticket) return ticket;
  const how = state.ended.get(id);
  return how
    ? no('wrong_state', 'the ticket has ended', { state: how })
    : no('unknown_ticket', 'no such ticket today', { ticket: id });
}

/** From when an appointment's wait counts [CALL8]: its slot, unless the citizen came too late for it. */
function orderedAt(appointmentAt: string | undefined, graceMinutes: number, nowMs: number): number {
  if (appointmentAt === undefined) return nowMs;
  const slotMs = Date.parse(appointmentAt);
  return nowMs - slotMs > graceMinutes * 60_000 ? nowMs : slotMs;
}

/** Draws a ticket [NUM1], [ISSUE1]–[ISSUE5], [PRIO1]. */
export const issue: Handler<'ticket:issue'> = (state, payload, around) => {
  const field = state.fields.get(payload.field);
  if (!field?.active) return no('unknown_field', `no field ${payload.field}`, { field: payload.field });
  if (payload.procedure) {
    const procedure = state.procedures.get(payload.procedure);
    if (!procedure?.active || procedure.field !== field.code)
      return no('unknown_procedure', `no procedure ${payload.procedure} in this field`, {
        procedure: payload.procedure,
      });
  }
  if (payload.priority !== null) {
    if (!activePriority(state.settings, payload.priority))
      return no('unknown_priority', `no priority class ${payload.priority}`, { priority: payload.priority });
    if (around.channel === 'counter' && payload.priorityReason === undefined)
      return no('reason_required', 'a clerk who gives priority says why');
  }
  const ordinal = state.issued.get(field.code) ?? 0;
  const issuing = issuingState(field, ordinal, around.moment, state, state.skipped.get(field.code));
  if (!issuing.open)
    return no('not_issuing', `no numbers of ${field.code} now: ${issuing.because}`, {
      because: issuing.because,
      nextFrom: issuing.nextFrom,
      nextDate: issuing.nextDate,
    });
  const number = numberAt(field.range, ordinal);
  if (number === null)
    return no('not_issuing', 'the numbers of the day are used up', { because: 'range_full' });

  const limited = personRefusal(state, payload, around);
  if (limited !== null) return limited;

  const nowMs = around.moment.atMs;
  const event: TicketIssued = {
    type: 'ticket:issued',
    ticketId: around.newTicketId(),
    number,
    ordinal,
    field: field.code,
    procedure: payload.procedure ?? null,
    ...(payload.dossierCode ? { dossierCode: payload.dossierCode } : {}),
    purpose: payload.purpose,
    priority: payload.priority,
    priorityReason: payload.priorityReason ?? null,
    channel: payload.appointmentAt === undefined ? around.channel : 'appointment',
    orderedAtMs: orderedAt(payload.appointmentAt, state.settings.appointmentGraceMinutes, nowMs),
    trackingToken: around.newTrackingToken(),
    language: payload.language,
    waitingAhead: lengthOf(state.lines.get(field.code)),
    estimate: null,
    printer: payload.printer === null ? null : printerFor(state, payload.printer, around.ownPrinter),
    ...(around.person === undefined ? {} : { person: around.person }),
    ...(around.commander.kind === 'device' ? { device: around.commander.id } : {}),
  };
  const marked: TicketIssued = state.time.doubt ? { ...event, doubtful: true } : event;
  const foretold = foretellNew(state, ticketToDraw(event, nowMs), nowMs);
  return did([foretold ? { ...marked, ...foretold } : marked], event.ticketId);
};

/**
 * The same number on paper again; never a new one [PRINT2]. While one printing is open at this printer, asking again asks
 * for nothing more [PRINT4]; at another printer it takes the place of the first [PRINT5].
 */
export const reprint: Handler<'ticket:reprint'> = (state, payload, around) => {
  const ticket = find(state, payload.ticket);
  if ('events' in ticket) return ticket;
  const printer = printerFor(state, payload.printer, around.ownPrinter);
  if (openJobOf(state, ticket.id)?.printer === printer) return did([], ticket.id);
  return did(
    [
      {
        type: 'ticket:print-asked',
        ticketId: ticket.id,
        jobId: around.newTicketId(),
        printer,
        device: around.commander.kind === 'device' ? around.commander.id : null,
        reprint: true,
      },
    ],
    ticket.id,
  );
};

/** Takes a number out of the line; also its holder may, who waits no more [PASS4]. */
export const cancel: Handler<'ticket:cancel'> = (state, payload, around) => {
  const ticket = find(state, payload.ticket);
  if ('events' in ticket) return ticket;
  if (ticket.state === 'called' || ticket.state === 'serving')
    return no('wrong_state', 'the ticket is at a counter', { state: ticket.state, counter: ticket.counter });
  const cancelled = {
    type: 'ticket:cancelled',
    ticketId: ticket.id,
    reason: payload.reason ?? null,
  } as const;
  const byHolder = around.commander.kind === 'system' && around.commander.id === CITIZEN;
  return did([byHolder ? { ...cancelled, byHolder } : cancelled], ticket.id);
};

export const setPriority: Handler<'ticket:set-priority'> = (state, payload) => {
  const ticket = find(state, payload.ticket);
  if ('events' in ticket) return ticket;
  if (payload.class !== null && !activePriority(state.settings, payload.class))
    return no('unknown_priority', `no priority class ${payload.class}`, { priority: payload.class });
  if (ticket.state !== 'waiting' && ticket.state !== 'parked')
    return no('wrong_state', 'only a ticket that waits can change its class', { state: ticket.state });
  return did(
    [{ type: 'ticket:prioritised', ticketId: ticket.id, priority: payload.class, reason: payload.reason }],
    ticket.id,
  );
};

/**
 * A parked or absent citizen is back in line with the old arrival [PARK2], [NOSHOW3]; one whom the absence rule still
 * holds back can be called from now on [NOSHOW4]. A cancelled one is back where it stood [UNDO3].
 */
export const giveBack: Handler<'ticket:return'> = (state, payload, around) => {
  const back = uncancelled(state, payload.ticket);
  if (back) return back;
  const ticket = find(state, payload.ticket);
  if ('events' in ticket) return ticket;
  const heldBack = ticket.state === 'waiting' && ticket.eligibleAtMs > around.moment.atMs;
  if (ticket.state === 'waiting' && !heldBack)
    return no('wrong_state', 'the ticket is in line already', { state: 'waiting' });
  if (ticket.state !== 'parked' && ticket.state !== 'no_show' && !heldBack)
    return no('wrong_state', 'only a parked or absent ticket comes back', { state: ticket.state });
  return did([{ type: 'ticket:returned', ticketId: ticket.id }], ticket.id);
};

/** Mends the record of a ticket of today, also after it ended; what was drawn stays on record [FIN3]. */
export const correct: Handler<'ticket:correct'> = (state, payload) => {
  const live = state.tickets.get(payload.ticket);
  const ended = state.ended.get(payload.ticket);
  if (!live && ended === undefined)
    return no('unknown_ticket', 'no such ticket today', { ticket: payload.ticket });
  if (ended !== 'done')
    return no('wrong_state', 'only a finished ticket is corrected', { state: live?.state ?? ended });
  if (payload.field !== undefined && !state.fields.has(payload.field))
    return no('unknown_field', `no field ${payload.field}`, { field: payload.field });
  const unfit = unfitWork(state, payload.transactions);
  if (unfit) return unfit;
  const event: HallEvent = {
    type: 'ticket:corrected',
    ticketId: payload.ticket,
    ...(payload.field !== undefined ? { field: payload.field } : {}),
    ...(payload.outcome !== undefined ? { outcome: payload.outcome } : {}),
    ...(payload.transactions !== undefined ? { transactions: recordedWork(payload.transactions) } : {}),
  };
  return did([event], payload.ticket);
};
